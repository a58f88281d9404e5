/**
 * Quality of episodes: which metrics exist, in which unit, and how their values are carried.
 *
 * Rows hold values in the order of {@link QUALITY_METRICS}' ids as listed in `quality.metrics`, so that hundreds of episodes fit
 * into a manifest. The definition and reference of each metric stand in its file under `node/dataset/quality/`.
 */

import { z } from 'zod';
import { MAX_DUPLICATE_GROUPS, MAX_NAME_LENGTH, MAX_QUALITY_ROWS } from './limits.ts';

/** Units of metrics. `share` is 0..1 of frames; `count` a whole number; `1` dimensionless. */
export const METRIC_UNITS = ['s', 'ms', 'share', 'count', '1', 'unit/s^3'] as const;

/** Every per-episode metric with its unit. `null` values mean: not applicable, or not measurable on this dataset. */
export const QUALITY_METRICS = {
  duration: 's',
  frames: 'count',
  'timestamp-jitter': 'ms',
  'timestamp-gap-longest': 's',
  'dropped-frames': 'count',
  'timestamp-reversals': 'count',
  'non-finite': 'count',
  'frozen-share': 'share',
  'frozen-longest': 's',
  'dead-channels': 'count',
  'saturated-share': 'share',
  jumps: 'count',
  jerk: 'unit/s^3',
  smoothness: '1',
  'idle-share': 'share',
  'limit-violations': 'share',
  'velocity-violations': 'share',
  'action-lag': 's',
  'tracking-error': '1',
  'video-missing': 'count',
  'video-stall-longest': 's',
  'stream-drift': 'ms',
  'stream-overlap': 'share',
  'black-frames': 'share',
  'picture-frozen-longest': 's',
  sharpness: '1',
  'exposure-clipped': 'share',
  'label-coverage': 'share',
  'modality-completeness': 'share',
} as const satisfies Record<string, (typeof METRIC_UNITS)[number]>;

/** Every metric of a dataset as a whole with its unit; shares are of episodes. */
export const DATASET_METRICS = {
  'start-diversity': '1',
  'goal-diversity': '1',
  'near-duplicate-share': 'share',
  'vision-completeness': 'share',
  'joint-torque-completeness': 'share',
  'force-completeness': 'share',
  'tactile-completeness': 'share',
} as const satisfies Record<string, (typeof METRIC_UNITS)[number]>;

/** Id of a metric of a dataset as a whole. */
export type DatasetMetricId = keyof typeof DATASET_METRICS;

/** All ids of metrics of a dataset as a whole. */
export const DATASET_METRIC_IDS = Object.keys(DATASET_METRICS) as DatasetMetricId[];

/** One metric of a dataset as a whole; null where it cannot be measured. */
export const datasetMetricSchema = z.strictObject({
  id: z.enum(DATASET_METRIC_IDS),
  unit: z.enum(METRIC_UNITS),
  value: z.number().nullable(),
});

/** One metric of a dataset as a whole. */
export type DatasetMetric = z.infer<typeof datasetMetricSchema>;

/** Id of a per-episode metric. */
export type QualityMetricId = keyof typeof QUALITY_METRICS;

/** All metric ids in their canonical order. */
export const QUALITY_METRIC_IDS = Object.keys(QUALITY_METRICS) as QualityMetricId[];

/** Schema of a metric id. */
export const qualityMetricIdSchema = z.enum(QUALITY_METRIC_IDS);

/** Metrics of the clock alone: those that a conversion onto an even grid makes look perfect. */
export const TIMING_METRICS: ReadonlySet<QualityMetricId> = new Set([
  'duration',
  'timestamp-jitter',
  'timestamp-gap-longest',
  'dropped-frames',
  'timestamp-reversals',
  'stream-drift',
  'stream-overlap',
  'video-stall-longest',
] as const);

/** The clock behind the timestamps. `synthetic` when every timestamp equals frame index / fps: such a clock hides jitter. */
export const clockFactsSchema = z.strictObject({
  source: z.enum(['device', 'synthetic', 'unknown']),
  /** Standard deviation of frame intervals around the nominal one, milliseconds; null when the clock is synthetic or unknown. */
  jitterMs: z.number().nonnegative().nullable(),
});

/** Distribution of one metric over all episodes of the dataset; null where no episode has a value. */
export const metricSummarySchema = z.strictObject({
  id: qualityMetricIdSchema,
  unit: z.enum(METRIC_UNITS),
  /** Episodes that have a value. */
  episodes: z.int().nonnegative(),
  min: z.number().nullable(),
  median: z.number().nullable(),
  /** 95th percentile. */
  p95: z.number().nullable(),
  max: z.number().nullable(),
  mean: z.number().nullable(),
});

/** Distribution of one metric over all episodes. */
export type MetricSummary = z.infer<typeof metricSummarySchema>;

