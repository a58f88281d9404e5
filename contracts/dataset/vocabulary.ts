/**
 * The words in which facts about a dataset are told: closed lists, one meaning each.
 *
 * `unknown` is a word of its own wherever it stands: it says that nobody stated the fact and that the bytes do not show it.
 */

import { z } from 'zod';

/** Containers that robot data is recorded in, as recognised from bytes. */
export const DATASET_FORMATS = [
  'lerobot',
  'mcap',
  'rosbag2-sqlite',
  'rosbag1',
  'rlds',
  'hdf5-aloha',
  'hdf5-robomimic',
  'video-folder',
] as const;

/** One of {@link DATASET_FORMATS}. */
export type DatasetFormatName = (typeof DATASET_FORMATS)[number];

/** Schema of a format name. */
export const datasetFormatNameSchema = z.enum(DATASET_FORMATS);

/** What kinds of signal a dataset can hold. `force` covers force and wrench at a flange or finger; `tactile` arrays of contact cells. */
export const MODALITIES = [
  'video',
  'depth',
  'audio',
  'language',
  'joint-position',
  'joint-velocity',
  'joint-torque',
  'force',
  'tactile',
  'gripper',
  'end-effector-pose',
  'base-motion',
  'imu',
  'point-cloud',
  'human-pose',
  'other',
] as const;

/** One of {@link MODALITIES}. */
export type Modality = (typeof MODALITIES)[number];

/** Schema of a modality. */
export const modalitySchema = z.enum(MODALITIES);

/** The four ways of collecting, and the honest fifth. */
export const COLLECTION_METHODS = [
  'teleoperation',
  'motion-capture',
  'human-video',
  'simulation',
  'unknown',
] as const;

/** One of {@link COLLECTION_METHODS}. */
export type CollectionMethod = (typeof COLLECTION_METHODS)[number];

/** Schema of a collection method. */
export const collectionMethodSchema = z.enum(COLLECTION_METHODS);

/** What part a feature plays in a step: measured, commanded, seen, or bookkeeping. */
export const FEATURE_ROLES = ['state', 'action', 'image', 'index', 'language', 'label', 'other'] as const;

/** One of {@link FEATURE_ROLES}. */
export type FeatureRole = (typeof FEATURE_ROLES)[number];

/** Schema of a feature's role. */
export const featureRoleSchema = z.enum(FEATURE_ROLES);

/** Units of a feature. `normalised` is a dimensionless range such as -1..1 or -100..100; `mixed` when dimensions differ. */
export const UNITS = [
  'rad',
  'deg',
  'm',
  'mm',
  'rad/s',
  'deg/s',
  'm/s',
  'N',
  'N·m',
  's',
  'count',
  'normalised',
  'pixel',
  'mixed',
  'unknown',
] as const;

/** One of {@link UNITS}. */
export type Unit = (typeof UNITS)[number];

/** Schema of a unit. */
export const unitSchema = z.enum(UNITS);

/**
 * How a fact is known: `declared` by the dataset's own metadata, fixed by `convention` of its format, `measured` on the bytes,
 * `inferred` from bytes together with the robot description, or `unknown`.
 */
export const BASES = ['declared', 'convention', 'measured', 'inferred', 'unknown'] as const;

/** One of {@link BASES}. */
export type Basis = (typeof BASES)[number];

/** Schema of a basis. */
export const basisSchema = z.enum(BASES);

/** Whether something is there. */
export const presenceSchema = z.enum(['present', 'absent', 'unknown']);

/** Whether something is there: `unknown` when names and shapes do not tell. */
export type Presence = z.infer<typeof presenceSchema>;

/** What an action commands. `end-effector` is a Cartesian pose target. */
export const CONTROL_MODES = ['position', 'velocity', 'torque', 'end-effector', 'mixed', 'unknown'] as const;

/** One of {@link CONTROL_MODES}. */
export type ControlMode = (typeof CONTROL_MODES)[number];

/** Schema of a control mode. */
export const controlModeSchema = z.enum(CONTROL_MODES);

/** How finely a dataset is annotated. */
export const ANNOTATION_GRANULARITIES = [
  'none',
  'dataset',
  'episode',
  'sub-task',
  'frame',
  'unknown',
] as const;

/** Schema of an annotation granularity. */
export const annotationGranularitySchema = z.enum(ANNOTATION_GRANULARITIES);

/** How much a finding matters: `error` loses data, `warn` makes it doubtful, `info` is worth knowing. */
export const SEVERITIES = ['info', 'warn', 'error'] as const;

/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** Schema of a severity. */
export const severitySchema = z.enum(SEVERITIES);

