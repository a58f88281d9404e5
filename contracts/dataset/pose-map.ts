/**
 * `pose-map/1`: which columns hold the pose of which tool of the recorded body, in which convention, and which columns seem to and are not
 * read, with the reason.
 *
 * Part of the signed manifest beside the joint map, for end effectors whose joints are not recorded. Every row is read by one formula:
 * pose of the tool centre in the canonical base frame = `frame` ∘ (position, rotation) ∘ `tool`, where the position is the stored one times
 * `factor` (metres). Nothing of it is guessed from values: the convention of a rotation follows from names or from what the lister states.
 */

import { z } from 'zod';
import { digestSchema, type Digest } from '../digest.ts';
import { MAX_END_EFFECTORS, type Embodiment, type EndEffector } from '../embodiment/embodiment-schema.ts';
import { poseOf } from '../embodiment/kinematics/embodiment-chains.ts';
import type { Pose, Quaternion, Vec3 } from '../embodiment/kinematic-tree.ts';
import {
  compose,
  cross,
  dot,
  fromAxes,
  fromAxisAngle,
  fromMatrix,
  fromRpy,
  multiply,
  NO_ROTATION,
  norm,
  normalize,
  scale,
  UNIT_X,
  UNIT_Y,
  UNIT_Z,
} from '../embodiment/spatial.ts';
import { ExchangeError } from '../errors.ts';
import { type FeatureFacts, widthsOf } from './facts.ts';
import { MAX_DIMENSIONS, MAX_NAME_LENGTH } from './limits.ts';

/** Most columns that a map names as unread. */
export const MAX_UNREAD_POSES = 16;

/**
 * How numbers state a rotation, and how many there are: `quaternion` w x y z; `roll-pitch-yaw` about the fixed axes x, y, z in this order
 * (as in URDF and ROS); `euler-xyz` about the moving axes x, y, z; `rotation-vector` axis times angle; `two-columns` and `two-rows` the
 * first two columns or rows of the matrix; `matrix` row by row.
 */
export const ROTATION_FORMS = {
  quaternion: 4,
  'roll-pitch-yaw': 3,
  'euler-xyz': 3,
  'rotation-vector': 3,
  'two-columns': 6,
  'two-rows': 6,
  matrix: 9,
} as const;
/** One of {@link ROTATION_FORMS}. */
export type RotationForm = keyof typeof ROTATION_FORMS;
const FORMS = Object.keys(ROTATION_FORMS) as [RotationForm, ...RotationForm[]];

/** Why a column that seems to hold tool poses is not read. */
export const UNREAD_POSES = [
  'rotation-unknown',
  'unit-unknown',
  'limb-unknown',
  'frame-unknown',
  'link-unknown',
  'no-rotations',
  'out-of-reach',
  'link-unstated',
] as const;
/** One of {@link UNREAD_POSES}. */
export type UnreadPoses = (typeof UNREAD_POSES)[number];

const name = z.string().max(MAX_NAME_LENGTH);
const length = z.number().min(-1e6).max(1e6);
const factor = z.number().positive().max(1e6);

const elementSchema = z.strictObject({
  feature: name.describe('Column of the dataset, as the facts name it'),
  dimension: z
    .int()
    .min(0)
    .max(MAX_DIMENSIONS - 1)
    .describe('Index into the flattened column'),
});

const placeSchema = z.strictObject({
  position: z.array(length).length(3).describe('x, y, z, m'),
  rotation: z.array(z.number().min(-1.000001).max(1.000001)).length(4).describe('w, x, y, z'),
});

