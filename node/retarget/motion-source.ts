/**
 * Where a dataset holds motion: in joints of a robot (or of a person's skeleton, by joint angles), in key points of human hands
 * and arms, or in tool poses: of the body's own tools as a pose map says, or of somebody's. Key points and such poses are found by the names of
 * features and of their dimensions.
 */

import type { JointSource } from '#contracts/dataset/joint-map.ts';
import { poseColumns, type PoseTrack } from '#contracts/dataset/pose-map.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { isHandLayout } from '#contracts/retarget/key-points.ts';
import { wordsOf } from '../dataset/features/describe-feature.ts';
import type { DeclaredFeature } from '../dataset/dataset-reader.ts';

/** Side of a body. */
export type Side = 'left' | 'right';

/** Three elements of a column. */
export type Triple = readonly [number, number, number];

/** How a column states an orientation, by its elements. */
export type RotationElements =
  | { readonly kind: 'quaternion'; readonly wxyz: readonly [number, number, number, number] }
  | { readonly kind: 'rpy'; readonly xyz: Triple };

/** Where the motion of one end effector stands. */
export type TrackSource =
  | { readonly kind: 'joints'; readonly effector: number }
  | {
      readonly kind: 'tool';
      readonly effector: number;
      readonly track: PoseTrack;
      /** What the tool was told to do; null where that is not recorded. */
      readonly commanded: PoseTrack | null;
    }
  | {
      readonly kind: 'hand-points';
      readonly side: Side;
      readonly feature: string;
      /** First of the elements, three a point. */
      readonly first: number;
      readonly count: number;
      readonly shoulder: { readonly feature: string; readonly at: Triple } | null;
    }
  | {
      readonly kind: 'forearm';
      readonly side: Side;
      readonly feature: string;
      readonly wrist: Triple;
      readonly elbow: Triple;
      readonly shoulder: { readonly feature: string; readonly at: Triple } | null;
    }
  | {
      readonly kind: 'pose';
      readonly side: Side;
      readonly feature: string;
      readonly position: Triple;
      readonly rotation: RotationElements;
      readonly gripper: number | null;
    };

/** The motion of a dataset. */
export interface MotionSource {
  /** The recorded body; an average person's where only points or poses are known. */
  readonly recorded: Embodiment;
  readonly tracks: readonly TrackSource[];
  /** What moves the joints of the recorded body, as measured and as commanded. */
  readonly state: readonly JointSource[];
  readonly action: readonly JointSource[];
  /** Position of the recorded description's zero in each canonical joint. */
  readonly zero: readonly number[];
  /** Axis of key points and poses that points up. */
  readonly up: 'y' | 'z';
}

/** True for poses of a tool of which nobody says how it is turned about its approach. */
export function isRollFree(track: TrackSource): boolean {
  if (track.kind !== 'tool') return false;
  return [track.track, track.commanded].some((read) => read?.tool.basis === 'assumed');
}

/** Columns that a source reads. */
export function columnsOf(source: MotionSource): string[] {
  const joints = [...source.state, ...source.action].map(({ feature }) => feature);
  const others = source.tracks.flatMap((track) => {
    if (track.kind === 'joints') return [];
    if (track.kind === 'tool')
      return [track.track, ...(track.commanded === null ? [] : [track.commanded])].flatMap(poseColumns);
    const shoulder = track.kind === 'pose' || track.shoulder === null ? [] : [track.shoulder.feature];
    return [track.feature, ...shoulder];
  });
  return [...new Set([...joints, ...others])];
}

