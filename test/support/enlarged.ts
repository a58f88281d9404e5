import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { scale } from '#contracts/embodiment/spatial.ts';

/** A chain of turning joints, every length times a factor. */
export function enlarged({ joints, tcp }: KinematicChain, factor: number): KinematicChain {
  return {
    joints: joints.map((joint) => ({ ...joint, point: scale(joint.point, factor) })),
    tcp: { ...tcp, position: scale(tcp.position, factor) },
  };
}
