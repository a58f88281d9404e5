import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { fromAxisAngle, multiply, rotate } from '#contracts/embodiment/spatial.ts';

/** A chain whose base leans about a horizontal axis, as shoulders of humanoids and arms on walls do. */
export function leaning(
  { joints, tcp }: KinematicChain,
  { around, angle }: { readonly around: 'x' | 'y'; readonly angle: number },
): KinematicChain {
  const turn = fromAxisAngle(around === 'x' ? [1, 0, 0] : [0, 1, 0], angle);
  return {
    joints: joints.map((joint) => ({
      ...joint,
      axis: rotate(turn, joint.axis),
      point: rotate(turn, joint.point),
    })),
    tcp: { position: rotate(turn, tcp.position), rotation: multiply(turn, tcp.rotation) },
  };
}