const trackSchema = z.strictObject({
  effector: z
    .int()
    .min(0)
    .max(MAX_END_EFFECTORS - 1)
    .describe('Index into the end effectors of the embodiment'),
  role: z.enum(['state', 'action']),
  position: z.array(elementSchema).length(3),
  factor: factor.describe('From the stored unit to metres'),
  rotation: z
    .strictObject({
      form: z.enum(FORMS),
      elements: z.array(elementSchema).min(3).max(9),
      factor: factor.describe('From the stored unit to radians; 1 for what is no angle'),
    })
    .refine(({ form, elements }) => elements.length === ROTATION_FORMS[form], 'other elements than the form'),
  frame: placeSchema.extend({
    basis: z
      .enum(['root', 'stated', 'placed'])
      .describe(
        'root: poses count from the root of the description, which nobody stated; placed: the frame of a carried hand, put where an arm would have its base',
      ),
  }),
  tool: placeSchema.extend({
    basis: z
      .enum(['assumed', 'stated'])
      .describe('assumed: the recorded point is taken as the tool centre and its z axis as the approach'),
  }),
  opening: elementSchema
    .extend({ closed: z.number(), open: z.number() })
    .refine(({ closed, open }) => closed !== open, 'open is closed')
    .exactOptional()
    .describe('How far the gripper is open: the stored value at its two ends'),
});

/** Schema of a pose map. */
export const poseMapSchema = z
  .strictObject({
    schema: z.literal('pose-map/1'),
    embodiment: digestSchema,
    tracks: z
      .array(trackSchema)
      .max(2 * MAX_END_EFFECTORS)
      .describe('At most one measured and one commanded an end effector'),
    unread: z
      .array(z.strictObject({ feature: name, reason: z.enum(UNREAD_POSES) }))
      .max(MAX_UNREAD_POSES)
      .describe('Columns that seem to hold tool poses and are not read'),
  })
  .describe('Which columns hold the pose of which tool');

/** A pose map. */
export type PoseMap = z.infer<typeof poseMapSchema>;
/** Where the poses of one end effector stand, and how they are read. */
export type PoseTrack = PoseMap['tracks'][number];
/** One number of a row. */
export type PoseElement = PoseTrack['position'][number];

/** Columns that a track reads. */
export function poseColumns(track: PoseTrack): string[] {
  return [...new Set(elementsOf(track).map(({ feature }) => feature))];
}

function elementsOf({ position, rotation, opening }: PoseTrack): PoseElement[] {
  return [...position, ...rotation.elements, ...(opening === undefined ? [] : [opening])];
}

/** Tracks of what tools did, one an end effector: what was measured before what was commanded. */
export function measuredTracks({ tracks }: Pick<PoseMap, 'tracks'>): PoseTrack[] {
  return tracks.filter(
    ({ effector, role }) =>
      role === 'state' || !tracks.some((track) => track.effector === effector && track.role === 'state'),
  );
}

/** The track of what a tool was told to do, beside one of what it did; null where there is none. */
export function commandedTrack({ tracks }: Pick<PoseMap, 'tracks'>, measured: PoseTrack): PoseTrack | null {
  const commanded = tracks.find(({ effector, role }) => effector === measured.effector && role === 'action');
  return measured.role === 'action' ? null : (commanded ?? null);
}

/** True for the end effector of a hand without an arm: its poses lie in a frame of their own. */
export function isCarried({ mounting }: Pick<Embodiment, 'mounting'>): boolean {
  return mounting === 'flange';
}

/** How far (parts of 1) lengths and right angles may be off in what is a rotation. */
const ROTATION_SLACK = 0.03;

/** Reads poses of a track: of the tool centre, in the canonical base frame; null where numbers are missing or are no rotation. */
export function poseReader(track: PoseTrack): (valueOf: (element: PoseElement) => number) => Pose | null {
  const [frame, tool] = [poseOf(track.frame), poseOf(track.tool)];
  return (valueOf) => {
    const recorded = recordedPose(track, valueOf);
    return recorded === null ? null : compose(compose(frame, recorded), tool);
  };
}

/** The pose as it was recorded, in metres; null where numbers are missing or are no rotation. */
export function recordedPose(
  { position, factor: metres, rotation: { form, elements, factor: radians } }: PoseTrack,
  valueOf: (element: PoseElement) => number,
): Pose | null {
  const [x, y, z] = position.map((element) => metres * valueOf(element)) as [number, number, number];
  if (!Number.isFinite(x + y + z)) return null;
  const rotation = rotationOf(
    form,
    elements.map((element) => radians * valueOf(element)),
  );
  return rotation === null ? null : { position: [x, y, z], rotation };
}

