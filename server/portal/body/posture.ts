/**
 * Where the parts of a body are when its joints stand somewhere: points and segments in the base frame, metres, z up, with the floor that
 * its feet stand on at rest at zero.
 */

import { bodyMotionsOf, poseOf, vectorOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { IDENTITY, transformPoint } from '#contracts/embodiment/spatial.ts';
import { followed, stanceOf } from './stance.ts';

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

/** The body at joint positions (rad, m; one a joint, those that follow are filled in). */
export function postureAt(embodiment: Embodiment, q: readonly number[]): Posture {
  if (embodiment.joints.length === 0) return cameraPosture(embodiment);
  const motions = bodyMotionsOf(embodiment, followed(embodiment, q));
  const { floor, feet, places } = stanceOf(embodiment);
  const onFloor = ([x, y, z]: Vec3): Vec3 => [x, y, z - floor];
  const moved = (by: number, point: Vec3): Vec3 =>
    onFloor(transformPoint(by < 0 ? IDENTITY : (motions[by] ?? IDENTITY), point));
  const joints = embodiment.joints.map(({ parent }, i) => moved(parent, places[i]!));
  const origin: Vec3 = embodiment.mounting === 'legged' ? middleOf(embodiment, joints) : onFloor([0, 0, 0]);
  const placeOf = (joint: number): Vec3 => (joint < 0 ? origin : (joints[joint] ?? origin));
  const tools = embodiment.endEffectors.map(({ joint, tcp }) => moved(joint, vectorOf(tcp.position)));
  const fingers = embodiment.endEffectors.flatMap(({ hand }) => hand?.fingers ?? []);
  return {
    joints,
    tools,
    segments: [
      ...embodiment.joints.map(({ parent }, i) => ({ from: placeOf(parent), to: placeOf(i) })),
      ...embodiment.endEffectors.map(({ joint }, i) => ({ from: placeOf(joint), to: tools[i] ?? origin })),
      ...fingers.flatMap(({ joints: own, root, tip }): Segment[] => {
        const [first, last] = [own[0]!, own.at(-1)!];
        const end = moved(last, vectorOf(tip));
        if (first !== last) return [{ from: placeOf(last), to: end }];
        // The line of a slide passes anywhere: such a finger is drawn where its frame is.
        const start = moved(first, vectorOf(root));
        const palm = placeOf(embodiment.joints[first]?.parent ?? -1);
        return [
          { from: palm, to: start },
          { from: start, to: end },
        ];
      }),
      ...feet.flatMap(({ joint, lines }) =>
        lines.map(([from, to]): Segment => ({ from: moved(joint, from), to: moved(joint, to) })),
      ),
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

/** The posture in which a body is shown until somebody moves it (stance.ts). */
export function restOf(embodiment: Embodiment): readonly number[] {
  return stanceOf(embodiment).positions;
}
