/** A consumer's signed report of what a dataset did for a policy. Counted only with a receipt, once per company and agreement. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema, exchangeIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { logOriginSchema } from '../log/entry.ts';
import type { DocumentType } from '../signature.ts';

/** Schema of an evaluation. `value` and `baseline` are rates in [0, 1] for `success`, else in the metric's own unit. */
export const evaluationSchema = z.strictObject({
  schema: z.literal('evaluation/1'),
  log: logOriginSchema,
  consumer: z.strictObject({ participant: participantIdSchema, key: signingKeySchema }),
  exchange: exchangeIdSchema,
  agreement: digestSchema,
  dataset: datasetIdSchema,
  manifest: digestSchema,
  metric: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  value: z.number(),
  baseline: z.number().nullable(),
  trials: z.int().min(1).max(10_000_000),
  time: timestampSchema,
});
/** An evaluation. */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The signed form of an evaluation. */
export const EVALUATION_DOCUMENT: DocumentType<typeof evaluationSchema> = {
  payloadType: 'application/vnd.kinship.evaluation.v1+json',
  schema: evaluationSchema,
  maxBytes: 8 * 1024,
};
