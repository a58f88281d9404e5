/**
 * The chunk door: pull only. The receiver asks for one thing at a time per request and keeps several requests open;
 * completeness is judged by hashes alone. Every request carries a short-lived token bound to agreement and receiver
 * (DECISIONS 13).
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { MAX_SHARED_DESCRIPTION_BYTES } from '../manifest/manifest.ts';
import { logProofSchema } from '../negotiation/messages.ts';
import { envelopeSchema } from '../signature.ts';

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
  /** Page of the papers of the delivery (`papers/1`, canonical JSON). */
  z.strictObject({ op: z.literal('papers'), token: z.string().max(512), page: z.int().min(0).max(1024) }),
]);
/** A request on the chunk protocol. */
export type ChunkRequest = z.infer<typeof chunkRequestSchema>;

/** Largest `papers/1`, bytes. */
export const MAX_PAPERS_BYTES = 8 * 1024 * 1024;
/** Most logged acts in one `papers/1`. */
export const MAX_PAPER_ACTS = 128;

/** Schema of an act with its log receipt (tlog-proof text). */
export const provenEntrySchema = z.strictObject({ entry: envelopeSchema, proof: logProofSchema });
/** An act with its log receipt. */
export type ProvenEntry = z.infer<typeof provenEntrySchema>;

/**
 * Schema of the papers that travel with a delivery, beside the bytes: everything that an auditor needs from the provider. `acts`
 * holds the provider's key entries and what it logged about this version (`desensitization.reported`, `dataset.published`).
 */
export const papersSchema = z.strictObject({
  schema: z.literal('papers/1'),
  /** `manifest/1`, signed. */
  manifest: envelopeSchema,
  /** The desensitization report, signed. */
  report: envelopeSchema,
  /** Text of the robot description that the manifest cites; null when it cites none. */
  robotDescription: z.string().max(MAX_SHARED_DESCRIPTION_BYTES).nullable(),
  acts: z.array(provenEntrySchema).max(MAX_PAPER_ACTS),
});
/** The papers of a delivery. */
export type Papers = z.infer<typeof papersSchema>;
