/**
 * A serial chain in product-of-exponentials form: what reach maps and inverse kinematics work on.
 *
 * Everything is given in the embodiment's base frame (metres, z up against gravity) with every joint at its canonical
 * zero. The pose of the tool at joint positions q is exp(S1 q1) ... exp(Sn qn) * tcp, where the screw S of a revolute
 * joint is the line through `point` along `axis`, and that of a prismatic joint the direction `axis`.
 * Source: Lynch and Park, Modern Robotics (2017), section 4.1.
 */

import { PI } from '../elementary.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';
import { add, compose, fromAxisAngle, IDENTITY, rotate, scale, subtract } from '../spatial.ts';

/** Coupling inside a chain: q = multiplier * q(chain.joints[joint]) + offset; `joint` is an earlier or later index of the same chain. */
export interface ChainCoupling {
  readonly joint: number;
  readonly multiplier: number;
  readonly offset: number;
}

/** One joint of a chain. Limits are always finite: an unlimited revolute joint has [-π, π] and `unlimited` set. */
export interface ChainJoint {
  readonly type: 'revolute' | 'prismatic';
  /** Unit direction of the axis at zero. */
  readonly axis: Vec3;
  /** A point on the axis at zero (revolute); of no meaning for prismatic joints. */
  readonly point: Vec3;
  /** Radians or metres. */
  readonly lower: number;
  readonly upper: number;
  readonly unlimited: boolean;
  /** rad/s or m/s; null when unknown. */
  readonly velocity: number | null;
  /** Non-null when the joint follows another joint of this chain; then it is no variable of its own. */
  readonly follows: ChainCoupling | null;
  /** True when the joint lies before the limb (torso, lift), so that other limbs move with it. */
  readonly shared: boolean;
  /** Index of the joint in the embodiment. */
  readonly joint: number;
}

/** From the base to one tool centre point. `joints` are in order from the base outwards. */
export interface KinematicChain {
  readonly joints: readonly ChainJoint[];
  /** Pose of the tool at zero; its z axis is the approach direction, its x axis the opening direction where known. */
  readonly tcp: Pose;
  /** Where the shoulder is, when the joints do not show it: one of those that meet there is locked. */
  readonly shoulder?: Vec3;
}

/** Pose change that a joint makes when it moves by `q` from zero. */
export function jointMotion(joint: Pick<ChainJoint, 'type' | 'axis' | 'point'>, q: number): Pose {
  if (joint.type === 'prismatic') return { position: scale(joint.axis, q), rotation: IDENTITY.rotation };
  const rotation = fromAxisAngle(joint.axis, q);
  return { position: subtract(joint.point, rotate(rotation, joint.point)), rotation };
}

/**
 * Positions of all joints of the chain from a vector of the same length, in which the entries of following joints are
 * ignored and filled in.
 */
export function followCouplings(chain: KinematicChain, q: readonly number[]): number[] {
  return chain.joints.map((joint, i) =>
    joint.follows === null
      ? q[i]!
      : joint.follows.multiplier * q[joint.follows.joint]! + joint.follows.offset,
  );
}

/** Pose of the tool in the base frame at joint positions `q` (radians, metres; one entry a joint). */
export function chainForward(chain: KinematicChain, q: readonly number[]): Pose {
  const all = followCouplings(chain, q);
  let pose = IDENTITY;
  chain.joints.forEach((joint, i) => {
    pose = compose(pose, jointMotion(joint, all[i]!));
  });
  return compose(pose, chain.tcp);
}

/** Longest distance (m) that the tool can have from the first joint: the sum of all segments and strokes, an upper bound. */
export function chainLength(chain: KinematicChain): number {
  let length = 0;
  let previous: Vec3 | null = null;
  for (const joint of chain.joints) {
    if (joint.type === 'prismatic') length += joint.upper - joint.lower;
    else {
      if (previous !== null) length += span(previous, joint.point);
      previous = joint.point;
    }
  }
  return previous === null ? length : length + span(previous, chain.tcp.position);
}

function span(a: Vec3, b: Vec3): number {
  const d = add(a, scale(b, -1));
  return Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
}

/** Limits of an unlimited revolute joint in a chain. */
export const FULL_TURN: readonly [number, number] = [-PI, PI];
