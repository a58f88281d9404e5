/** Short-lived tokens for the chunk door: bound to a transfer, and so to its agreement and receiver (DECISIONS 13). */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { canonicalBytes, parseCanonical } from '#contracts/canonical-json.ts';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { digestSchema } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { CHUNK_TOKEN_TTL_MS } from '#contracts/transfer/messages.ts';
import { parseWire } from '#contracts/wire.ts';

const MAX_CLAIM_BYTES = 320;

const claimSchema = z.strictObject({
  transfer: z.string().max(64),
  agreement: digestSchema,
  /** Milliseconds since the epoch. */
  expires: z.int(),
});
/** What a token says. */
export type ChunkClaim = z.infer<typeof claimSchema>;

/** Issues and checks tokens. The secret lives as long as the process: after a restart receivers ask for a new token. */
export class ChunkTokens {
  readonly #secret: Uint8Array;
  readonly #clock: Clock;

  constructor(random: RandomBytes, clock: Clock) {
    this.#secret = random(32);
    this.#clock = clock;
  }

  /** A token that is good for {@link CHUNK_TOKEN_TTL_MS}, and the instant at which it ends. */
  issue(claim: Omit<ChunkClaim, 'expires'>): { readonly token: string; readonly expires: number } {
    const expires = this.#clock() + CHUNK_TOKEN_TTL_MS;
    const payload = Buffer.from(canonicalBytes({ ...claim, expires })).toString('base64url');
    return { token: `${payload}.${this.#mac(payload)}`, expires };
  }

  /** Throws `unauthenticated` for a token that is not ours or has run out. */
  check(token: string): ChunkClaim {
    const [payload, mac, ...rest] = token.split('.');
    if (payload === undefined || mac === undefined || rest.length > 0) throw refused();
    const expected = Buffer.from(this.#mac(payload));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused();
    const claim = parseWire(
      claimSchema,
      parseCanonical(Buffer.from(payload, 'base64url'), MAX_CLAIM_BYTES),
      'chunk token',
    );
    if (claim.expires <= this.#clock()) throw refused();
    return claim;
  }

  #mac(payload: string): string {
    return createHmac('sha256', this.#secret).update(payload).digest('base64url');
  }
}

function refused(): ExchangeError {
  return new ExchangeError('unauthenticated', 'The token is not valid any more: ask for a new one.');
}
