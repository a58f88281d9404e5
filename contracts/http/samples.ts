/** Bodies of the API of samples and previews: what is there, and the series of an episode. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema } from '../ids.ts';
import { licenseTermsSchema } from '../license/terms.ts';
import {
  MAX_SAMPLE_CAMERAS,
  MAX_SAMPLE_CHANNELS,
  MAX_SAMPLE_EPISODES,
  MAX_SAMPLE_FILES,
  sampleCameraSchema,
  sampleChannelSchema,
  sampleFileSchema,
} from '../sample/sample.ts';

/** Most channels in one answer. */
export const MAX_SERIES_CHANNELS = 16;
/** Most points of one channel in one answer. */
export const MAX_SERIES_POINTS = 2000;

/** One episode of a sample. */
export const sampleEpisodeViewSchema = z.strictObject({
  episode: z.int().min(0),
  frames: z.int().min(1),
  seconds: z.number().min(0),
  /** Number of the episode in the dataset; `cut` when the sample holds only its beginning. */
  source: z.int().min(0),
  cut: z.boolean(),
  tasks: z.array(z.string().max(500)).max(32),
  /** Names of the cameras that have a video of it. */
  cameras: z.array(z.string().max(160)).max(MAX_SAMPLE_CAMERAS),
});

/** What is there. `version` names this content for good: asked for with it, answers may be kept forever. */
export const sampleViewSchema = z.strictObject({
  /** Null for previews, which are no dataset yet. */
  dataset: datasetIdSchema.nullable(),
  version: digestSchema,
  license: licenseTermsSchema.nullable(),
  format: z.strictObject({ name: z.string().max(32), version: z.string().max(32) }),
  fps: z.number().positive(),
  bytes: z.int().min(0),
  episodes: z.array(sampleEpisodeViewSchema).max(MAX_SAMPLE_EPISODES),
  /** Channels by their number: the place in this list. */
  channels: z.array(sampleChannelSchema).max(MAX_SAMPLE_CHANNELS),
  /** Features too wide to be drawn; they are in the files. */
  omitted: z.array(z.string().max(160)).max(256),
  cameras: z.array(sampleCameraSchema).max(MAX_SAMPLE_CAMERAS),
  files: z.array(sampleFileSchema).max(MAX_SAMPLE_FILES),
});
/** What is there. */
export type SampleView = z.infer<typeof sampleViewSchema>;

/** `GET …/sample` query. */
export const sampleVersionQuerySchema = z.strictObject({ version: digestSchema.optional() });

/** `GET …/series` query: which channels, by number, and how many points at most. */
export const seriesQuerySchema = z.strictObject({
  version: digestSchema.optional(),
  /** Numbers of channels, separated by commas; the first {@link MAX_SERIES_CHANNELS} when left out. */
  channels: z
    .string()
    .regex(/^\d{1,4}(,\d{1,4})*$/)
    .max(MAX_SERIES_CHANNELS * 5)
    .optional(),
  points: z.coerce.number().int().min(2).max(MAX_SERIES_POINTS).default(1000),
});

const numbers = z.array(z.number()).max(MAX_SERIES_POINTS);

/** Series of an episode. All channels share the times. */
export const seriesSchema = z.strictObject({
  episode: z.int().min(0),
  /** Frames of the episode; more than points when `reduced`. */
  frames: z.int().min(1),
  /** Each stretch of frames is shown by its smallest and largest value, in their order. */
  reduced: z.boolean(),
  /** Seconds since the start of the episode. */
  time: numbers,
  channels: z
    .array(
      z.strictObject({
        channel: z.int().min(0),
        values: z.array(z.number().nullable()).max(MAX_SERIES_POINTS),
      }),
    )
    .max(MAX_SERIES_CHANNELS),
});
/** Series of an episode. */
export type Series = z.infer<typeof seriesSchema>;
