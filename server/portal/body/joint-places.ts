/**
 * Where joints are drawn. The form gives each axis as a line with some point of it; machines have their joint where the limb passes, which
 * the line of the next joint, the foot's roll or the finger's tip shows.
 */

import { vectorOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { footOn } from '#contracts/embodiment/lines.ts';
import { dot } from '#contracts/embodiment/spatial.ts';
import { middleJoint } from './middle-joint.ts';

/** Cosine above which two axes count as side by side. */
const ALONG = 0.95;

/** Place of every joint in the base frame at zero, metres; each lies on its joint's axis. */
export function jointPlaces(body: Embodiment): Vec3[] {
  const places = body.joints.map(({ point }) => vectorOf(point));
  const axisOf = (joint: number): Vec3 => vectorOf(body.joints[joint]!.axis);
  const towards = (joint: number, target: Vec3 | undefined): void => {
    const { type, point } = body.joints[joint]!;
    if (type !== 'revolute' || target === undefined) return;
    places[joint] = footOn({ axis: axisOf(joint), point: vectorOf(point) }, target);
  };
  const backwards = (joints: readonly number[]): void => {
    for (let k = joints.length - 2; k >= 0; k--) towards(joints[k]!, places[joints[k + 1]!]);
  };
  // Hip, knee and ankle pitch about lines side by side, which pass the leg where the ankle's roll does.
  const sideways = (joints: readonly number[]): void => {
    const knee = axisOf(joints[middleJoint(joints.map((i) => places[i]!))]!);
    for (let k = joints.length - 2; k >= 0; k--) {
      if (Math.abs(dot(axisOf(joints[k]!), knee)) > ALONG) towards(joints[k]!, places[joints[k + 1]!]);
    }
  };
  for (const { kind, joints } of body.limbs) {
    if (kind === 'leg') sideways(joints);
    else if (kind === 'arm' && joints.length > 1) towards(joints[0]!, places[joints[1]!]);
  }
  for (const { joints, tip } of body.endEffectors.flatMap(({ hand }) => hand?.fingers ?? [])) {
    towards(joints.at(-1)!, vectorOf(tip));
    backwards(joints);
  }
  return places;
}
