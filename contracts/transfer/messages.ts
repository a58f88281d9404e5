/**
 * The chunk door: pull only. The receiver asks for one thing at a time per request and keeps several requests open;
 * completeness is judged by hashes alone. Every request carries a short-lived token bound to agreement and receiver
 * (DECISIONS 13).
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';

/** How long a chunk token lives, milliseconds. */
export const CHUNK_TOKEN_TTL_MS = 10 * 60_000;
/** Bytes of one page of the chunk list or of the sealed secrets. */
export const LIST_PAGE_BYTES = 1024 * 1024;

/** Schema of a request on the chunk protocol. The answer is raw bytes. */
export const chunkRequestSchema = z.discriminatedUnion('op', [
  /** One sealed chunk by its ciphertext hash. */
  z.strictObject({ op: z.literal('chunk'), token: z.string().max(512), hash: digestSchema }),
  /** Page of the chunk list (`chunks/1`, canonical JSON). */
  z.strictObject({ op: z.literal('list'), token: z.string().max(512), page: z.int().min(0).max(1024) }),
  /** Page of the chunk secrets, sealed under the content key: served only after `key.released`. */
  z.strictObject({ op: z.literal('secrets'), token: z.string().max(512), page: z.int().min(0).max(1024) }),
  /** A named document of the delivery: manifest, report, embodiment, key entries. */
  z.strictObject({ op: z.literal('document'), token: z.string().max(512), digest: digestSchema }),
]);
/** A request on the chunk protocol. */
export type ChunkRequest = z.infer<typeof chunkRequestSchema>;
