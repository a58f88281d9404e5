/** Kinematics from an embodiment alone: chains for its end effectors, poses of its joints. */

import type { ChainJoint, KinematicChain } from './chain.ts';
import { FULL_TURN, jointMotion } from './chain.ts';
import type { Embodiment, EndEffector } from '../embodiment-schema.ts';
import type { Pose, Quaternion, Vec3 } from '../kinematic-tree.ts';
import { compose, IDENTITY, normalize } from '../spatial.ts';

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
  return { joints, tcp: poseOf(effector.tcp) };
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
