/**
 * `embodiment/1`: the canonical form of a body, as it is published, signed and hashed.
 *
 * Metres, radians, newtons and newton metres, hertz; quaternions [w, x, y, z]. Every position and direction is given in the
 * base frame with all joints at their canonical zero, so that kinematics can be computed from this document alone (see
 * embodiment-chains.ts). It holds no names: labels for people travel beside it.
 */

import { z } from 'zod';
import { canonicalBytes } from '../canonical-json.ts';
import { ExchangeError } from '../errors.ts';

/** Version of the form. */
export const EMBODIMENT_VERSION = 'embodiment/1';
/** Longest canonical form, in bytes. */
export const MAX_EMBODIMENT_BYTES = 64 * 1024;
/** Most joints of a body. */
export const MAX_EMBODIMENT_JOINTS = 200;
/** Most limbs, sensors, end effectors, fingers of a hand, coupled sets. */
export const MAX_LIMBS = 200;
export const MAX_SENSORS = 64;
export const MAX_END_EFFECTORS = 16;
export const MAX_FINGERS = 16;
export const MAX_COUPLINGS = 64;

const finite = z.number().min(-1e6).max(1e6);
const jointIndex = z
  .int()
  .min(0)
  .max(MAX_EMBODIMENT_JOINTS - 1);
const carrier = z
  .int()
  .min(-1)
  .max(MAX_EMBODIMENT_JOINTS - 1)
  .describe('Joint that carries it; -1 for the base');
const positive = z.number().positive().max(1e9);

const vectorSchema = z.array(finite).length(3).describe('x, y, z');
const quaternionSchema = z.array(z.number().min(-1.000001).max(1.000001)).length(4).describe('w, x, y, z');
const poseSchema = z.strictObject({ position: vectorSchema, rotation: quaternionSchema });

const jointSchema = z.strictObject({
  parent: carrier,
  type: z.enum(['revolute', 'prismatic']),
  axis: vectorSchema.describe('Unit direction of the axis'),
  point: vectorSchema.describe(
    'Point on the axis nearest to the point of the joint before (first joints: nearest to the next axis)',
  ),
  lower: finite.nullable().describe('rad or m from the canonical zero; null when unlimited'),
  upper: finite.nullable(),
  velocity: positive.nullable().describe('rad/s or m/s; null when unknown'),
  effort: positive.nullable().describe('N·m or N; null when unknown'),
  actuated: z.boolean(),
  follows: z
    .strictObject({ joint: jointIndex, multiplier: finite, offset: finite })
    .nullable()
    .describe('q = multiplier * q(joint) + offset'),
});

const limbSchema = z.strictObject({
  kind: z.enum(['arm', 'leg', 'torso', 'head', 'finger', 'wheel', 'other']),
  parent: z
    .int()
    .min(-1)
    .max(MAX_LIMBS - 1)
    .describe('Limb that carries it; -1 for the base'),
  joints: z.array(jointIndex).min(1).max(MAX_EMBODIMENT_JOINTS),
});

const fingerSchema = z.strictObject({
  joints: z.array(jointIndex).min(1).max(MAX_EMBODIMENT_JOINTS),
  root: vectorSchema,
  tip: vectorSchema,
});

const handSchema = z.strictObject({
  kind: z.enum(['jaw', 'two-finger', 'three-finger', 'multi-finger', 'anthropomorphic', 'suction']),
  fingers: z.array(fingerSchema).max(MAX_FINGERS),
  thumb: z
    .int()
    .min(-1)
    .max(MAX_FINGERS - 1)
    .describe('Finger that opposes the others, or -1'),
  opposable: z.int().min(0).max(MAX_FINGERS).describe('Most other fingers that one finger can meet'),
  aperture: z
    .array(z.number().min(0).max(10))
    .length(2)
    .nullable()
    .describe('Least and greatest opening, m; null when unknown'),
  actuated: z.int().min(0).max(MAX_EMBODIMENT_JOINTS).describe('Independent motors'),
});

const endEffectorSchema = z.strictObject({
  limb: z
    .int()
    .min(-1)
    .max(MAX_LIMBS - 1)
    .describe('Limb that moves it; -1 for a hand without an arm'),
  joint: carrier,
  tcp: poseSchema.describe('Tool frame: z approaches, x opens'),
  source: z.enum(['declared', 'gripper', 'last-axis']).describe('How the tool centre point was found'),
  hand: handSchema.nullable(),
});

const sensorSchema = z.strictObject({
  kind: z.enum([
    'camera',
    'depth',
    'lidar',
    'imu',
    'force-torque',
    'force',
    'torque',
    'tactile',
    'joint-state',
    'other',
  ]),
  joint: carrier,
  pose: poseSchema.describe('Cameras look along z, x to the right, y down'),
  rateHz: z.number().positive().max(1e6).nullable(),
});

