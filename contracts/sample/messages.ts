/** The sample protocol: files of a public sample by digest, page by page. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { MAX_SAMPLE_BYTES } from './sample.ts';

/** Bytes of a page; a shorter page is the last one. */
export const SAMPLE_PAGE_BYTES = 1024 * 1024;

/** Schema of a request: one page of a file, or of the index, of the sample that a manifest offers. The answer is the bytes. */
export const samplePageRequestSchema = z.strictObject({
  manifest: digestSchema,
  file: digestSchema,
  page: z
    .int()
    .min(0)
    .max(MAX_SAMPLE_BYTES / SAMPLE_PAGE_BYTES),
});
/** A request for a page. */
export type SamplePageRequest = z.infer<typeof samplePageRequestSchema>;
