/** Repeats of a request under the same `Idempotency-Key` header get the first answer. */

import { createHash } from 'node:crypto';
import { ExchangeError } from '#contracts/errors.ts';

/** Longest key. */
const KEY_PATTERN = /^[\x21-\x7e]{1,128}$/;

/** A finished answer, kept for repeats. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: Uint8Array;
}

/** Where answers are kept; a program implements it over its database. `scope` binds a key to caller and route. */
export interface IdempotencyStore {
  /**
   * Claims a key. `new`: go on, then `finish` or `abandon`. `running`: the first request is still under way. `repeat`: here is its
   * answer. `mismatch`: the key was used for another body.
   */
  begin(request: {
    scope: string;
    key: string;
    digest: string;
  }): Promise<
    { kind: 'new' } | { kind: 'running' } | { kind: 'mismatch' } | { kind: 'repeat'; answer: KeptAnswer }
  >;
  finish(request: { scope: string; key: string }, answer: KeptAnswer): Promise<void>;
  abandon(request: { scope: string; key: string }): Promise<void>;
}

/** Runs `work` once per key. Throws `conflict` for a key under way or used for another body, `usage` for a malformed key. */
export async function answerOnce(
  store: IdempotencyStore,
  request: { scope: string; key: string; body: Uint8Array },
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const { scope, key } = request;
  if (!KEY_PATTERN.test(key)) throw new ExchangeError('usage', 'The idempotency key is malformed.');
  const digest = createHash('sha256').update(request.body).digest('hex');
  const begun = await store.begin({ scope, key, digest });
  switch (begun.kind) {
    case 'repeat':
      return begun.answer;
    case 'running':
      throw new ExchangeError('conflict', 'The first request with this key is still under way.');
    case 'mismatch':
      throw new ExchangeError('conflict', 'This key was used for another request.');
    case 'new':
  }
  try {
    const answer = await work();
    await store.finish({ scope, key }, answer);
    return answer;
  } catch (error) {
    await store.abandon({ scope, key });
    throw error;
  }
}
