/**
 * The kinematics of an embodiment as URDF, for programs that read no embodiment.
 *
 * Derived from the canonical form alone: joints, limits, couplings, tool and sensor frames; no masses, meshes or names of the
 * lister's description. Frames of all links are parallel to the base frame when every joint is at its canonical zero, so
 * positions are those that a joint map gives.
 */

import type { Embodiment, EmbodimentJoint } from '../embodiment-schema.ts';
import { poseOf, vectorOf } from '../kinematics/embodiment-chains.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { subtract, toRpy, ZERO } from '../spatial.ts';

/** Where a sliding joint without limits ends, m: URDF has no unlimited ones. */
const FAR = 1000;
const BASE = 'base';

/** URDF of an embodiment. Joints and links are numbered as in the embodiment: `joint_0` moves `link_0`. */
export function kinematicUrdf(embodiment: Embodiment, name: string): string {
  const origin = (joint: number): Vec3 => (joint < 0 ? ZERO : vectorOf(embodiment.joints[joint]!.point));
  const lines = [
    '<?xml version="1.0"?>',
    '<!-- Kinematics only, from the canonical embodiment: no masses, no meshes. A velocity or effort of 0 is unknown. -->',
    `<robot name="${escaped(name)}">`,
    `  <link name="${BASE}"/>`,
  ];
  embodiment.joints.forEach((joint, i) => {
    const at = subtract(origin(i), origin(joint.parent));
    lines.push(`  <link name="link_${i}"/>`, ...jointLines(joint, i, at));
  });
  embodiment.endEffectors.forEach(({ joint, tcp }, i) => {
    const { position, rotation } = poseOf(tcp);
    lines.push(
      ...frameLines(`tool_${i}`, joint, { xyz: subtract(position, origin(joint)), rpy: toRpy(rotation) }),
    );
  });
  embodiment.sensors.forEach(({ kind, joint, pose }, i) => {
    const { position, rotation } = poseOf(pose);
    const at = { xyz: subtract(position, origin(joint)), rpy: toRpy(rotation) };
    lines.push(...frameLines(`${kind.replaceAll('-', '_')}_${i}`, joint, at));
  });
  return `${[...lines, '</robot>'].join('\n')}\n`;
}

function jointLines(joint: EmbodimentJoint, i: number, at: Vec3): string[] {
  const isUnlimited = joint.lower === null || joint.upper === null;
  const type = isUnlimited && joint.type === 'revolute' ? 'continuous' : joint.type;
  const range = type === 'continuous' ? '' : `lower="${joint.lower ?? -FAR}" upper="${joint.upper ?? FAR}" `;
  const { follows } = joint;
  return [
    `  <joint name="joint_${i}" type="${type}">`,
    `    <parent link="${linkOf(joint.parent)}"/>`,
    `    <child link="link_${i}"/>`,
    `    <origin xyz="${triple(at)}" rpy="0 0 0"/>`,
    `    <axis xyz="${triple(joint.axis)}"/>`,
    `    <limit ${range}effort="${joint.effort ?? 0}" velocity="${joint.velocity ?? 0}"/>`,
    ...(follows === null
      ? []
      : [
          `    <mimic joint="joint_${follows.joint}" multiplier="${follows.multiplier}" offset="${follows.offset}"/>`,
        ]),
    '  </joint>',
  ];
}

function frameLines(name: string, carrier: number, at: { xyz: Vec3; rpy: Vec3 }): string[] {
  return [
    `  <link name="${name}"/>`,
    `  <joint name="${name}_mount" type="fixed">`,
    `    <parent link="${linkOf(carrier)}"/>`,
    `    <child link="${name}"/>`,
    `    <origin xyz="${triple(at.xyz)}" rpy="${triple(at.rpy)}"/>`,
    '  </joint>',
  ];
}

function linkOf(joint: number): string {
  return joint < 0 ? BASE : `link_${joint}`;
}

/** Twelve decimals: finer than the embodiment, without the noise of subtracting. */
function triple(values: readonly number[]): string {
  return values.map((value) => String(Math.round(value * 1e12) / 1e12)).join(' ');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
