/**
 * The life of data as facts tell it: how it was generated, annotated, cleaned, desensitized, trained on, evaluated and answered, and
 * what the bytes of most formats cannot say (calibration, grippers, objects, simulators, pairing).
 *
 * Everything here is stated by the lister, in a file of its own ({@link declarationsSchema}); the bytes are compared with it, and
 * disagreements stand in the facts' discrepancies. What nobody stated is `unknown`, null, or an empty list. Lengths are metres, masses
 * kilograms, times seconds, unit quaternions w first. Texts are published: no person, no address.
 */

import { z } from 'zod';
import { bodyStatementSchema } from '../embodiment/body/body-statement.ts';
import { datasetIdSchema } from '../ids.ts';
import { lineSchema } from '../text.ts';
import {
  MAX_CALIBRATED_CAMERAS,
  MAX_DIMENSIONS,
  MAX_FEATURES,
  MAX_LIFECYCLE_ROWS,
  MAX_NAME_LENGTH,
} from './limits.ts';
import {
  annotationGranularitySchema,
  cameraModelSchema,
  cleaningStepSchema,
  clockSourceSchema,
  collectionMethodSchema,
  controlModeSchema,
  deformabilitySchema,
  deviceClassSchema,
  feedbackKindSchema,
  generationMethodSchema,
  gripperConventionSchema,
  labellerSchema,
  operatorClassSchema,
  pairingKindSchema,
  presenceSchema,
  siteClassSchema,
  unitSchema,
} from './vocabulary.ts';

const count = z.int().nonnegative();
const name = lineSchema(MAX_NAME_LENGTH);
const label = name.min(1);
const share = z.number().min(0).max(1);
const rate = z.number().positive();
const vector3 = z.tuple([z.number(), z.number(), z.number()]);
const quaternion = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const rows = <T extends z.ZodType>(row: T): z.ZodArray<T> => z.array(row).max(MAX_LIFECYCLE_ROWS);

/** How this dataset belongs together with others. Datasets that state the same `group` and kind are paired with one another. */
export const pairingSchema = z.strictObject({
  kind: pairingKindSchema,
  /** Name that all sides use for what they share: a task instance, a set of objects, a motion. */
  group: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._:-]{0,126}[a-z0-9]$/)
    .describe('Lower-case letters, digits and . _ : - inside, 2 to 128'),
  /** The other dataset, where it is known; null when the group is the only thing that both know. */
  dataset: datasetIdSchema.nullable(),
  /** Episodes of this dataset that are paired; null for all of them. */
  episodes: count.nullable(),
});

/** How this dataset belongs together with others. */
export type Pairing = z.infer<typeof pairingSchema>;

/** Steps that no robot or person acted out. `share` is their part of all frames. */
export const generationSchema = z.strictObject({
  method: generationMethodSchema,
  tool: name.nullable(),
  share: share.nullable(),
});

/** A parameter that the simulator varied between episodes. `low` and `high` bound a uniform one, and are mean and deviation of a normal one. */
export const randomizationSchema = z.strictObject({
  parameter: label,
  distribution: z.enum(['uniform', 'log-uniform', 'normal', 'choice', 'unknown']),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: name.nullable(),
});

/** The simulator behind simulated data. */
export const simulationSchema = z.strictObject({
  simulator: label,
  version: name.nullable(),
  timestepSeconds: z.number().positive().nullable(),
  /** Simulator steps per recorded frame. */
  substeps: count.nullable(),
  solver: name.nullable(),
  contactModel: name.nullable(),
  gravity: vector3.nullable(),
  /** Further physics parameters: friction, damping, stiffness, with their unit. */
  parameters: rows(z.strictObject({ name: label, value: z.number(), unit: name.nullable() })),
  randomization: rows(randomizationSchema),
});

/** Who annotated, with what, and how far two annotators agree (Cohen's kappa). */
export const annotationProcessSchema = z.strictObject({
  labeller: labellerSchema,
  tool: name.nullable(),
  agreement: z.number().min(-1).max(1).nullable(),
  /** BCP 47 tags of the sentences' languages. */
  languages: z.array(z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)).max(32),
});

/** Success labels: who gave them, and how large a share of the episodes succeeded. */
export const successFactsSchema = z.strictObject({ labeller: labellerSchema, share: share.nullable() });

/** One step of cleaning. `episodes` is how many it took away or changed. */
export const cleaningSchema = z.strictObject({
  step: cleaningStepSchema,
  tool: name.nullable(),
  episodes: count.nullable(),
});

/** One pass of desensitization that the data went through before this exchange saw it. The derivative's own stands in its report. */
export const earlierDesensitizationSchema = z.strictObject({
  policy: label,
  tool: name.nullable(),
  removed: name.nullable(),
});

