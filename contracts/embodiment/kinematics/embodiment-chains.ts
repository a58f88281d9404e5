/** Kinematics from an embodiment alone: chains for its end effectors, poses of its joints. */

import type { ChainJoint, KinematicChain } from './chain.ts';
import { FULL_TURN, jointMotion } from './chain.ts';
import type { Embodiment, EndEffector } from '../embodiment-schema.ts';
import type { Pose, Quaternion, Vec3 } from '../kinematic-tree.ts';
import { nearestOn } from '../lines.ts';
import { compose, IDENTITY, norm, normalize, UNIT_Z, ZERO } from '../spatial.ts';

/** An axis of at least this cosine stands on its base; what is nearer to the origin than this (m) is there. */
const UPRIGHT = 0.999999;
const AT_ORIGIN = 1.03e-3;

/** A coordinate triple of an embodiment as a vector. */
export function vectorOf(values: readonly number[]): Vec3 {
  return [values[0]!, values[1]!, values[2]!];
}

/** A pose of an embodiment. Its quaternion is rounded, so it is made a unit again. */
export function poseOf(pose: {
  readonly position: readonly number[];
  readonly rotation: readonly number[];
}): Pose {
  const [w, x, y, z] = pose.rotation;
  const rotation: Quaternion = [w!, x!, y!, z!];
  return { position: vectorOf(pose.position), rotation: normalize(rotation) };
}

/** Joints from the base to joint `tip`, in order; empty for -1. */
export function pathTo(embodiment: Embodiment, tip: number): number[] {
  const path: number[] = [];
  for (let i = tip; i >= 0; i = embodiment.joints[i]!.parent) path.push(i);
  return path.reverse();
}

/**
 * The chain from the base to the tool of one end effector, in the base frame (metres, z up). Joints of torso and lift are in
 * it, marked `shared`. Unlimited sliding joints are left at zero: where a base drives to is no part of a reach.
 */
export function chainOf(embodiment: Embodiment, effector: EndEffector): KinematicChain {
  const path = pathTo(embodiment, effector.joint);
  const own = new Set(embodiment.limbs[effector.limb]?.joints ?? []);
  const movable = path.filter((i) => {
    const joint = embodiment.joints[i]!;
    return joint.type === 'revolute' || joint.lower !== null;
  });
  const place = new Map(movable.map((i, at) => [i, at]));
  const joints = movable.map((i): ChainJoint => {
    const joint = embodiment.joints[i]!;
    const driver = joint.follows === null ? undefined : place.get(joint.follows.joint);
    return {
      type: joint.type,
      axis: vectorOf(joint.axis),
      point: vectorOf(joint.point),
      lower: joint.lower ?? FULL_TURN[0],
      upper: joint.upper ?? FULL_TURN[1],
      unlimited: joint.lower === null,
      velocity: joint.velocity,
      follows:
        joint.follows === null || driver === undefined
          ? null
          : { joint: driver, multiplier: joint.follows.multiplier, offset: joint.follows.offset },
      shared: !own.has(i),
      joint: i,
    };
  });
  const tcp = poseOf(effector.tcp);
  return hidesShoulder(embodiment, joints) ? { joints, tcp, shoulder: ZERO } : { joints, tcp };
}

/**
 * True when the second joint that turns does not meet the first at the origin of the base frame, where those of a lone arm do: another
 * that did is locked.
 */
function hidesShoulder({ mounting, limbs }: Embodiment, [first, ...joints]: readonly ChainJoint[]): boolean {
  const others = limbs.filter(({ kind }) => kind !== 'finger' && kind !== 'other' && kind !== 'head');
  if (mounting !== 'bench' || others.length !== 1 || first === undefined) return false;
  const [x, y] = first.point;
  if (first.type !== 'revolute' || first.axis[2] < UPRIGHT || norm([x, y, 0]) > AT_ORIGIN) return false;
  const second = joints[0];
  if (second === undefined || second.type !== 'revolute') return false;
  const foot = nearestOn({ point: ZERO, axis: UNIT_Z }, second);
  return norm(foot) > AT_ORIGIN;
}

/** Chains of all end effectors, in their order. */
export function chainsOf(embodiment: Embodiment): KinematicChain[] {
  return embodiment.endEffectors.map((effector) => chainOf(embodiment, effector));
}

/**
 * Motion of every joint's body from its pose at zero, in the base frame, for positions `q` (one a joint; those of
 * following joints are ignored). A point fixed to what joint i carries, given at zero, is moved by entry i.
 */
export function bodyMotionsOf(embodiment: Embodiment, q: readonly number[]): Pose[] {
  const motions: Pose[] = [];
  embodiment.joints.forEach((joint, i) => {
    const { follows } = joint;
    const at = follows === null ? q[i]! : follows.multiplier * q[follows.joint]! + follows.offset;
    const line = { type: joint.type, axis: vectorOf(joint.axis), point: vectorOf(joint.point) };
    motions.push(compose(motions[joint.parent] ?? IDENTITY, jointMotion(line, at)));
  });
  return motions;
}
