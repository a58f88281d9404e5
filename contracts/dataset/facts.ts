/**
 * `facts/1`: what a dataset holds, computed from its bytes, with what it declares beside it.
 *
 * Facts stand inside the signed manifest, so the schema is strict and bounded: {@link MAX_FACTS_BYTES} in canonical form, no
 * undefined members, no NaN. Absent knowledge is `null` or `unknown`, never a guess. Times are seconds, rates hertz.
 */

import { z } from 'zod';
import { canonicalBytes } from '../canonical-json.ts';
import {
  MAX_AXES,
  MAX_CAMERAS,
  MAX_DIMENSIONS,
  MAX_DISCREPANCIES,
  MAX_FACTS_BYTES,
  MAX_FEATURES,
  MAX_FINDINGS,
  MAX_FINDING_PARAMS,
  MAX_NAME_LENGTH,
  MAX_PATH_LENGTH,
  MAX_TASKS,
  MAX_TASK_LENGTH,
} from './limits.ts';
import { lifecycleSchema } from './lifecycle.ts';
import { clockFactsSchema, datasetQualitySchema } from './quality.ts';
import {
  annotationGranularitySchema,
  basisSchema,
  collectionMethodSchema,
  controlModeSchema,
  datasetFormatNameSchema,
  featureRoleSchema,
  modalitySchema,
  presenceSchema,
  severitySchema,
  unitSchema,
} from './vocabulary.ts';

const count = z.int().nonnegative();
const name = z.string().max(MAX_NAME_LENGTH);
const rate = z.number().positive().nullable();
const perDimension = z.array(z.number().nullable()).max(MAX_DIMENSIONS);

/** One feature (channel, topic, column) of a step. */
export const featureFactsSchema = z.strictObject({
  name,
  /** Element type as the format calls it (`float32`, `video`, `sensor_msgs/msg/JointState` …). */
  dtype: name,
  /** Extent per axis for one step; empty for a scalar. */
  shape: z.array(count).max(MAX_AXES),
  /** Name of each dimension, flattened; null when the dataset names none. */
  names: z.array(name).max(MAX_DIMENSIONS).nullable(),
  unit: unitSchema,
  unitBasis: basisSchema,
  role: featureRoleSchema,
  modality: modalitySchema,
  /** Samples per second, measured; null when unknown. */
  rateHz: rate,
  /** Joint of the robot description per dimension, null where none fits; null without a description or without names. */
  joints: z.array(name.nullable()).max(MAX_DIMENSIONS).nullable(),
  /** Smallest and largest finite value seen per dimension; null for features that are not numeric. */
  min: perDimension.nullable(),
  max: perDimension.nullable(),
});

/** One feature of a step. */
export type FeatureFacts = z.infer<typeof featureFactsSchema>;

/** How many numbers a frame of each feature has, by its name. */
export function widthsOf(features: readonly Pick<FeatureFacts, 'name' | 'shape'>[]): Map<string, number> {
  return new Map(features.map(({ name, shape }) => [name, shape.reduce((all, extent) => all * extent, 1)]));
}

/** One modality that the dataset holds. */
export const modalityFactsSchema = z.strictObject({
  kind: modalitySchema,
  rateHz: rate,
  /** Features that carry it. */
  features: z.array(name).max(MAX_FEATURES),
});

/** One modality that the dataset holds. */
export type ModalityFacts = z.infer<typeof modalityFactsSchema>;

/** Whether a kind of contact sensing is there, and how fast. */
export const sensingFactsSchema = z.strictObject({
  presence: presenceSchema,
  rateHz: rate,
  channels: count,
});

/** One camera, as its files show it; `declared` figures that differ stand in the discrepancies. */
export const cameraFactsSchema = z.strictObject({
  name,
  /** Video codec (`av1`, `avc`, `hevc`, `vp9`), image codec (`jpeg`, `png`) or `unknown`. */
  codec: name,
  width: count.nullable(),
  height: count.nullable(),
  fps: rate,
  /** Such as `yuv420p`; `unknown` when neither stream nor metadata says it. */
  pixelFormat: name,
  hasAudio: z.boolean().nullable(),
  isDepth: z.boolean().nullable(),
  /** Files read and frames counted in them. */
  files: count,
  frames: count,
  /** Whether the dataset carries this camera's intrinsics and its pose. */
  intrinsics: presenceSchema,
  extrinsics: presenceSchema,
});

/** One camera. */
export type CameraFacts = z.infer<typeof cameraFactsSchema>;

/** One task sentence and how much of the data it covers. */
export const taskFactsSchema = z.strictObject({
  index: count,
  text: z.string().max(MAX_TASK_LENGTH),
  episodes: count,
  frames: count,
});

/** One task sentence. */
export type TaskFacts = z.infer<typeof taskFactsSchema>;

