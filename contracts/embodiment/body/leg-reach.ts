/** How far down a leg reaches: the height that decides where the floor is. */

import { jointMotion } from '../kinematics/chain.ts';
import { acos, atan2, cos, PI, sin, TWO_PI } from '../elementary.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';
import {
  add,
  compose,
  cross,
  distance,
  dot,
  IDENTITY,
  norm,
  rotate,
  scale,
  subtract,
  transformPoint,
} from '../spatial.ts';

/** One joint of a leg in some posture; `lower` and `upper` are what it can still move from there, null when unlimited. */
export interface LegJoint {
  readonly type: 'revolute' | 'prismatic';
  readonly axis: Vec3;
  readonly point: Vec3;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Rounds over all joints, and the gain (m) below which a round is the last. */
const MAX_ROUNDS = 60;
const SMALLEST_GAIN = 1e-10;
/** How far (rad) a joint without limits is unfolded to begin with. */
const UNFOLDING = 0.5;
/** A joint that lifts the foot by less than this (m) does not matter. */
const NO_LIFT = 1e-7;
/** Longer chains are no legs; their foot counts where it is. */
const MAX_LEG_JOINTS = 24;

/**
 * Lowest height (m along `up`) that any point of a foot reaches. Each joint in turn goes where the point is lowest, which for
 * one joint is known in closed form, until nothing changes any more.
 */
function lowestFoot(leg: readonly LegJoint[], foot: readonly Vec3[], up: Vec3): number {
  const heights = foot.map((point) =>
    leg.length > MAX_LEG_JOINTS ? dot(point, up) : stretchedLeg(leg, point, up).height,
  );
  return Math.min(...heights);
}

/** A leg with so many joints ends in an ankle, and stands on the sole below it. */
const MIN_ANKLED_JOINTS = 5;
/** Joints that turn the foot lie within this part of the leg's length of the ankle. */
const ANKLE_PART = 0.15;
/** How far (rad) a foot is tilted to stand flat, at most. */
const MAX_TILT = 1;
/** Points nearer to the ankle than this (m) are no sole; without others it is taken to lie this part of the leg's length below. */
const MIN_SOLE = 0.01;
const SOLE_PART = 0.07;
const MAX_SOLE_PART = 0.15;
/** Fewest points that say how a foot lies. */
const MIN_SHAPE = 3;
const FLATTENING_ROUNDS = 3;

/**
 * Height (m along `up`) of the floor under a leg that is stretched. Legs with an ankle stand flat, not on their toes: the ankle goes
 * as low as it gets, and the foot is turned until its lowest point is as high as can be. Others end in their lowest point. `ankle` is
 * where the last joint is, `foot` points of what it carries.
 */
export function floorUnder(
  leg: readonly LegJoint[],
  at: { ankle: Vec3; foot: readonly Vec3[]; up: Vec3 },
): number {
  const { ankle, foot, up } = at;
  if (leg.length < MIN_ANKLED_JOINTS || leg.length > MAX_LEG_JOINTS)
    return lowestFoot(leg, [...foot, ankle], up);
  const stretched = stretchedLeg(leg, ankle, up);
  const q = [...stretched.q];
  const hip = leg[0]!.point;
  const length = distance(transformPoint(motionOf(leg, q), ankle), hip);
  const shape = foot.filter((point) => distance(point, ankle) > MIN_SOLE);
  if (shape.length === 0) return stretched.height - SOLE_PART * length;
  // One or two points do not say how the foot lies: the nearest is taken to be below the ankle, unless it is no sole.
  if (shape.length < MIN_SHAPE) {
    const nearest = Math.min(...shape.map((point) => distance(point, ankle)));
    return stretched.height - Math.min(nearest, MAX_SOLE_PART * length);
  }
  for (let round = 0; round < FLATTENING_ROUNDS; round++) {
    for (const k of ankleJoints(leg, ankle, length))
      q[k] = flattest(leg, q, { k, foot: shape, up, from: stretched.q[k]! });
  }
  const pose = motionOf(leg, q);
  const soles = shape.map((point) => dot(transformPoint(pose, point), up));
  return Math.min(stretched.height - MIN_SOLE, ...soles);
}

/** The last joints, as long as they lie at the ankle: two at most. */
function ankleJoints(leg: readonly LegJoint[], ankle: Vec3, length: number): number[] {
  const last = [leg.length - 1, leg.length - 2];
  return last.filter(
    (k) => leg[k]!.type === 'revolute' && distance(leg[k]!.point, ankle) < ANKLE_PART * length,
  );
}

/**
 * Position of joint `k` at which the lowest point of the foot is highest. Heights go with cosines of the angle, so the answer is an end
 * of the range, the top of one point's way, or where two points are level.
 */
function flattest(
  leg: readonly LegJoint[],
  q: readonly number[],
  at: { k: number; foot: readonly Vec3[]; up: Vec3; from: number },
): number {
  const { k, up, from } = at;
  const joint = leg[k]!;
  const before = motionOf(leg.slice(0, k), q);
  const after = motionOf(leg.slice(k + 1), q.slice(k + 1));
  // Height of each point: level + a cos(angle) + b sin(angle).
  const waves = at.foot.map((point) => {
    const arm = subtract(transformPoint(after, point), joint.point);
    const along = scale(joint.axis, dot(arm, joint.axis));
    const across = subtract(arm, along);
    return {
      level: dot(transformPoint(before, add(joint.point, along)), up),
      a: dot(rotate(before.rotation, across), up),
      b: dot(rotate(before.rotation, cross(joint.axis, across)), up),
    };
  });
  const [low, high] = [
    Math.max(joint.lower ?? -PI, from - MAX_TILT),
    Math.min(joint.upper ?? PI, from + MAX_TILT),
  ];
  const candidates = [low, high, ...waves.map(({ a, b }) => atan2(b, a))];
  waves.forEach((one, i) => {
    for (const other of waves.slice(i + 1)) candidates.push(...levelAngles(one, other));
  });
  const lowest = (angle: number): number =>
    Math.min(...waves.map(({ level, a, b }) => level + a * cos(angle) + b * sin(angle)));
  let best = q[k]!;
  let height = lowest(best);
  for (const angle of candidates) {
    if (angle < low || angle > high) continue;
    const found = lowest(angle);
    if (found > height + SMALLEST_GAIN) [best, height] = [angle, found];
  }
  return best;
}

interface Wave {
  readonly level: number;
  readonly a: number;
  readonly b: number;
}

/** Angles at which two points are at one height: none or two. */
function levelAngles(one: Wave, other: Wave): number[] {
  const [c, a, b] = [other.level - one.level, one.a - other.a, one.b - other.b];
  const size = norm([a, b, 0]);
  if (size < NO_LIFT || Math.abs(c) > size) return [];
  const middle = atan2(b, a);
  const half = acos(c / size);
  return [wrapped(middle + half), wrapped(middle - half)];
}

function wrapped(angle: number): number {
  return angle > PI ? angle - TWO_PI : angle < -PI ? angle + TWO_PI : angle;
}

/**
 * The leg as it lets a point down as far as it goes. Limited joints begin in the middle of their range, which no leg's lowest posture leaves in doubt. Joints without limits
 * may begin folded exactly, where no joint alone lowers the foot: each in turn is unfolded a little, both ways.
 */
export function stretchedLeg(leg: readonly LegJoint[], point: Vec3, up: Vec3): Stretched {
  const starts = [leg.map(() => 0)];
  leg.forEach(({ lower }, k) => {
    if (lower !== null) return;
    for (const turn of [UNFOLDING, -UNFOLDING]) starts.push(leg.map((_, i) => (i === k ? turn : 0)));
  });
  const found = starts.map((q) => lowestFrom(leg, q, { foot: point, up }));
  return found.reduce((best, one) => (one.height < best.height ? one : best));
}

/** A leg that lets a point down as far as it goes, and how high the point is then. */
export interface Stretched {
  readonly height: number;
  /** One a joint, rad or m. */
  readonly q: readonly number[];
}

function lowestFrom(
  leg: readonly LegJoint[],
  q: number[],
  { foot, up }: { foot: Vec3; up: Vec3 },
): Stretched {
  let lowest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    for (let k = leg.length - 1; k >= 0; k--) q[k] = lowestPosition(leg, q, { k, foot, up });
    const height = dot(transformPoint(motionOf(leg, q), foot), up);
    if (lowest - height < SMALLEST_GAIN) return { height: Math.min(height, lowest), q };
    lowest = height;
  }
  return { height: lowest, q };
}

