/**
 * What a limb is like while one of its joints is held still. A limb can do with a joint held what a limb without that joint can: so a body
 * that loses a joint is never more like another than the body that has it. Where the joint is held nobody says: every feature is the interval
 * that it goes through in a full turn, which depends on no limit and no zero.
 */

import { atan2, PI } from '../../embodiment/elementary.ts';
import { distanceOf, footOn, nearestOn, type Line } from '../../embodiment/lines.ts';
import type { Vec3 } from '../../embodiment/kinematic-tree.ts';
import {
  add,
  cross,
  distance,
  dot,
  fromAxisAngle,
  norm,
  rotate,
  scale,
  subtract,
} from '../../embodiment/spatial.ts';

/** A joint's axis as a line, with its canonical point. Coordinates in metres, in any one frame. */
export interface JointLine extends Line {
  readonly prismatic: boolean;
  /** Range in radians or metres, at least 0. */
  readonly range: number;
}

/** A limb as lines: what its features are made of. */
export interface LimbLines {
  readonly joints: readonly JointLine[];
  readonly tool: Vec3;
  /** Point that the first point is nearest to; null for a limb that stands by itself. */
  readonly root: Vec3 | null;
}

/** Numbers of one joint, see {@link featuresOfLines}. */
export const FEATURE_STRIDE = 4;
/** A shorter limb (m) is taken to be as long: of a point rounding would make features. */
const MIN_LENGTH = 0.01;
/** Axes that cross at less than this (sine) do not show where a limb begins. */
const FIRST_PARALLEL = 1e-3;

/**
 * Features of every joint, {@link FEATURE_STRIDE} numbers each: |cosine| of the angle to the axis before (1 for the first); shortest distance to
 * that axis, distance to the next point or the tool, and range, the last in full turns, the others (and the range of what slides) in parts of
 * the limb's length. `length` in metres.
 */
export function featuresOfLines(lines: Pick<LimbLines, 'joints' | 'tool'>): {
  readonly features: Float64Array;
  readonly length: number;
} {
  const { features, length } = signedFeatures(lines);
  return { features: features.map(Math.abs), length };
}

/** The same with the signs of cosines and distances of lines, which change smoothly with the angle of a held joint. */
function signedFeatures({ joints, tool }: Pick<LimbLines, 'joints' | 'tool'>): {
  readonly features: Float64Array;
  readonly length: number;
} {
  const length = Math.max(lengthOf(joints, tool), MIN_LENGTH);
  const features = new Float64Array(FEATURE_STRIDE * joints.length);
  joints.forEach((joint, i) => {
    const before = joints[i - 1];
    const at = FEATURE_STRIDE * i;
    features[at] = before === undefined ? 1 : dot(before.axis, joint.axis);
    features[at + 1] = before === undefined ? 0 : signedDistance(before, joint) / length;
    features[at + 2] = distance(joints[i + 1]?.point ?? tool, joint.point) / length;
    features[at + 3] = Math.min(1, joint.range / (joint.prismatic ? length : 2 * PI));
  });
  return { features, length };
}

/** Distance (m) of two lines, with the side on which the second passes the first. */
function signedDistance(a: Line, b: Line): number {
  const side = dot(subtract(b.point, a.point), cross(a.axis, b.axis));
  return side < 0 ? -distanceOf(a, b) : distanceOf(a, b);
}

/** Sum of all segments and strokes, metres: longer than the limb gets. */
function lengthOf(joints: readonly JointLine[], tool: Vec3): number {
  let length = 0;
  let previous: Vec3 | null = null;
  for (const { prismatic, range, point } of joints) {
    if (prismatic) {
      length += range;
      continue;
    }
    if (previous !== null) length += distance(previous, point);
    previous = point;
  }
  return previous === null ? length : length + distance(previous, tool);
}

