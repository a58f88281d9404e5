/** Bodies of a console's previews: a few episodes of a recording as they are and as a policy would let them out, before anything is published. */

import { z } from 'zod';
import { REPORT_WARNINGS } from '../desensitize/report.ts';
import { MAX_PATH_LENGTH, publishRequestSchema } from './console.ts';
import { sampleViewSchema } from './samples.ts';

/** Features named in one list. */
const MAX_NAMES = 256;

/** `POST /v1/previews`. */
export const beginPreviewSchema = z.strictObject({
  folder: z.string().min(1).max(MAX_PATH_LENGTH),
  policy: publishRequestSchema.shape.policy,
  approveTasks: publishRequestSchema.shape.approveTasks,
  roster: publishRequestSchema.shape.roster,
});
/** What to preview. */
export type PreviewRequest = z.infer<typeof beginPreviewSchema>;

/** Steps of a preview, in order. */
export const PREVIEW_STEPS = ['cut', 'inspect', 'desensitize', 'compare', 'done'] as const;

/** One preview. Series, video and files stand below `/v1/previews/{id}/before` and `…/after`, as those of a sample. */
export const previewSchema = z.strictObject({
  id: z.string().max(64),
  folder: z.string().max(MAX_PATH_LENGTH),
  policy: z.string().max(64),
  status: z.enum(['running', 'done', 'failed']),
  step: z.enum(PREVIEW_STEPS),
  error: z.strictObject({ code: z.string().max(64), message: z.string().max(1000) }).nullable(),
  /** As it is on this machine. */
  before: sampleViewSchema.nullable(),
  /** As it would leave it; null too when the inspection would keep it back. */
  after: sampleViewSchema.nullable(),
  /** Channels and cameras that stay behind, by name. */
  left: z.array(z.string().max(320)).max(MAX_NAMES),
  /** What the desensitization wants the lister to know, as codes. */
  warnings: z.array(z.enum(REPORT_WARNINGS)).max(REPORT_WARNINGS.length),
  /** Rules of the inspection that the derivative would break. */
  rules: z.array(z.string().max(64)).max(64),
});
/** One preview. */
export type Preview = z.infer<typeof previewSchema>;