function motionOf(leg: readonly LegJoint[], q: readonly number[]): Pose {
  return leg.reduce((pose, joint, i) => compose(pose, jointMotion(joint, q[i]!)), IDENTITY);
}

function lowestPosition(
  leg: readonly LegJoint[],
  q: readonly number[],
  { k, foot, up }: { k: number; foot: Vec3; up: Vec3 },
): number {
  const joint = leg[k]!;
  const before = motionOf(leg.slice(0, k), q);
  const outer = transformPoint(motionOf(leg.slice(k + 1), q.slice(k + 1)), foot);
  const along = rotate(before.rotation, joint.axis);
  if (joint.type === 'prismatic') {
    const end = dot(along, up) > 0 ? joint.lower : joint.upper;
    return end ?? q[k]!;
  }
  const arm = subtract(outer, joint.point);
  const across = subtract(arm, scale(joint.axis, dot(arm, joint.axis)));
  const a = dot(rotate(before.rotation, across), up);
  const b = dot(rotate(before.rotation, cross(joint.axis, across)), up);
  if (norm([a, b, 0]) < NO_LIFT) return q[k]!;
  const best = atan2(-b, -a);
  if (joint.lower === null || joint.upper === null) return best;
  if (best >= joint.lower && best <= joint.upper) return best;
  const height = (angle: number): number => {
    const point = transformPoint(compose(before, jointMotion(joint, angle)), outer);
    return dot(point, up);
  };
  return height(joint.lower) <= height(joint.upper) ? joint.lower : joint.upper;
}
