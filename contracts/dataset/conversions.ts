/** `conversions/1`: what was asked of a conversion of a dataset, and everything that it did. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { retargetRobotSchema } from '../retarget/retarget-robot.ts';
import { MAX_NAME_LENGTH } from './limits.ts';
import { datasetFormatNameSchema } from './vocabulary.ts';

/** What a dataset can be converted into. `as-is` is a copy. */
export const TARGET_FORMATS = ['lerobot-v3.0', 'lerobot-v2.1', 'mcap', 'as-is'] as const;
/** One of {@link TARGET_FORMATS}. */
export type TargetFormat = (typeof TARGET_FORMATS)[number];

/** How a channel of another rate comes onto the frame grid. `hold`: the newest value that was there at the frame's time. */
export const RESAMPLE_METHODS = ['hold', 'nearest', 'linear'] as const;
/** One of {@link RESAMPLE_METHODS}. */
export type ResampleMethod = (typeof RESAMPLE_METHODS)[number];

/** Units that are converted into one another, each pair of one quantity. */
export const CONVERTED_UNITS = [
  'rad',
  'deg',
  'm',
  'cm',
  'mm',
  'rad/s',
  'deg/s',
  'm/s',
  'mm/s',
  'share',
  'percent',
] as const;
/** One of {@link CONVERTED_UNITS}. */
export type ConvertedUnit = (typeof CONVERTED_UNITS)[number];

const nameSchema = z.string().min(1).max(MAX_NAME_LENGTH);

/** Schema of what was asked: with the same program, source and options a conversion gives the same bytes. */
export const conversionOptionsSchema = z.strictObject({
  format: z.enum(TARGET_FORMATS),
  /** Episodes by their number in the source, such as `0-3,7,12-`; null: all. */
  episodes: z
    .string()
    .max(4096)
    .regex(/^\d+(-\d*)?(,\d+(-\d*)?)*$/)
    .nullable(),
  /** Frames a second of the result; null: those of the source. */
  fps: z.number().positive().max(100_000).nullable(),
  resample: z.enum(RESAMPLE_METHODS),
  /** Channel whose messages are the frames, for recordings; null: the joint states, else the longest. */
  grid: nameSchema.nullable(),
  /** New name by source name. */
  rename: z.record(nameSchema, nameSchema),
  /** Features that are left out, by source name. */
  without: z.array(nameSchema).max(256),
  /** Unit conversion by source name. */
  units: z.record(nameSchema, z.strictObject({ from: z.enum(CONVERTED_UNITS), to: z.enum(CONVERTED_UNITS) })),
  /** Image features become H.264 video: every frame stays, pixels are lost, and other machines give other bytes. */
  encodeVideo: z.literal(true).exactOptional(),
});
/** What was asked of a conversion. */
export type ConversionOptions = z.infer<typeof conversionOptionsSchema>;

/** Options that change nothing but the format. */
export function plainConversion(format: TargetFormat): ConversionOptions {
  return {
    format,
    episodes: null,
    fps: null,
    resample: 'hold',
    grid: null,
    rename: {},
    without: [],
    units: {},
  };
}

/** Schema of what a receiver wants made of a delivery. */
export const deliveryConversionSchema = z.strictObject({
  options: conversionOptionsSchema,
  /** True: the files as sent stay in `exchange/original/`, so that anybody can redo the conversion. */
  keepOriginals: z.boolean(),
  /** The robot whose columns are added then; the result has to be a LeRobot dataset. */
  retarget: retargetRobotSchema.nullable().exactOptional(),
});
/** What a receiver wants made of a delivery. */
export type DeliveryConversion = z.infer<typeof deliveryConversionSchema>;

/** What a conversion did to a feature (or to all, where `feature` is null). */
export const CONVERSION_CODES = [
  'feature-renamed',
  'feature-resampled',
  'feature-left-out',
  'unit-converted',
  'type-widened',
  'columns-reordered',
  'rate-changed',
  'clock-regularised',
  'names-flattened',
  'pictures-as-png',
  'pictures-encoded',
  'video-joined',
  'video-cut',
  'video-as-messages',
  'timestamps-recomputed',
  'statistics-recomputed',
  'episodes-renumbered',
  'tasks-renumbered',
  'splits-recomputed',
] as const;
/** One of {@link CONVERSION_CODES}. */
export type ConversionCode = (typeof CONVERSION_CODES)[number];

/** Schema of one step. */
export const conversionStepSchema = z.strictObject({
  code: z.enum(CONVERSION_CODES),
  /** Feature by its source name; null for the dataset as a whole. */
  feature: z.string().max(MAX_NAME_LENGTH).nullable(),
  /** True when the source cannot be had back from the result. */
  lossy: z.boolean(),
  params: z.record(z.string().max(64), z.union([z.string().max(500), z.number(), z.boolean(), z.null()])),
});
/** One thing that a conversion did. */
export type ConversionStep = z.infer<typeof conversionStepSchema>;

/** Most steps, runs and left-out episodes that are listed; a dataset beyond is refused, not cut short. */
export const MAX_CONVERSION_ROWS = 100_000;

/** Schema of `conversions.json`. */
export const conversionsSchema = z.strictObject({
  schema: z.literal('conversions/1'),
  program: z.strictObject({ name: z.string().max(64), version: z.string().max(32) }),
  source: z.strictObject({ format: datasetFormatNameSchema, version: z.string().max(32).nullable() }),
  options: conversionOptionsSchema,
  episodes: z.int().nonnegative(),
  frames: z.int().nonnegative(),
  /** Which episodes became which: `count` consecutive ones from `from` in the source and from `to` in the result. */
  runs: z
    .array(
      z.strictObject({
        from: z.int().nonnegative(),
        to: z.int().nonnegative(),
        count: z.int().positive(),
      }),
    )
    .max(MAX_CONVERSION_ROWS),
  leftOut: z
    .array(z.strictObject({ episode: z.int().nonnegative(), reason: z.string().max(500) }))
    .max(MAX_CONVERSION_ROWS),
  steps: z.array(conversionStepSchema).max(MAX_CONVERSION_ROWS),
  /** What came out: plaintext root over all files but `exchange/`. */
  output: z.strictObject({
    root: digestSchema,
    files: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
  }),
});
/** The record of a conversion. */
export type Conversions = z.infer<typeof conversionsSchema>;
