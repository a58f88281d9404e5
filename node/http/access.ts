/** Who may use the console API: whoever can read the home, by the token of this run (DECISIONS 31). */

import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { ExchangeError } from '#contracts/errors.ts';

/** The holder of the token. There is one role: the person at the node. */
export interface ConsoleCaller {
  readonly holder: true;
}

/** Checks the token on every route but public ones. */
export function createAuthenticate(
  token: string,
): (request: Request, access: string) => Promise<ConsoleCaller> {
  const expected = Buffer.from(token);
  return async (request, access) => {
    if (access === 'public') return { holder: true };
    const given = Buffer.from(
      /^Bearer ([\x21-\x7e]{1,256})$/.exec(request.get('authorization') ?? '')?.[1] ?? '',
    );
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new ExchangeError('unauthenticated', "The console asks for the token of this node's home.");
    }
    return { holder: true };
  };
}
