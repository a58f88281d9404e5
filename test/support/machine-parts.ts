/** Small machines as URDF, made for one case each. */

import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';

/** A part of a machine with the joint that hangs it on another. Metres, radians. */
export interface Part {
  readonly name: string;
  readonly on: string;
  readonly at: Vec3;
  /** Axis and range; none for a part that is fixed. */
  readonly turns?: readonly [Vec3, number, number] | undefined;
  readonly slides?: readonly [Vec3, number, number];
  /** Turns without limits about this axis. */
  readonly spins?: Vec3;
  readonly follows?: string;
  readonly box?: Vec3;
  /** A frame only: it weighs nothing and has no shape. */
  readonly frame?: true;
}

export const X: Vec3 = [1, 0, 0];
export const Y: Vec3 = [0, 1, 0];
export const Z: Vec3 = [0, 0, 1];

/** A machine as URDF; parts hang on `base` or on each other. */
export function machine(parts: readonly Part[]): string {
  const words = (v: readonly number[]): string => v.join(' ');
  const link = ({ name, box, frame }: Pick<Part, 'name' | 'box' | 'frame'>): string => {
    if (frame === true) return `<link name="${name}"/>`;
    const shape =
      box === undefined ? '' : `<collision><geometry><box size="${words(box)}"/></geometry></collision>`;
    return `<link name="${name}"><inertial><mass value="1"/></inertial>${shape}</link>`;
  };
  const joint = ({ name, on, at, turns, slides, spins, follows }: Part): string => {
    const [axis, lower, upper] = turns ?? slides ?? [spins ?? Z, 0, 0];
    const type = turns ? 'revolute' : slides ? 'prismatic' : spins ? 'continuous' : 'fixed';
    const mimic = follows === undefined ? '' : `<mimic joint="${follows}"/>`;
    return `<joint name="${name}" type="${type}"><parent link="${on}"/><child link="${name}"/>
      <origin xyz="${words(at)}"/><axis xyz="${words(axis)}"/>
      <limit lower="${lower}" upper="${upper}" velocity="1" effort="1"/>${mimic}</joint>`;
  };
  return `<robot name="m">${[{ name: 'base' }, ...parts].map(link).join('')}${parts.map(joint).join('')}</robot>`;
}

/** Parts one behind the other. */
export function chain(prefix: string, on: string, joints: readonly Omit<Part, 'name' | 'on'>[]): Part[] {
  return joints.map((joint, i) => ({
    name: `${prefix}${i}`,
    on: i === 0 ? on : `${prefix}${i - 1}`,
    ...joint,
  }));
}

/** Embodiment of a machine. */
export function body(parts: readonly Part[]): Embodiment {
  return canonicalForm(readRobotDescription(machine(parts))).embodiment;
}