/** Tracks that the names of a dataset's features tell of; none when they tell of no points and poses. */
export function findTracks(features: readonly DeclaredFeature[]): TrackSource[] {
  const numeric = features.filter(({ dtype }) => /^(float|u?int)\d+$/.test(dtype));
  const hands = numeric.flatMap(handsIn);
  const arms = numeric.flatMap(armsIn);
  const poses = numeric.filter(({ name }) => !name.startsWith('action')).flatMap(posesIn);
  const sides: Side[] = ['left', 'right'];
  return sides.flatMap((side): TrackSource[] => {
    const arm = arms.find((track) => track.side === side);
    const hand = hands.find((track) => track.side === side);
    if (hand !== undefined) return [{ ...hand, shoulder: arm?.shoulder ?? null }];
    const pose = poses.find((track) => track.side === side);
    return pose === undefined ? (arm === undefined ? [] : [arm]) : [pose];
  });
}

type HandPoints = Extract<TrackSource, { kind: 'hand-points' }>;
type Forearm = Extract<TrackSource, { kind: 'forearm' }>;
type Pose = Extract<TrackSource, { kind: 'pose' }>;

function widthOf({ shape }: DeclaredFeature): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

function sideOf(name: string): Side | null {
  const words = wordsOf(name);
  if (words.some((word) => ['left', 'l', 'lh'].includes(word))) return 'left';
  return words.some((word) => ['right', 'r', 'rh'].includes(word)) ? 'right' : null;
}

const HAND_NAME = /\b(hands?|mano|finger|fingers)\b/;
const POINTS_NAME = /\b(key ?points?|landmarks?|joints?|points|skeleton|mano)\b/;

/** Features that hold the points of one hand, or of the left and then the right one. */
function handsIn(feature: DeclaredFeature): HandPoints[] {
  const words = wordsOf(feature.name).join(' ');
  if (!HAND_NAME.test(words) || !POINTS_NAME.test(words)) return [];
  const points = widthOf(feature) / 3;
  const base = { kind: 'hand-points', feature: feature.name, shoulder: null } as const;
  if (isHandLayout(points)) {
    return [{ ...base, side: sideOf(feature.name) ?? 'right', first: 0, count: points }];
  }
  const each = points / 2;
  if (!isHandLayout(each)) return [];
  return [
    { ...base, side: 'left', first: 0, count: each },
    { ...base, side: 'right', first: 3 * each, count: each },
  ];
}

/** Places of named points: by names of dimensions that end in x, y, z, or of whole points in a shape of (points, 3). */
function namedPoints(feature: DeclaredFeature): Map<string, Triple> {
  const points = new Map<string, Triple>();
  const { names, shape } = feature;
  if (names === null) return points;
  if (shape.length === 2 && shape[1] === 3 && names.length >= shape[0]!) {
    names.slice(0, shape[0]).forEach((name, i) => {
      points.set(wordsOf(name).join(' '), [3 * i, 3 * i + 1, 3 * i + 2]);
    });
    return points;
  }
  const parts = new Map<string, Map<string, number>>();
  names.forEach((name, i) => {
    const words = wordsOf(name);
    const axis = words.at(-1) ?? '';
    if (!['x', 'y', 'z'].includes(axis)) return;
    const key = words.slice(0, -1).join(' ');
    parts.set(key, (parts.get(key) ?? new Map<string, number>()).set(axis, i));
  });
  for (const [key, axes] of parts) {
    const [x, y, z] = [axes.get('x'), axes.get('y'), axes.get('z')];
    if (x !== undefined && y !== undefined && z !== undefined) points.set(key, [x, y, z]);
  }
  return points;
}

/** What the points of an arm are called: by joints, or by the segments that begin there (Xsens, Mixamo, BVH). What comes first is preferred. */
const ARM_POINTS = {
  wrist: ['wrist', 'hand'],
  elbow: ['elbow', 'fore arm', 'forearm', 'lower arm'],
  shoulder: ['shoulder', 'upper arm', 'arm'],
} as const;
/** Words of a point's name that do not say which one it is. */
const FILLERS = new Set(['left', 'right', 'l', 'r', 'lh', 'rh', 'joint', 'point', 'pos', 'position', 'link']);
/** Axes of one joint: points named for them lie in one place. */
const AXES = new Set([
  'flexion',
  'extension',
  'abduction',
  'adduction',
  'deviation',
  'rotation',
  'roll',
  'pitch',
  'yaw',
]);
/** Features whose numbers in threes are no places. */
const TURNS_NAME = /\b(rotations?|rot|quat|quaternions?|euler|angles?|velocit(y|ies)|vel)\b/;