/** The sizes of a dataset, once as declared and once as observed. Null where nothing is declared. */
export const extentSchema = z.strictObject({
  episodes: count.nullable(),
  frames: count.nullable(),
  seconds: z.number().nonnegative().nullable(),
  fps: rate,
  tasks: count.nullable(),
  videos: count.nullable(),
});

/** The sizes of a dataset. */
export type Extent = z.infer<typeof extentSchema>;

const scalar = z.union([z.string().max(MAX_TASK_LENGTH), z.number(), z.boolean(), z.null()]);

/** One place where declaration and bytes disagree. */
export const discrepancySchema = z.strictObject({
  /** What is compared: `episodes`, `frames`, `fps`, `splits`, `feature:observation.state:shape`, `camera:top:codec` … */
  subject: z.string().max(MAX_NAME_LENGTH * 2),
  declared: scalar,
  observed: scalar,
});

/** One place where declaration and bytes disagree. */
export type Discrepancy = z.infer<typeof discrepancySchema>;

/** Something found while reading. `offset` counts bytes from the start of the file, `row` rows or frames. */
export const findingSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,64}$/),
  severity: severitySchema,
  /** Path relative to the dataset, forward slashes; null when it concerns the dataset as a whole. */
  file: z.string().max(MAX_PATH_LENGTH).nullable(),
  offset: count.nullable(),
  row: count.nullable(),
  params: z
    .record(z.string().max(40), scalar)
    .refine((params) => Object.keys(params).length <= MAX_FINDING_PARAMS, 'too many parameters'),
});

/** Something found while reading. */
export type Finding = z.infer<typeof findingSchema>;

/** How the data came about. Classes are coarse on purpose: no person and no address. */
export const collectionFactsSchema = z.strictObject({
  method: collectionMethodSchema,
  methodBasis: basisSchema,
  device: name.nullable(),
  siteClass: name.nullable(),
  operatorClass: name.nullable(),
  /** First and last day, ISO 8601 dates. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  /** For simulation: name and version of the simulator, as declared. */
  simulator: name.nullable(),
});

/** How the data came about. */
export type CollectionFacts = z.infer<typeof collectionFactsSchema>;

/** What actions mean. */
export const controlFactsSchema = z.strictObject({
  mode: controlModeSchema,
  reference: z.enum(['absolute', 'delta', 'unknown']),
  basis: basisSchema,
  rateHz: rate,
});

/** Facts about a dataset, `facts/1`. */
export const datasetFactsSchema = z
  .strictObject({
    schema: z.literal('facts/1'),
    format: z.strictObject({ name: datasetFormatNameSchema, version: name.nullable() }),
    /** Robot as the dataset names it: free text of the recording company, hence null in derivatives that drop it. */
    robotType: name.nullable(),
    /** Observed sizes. `bytes` and `files` count what was read. */
    episodes: count,
    frames: count,
    seconds: z.number().nonnegative(),
    hours: z.number().nonnegative(),
    bytes: count,
    files: count,
    fps: rate,
    features: z.array(featureFactsSchema).max(MAX_FEATURES),
    tasks: z.array(taskFactsSchema).max(MAX_TASKS),
    tasksOmitted: count,
    modalities: z.array(modalityFactsSchema).max(modalitySchema.options.length),
    /** Contact sensing, said for every dataset whether or not it is there: buyers filter on it. */
    sensing: z.strictObject({
      jointTorque: sensingFactsSchema,
      force: sensingFactsSchema,
      tactile: sensingFactsSchema,
    }),
    cameras: z.array(cameraFactsSchema).max(MAX_CAMERAS),
    clock: clockFactsSchema,
    control: controlFactsSchema,
    collection: collectionFactsSchema,
    annotation: z.strictObject({
      granularity: annotationGranularitySchema,
      successLabels: presenceSchema,
    }),
    /** What the lister states of its life; absent in facts of programs that ask for no statement. */
    lifecycle: lifecycleSchema.exactOptional(),
    declared: extentSchema,
    observed: extentSchema,
    discrepancies: z.array(discrepancySchema).max(MAX_DISCREPANCIES),
    quality: datasetQualitySchema,
    findings: z.array(findingSchema).max(MAX_FINDINGS),
    findingsOmitted: count,
  })
  .describe('Facts about a dataset, computed from its bytes');

/** Facts about a dataset, `facts/1`. */
export type DatasetFacts = z.infer<typeof datasetFactsSchema>;

/** Length of the facts in canonical form, bytes. Throws `not-canonical` when they hold what JSON cannot carry. */
export function factsBytes(facts: DatasetFacts): number {
  return canonicalBytes(facts).length;
}

/** True when the facts fit into a manifest ({@link MAX_FACTS_BYTES}). */
export function factsFit(facts: DatasetFacts): boolean {
  return factsBytes(facts) <= MAX_FACTS_BYTES;
}