/** Least and greatest value of every feature of the joints that are left, in their order. */
export interface HeldFeatures {
  /** Indices of the joints that are held. */
  readonly held: readonly number[];
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** Positions of a held joint that are looked at, and the same of each of two; between them, extremes lie on a parabola. */
const POSITIONS = 96;
const POSITIONS_OF_TWO = 12;
/** What a feature may be beyond its interval, for what rounding does to the lines of two forms. */
const SLACK = 1e-5;
/** A vector with less across an axis than this (of a unit vector, or metres) shows no side of it. */
const SIDEWAYS = 1e-3;
/** Longest limb of which joints are held. */
const MAX_JOINTS = 12;

/** The limb with each of its joints held; nothing for a limb of one joint, and for very long ones. */
export function heldFeatures(lines: LimbLines): HeldFeatures[] {
  const { joints } = lines;
  if (joints.length < 2 || joints.length > MAX_JOINTS) return [];
  return joints.map((_, held) => {
    const seen = turns(lines, held, POSITIONS).map((one) => signedFeatures(one).features);
    return { held: [held], ...intervalsOf(seen, [POSITIONS, 1]) };
  });
}

/** A limb with joints to spare that may be held anywhere: what is left may lie in any way, ranges aside. */
export function freeFeatures(features: Float64Array): HeldFeatures {
  const least = new Float64Array(features.length);
  const most = features.map((value, i) =>
    i % FEATURE_STRIDE === FEATURE_STRIDE - 1 ? value : Number.POSITIVE_INFINITY,
  );
  return { held: [], least, most };
}

/** The limb with each two of its joints held. */
export function twiceHeldFeatures(lines: LimbLines): HeldFeatures[] {
  const { joints } = lines;
  if (joints.length < 3 || joints.length > MAX_JOINTS) return [];
  const n = POSITIONS_OF_TWO;
  return joints.flatMap((_, second) =>
    joints.slice(0, second).map((__, first) => {
      // The outer one is held first: it leaves the number of the inner one as it is.
      const seen = turns(lines, second, n).flatMap((one) =>
        turns(one, first, n).map((two) => signedFeatures(two).features),
      );
      return { held: [first, second], ...intervalsOf(seen, [n, n]) };
    }),
  );
}

/** Least and greatest of each feature seen on a grid of positions: as many inner ones as outer ones, row by row. */
function intervalsOf(
  seen: readonly Float64Array[],
  size: readonly [number, number],
): Omit<HeldFeatures, 'held'> {
  const count = seen[0]!.length;
  const least = new Float64Array(count);
  const most = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const values = seen.map((features) => features[i]!);
    const [high, low] = [
      greatest(values, size),
      -greatest(
        values.map((value) => -value),
        size,
      ),
    ];
    most[i] = Math.max(high, -low) + SLACK;
    least[i] = Math.max(0, low, -high) - SLACK;
  }
  return { least, most };
}

/** Greatest value of a smooth periodic function of two variables from samples on a grid. */
function greatest(values: readonly number[], [outer, inner]: readonly [number, number]): number {
  const at = values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
  const [row, column] = [Math.floor(at / inner), at % inner];
  const here = values[at]!;
  const gain = (before: number, after: number): number => {
    const bend = before - 2 * here + after;
    return bend >= 0 ? 0 : -((after - before) ** 2) / (8 * bend);
  };
  const across = (rows: number): number => values[((row + rows + outer) % outer) * inner + column]!;
  const along = (columns: number): number => values[row * inner + ((column + columns + inner) % inner)]!;
  return here + gain(across(-1), across(1)) + gain(along(-1), along(1));
}

/** The limb with one joint held, all the way round, or all along its stroke. */
function turns(lines: LimbLines, held: number, positions: number): LimbLines[] {
  const start = startOf(lines, held);
  return Array.from({ length: positions }, (_, k) => holding(lines, held, start + k / positions));
}

/**
 * Where a held joint is begun with, in turns from its zero: where the axis that follows lies as the one before does, seen along its own, or
 * else where the next one passes on the side where that does. So what is looked at depends on no zero, and on no sense of an axis.
 */
function startOf({ joints, tool, root }: LimbLines, held: number): number {
  const { axis, point, prismatic } = joints[held]!;
  if (prismatic) return 0;
  const flat = (v: Vec3): Vec3 => subtract(v, scale(axis, dot(v, axis)));
  const before = joints[held - 1];
  const after = joints[held + 1];
  const inner =
    before === undefined
      ? root === null
        ? []
        : [subtract(root, point)]
      : [before.axis, subtract(before.point, point)];
  const outer = after === undefined ? [subtract(tool, point)] : [after.axis, subtract(after.point, point)];
  const [from, to] = [inner, outer].map((choices) => choices.map(flat).find((v) => norm(v) > SIDEWAYS));
  if (from === undefined || to === undefined) return 0;
  return -atan2(dot(cross(from, to), axis), dot(from, to)) / (2 * PI);
}

/** The lines of a limb without one joint, which is held at a part of a turn from its zero, or of its stroke. */
function holding({ joints, tool, root }: LimbLines, held: number, part: number): LimbLines {
  const { axis, point, prismatic, range } = joints[held]!;
  const turn = fromAxisAngle(axis, 2 * PI * part);
  const shift = scale(axis, range * (part - 0.5));
  const moved = (p: Vec3): Vec3 => (prismatic ? add(p, shift) : add(point, rotate(turn, subtract(p, point))));
  const left = joints.flatMap((joint, i): JointLine[] => {
    if (i === held) return [];
    if (i < held) return [joint];
    return [{ ...joint, axis: prismatic ? joint.axis : rotate(turn, joint.axis), point: moved(joint.point) }];
  });
  return { joints: withPoints(left, root), tool: moved(tool), root };
}

/** Canonical points of lines: each nearest to the one before, the first nearest to the root or to the next line. */
function withPoints(lines: readonly JointLine[], root: Vec3 | null): JointLine[] {
  const placed: JointLine[] = [];
  for (const line of lines) {
    const before = placed.at(-1)?.point ?? root;
    placed.push({ ...line, point: before === null ? firstPoint(line, lines[1]) : nextPoint(line, before) });
  }
  return placed;
}

function nextPoint(line: JointLine, before: Vec3): Vec3 {
  return line.prismatic ? before : footOn(line, before);
}

function firstPoint(line: JointLine, next: JointLine | undefined): Vec3 {
  const crossing = next === undefined || next.prismatic ? 0 : norm(cross(line.axis, next.axis));
  return next === undefined || crossing < FIRST_PARALLEL ? line.point : nearestOn(line, next);
}
