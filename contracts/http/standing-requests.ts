/** Bodies of the standing requests' API: a request that stays open and reports later matches. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema, timestampSchema } from '../ids.ts';
import { matchQuerySchema, matchResultSchema } from '../matching/schema.ts';

/** Most open standing requests of one participant or account. */
export const MAX_STANDING_REQUESTS = 100;

/** `POST /v1/standing-requests`. */
export const createStandingRequestSchema = z.strictObject({
  query: matchQuerySchema,
  /** Least score in [0, 1] that is worth a report. */
  minScore: z.number().min(0).max(1),
  expiresAt: timestampSchema.nullable(),
});
/** What a standing request is opened with, as parsed. */
export type CreateStandingRequest = z.infer<typeof createStandingRequestSchema>;

/** One standing request. */
export const standingRequestSchema = z.strictObject({
  id: z.string().max(64),
  query: matchQuerySchema,
  minScore: z.number().min(0).max(1),
  createdAt: timestampSchema,
  expiresAt: timestampSchema.nullable(),
  status: z.enum(['open', 'closed', 'expired']),
  matches: z.int().min(0),
});
/** One standing request. */
export type StandingRequest = z.infer<typeof standingRequestSchema>;

/** One reported match, in order of `seq`. */
export const reportedMatchSchema = z.strictObject({
  seq: z.int().min(1),
  dataset: datasetIdSchema,
  manifest: digestSchema,
  reportedAt: timestampSchema,
  result: matchResultSchema,
});
/** One reported match. */
export type ReportedMatch = z.infer<typeof reportedMatchSchema>;
