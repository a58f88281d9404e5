/** The receipt: what arrived under an agreement, signed by consumer and provider over the same bytes. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { exchangeIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { logOriginSchema } from '../log/entry.ts';
import type { DocumentType } from '../signature.ts';

const partySchema = z.strictObject({ participant: participantIdSchema, key: signingKeySchema });

/** Schema of a receipt. */
export const receiptSchema = z.strictObject({
  schema: z.literal('receipt/1'),
  log: logOriginSchema,
  exchange: exchangeIdSchema,
  agreement: digestSchema,
  manifest: digestSchema,
  provider: partySchema,
  consumer: partySchema,
  plaintextRoot: digestSchema,
  ciphertextRoot: digestSchema,
  files: z.int().min(1),
  bytes: z.int().min(0),
  /** Chunks that failed their hash and were asked for again. */
  chunkFailures: z.int().min(0),
  /** Whether the consumer repeated the desensitization inspection, and with which result. */
  inspection: z.enum(['passed', 'failed', 'not-run']),
  receivedAt: timestampSchema,
});
/** A receipt. */
export type Receipt = z.infer<typeof receiptSchema>;

/** The signed form of a receipt. */
export const RECEIPT_DOCUMENT: DocumentType<typeof receiptSchema> = {
  payloadType: 'application/vnd.kinship.receipt.v1+json',
  schema: receiptSchema,
  maxBytes: 8 * 1024,
};