/** A policy that was trained on this data. */
export const trainingUseSchema = z.strictObject({
  policy: label,
  purpose: z.enum(['pretraining', 'fine-tuning', 'world-model', 'reward-model', 'other']),
  steps: count.nullable(),
});

/** What such a policy did afterwards, as the lister measured it. Consumers' own results are signed evaluations. */
export const evaluationResultSchema = z.strictObject({
  policy: label,
  metric: label,
  value: z.number(),
  baseline: z.number().nullable(),
  trials: count.nullable(),
  setting: z.enum(['real', 'simulation', 'offline']),
});

/** What users said and what became of it. */
export const feedbackSchema = z.strictObject({
  kind: feedbackKindSchema,
  date: z.iso.date().nullable(),
  episodes: count.nullable(),
  answered: z.boolean(),
});

/** A coordinate frame that poses are given in. Axes are where the frame's x and z point. */
export const coordinateFrameSchema = z.strictObject({
  name: label,
  parent: name.nullable(),
  x: z.enum(['forward', 'right', 'left', 'up', 'unknown']),
  z: z.enum(['up', 'forward', 'down', 'unknown']),
});

/** Lens and place of a camera. Focal lengths and principal point are pixels of the stated picture size. */
export const cameraCalibrationSchema = z.strictObject({
  camera: label,
  model: cameraModelSchema,
  width: count,
  height: count,
  fx: z.number().positive(),
  fy: z.number().positive(),
  cx: z.number(),
  cy: z.number(),
  distortion: z.array(z.number()).max(14),
  /** Root mean square reprojection error, pixels. */
  errorPixels: z.number().nonnegative().nullable(),
  /** Pose of the optical frame (z forward, x right) in a named frame; null when nobody measured it. */
  pose: z.strictObject({ frame: label, position: vector3, orientation: quaternion }).nullable(),
});

/** Camera calibration. */
export type CameraCalibration = z.infer<typeof cameraCalibrationSchema>;

/** What the numbers of one gripper mean: `open` and `closed` are their values at the two ends. */
export const gripperSchema = z.strictObject({
  feature: label,
  /** Dimension of the feature by its name; null when the feature is the gripper. */
  dimension: name.nullable(),
  convention: gripperConventionSchema,
  unit: unitSchema,
  open: z.number().nullable(),
  closed: z.number().nullable(),
});

/** What kept the streams together, and how well. */
export const clockStatementSchema = z.strictObject({
  source: clockSourceSchema,
  /** Largest offset between streams that the setup allows, milliseconds. */
  syncToleranceMs: z.number().nonnegative().nullable(),
});

/** An object that was handled. Friction is the Coulomb coefficient against the table. */
export const handledObjectSchema = z.strictObject({
  name: label,
  material: name.nullable(),
  massKg: z.number().positive().nullable(),
  friction: z.number().nonnegative().nullable(),
  deformability: deformabilitySchema,
  /** Largest extents, metres. */
  size: vector3.nullable(),
});

/** Labels of touch: whether contacts are marked, in which feature, and by whom. */
export const contactEventsSchema = z.strictObject({
  presence: presenceSchema,
  feature: name.nullable(),
  labeller: labellerSchema,
});

/** The life of a dataset: every stage, said to be unknown where nobody stated it. */
export const lifecycleSchema = z
  .strictObject({
    generation: generationSchema,
    simulation: simulationSchema.nullable(),
    annotation: annotationProcessSchema,
    success: successFactsSchema,
    cleaning: rows(cleaningSchema),
    desensitization: rows(earlierDesensitizationSchema),
    training: rows(trainingUseSchema),
    evaluation: rows(evaluationResultSchema),
    feedback: rows(feedbackSchema),
    frames: rows(coordinateFrameSchema),
    cameras: z.array(cameraCalibrationSchema).max(MAX_CALIBRATED_CAMERAS),
    grippers: rows(gripperSchema),
    clock: clockStatementSchema,
    objects: rows(handledObjectSchema),
    contactEvents: contactEventsSchema,
    pairings: rows(pairingSchema),
  })
  .describe('The life of a dataset as its lister states it');

/** The life of a dataset. */
export type Lifecycle = z.infer<typeof lifecycleSchema>;

/** A life of which nobody stated anything. */
export const UNSTATED_LIFECYCLE: Lifecycle = {
  generation: { method: 'unknown', tool: null, share: null },
  simulation: null,
  annotation: { labeller: 'unknown', tool: null, agreement: null, languages: [] },
  success: { labeller: 'unknown', share: null },
  cleaning: [],
  desensitization: [],
  training: [],
  evaluation: [],
  feedback: [],
  frames: [],
  cameras: [],
  grippers: [],
  clock: { source: 'unknown', syncToleranceMs: null },
  objects: [],
  contactEvents: { presence: 'unknown', feature: null, labeller: 'unknown' },
  pairings: [],
};

