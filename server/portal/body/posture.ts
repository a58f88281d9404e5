/** Where the parts of a body are when its joints stand somewhere: points and segments in the base frame, metres, z up. */

import { bodyMotionsOf, poseOf, vectorOf } from '#contracts/embodiment/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { compose, IDENTITY, transformPoint } from '#contracts/embodiment/spatial.ts';

/** A straight piece between two joints, or from the last joint to the tool. */
export interface Segment {
  readonly from: Vec3;
  readonly to: Vec3;
}

/** A body in one posture. */
export interface Posture {
  /** Place of every joint. */
  readonly joints: readonly Vec3[];
  readonly segments: readonly Segment[];
  readonly tools: readonly Vec3[];
}

/** Positions with the joints that follow others filled in. */
export function followed({ joints }: Embodiment, q: readonly number[]): number[] {
  return joints.map(({ follows }, i) =>
    follows === null ? (q[i] ?? 0) : follows.multiplier * (q[follows.joint] ?? 0) + follows.offset,
  );
}

/** The body at joint positions (rad, m; one a joint, those that follow are filled in). */
export function postureAt(embodiment: Embodiment, q: readonly number[]): Posture {
  const motions = bodyMotionsOf(embodiment, followed(embodiment, q));
  const carried = (by: number) => (by < 0 ? IDENTITY : (motions[by] ?? IDENTITY));
  const joints = embodiment.joints.map(({ parent, point }) =>
    transformPoint(carried(parent), vectorOf(point)),
  );
  const origin: Vec3 = [0, 0, 0];
  const placeOf = (joint: number): Vec3 => (joint < 0 ? origin : (joints[joint] ?? origin));
  const tools = embodiment.endEffectors.map(
    ({ joint, tcp }) => compose(carried(joint), poseOf(tcp)).position,
  );
  return {
    joints,
    tools,
    segments: [
      ...embodiment.joints.map(({ parent }, i) => ({ from: placeOf(parent), to: placeOf(i) })),
      ...embodiment.endEffectors.map(({ joint }, i) => ({ from: placeOf(joint), to: tools[i] ?? origin })),
    ],
  };
}

/** Range in which a joint's slider moves: its limits, or one turn, or a metre. */
export function rangeOf(joint: Embodiment['joints'][number]): readonly [number, number] {
  const whole = joint.type === 'revolute' ? Math.PI : 1;
  return [joint.lower ?? -whole, joint.upper ?? whole];
}

/** The middle of every joint's range: a posture in which most bodies can be recognised. */
export function restOf(embodiment: Embodiment): number[] {
  return embodiment.joints.map((joint) => {
    const [low, high] = rangeOf(joint);
    return low <= 0 && high >= 0 ? 0 : (low + high) / 2;
  });
}
