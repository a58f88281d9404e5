/** `merge/1`: how datasets of several companies became one training set, and which episode came from where. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { agreementIdSchema, datasetIdSchema } from '../ids.ts';
import { participantIdSchema } from '../keys.ts';
import {
  CONVERTED_UNITS,
  conversionStepSchema,
  MAX_CONVERSION_ROWS,
  RESAMPLE_METHODS,
} from './conversions.ts';
import { MAX_NAME_LENGTH } from './limits.ts';
import { datasetFormatNameSchema } from './vocabulary.ts';

/** Datasets that are joined at once. */
export const MAX_MERGED_SOURCES = 64;

/** What is done where sources do not agree about a feature: the merge is refused, or the feature is left out. */
export const CONFLICT_POLICIES = ['refuse', 'drop'] as const;

const nameSchema = z.string().min(1).max(MAX_NAME_LENGTH);
/** The sources that a choice is about, counted from 0; null: all that have the feature. */
const ofSource = z.int().min(0).max(MAX_MERGED_SOURCES).nullable();

/** Schema of what was asked. */
export const mergeOptionsSchema = z.strictObject({
  /** Version of the result. */
  format: z.enum(['lerobot-v3.0', 'lerobot-v2.1']),
  /** Frames a second; null: the lowest rate of the sources. */
  fps: z.number().positive().max(100_000).nullable(),
  resample: z.enum(RESAMPLE_METHODS),
  rename: z.array(z.strictObject({ source: ofSource, from: nameSchema, to: nameSchema })).max(1024),
  units: z
    .array(
      z.strictObject({
        source: ofSource,
        feature: nameSchema,
        from: z.enum(CONVERTED_UNITS),
        to: z.enum(CONVERTED_UNITS),
      }),
    )
    .max(1024),
  without: z.array(nameSchema).max(1024),
  /** Features that not all sources have are left out. */
  dropUnshared: z.boolean(),
  /** Dimensions are taken as they stand, whatever their names; the first source's names stay. */
  ignoreNames: z.boolean(),
  onConflict: z.enum(CONFLICT_POLICIES),
});
/** What was asked of a merge. */
export type MergeOptions = z.infer<typeof mergeOptionsSchema>;

/** Why sources cannot be joined. */
export const MERGE_CONFLICTS = [
  'feature-not-shared',
  'type-differs',
  'shape-differs',
  'names-differ',
  'unit-differs',
  'rate-differs',
] as const;

/** Schema of a conflict: the feature, and what each source says of it in the order of the sources. */
export const mergeConflictSchema = z.strictObject({
  code: z.enum(MERGE_CONFLICTS),
  feature: z.string().max(MAX_NAME_LENGTH).nullable(),
  sources: z.array(z.string().max(500)).max(MAX_MERGED_SOURCES),
});
/** A conflict. */
export type MergeConflict = z.infer<typeof mergeConflictSchema>;

/** Schema of where a source comes from, where it is a delivery. */
export const mergedDeliverySchema = z.strictObject({
  provider: participantIdSchema,
  dataset: datasetIdSchema,
  version: z.int().min(1),
  manifest: digestSchema,
  agreement: digestSchema,
  agreementId: agreementIdSchema,
  /** Plaintext root that the agreement names: the files as sent. */
  plaintextRoot: digestSchema,
});

/** Schema of `merge.json`. */
export const mergeSchema = z.strictObject({
  schema: z.literal('merge/1'),
  program: z.strictObject({ name: z.string().max(64), version: z.string().max(32) }),
  options: mergeOptionsSchema,
  fps: z.number().positive(),
  sources: z
    .array(
      z.strictObject({
        /** Name of its folder. */
        name: z.string().max(255),
        format: datasetFormatNameSchema,
        version: z.string().max(32).nullable(),
        robotType: z.string().max(MAX_NAME_LENGTH).nullable(),
        fps: z.number().positive(),
        /** Root over its files as they were merged. */
        root: digestSchema,
        /** The delivery; null for a folder that is none. Its papers stand in `exchange/sources/<number>/`. */
        delivery: mergedDeliverySchema.nullable(),
        steps: z.array(conversionStepSchema).max(MAX_CONVERSION_ROWS),
        leftOut: z
          .array(z.strictObject({ episode: z.int().nonnegative(), reason: z.string().max(500) }))
          .max(MAX_CONVERSION_ROWS),
      }),
    )
    .min(1)
    .max(MAX_MERGED_SOURCES),
  /** Features that were left out because the sources do not agree about them. */
  dropped: z.array(mergeConflictSchema).max(4096),
  episodes: z.int().nonnegative(),
  frames: z.int().nonnegative(),
  /** Which episode came from where: `count` consecutive ones of a source. */
  runs: z
    .array(
      z.strictObject({
        source: z.int().nonnegative(),
        from: z.int().nonnegative(),
        to: z.int().nonnegative(),
        count: z.int().positive(),
      }),
    )
    .max(MAX_CONVERSION_ROWS),
  output: z.strictObject({
    root: digestSchema,
    files: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
  }),
});
/** The record of a merge. */
export type Merge = z.infer<typeof mergeSchema>;
