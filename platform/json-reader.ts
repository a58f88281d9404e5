/** Reads JSON of strangers: short documents at once, long ones in a thread, so that none keeps the event loop. */

import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { LazyThread } from './thread.ts';

/** Documents up to this many bytes are read at once: a millisecond or two. */
const INLINE_BYTES = 256 * 1024;
/** Most values of a document when nobody says otherwise. A hundred results of a match have some 25,000, the largest body of a robot fewer. */
export const MAX_JSON_VALUES = 32_768;
/** Documents that wait for the thread at most. */
const MAX_WAITING = 16;

/** A document for the thread. */
export interface JsonToRead {
  readonly bytes: Uint8Array;
  readonly maxBytes: number;
  readonly maxValues: number;
}

const thread = new LazyThread<JsonToRead, JsonValue>({
  module: new URL('./json-thread.ts', import.meta.url),
  name: 'The thread that reads JSON',
  maxWaiting: MAX_WAITING,
});

/**
 * Parses a document. Throws `bad-json`, `limit-exceeded`, and `rate-limited` when too many long ones wait.
 * @param maxValues most values: what comes back from the thread is made anew on the event loop
 */
export async function readJson(
  bytes: Uint8Array,
  maxBytes: number,
  maxValues = MAX_JSON_VALUES,
): Promise<JsonValue> {
  if (bytes.length <= INLINE_BYTES) return parseJson(bytes, maxBytes, maxValues);
  return thread.ask({ bytes, maxBytes, maxValues });
}
