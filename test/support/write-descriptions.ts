/** Writes procedural robots as URDF and as MJCF. */

import { scale, toRpy } from '#contracts/embodiment/spatial.ts';
import type { RobotModel } from '#test/support/procedural-robots.ts';

const text = (v: readonly number[]): string => v.join(' ');

/** The model as URDF. */
export function toUrdf(model: RobotModel): string {
  const lines = [`<robot name="${model.name}">`];
  for (const body of model.bodies) {
    lines.push(`<link name="${body.name}">`);
    if (body.mass > 0) {
      lines.push(
        `<inertial><mass value="${body.mass}"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>`,
      );
    }
    for (const { at, size } of body.boxes) {
      const geometry = `<geometry><box size="${text(size)}"/></geometry>`;
      lines.push(`<collision><origin xyz="${text(at)}"/>${geometry}</collision>`);
    }
    for (const mesh of body.meshes) {
      lines.push(
        `<visual><geometry><mesh filename="meshes/${mesh}" scale="0.001 0.001 0.001"/></geometry></visual>`,
      );
    }
    lines.push('</link>');
  }
  for (const body of model.bodies) {
    const parent = model.bodies[body.parent];
    if (parent === undefined) continue;
    const { joint, origin } = body;
    lines.push(
      `<joint name="${joint.name}" type="${joint.type}"><parent link="${parent.name}"/><child link="${body.name}"/>`,
      `<origin xyz="${text(origin.position)}" rpy="${text(toRpy(origin.rotation))}"/><axis xyz="${text(joint.axis)}"/>`,
    );
    if (joint.type !== 'fixed') {
      lines.push(
        `<limit lower="${joint.lower}" upper="${joint.upper}" effort="${joint.effort ?? 0}" velocity="0"/>`,
      );
    }
    lines.push('</joint>');
  }
  return [...lines, '</robot>'].join('\n');
}

/** The model as MJCF, every movable joint with a motor. */
export function toMjcf(model: RobotModel): string {
  const actuators: string[] = [];
  const write = (index: number): string => {
    const { name, origin, joint, boxes, mass } = model.bodies[index]!;
    const parts = [`<body name="${name}" pos="${text(origin.position)}" quat="${text(origin.rotation)}">`];
    if (mass > 0) parts.push(`<inertial pos="0 0 0" mass="${mass}" diaginertia="1 1 1"/>`);
    if (joint.type !== 'fixed') {
      const type = joint.type === 'prismatic' ? 'slide' : 'hinge';
      const range = joint.type === 'continuous' ? 'limited="false"' : `range="${joint.lower} ${joint.upper}"`;
      parts.push(`<joint name="${joint.name}" type="${type}" axis="${text(joint.axis)}" ${range}/>`);
      const force = joint.effort === null ? '' : ` forcerange="${-joint.effort} ${joint.effort}"`;
      actuators.push(`<motor joint="${joint.name}"${force}/>`);
    }
    for (const { at, size } of boxes) {
      parts.push(`<geom type="box" pos="${text(at)}" size="${text(scale(size, 0.5))}" mass="0"/>`);
    }
    model.bodies.forEach((child, i) => child.parent === index && parts.push(write(i)));
    return [...parts, '</body>'].join('\n');
  };
  const root = model.bodies.findIndex((body) => body.parent < 0);
  const body = write(root);
  return [
    `<mujoco model="${model.name}"><compiler angle="radian"/>`,
    `<worldbody>${body}</worldbody>`,
    `<actuator>${actuators.join('\n')}</actuator></mujoco>`,
  ].join('\n');
}