const bodyShapeSchema = z.strictObject({
  schema: z.literal(EMBODIMENT_VERSION),
  kind: z.enum(['robot', 'human', 'camera']),
  mounting: z.enum(['bench', 'floor', 'mobile', 'legged', 'flange', 'worn']),
  joints: z.array(jointSchema).max(MAX_EMBODIMENT_JOINTS),
  couplings: z
    .array(z.array(jointIndex).min(2).max(MAX_EMBODIMENT_JOINTS))
    .max(MAX_COUPLINGS)
    .describe('Sets of joints tied together otherwise than by following one another'),
  limbs: z.array(limbSchema).max(MAX_LIMBS),
  endEffectors: z.array(endEffectorSchema).max(MAX_END_EFFECTORS),
  sensors: z.array(sensorSchema).max(MAX_SENSORS),
  shoulderHeight: z
    .number()
    .min(-100)
    .max(100)
    .nullable()
    .describe('Height of the shoulders above the floor, m; null when the body can be placed at any height'),
  controlModes: z
    .array(
      z.enum([
        'joint-position',
        'joint-velocity',
        'joint-torque',
        'end-effector-pose',
        'end-effector-delta',
        'base-velocity',
        'gripper-position',
      ]),
    )
    .max(16)
    .nullable()
    .describe('Ways to command it; null when unknown'),
  accuracy: z
    .strictObject({
      repeatability: z.number().positive().max(1).describe('m'),
      method: z.enum(['iso-9283', 'measured', 'datasheet', 'estimated']),
    })
    .nullable(),
});

/** The canonical form of a body. */
export type Embodiment = z.infer<typeof bodyShapeSchema>;
/**
 * Schema of {@link Embodiment}, wherever one stands in a document of a stranger: also that its indices refer to what is there, parents before
 * children, and that it is no longer than {@link MAX_EMBODIMENT_BYTES}.
 */
export const embodimentSchema = bodyShapeSchema.superRefine((body, context) => {
  const fault = faultOf(body);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault.message, path: fault.path });
});

/** One joint of an embodiment. */
export type EmbodimentJoint = Embodiment['joints'][number];
/** One limb. */
export type EmbodimentLimb = Embodiment['limbs'][number];
/** One end effector. */
export type EndEffector = Embodiment['endEffectors'][number];
/** The hand of an end effector. */
export type Hand = z.infer<typeof handSchema>;
/** One sensor. */
export type EmbodimentSensor = Embodiment['sensors'][number];

/**
 * Checks a received embodiment: schema, size, and that indices refer to what is there, parents before children. Throws
 * `schema-mismatch`, `unknown-version` or `limit-exceeded`.
 */
export function parseEmbodiment(value: unknown): Embodiment {
  const version = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (typeof version === 'string' && version !== EMBODIMENT_VERSION) {
    throw new ExchangeError('unknown-version', `"${version.slice(0, 40)}" is not ${EMBODIMENT_VERSION}.`);
  }
  const parsed = bodyShapeSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = issue?.path.join('.') ?? '';
    throw new ExchangeError('schema-mismatch', `The embodiment does not fit its schema at "${path}".`, {
      params: { path },
    });
  }
  const fault = faultOf(parsed.data);
  if (fault !== null) throw new ExchangeError(fault.code, fault.message, { params: fault.params });
  return parsed.data;
}

/** What is wrong with a body of the right shape. */
interface BodyFault {
  readonly code: 'schema-mismatch' | 'limit-exceeded';
  readonly message: string;
  readonly path: (string | number)[];
  readonly params: Readonly<Record<string, string | number>>;
}

/** The first fault: a reference that leads nowhere, or more bytes than a body may have. */
function faultOf(body: Embodiment): BodyFault | null {
  const dangling = danglingReference(body);
  if (dangling !== null) {
    const path = dangling.join('.');
    return {
      code: 'schema-mismatch',
      message: `The embodiment refers to something that is not there at "${path}".`,
      path: dangling,
      params: { path },
    };
  }
  const bytes = canonicalBytes(body).length;
  if (bytes <= MAX_EMBODIMENT_BYTES) return null;
  return {
    code: 'limit-exceeded',
    message: `The embodiment has ${bytes} bytes; the limit is ${MAX_EMBODIMENT_BYTES}.`,
    path: [],
    params: { bytes, limit: MAX_EMBODIMENT_BYTES },
  };
}

const isUnit = (parts: readonly number[]): boolean =>
  Math.abs(parts.reduce((sum, x) => sum + x * x, 0) - 1) <= 1e-6;

/** Where a body refers to something that is not there; null when it does not. */
function danglingReference(body: Embodiment): (string | number)[] | null {
  const count = body.joints.length;
  const within = (indices: readonly number[]): boolean => indices.every((i) => i < count);
  for (const [i, joint] of body.joints.entries()) {
    if (!isSoundJoint(joint, i, body.joints)) return ['joints', i];
    if (!isUnit(joint.axis)) return ['joints', i, 'axis'];
  }
  const coupling = body.couplings.findIndex((set) => !within(set));
  if (coupling >= 0) return ['couplings', coupling];
  const limb = body.limbs.findIndex(({ parent, joints }, i) => parent >= i || !within(joints));
  if (limb >= 0) return ['limbs', limb];
  const effector = body.endEffectors.findIndex(
    (end) =>
      end.limb >= body.limbs.length ||
      !within([end.joint]) ||
      (end.hand?.fingers ?? []).some(({ joints }) => !within(joints)),
  );
  if (effector >= 0) return ['endEffectors', effector];
  const sensor = body.sensors.findIndex(({ joint }) => !within([joint]));
  if (sensor >= 0) return ['sensors', sensor];
  const poses = [...body.endEffectors.map((end) => end.tcp), ...body.sensors.map(({ pose }) => pose)];
  return poses.every(({ rotation }) => isUnit(rotation)) ? null : ['rotation'];
}

function isSoundJoint(
  { parent, lower, upper, follows }: EmbodimentJoint,
  index: number,
  joints: readonly EmbodimentJoint[],
): boolean {
  if (parent >= index || (lower === null) !== (upper === null)) return false;
  if (lower !== null && upper !== null && lower > upper) return false;
  if (follows === null) return true;
  const followed = joints[follows.joint];
  return followed !== undefined && followed.follows === null;
}
