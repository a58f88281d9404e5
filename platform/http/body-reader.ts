/** Reads JSON bodies of requests: short ones at once, long ones in a thread, so that no body keeps the event loop. */

import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { LazyThread } from '../thread.ts';

/** Bodies up to this many bytes are read at once: a millisecond or two. */
const INLINE_BYTES = 256 * 1024;
/** Most values of a body. A hundred results of a match have some 25,000, the largest body of a robot fewer. */
export const MAX_BODY_VALUES = 32_768;
/** Bodies that wait for the thread at most. */
const MAX_WAITING = 16;

/** A body for the thread. */
export interface BodyToRead {
  readonly bytes: Uint8Array;
  readonly maxBytes: number;
}

const thread = new LazyThread<BodyToRead, JsonValue>({
  module: new URL('./body-thread.ts', import.meta.url),
  name: 'The thread that reads bodies',
  maxWaiting: MAX_WAITING,
});

/** Parses a body. Throws `bad-json`, `limit-exceeded`, and `rate-limited` when too many long ones wait. */
export async function readJsonBody(bytes: Uint8Array, maxBytes: number): Promise<JsonValue> {
  if (bytes.length <= INLINE_BYTES) return parseJson(bytes, maxBytes, MAX_BODY_VALUES);
  return thread.ask({ bytes, maxBytes });
}
