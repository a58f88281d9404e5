/** Finds out who uses the console: whoever can read the home, by the token of this run (DECISIONS 31), or a page by its session cookie. */

import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { ExchangeError } from '#contracts/errors.ts';
import { readCookie, requireOwnPage } from '#platform/http/cookies.ts';
import type { ConsoleAccounts } from '../accounts/accounts.ts';
import { mayDo, PERMISSIONS, type Action, type ConsoleCaller } from './permissions.ts';

/** Where a machine's folders begin. */
const EVERYTHING = '/';
/** A session's secret as the cookie holds it. */
const SECRET = /^[0-9a-f]{64}$/;

/** What access depends on. */
export interface AccessDeps {
  /** Token of the home, of this run. */
  readonly token: string;
  readonly accounts: ConsoleAccounts;
  /** Name of the session cookie. Cookies know no ports, and one machine may run several nodes: no two share it. */
  readonly cookieName: string;
  /** Folders that people may look through: the first is where looking begins. */
  readonly folders: { readonly home: string; readonly shared: readonly string[] };
}

/** Who a request comes from, and whether it may do what the route's `access` names. */
export type Authenticate = (request: Request, access: string) => Promise<ConsoleCaller>;

/** Creates the gate of a console. It throws `unauthenticated` and `forbidden`. */
export function createAuthenticate(deps: AccessDeps): Authenticate {
  return async (request, access) => {
    const action = access as Action;
    const caller = await callerOf(request, deps);
    if (mayDo(caller, action)) return caller;
    if (caller.kind === 'anonymous') {
      throw new ExchangeError(
        'unauthenticated',
        "The console asks for the token of this node's home, or a session.",
      );
    }
    throw new ExchangeError('forbidden', 'Your role does not allow this.', {
      params: { action, roles: PERMISSIONS[action].join(' ') },
    });
  };
}

/** Whether a text is the token of the home. */
export function isHomeToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The caller of everything that the home's token opens. */
export function holderOf(deps: Pick<AccessDeps, 'folders'>, session: string | null): ConsoleCaller {
  const { home, shared } = deps.folders;
  return { kind: 'holder', name: 'holder', roles: [], session, folders: [...shared, home, EVERYTHING] };
}

async function callerOf(request: Request, deps: AccessDeps): Promise<ConsoleCaller> {
  const authorization = request.get('authorization');
  if (authorization !== undefined) {
    const token = /^Bearer ([\x21-\x7e]{1,256})$/.exec(authorization)?.[1] ?? '';
    if (isHomeToken(token, deps.token)) return holderOf(deps, null);
    throw new ExchangeError('unauthenticated', 'The token is not that of this run of the node.');
  }
  const secret = readCookie(request, deps.cookieName);
  if (secret === undefined || !SECRET.test(secret)) return stranger(request);
  requireOwnPage(request);
  return callerOfSession(secret, request, deps);
}

/** An old cookie is no offence: its page is told that it has to sign in where signing in is needed. */
async function callerOfSession(secret: string, request: Request, deps: AccessDeps): Promise<ConsoleCaller> {
  try {
    const { account } = await deps.accounts.sessionOf(secret);
    if (account === null) return holderOf(deps, secret);
    const { name, roles } = account;
    return { kind: 'account', name, roles, session: secret, folders: deps.folders.shared };
  } catch (error) {
    if (error instanceof ExchangeError && error.code === 'unauthenticated') return stranger(request);
    throw error;
  }
}

function stranger(request: Request): ConsoleCaller {
  const name = request.socket.remoteAddress ?? 'unknown';
  return { kind: 'anonymous', name, roles: [], session: null, folders: [] };
}