/**
 * How episodes of different datasets belong together. `task-instance`: the same task in the same scene with the same objects;
 * `objects`: the same physical objects, other tasks or scenes; `trajectory`: the same motion in step, episode by episode (one person
 * or robot imitating the other). Paired data teaches across bodies where unpaired data does not (Data Analogies, 2026).
 */
export const PAIRING_KINDS = ['task-instance', 'objects', 'trajectory'] as const;

/** One of {@link PAIRING_KINDS}. */
export type PairingKind = (typeof PAIRING_KINDS)[number];

/** Schema of a kind of pairing. */
export const pairingKindSchema = z.enum(PAIRING_KINDS);

/** Kinds of site, coarse enough to name no place. */
export const SITE_CLASSES = [
  'home',
  'office',
  'laboratory',
  'factory',
  'warehouse',
  'shop',
  'hospital',
  'kitchen',
  'outdoors',
  'studio',
  'virtual',
  'other',
  'unknown',
] as const;

/** Schema of a kind of site. */
export const siteClassSchema = z.enum(SITE_CLASSES);

/** Kinds of people or programs that acted, coarse enough to name nobody. */
export const OPERATOR_CLASSES = [
  'trained-operator',
  'expert',
  'novice',
  'crowd',
  'script',
  'policy',
  'other',
  'unknown',
] as const;

/** Schema of a kind of operator. */
export const operatorClassSchema = z.enum(OPERATOR_CLASSES);

/** Devices of collection by kind. */
export const DEVICE_CLASSES = [
  'leader-arm',
  'exoskeleton',
  'vr-controller',
  'hand-tracking',
  'glove',
  'space-mouse',
  'gamepad',
  'kinesthetic',
  'handheld-gripper',
  'motion-capture',
  'head-camera',
  'scene-camera',
  'simulator',
  'other',
  'unknown',
] as const;

/** Schema of a kind of device. */
export const deviceClassSchema = z.enum(DEVICE_CLASSES);

/** Who gave a label or a sentence. */
export const LABELLERS = [
  'operator',
  'annotator',
  'several-annotators',
  'rule',
  'simulator',
  'model',
  'model-checked-by-people',
  'none',
  'unknown',
] as const;

/** Schema of who gave a label. */
export const labellerSchema = z.enum(LABELLERS);

/** How much a body gives way. */
export const DEFORMABILITIES = [
  'rigid',
  'articulated',
  'elastic',
  'plastic',
  'cloth',
  'rope',
  'granular',
  'liquid',
  'unknown',
] as const;

/** Schema of how much a body gives way. */
export const deformabilitySchema = z.enum(DEFORMABILITIES);

/** What cleaning does to data. */
export const CLEANING_STEPS = [
  'episodes-removed',
  'trimmed',
  'idle-removed',
  'resampled',
  'smoothed',
  'gaps-filled',
  'outliers-removed',
  'duplicates-removed',
  'labels-corrected',
  'recalibrated',
  'synchronised',
  'other',
] as const;

/** Schema of a step of cleaning. */
export const cleaningStepSchema = z.enum(CLEANING_STEPS);

/** Where steps that no robot or person acted out come from. */
export const GENERATION_METHODS = [
  'none',
  'augmented',
  'trajectory-generated',
  'rendered',
  'world-model',
  'policy-rollout',
  'unknown',
] as const;

/** Schema of a way of generating. */
export const generationMethodSchema = z.enum(GENERATION_METHODS);

/** Kinds of word that come back from users of a dataset. */
export const FEEDBACK_KINDS = [
  'defect-reported',
  'label-disputed',
  'episodes-withdrawn',
  'request-for-more',
  'other',
] as const;

/** Schema of a kind of feedback. */
export const feedbackKindSchema = z.enum(FEEDBACK_KINDS);

/** Which way a number of a gripper runs. */
export const GRIPPER_CONVENTIONS = [
  'larger-is-open',
  'larger-is-closed',
  'width',
  'joint-angle',
  'unknown',
] as const;

/** Schema of which way a number of a gripper runs. */
export const gripperConventionSchema = z.enum(GRIPPER_CONVENTIONS);

/** Where timestamps come from. */
export const CLOCK_SOURCES = [
  'hardware-trigger',
  'ptp',
  'ntp',
  'host',
  'device',
  'synthetic',
  'unknown',
] as const;

/** Schema of where timestamps come from. */
export const clockSourceSchema = z.enum(CLOCK_SOURCES);

/** Lens models, by the names of their parameter sets. */
export const CAMERA_MODELS = [
  'pinhole',
  'brown-conrady',
  'kannala-brandt',
  'double-sphere',
  'unknown',
] as const;

/** Schema of a lens model. */
export const cameraModelSchema = z.enum(CAMERA_MODELS);
