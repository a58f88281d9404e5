/** Problem documents (RFC 9457) as every API of the exchange sends them. */

import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';

/** Media type of a problem document. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Schema of small facts about an error (`ErrorParams`). */
export const errorParamsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

/** Schema of a problem document. `detail` is for people; programs read `code`, `params` and `errors`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(ERROR_CODES),
  detail: z.string(),
  params: errorParamsSchema,
  /** Faults of the request: where (JSON pointer below `/params`, `/query` or `/body`) and what. */
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  /** The next sensible step, when there is one. */
  next: z.string().optional(),
  traceId: z.string(),
});
