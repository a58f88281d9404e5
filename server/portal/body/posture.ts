/** Where the parts of a body are when its joints stand somewhere: points and segments in the base frame, metres, z up. */

import { bodyMotionsOf, poseOf, vectorOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
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
  /** Place of every joint; of a body without any, of its cameras. */
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
  const origin: Vec3 = embodiment.mounting === 'legged' ? middleOf(embodiment, joints) : [0, 0, 0];
  const placeOf = (joint: number): Vec3 => (joint < 0 ? origin : (joints[joint] ?? origin));
  const tools = embodiment.endEffectors.map(
    ({ joint, tcp }) => compose(carried(joint), poseOf(tcp)).position,
  );
  if (joints.length === 0) return cameraPosture(embodiment);
  return {
    joints,
    tools,
    segments: [
      ...embodiment.joints.map(({ parent }, i) => ({ from: placeOf(parent), to: placeOf(i) })),
      ...embodiment.endEffectors.map(({ joint }, i) => ({ from: placeOf(joint), to: tools[i] ?? origin })),
    ],
  };
}

/** Where the limbs of a walker hang together: its base frame lies on the floor, between the feet. */
function middleOf(embodiment: Embodiment, joints: readonly Vec3[]): Vec3 {
  const roots = joints.filter((_, i) => (embodiment.joints[i]?.parent ?? 0) < 0);
  const mean = (axis: 0 | 1 | 2): number =>
    roots.reduce((sum, root) => sum + root[axis], 0) / Math.max(1, roots.length);
  return [mean(0), mean(1), mean(2)];
}

/** How wide and how far ahead (m) the view of a camera is drawn. */
const VIEW_WIDTH = 0.16;
const VIEW_HEIGHT = 0.11;
const VIEW_DEPTH = 0.3;

/** Cameras without a body: each on a line from the floor, with the pyramid that it looks into. */
function cameraPosture({ sensors }: Embodiment): Posture {
  const segments = sensors.flatMap(({ pose }): Segment[] => {
    const frame = poseOf(pose);
    const eye = frame.position;
    const corners = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([x, y]) => transformPoint(frame, [x! * VIEW_WIDTH, y! * VIEW_HEIGHT, VIEW_DEPTH]));
    const around = corners.map((from, i): Segment => ({ from, to: corners[(i + 1) % corners.length]! }));
    return [{ from: [eye[0], eye[1], 0], to: eye }, ...corners.map((to) => ({ from: eye, to })), ...around];
  });
  return { joints: sensors.map(({ pose }) => poseOf(pose).position), segments, tools: [] };
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
