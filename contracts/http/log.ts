/** Bodies of the log's API: submitting entries and reading them. One handler serves HTTP and libp2p (DECISIONS 6). */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema, exchangeIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema } from '../keys.ts';
import { envelopeSchema } from '../signature.ts';

/** Most entries in one answer. */
export const MAX_ENTRY_PAGE = 200;

/** `POST /v1/log/entries`: one signed entry. */
export const submitEntrySchema = z.strictObject({ entry: envelopeSchema });

/** Answer after the log has the entry durably: a repeat of the same leaf gets the first index. */
export const logReceiptSchema = z.strictObject({
  index: z.int().min(0),
  leafHash: digestSchema,
  /** Inclusion proof with its checkpoint: tlog-proof text (C2SP). */
  proof: z.string().max(16 * 1024),
});
/** A log receipt. */
export type LogReceipt = z.infer<typeof logReceiptSchema>;

/** One entry as it is listed. Readers see the entries that they are party to, auditors all. */
export const listedEntrySchema = z.strictObject({
  index: z.int().min(0),
  leafHash: digestSchema,
  type: z.string().max(64),
  time: timestampSchema,
  actor: participantIdSchema,
  dataset: datasetIdSchema.nullable(),
  exchange: exchangeIdSchema.nullable(),
  subject: z.strictObject({ name: z.string().max(64), digest: digestSchema }),
  entry: envelopeSchema,
});
/** One listed entry. */
export type ListedEntry = z.infer<typeof listedEntrySchema>;

/** `GET /v1/log/entries` query. Everything narrows; what the reader may not see is not there for him, whatever he asks for. */
export const entryQuerySchema = z.strictObject({
  /** Entry types, separated by commas. */
  type: z
    .string()
    .regex(/^[a-z.-]{1,64}(,[a-z.-]{1,64}){0,31}$/)
    .optional(),
  actor: participantIdSchema.optional(),
  /** A company that is party to the entry, whoever acted. */
  party: participantIdSchema.optional(),
  dataset: datasetIdSchema.optional(),
  exchange: exchangeIdSchema.optional(),
  /** Digest of an agreement that the entry names. */
  agreement: digestSchema.optional(),
  /** Digest of what the entry is about. */
  subject: digestSchema.optional(),
  /** First and last instant as the signers claim it; the order is the log's. */
  since: timestampSchema.optional(),
  until: timestampSchema.optional(),
  order: z.enum(['oldest', 'newest']).default('oldest'),
  /** Index to begin at, in the direction of the order. */
  from: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_ENTRY_PAGE).default(50),
});

/** `GET /v1/log/entries` answer. */
export const entryPageSchema = z.strictObject({
  size: z.int().min(0),
  items: z.array(listedEntrySchema).max(MAX_ENTRY_PAGE),
  /** Index to continue from; null at the end. */
  next: z.int().min(0).nullable(),
});

/** `GET /v1/log/entries/{index}` answer: one entry and its inclusion proof under the newest checkpoint. */
export const entryDetailSchema = z.strictObject({
  entry: listedEntrySchema,
  /** tlog-proof text (C2SP). */
  proof: z.string().max(16 * 1024),
});

/** A request on the libp2p log protocol. */
export const logRequestSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('append'), entry: envelopeSchema }),
  z.strictObject({ op: z.literal('prove'), leafHash: digestSchema }),
  z.strictObject({ op: z.literal('checkpoint') }),
]);
/** A request on the libp2p log protocol. */
export type LogRequest = z.infer<typeof logRequestSchema>;