/** Skeletons whose points are named: wrist and elbow of a side make a track. */
function armsIn(feature: DeclaredFeature): Forearm[] {
  if (TURNS_NAME.test(wordsOf(feature.name).join(' '))) return [];
  const points = namedPoints(feature);
  const find = (side: Side, part: keyof typeof ARM_POINTS): Triple | undefined => {
    const sided = [...points.keys()].filter((key) => sideOf(key) === side);
    const key = armPoint(sided, part);
    return key === undefined ? undefined : points.get(key);
  };
  return (['left', 'right'] as const).flatMap((side) => {
    const [wrist, elbow] = [find(side, 'wrist'), find(side, 'elbow')];
    if (wrist === undefined || elbow === undefined) return [];
    const at = find(side, 'shoulder');
    const shoulder = at === undefined ? null : { feature: feature.name, at };
    return [{ kind: 'forearm', side, feature: feature.name, wrist, elbow, shoulder }];
  });
}

/** The name of a point of an arm among the points of one side: its own name, the last of the axes of its joint, or the only one with its word. */
function armPoint(keys: readonly string[], part: keyof typeof ARM_POINTS): string | undefined {
  const wordsIn = (key: string): string[] => key.split(' ').filter((word) => !FILLERS.has(word));
  for (const name of ARM_POINTS[part]) {
    const key = keys.find((candidate) => wordsIn(candidate).join(' ') === name);
    if (key !== undefined) return key;
  }
  const named = keys.filter((key) => wordsIn(key).includes(part));
  const ofAxes = named.filter((key) => wordsIn(key).every((word) => word === part || AXES.has(word)));
  return ofAxes.at(-1) ?? (named.length === 1 ? named[0] : undefined);
}

const QUATERNION = ['qw', 'qx', 'qy', 'qz'];
const ANGLES = ['roll', 'pitch', 'yaw'];

/** Tool poses whose dimensions are named: x y z with a quaternion, or with roll, pitch and yaw. */
function posesIn(feature: DeclaredFeature): Pose[] {
  const names = feature.names ?? [];
  const groups = new Map<Side, Map<string, number>>();
  names.forEach((name, i) => {
    const words = wordsOf(name.replace(/q[_.]?([wxyz])\b/i, 'q$1').replace(/quat[_.]?([wxyz])\b/i, 'q$1'));
    const key = words.find((word) => [...QUATERNION, ...ANGLES, 'x', 'y', 'z', 'gripper'].includes(word));
    const side = sideOf(name) ?? sideOf(feature.name) ?? 'right';
    if (key !== undefined) groups.set(side, (groups.get(side) ?? new Map<string, number>()).set(key, i));
  });
  return [...groups].flatMap(([side, at]): Pose[] => {
    const take = (keys: readonly string[]): number[] => keys.flatMap((key) => at.get(key) ?? []);
    const [x, y, z] = take(['x', 'y', 'z']);
    const [w, qx, qy, qz] = take(QUATERNION);
    const [roll, pitch, yaw] = take(ANGLES);
    if (x === undefined || y === undefined || z === undefined) return [];
    const rotation: RotationElements | null =
      w !== undefined && qx !== undefined && qy !== undefined && qz !== undefined
        ? { kind: 'quaternion', wxyz: [w, qx, qy, qz] }
        : roll !== undefined && pitch !== undefined && yaw !== undefined
          ? { kind: 'rpy', xyz: [roll, pitch, yaw] }
          : null;
    if (rotation === null) return [];
    const gripper = at.get('gripper') ?? null;
    return [{ kind: 'pose', side, feature: feature.name, position: [x, y, z], rotation, gripper }];
  });
}
