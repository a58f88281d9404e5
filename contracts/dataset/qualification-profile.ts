/** `qualification-profile/1`: the rules by which a company decides that an episode is good data. */

import { z } from 'zod';
import { lineSchema } from '../text.ts';
import { MAX_NAME_LENGTH } from './limits.ts';
import { qualityMetricIdSchema } from './quality.ts';

/** Rules of one profile at most. */
export const MAX_RULES = 64;

/** One rule: the metric has to lie within the bounds. `perFrame` divides a count by the episode's frames first. */
export const qualificationRuleSchema = z
  .strictObject({
    metric: qualityMetricIdSchema,
    min: z.number().exactOptional(),
    max: z.number().exactOptional(),
    perFrame: z.boolean().exactOptional(),
  })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'a rule needs a bound');

/** A named, versioned set of rules. Metrics without a value do not disqualify. */
export const qualificationProfileSchema = z
  .strictObject({
    schema: z.literal('qualification-profile/1'),
    name: lineSchema(MAX_NAME_LENGTH).regex(/^[a-z0-9][a-z0-9-]{0,63}@[1-9][0-9]{0,5}$/),
    rules: z.array(qualificationRuleSchema).max(MAX_RULES),
    /** Whether an episode equal to an earlier one is left out. */
    refuseDuplicates: z.boolean(),
  })
  .describe('Rules by which an episode counts as good data');

/** A named, versioned set of rules. */
export type QualificationProfile = z.infer<typeof qualificationProfileSchema>;
