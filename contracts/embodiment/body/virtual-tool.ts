/** Replaces the end effectors of a body by plain tools of one length, so that bare arms can be compared like for like. */

import type { CanonicalForm } from './canonical.ts';
import type { Embodiment } from '../embodiment-schema.ts';
import { poseOf } from '../kinematics/embodiment-chains.ts';
import { forwardKinematics, type JointPositions } from '../kinematics/forward-kinematics.ts';
import type { KinematicTree, Vec3 } from '../kinematic-tree.ts';
import { add, invert, rotate, scale, transformPoint, UNIT_Z } from '../spatial.ts';

/**
 * The embodiment with a tool of `length` metres on each end effector, from the frame of the last moving link along the
 * approach direction. Hands are left out. `form` is the canonical form of `tree`.
 */
export function withVirtualTools(tree: KinematicTree, form: CanonicalForm, length: number): Embodiment {
  const zero: JointPositions = Object.fromEntries(
    form.joints.filter((binding) => binding.component === 0).map((binding) => [binding.name, binding.offset]),
  );
  const links = forwardKinematics(tree, zero);
  const toBase = invert(form.base);
  const originOf = (joint: number): Vec3 | null => {
    const name = form.joints.find((binding) => binding.joint === joint)?.name;
    const link = tree.joints.find((candidate) => candidate.name === name)?.child;
    return link === undefined ? null : transformPoint(toBase, links[link]!.position);
  };
  return {
    ...form.embodiment,
    endEffectors: form.embodiment.endEffectors.map((effector) => {
      const origin = originOf(effector.joint);
      const tcp = poseOf(effector.tcp);
      const tip = origin === null ? tcp.position : add(origin, scale(rotate(tcp.rotation, UNIT_Z), length));
      return { ...effector, hand: null, tcp: { position: [...tip], rotation: [...tcp.rotation] } };
    }),
  };
}