/** Why an episode does not qualify, as a stable code: a metric id, `duplicate`, `unreadable` or `empty`. */
export const qualificationReasonSchema = z.union([
  qualityMetricIdSchema,
  z.enum(['duplicate', 'unreadable', 'empty']),
]);

/** Why an episode does not qualify. */
export type QualificationReason = z.infer<typeof qualificationReasonSchema>;

/** Quality of one episode: `values` in the order of `quality.metrics`; `reasons` empty when it qualifies. */
export const episodeQualitySchema = z.strictObject({
  episode: z.int().nonnegative(),
  values: z.array(z.number().nullable()).max(QUALITY_METRIC_IDS.length),
  reasons: z.array(qualificationReasonSchema).max(QUALITY_METRIC_IDS.length + 3),
});

/** Quality of one episode. */
export type EpisodeQuality = z.infer<typeof episodeQualitySchema>;

/** Outcome of a qualification profile over all episodes. */
export const qualificationSchema = z.strictObject({
  /** Name and version of the rules, such as `built-in@1`. */
  profile: z.string().min(1).max(MAX_NAME_LENGTH),
  passed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** passed / (passed + failed); null for a dataset without episodes. */
  rate: z.number().min(0).max(1).nullable(),
  reasons: z
    .array(z.strictObject({ reason: qualificationReasonSchema, episodes: z.int().positive() }))
    .max(QUALITY_METRIC_IDS.length + 3),
});

/** Outcome of a qualification profile. */
export type Qualification = z.infer<typeof qualificationSchema>;

const share = z.number().min(0).max(1);

/** What the decoded pictures of one camera show in one episode. Definitions stand in `node/dataset/quality/picture-quality.ts`. */
export const pictureQualitySchema = z.strictObject({
  episode: z.int().nonnegative(),
  camera: z.string().max(MAX_NAME_LENGTH),
  /** Pictures that were decoded and judged. */
  judged: z.int().nonnegative(),
  black: share.nullable(),
  frozenLongest: z.number().nonnegative().nullable(),
  sharpness: z.number().nonnegative().nullable(),
  dark: share.nullable(),
  bright: share.nullable(),
});

/** What the decoded pictures of one camera show in one episode. */
export type PictureQuality = z.infer<typeof pictureQualitySchema>;

/** Quality of a whole dataset. */
export const datasetQualitySchema = z.strictObject({
  metrics: z.array(metricSummarySchema).max(QUALITY_METRIC_IDS.length),
  episodes: z.array(episodeQualitySchema).max(MAX_QUALITY_ROWS),
  /** Episodes judged but not listed in `episodes`; they are in `metrics` and `qualification`. */
  episodesOmitted: z.int().nonnegative(),
  /** Groups of episode indices whose signals are equal value by value. */
  duplicates: z.array(z.array(z.int().nonnegative()).min(2).max(64)).max(MAX_DUPLICATE_GROUPS),
  /** Groups of episodes whose motion is nearly the same all along, and how many episodes were compared. */
  nearDuplicates: z
    .strictObject({
      compared: z.int().nonnegative(),
      groups: z.array(z.array(z.int().nonnegative()).min(2).max(64)).max(MAX_DUPLICATE_GROUPS),
    })
    .exactOptional(),
  /** Metrics of the dataset as a whole. */
  overall: z.array(datasetMetricSchema).max(DATASET_METRIC_IDS.length).exactOptional(),
  /** Which pictures were decoded, and what they show per camera and episode; absent when none were. */
  pictures: z
    .strictObject({
      sampling: z.enum(['sampled', 'all']),
      judged: z.int().nonnegative(),
      rows: z.array(pictureQualitySchema).max(MAX_QUALITY_ROWS),
      rowsOmitted: z.int().nonnegative(),
    })
    .exactOptional(),
  qualification: qualificationSchema,
  /** For a derivative: the outcome over the recordings that it was made from. Episodes that failed there were left out. */
  source: qualificationSchema.exactOptional(),
  /** For a derivative of converted recordings: their own clock, which the conversion made regular, and what it says of them. */
  sourceTiming: z
    .strictObject({
      clock: clockFactsSchema,
      metrics: z.array(metricSummarySchema).max(TIMING_METRICS.size),
    })
    .exactOptional(),
});

/** Quality of a whole dataset. */
export type DatasetQuality = z.infer<typeof datasetQualitySchema>;

/** Value of a metric in a row; null when the row has none. */
export function qualityValue(
  quality: Pick<DatasetQuality, 'metrics'>,
  row: EpisodeQuality,
  id: QualityMetricId,
): number | null {
  const at = quality.metrics.findIndex((metric) => metric.id === id);
  return at < 0 ? null : (row.values[at] ?? null);
}
