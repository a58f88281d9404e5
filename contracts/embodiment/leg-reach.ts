/** How far down a leg reaches: the height that decides where the floor is. */

import { jointMotion } from './chain.ts';
import { atan2 } from './elementary.ts';
import type { Pose, Vec3 } from './kinematic-tree.ts';
import { compose, cross, dot, IDENTITY, norm, rotate, scale, subtract, transformPoint } from './spatial.ts';

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
export function lowestFoot(leg: readonly LegJoint[], foot: readonly Vec3[], up: Vec3): number {
  const heights = foot.map((point) =>
    leg.length > MAX_LEG_JOINTS ? dot(point, up) : lowestPoint(leg, point, up),
  );
  return Math.min(...heights);
}

/**
 * Limited joints begin in the middle of their range, which no leg's lowest posture leaves in doubt. Joints without limits
 * may begin folded exactly, where no joint alone lowers the foot: each in turn is unfolded a little, both ways.
 */
function lowestPoint(leg: readonly LegJoint[], foot: Vec3, up: Vec3): number {
  const starts = [leg.map(() => 0)];
  leg.forEach(({ lower }, k) => {
    if (lower !== null) return;
    for (const turn of [UNFOLDING, -UNFOLDING]) starts.push(leg.map((_, i) => (i === k ? turn : 0)));
  });
  return Math.min(...starts.map((q) => lowestFrom(leg, q, { foot, up })));
}

function lowestFrom(leg: readonly LegJoint[], q: number[], { foot, up }: { foot: Vec3; up: Vec3 }): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    for (let k = leg.length - 1; k >= 0; k--) q[k] = lowestPosition(leg, q, { k, foot, up });
    const height = dot(transformPoint(motionOf(leg, q), foot), up);
    if (lowest - height < SMALLEST_GAIN) return Math.min(height, lowest);
    lowest = height;
  }
  return lowest;
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