/** How a feature states a rotation: the forms of a pose map, with the orders in which quaternions and matrices are stored. */
export const STATED_ROTATIONS = [
  'quaternion-xyzw',
  'quaternion-wxyz',
  'roll-pitch-yaw',
  'euler-xyz',
  'rotation-vector',
  'two-columns',
  'two-rows',
  'matrix-by-rows',
  'matrix-by-columns',
] as const;
const place = z.strictObject({ position: vector3, orientation: quaternion });
const dimension = z
  .int()
  .min(0)
  .max(MAX_DIMENSIONS - 1);

/**
 * How a feature holds poses of a tool, where names do not tell it, or otherwise than they tell. `link` and a feature's `frame` are links or named
 * frames of the robot description.
 */
export const poseStatementSchema = z.strictObject({
  /** False for what looks like tool poses and is none. */
  use: z.boolean().optional(),
  rotation: z.enum(STATED_ROTATIONS).optional(),
  /** First of the three numbers of the position, and first of the rotation's; positions begin the feature, rotations follow them. */
  positionAt: dimension.optional(),
  rotationAt: dimension.optional(),
  /** Feature that holds the rotation, where it is another one. */
  orientation: label.optional(),
  lengths: z.enum(['m', 'mm']).optional(),
  angles: z.enum(['rad', 'deg']).optional(),
  /** Link whose pose it is, carried by the last joint before the tool. */
  link: label.optional(),
  /** Pose of that link, or of the tool centre where none is named (z its approach, x the way it opens), in the frame whose pose it is. */
  toolAt: place.optional(),
  /** Pose of the description's root in the frame of the poses. */
  root: place.optional(),
  /** Axis of the frame of a hand without an arm that points up. */
  up: z.enum(['y', 'z']).optional(),
  side: z.enum(['left', 'right']).optional(),
});

/** How a feature holds poses of a tool. */
export type PoseStatement = z.infer<typeof poseStatementSchema>;

/** What a lister states about one feature. A unit or joint stated here counts as declared; a rate is compared with the measured one. */
export const featureStatementSchema = z.strictObject({
  unit: unitSchema.optional(),
  /** Joint of the robot description per dimension, null where none belongs. */
  joints: z.array(name.nullable()).max(MAX_DIMENSIONS).optional(),
  /** Names per dimension, where the format carries none. */
  names: z.array(label).max(MAX_DIMENSIONS).optional(),
  rateHz: rate.optional(),
  /** Frame that its poses are given in. */
  frame: label.optional(),
  pose: poseStatementSchema.optional(),
});

/** What a lister states about one feature. */
export type FeatureStatement = z.infer<typeof featureStatementSchema>;

const sensingStatement = z.strictObject({
  presence: presenceSchema,
  rateHz: rate.optional(),
  channels: count.optional(),
});

/**
 * `declarations/1`: the file in which a lister states what bytes cannot show. Only `schema` is required. It is read from
 * `kinship.json` or `kinship.yaml` in the dataset's folder, or from where `--declare` points.
 */
export const declarationsSchema = z
  .strictObject({
    schema: z.literal('declarations/1'),
    collection: z
      .strictObject({
        method: collectionMethodSchema,
        device: deviceClassSchema,
        site: siteClassSchema,
        operators: operatorClassSchema,
        from: z.iso.date(),
        to: z.iso.date(),
      })
      .partial()
      .optional(),
    control: z
      .strictObject({
        mode: controlModeSchema,
        reference: z.enum(['absolute', 'delta', 'unknown']),
        rateHz: rate,
      })
      .partial()
      .optional(),
    sensing: z
      .strictObject({ jointTorque: sensingStatement, force: sensingStatement, tactile: sensingStatement })
      .partial()
      .optional(),
    /** What was recorded, where it is no robot. */
    body: bodyStatementSchema.optional(),
    episodes: count.optional(),
    granularity: annotationGranularitySchema.optional(),
    features: z
      .record(label, featureStatementSchema)
      .refine((features) => Object.keys(features).length <= MAX_FEATURES, 'too many features')
      .optional(),
  })
  .extend(lifecycleSchema.partial().shape)
  .describe('What a lister states about a dataset that its bytes cannot show');

/** What a lister states about a dataset. */
export type Declarations = z.infer<typeof declarationsSchema>;

/** The life that declarations state, completed with what nobody said. */
export function lifecycleOf(declarations: Declarations | null): Lifecycle {
  if (declarations === null) return UNSTATED_LIFECYCLE;
  const stages = Object.keys(UNSTATED_LIFECYCLE) as (keyof Lifecycle)[];
  const stated = stages.flatMap((stage) => {
    const value = declarations[stage];
    return value === undefined ? [] : [[stage, value] as const];
  });
  return { ...UNSTATED_LIFECYCLE, ...(Object.fromEntries(stated) as Partial<Lifecycle>) };
}
