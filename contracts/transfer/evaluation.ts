/** A consumer's signed report of what a dataset did for a policy. Counted only with a receipt, once per company and agreement. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema, exchangeIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { logOriginSchema } from '../log/entry.ts';
import type { DocumentType } from '../signature.ts';

/** Metric whose value is a rate. */
const SUCCESS = 'success';
/** What is said of a rate that is none. */
export const IMPOSSIBLE = 'success is a rate from 0 to 1: 12 of 20 trials are 0.6';

/** Whether the figures of a metric can be: those of `success` are rates. */
export function isPossible({
  metric,
  value,
  baseline,
}: {
  readonly metric: string;
  readonly value: number;
  readonly baseline: number | null;
}): boolean {
  return metric !== SUCCESS || [value, baseline ?? 0].every((rate) => rate >= 0 && rate <= 1);
}

/** Schema of an evaluation. `value` and `baseline` are rates in [0, 1] for `success`, else in the metric's own unit. */
export const evaluationSchema = z
  .strictObject({
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
  })
  .refine(isPossible, { message: IMPOSSIBLE, path: ['value'] });
/** An evaluation. */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The signed form of an evaluation. */
export const EVALUATION_DOCUMENT: DocumentType<typeof evaluationSchema> = {
  payloadType: 'application/vnd.kinship.evaluation.v1+json',
  schema: evaluationSchema,
  maxBytes: 8 * 1024,
};