/** The rotation that numbers state, as a unit quaternion; null when they state none. Angles are radians. */
export function rotationOf(form: RotationForm, values: readonly number[]): Quaternion | null {
  if (values.length !== ROTATION_FORMS[form] || !values.every(Number.isFinite)) return null;
  const v = (at: number): Vec3 => [values[at]!, values[at + 1]!, values[at + 2]!];
  switch (form) {
    case 'quaternion':
      return unitOf([values[0]!, ...v(1)]);
    case 'roll-pitch-yaw':
      return fromRpy(v(0));
    case 'euler-xyz':
      return eulerXyz(v(0));
    case 'rotation-vector':
      return fromVector(v(0));
    case 'two-columns':
      return fromTwo(v(0), v(3), (x, y, z) => fromAxes(x, y, z));
    case 'two-rows':
      return fromTwo(v(0), v(3), (x, y, z) => fromMatrix([x, y, z]));
    case 'matrix':
      return fromThree(v(0), v(3), v(6));
    default:
      return null;
  }
}

function unitOf(q: Quaternion): Quaternion | null {
  const length = Math.sqrt(q.reduce((sum, part) => sum + part * part, 0));
  return Math.abs(length - 1) > ROTATION_SLACK ? null : normalize(q);
}

function eulerXyz([a, b, c]: Vec3): Quaternion {
  const [x, y, z] = [fromAxisAngle(UNIT_X, a), fromAxisAngle(UNIT_Y, b), fromAxisAngle(UNIT_Z, c)];
  return multiply(x, multiply(y, z));
}

function fromVector(vector: Vec3): Quaternion {
  const angle = norm(vector);
  return angle === 0 ? NO_ROTATION : fromAxisAngle(scale(vector, 1 / angle), angle);
}

function isUnit(vector: Vec3): boolean {
  return Math.abs(norm(vector) - 1) <= ROTATION_SLACK;
}

function fromTwo(a: Vec3, b: Vec3, made: (x: Vec3, y: Vec3, z: Vec3) => Quaternion): Quaternion | null {
  if (!isUnit(a) || !isUnit(b) || Math.abs(dot(a, b)) > ROTATION_SLACK) return null;
  const x = scale(a, 1 / norm(a));
  const across = cross(x, b);
  const z = scale(across, 1 / norm(across));
  return made(x, cross(z, x), z);
}

function fromThree(a: Vec3, b: Vec3, c: Vec3): Quaternion | null {
  // Two rows give the third: a mirror image would have it the other way round.
  if (!isUnit(c) || dot(cross(a, b), c) < 1 - 3 * ROTATION_SLACK) return null;
  return fromTwo(a, b, (x, y, z) => fromMatrix([x, y, z]));
}

/** Judges a map beside the body and the features it speaks of. Throws `content-mismatch` with the `path` that does not fit. */
export function requirePoseMap(
  map: PoseMap,
  recorded: { readonly id: Digest; readonly body: { readonly endEffectors: readonly EndEffector[] } } | null,
  features: readonly Pick<FeatureFacts, 'name' | 'shape'>[],
): void {
  const refuse = (path: string): never => {
    throw new ExchangeError('content-mismatch', 'The pose map speaks of something else than the dataset.', {
      params: { path },
    });
  };
  if (recorded === null || map.embodiment !== recorded.id) return refuse('embodiment');
  const widths = widthsOf(features);
  const ends = map.tracks.map(({ effector, role }) => `${effector} ${role}`);
  if (new Set(ends).size !== ends.length) refuse('tracks');
  map.tracks.forEach((track, i) => {
    if (track.effector >= recorded.body.endEffectors.length) refuse(`tracks.${i}.effector`);
    for (const { feature, dimension } of elementsOf(track))
      if (!(dimension < (widths.get(feature) ?? 0))) refuse(`tracks.${i}`);
  });
  for (const [i, { feature }] of map.unread.entries())
    if (!widths.has(feature)) refuse(`unread.${i}.feature`);
}
