/**
 * Which kind of body a lister says was recorded: a robot, a person, or a camera that somebody wears.
 *
 * Robots have a description. A person may have one (a skeleton), and is taken for an average adult of the stated stature otherwise. A camera
 * alone says where it was carried. The statement is compared with how the data was collected: what was teleoperated shows no person.
 */

import { z } from 'zod';
import type { CollectionMethod, Modality } from '../../dataset/vocabulary.ts';
import { ExchangeError } from '../../errors.ts';
import { cameraLabel, personLabel } from './body-label.ts';
import { canonicalForm, type CanonicalForm } from './canonical.ts';
import { PI } from '../elementary.ts';
import {
  HUMAN,
  humanTree,
  MAX_STATURE,
  MIN_STATURE,
  wornCameraEmbodiment,
  type HeadCamera,
} from './human-body.ts';
import type { KinematicTree } from '../kinematic-tree.ts';
import { IDENTITY } from '../spatial.ts';
import { UP_AXES } from '../description/gravity.ts';
import { buildTree } from '../description/tree-builder.ts';

/** Kinds of body that data is recorded on. */
export const BODY_KINDS = ['robot', 'human', 'camera'] as const;
/** One of {@link BODY_KINDS}. */
export type BodyKind = (typeof BODY_KINDS)[number];

/** Stature (m) of a person of whom nobody says how tall they are, and how high their eyes are. */
export const AVERAGE_STATURE = 1.7;
export const AVERAGE_EYE_HEIGHT = 1.6;
/** Statures are told apart by 5 cm: coarse enough to name nobody, and people of one height share one embodiment id. */
const STATURES_A_METRE = 20;
/** Highest place (m) that a camera is worn at. */
export const MAX_CAMERA_HEIGHT = 3;

const cameraSchema = {
  rateHz: z.number().positive().max(10_000).exactOptional().describe('Pictures a second'),
  depth: z.boolean().exactOptional(),
};

const upSchema = z
  .enum(UP_AXES)
  .exactOptional()
  .describe('Axis of the description that points up, where the file does not say it');

/** Schema of {@link BodyStatement}. */
export const bodyStatementSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('robot'), up: upSchema }),
    z.strictObject({
      kind: z.literal('human'),
      up: upSchema,
      stature: z.number().min(MIN_STATURE).max(MAX_STATURE).exactOptional().describe('m'),
      headCamera: z.strictObject(cameraSchema).exactOptional().describe('A camera on the head'),
    }),
    z.strictObject({
      kind: z.literal('camera'),
      height: z.number().min(0).max(MAX_CAMERA_HEIGHT).exactOptional().describe('m above the floor'),
      tilt: z
        .number()
        .min(-PI / 2)
        .max(PI / 2)
        .exactOptional()
        .describe('rad, down from level'),
      ...cameraSchema,
    }),
  ])
  .describe('Which kind of body was recorded');
/** Which kind of body was recorded. */
export type BodyStatement = z.infer<typeof bodyStatementSchema>;

/** A body that no file describes: as a tree (a camera has no joints), and in canonical form. */
export interface UndescribedBody {
  readonly tree: KinematicTree;
  readonly form: CanonicalForm;
}

/** The body of a statement alone. Throws `usage` for a robot, which only a description can say. */
export function bodyOfStatement(stated: BodyStatement): UndescribedBody {
  if (stated.kind === 'human') return person(stated.stature ?? AVERAGE_STATURE, stated.headCamera ?? null);
  if (stated.kind === 'camera') return camera(stated);
  throw new ExchangeError('usage', 'A robot needs its description: name a URDF or MJCF file.');
}

function person(stature: number, headCamera: HeadCamera | null): UndescribedBody {
  const told = Math.round(stature * STATURES_A_METRE) / STATURES_A_METRE;
  const tree = { ...humanTree(told, headCamera), name: personLabel(told) };
  return { tree, form: canonicalForm(tree, HUMAN) };
}

function camera({
  kind: _kind,
  height,
  ...rest
}: Extract<BodyStatement, { kind: 'camera' }>): UndescribedBody {
  const at = height ?? AVERAGE_EYE_HEIGHT;
  const tree = buildTree({
    name: cameraLabel(at),
    format: 'urdf',
    links: [{ name: 'camera', mass: null, geometries: [], line: 0 }],
    joints: [],
    frames: [],
    sensors: [],
    couplings: [],
    warnings: [],
  });
  const embodiment = wornCameraEmbodiment({ height: at, ...rest });
  return { tree, form: { embodiment, base: IDENTITY, joints: [], warnings: [] } };
}

/** What a dataset shows of how it came about. */
export interface Recording {
  /** As stated, else as the bytes show. */
  readonly method: CollectionMethod;
  readonly modalities: readonly Modality[];
}

/** Signals that only a body with joints or a tracked person has. */
const MOTION: readonly Modality[] = ['joint-position', 'end-effector-pose', 'human-pose'];

/**
 * The collection method of data recorded on such a body; where nobody states it, a person whose motion is there was captured, and a person or
 * camera without motion is video of people. Throws `usage` with the `reason` when body and data contradict each other: `teleoperated` (then
 * a robot was recorded), `camera-with-joints` (then somebody's joints are known).
 */
export function methodForBody(kind: BodyKind, { method, modalities }: Recording): CollectionMethod {
  if (kind === 'robot') return method;
  if (method === 'teleoperation') {
    const who = kind === 'human' ? 'a person' : 'a camera alone';
    throw contradiction('teleoperated', kind, {
      said: `The data is said to be teleoperated, so a robot was recorded and not ${who}.`,
      todo: 'Name the robot, or say how a person was recorded (motion-capture, human-video)',
    });
  }
  if (kind === 'camera' && modalities.includes('joint-position')) {
    throw contradiction('camera-with-joints', kind, {
      said: 'The data holds joint positions, which a camera alone does not have.',
      todo: 'Say whose they are: a robot with its description, or a person (human)',
    });
  }
  if (method !== 'unknown') return method;
  return kind === 'human' && modalities.some((modality) => MOTION.includes(modality))
    ? 'motion-capture'
    : 'human-video';
}

function contradiction(
  reason: string,
  kind: BodyKind,
  words: { readonly said: string; readonly todo: string },
): ExchangeError {
  return new ExchangeError('usage', `${words.said} ${words.todo}.`, { params: { reason, body: kind } });
}
