/** Grippers whose two fingers are linkages of bars: told from hands with more fingers by structure, and how far they open. */

import { type Finger, tipOf } from './finger.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import type { Limb } from './limbs.ts';
import { inOrder } from '../ordering.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { distance, dot, fromAxisAngle, norm, rotate, subtract, unit } from '../spatial.ts';

/** Bars of a linkage turn about axes as parallel as this (cosine). */
const PARALLEL_BARS = 0.9803;
/** Bars lie beside each other when the axis takes less than this part of their distance. */
const ACROSS = 0.7007;
interface Posed {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
}

/**
 * Two fingers made of two bars each: four short chains moved by one or two motors, or three bars where one was taken off.
 */
export function isLinkage(context: Posed, chains: readonly Limb[]): boolean {
  const { joints } = context.skeleton;
  const all = chains.flatMap((chain) => chain.joints);
  if (chains.some((chain) => chain.joints.length > 2)) return false;
  if (chains.length === 3) return areBars(context, chains);
  const motors = all.filter((i) => joints[i]!.actuated && joints[i]!.coupling === null).length;
  return chains.length === 4 && motors <= 2 && motorOf(joints, chains) !== null;
}

/** True when all joints turn about parallel axes, and chains begin beside each other across these rather than along: fingers of one side stand along them. */
function areBars({ skeleton: { joints }, posture }: Posed, chains: readonly Limb[]): boolean {
  const all = chains.flatMap((chain) => chain.joints);
  const axis = axisIn(posture, joints, all[0]!);
  const alike = all.every(
    (i) => joints[i]!.type === 'revolute' && Math.abs(dot(axisIn(posture, joints, i), axis)) > PARALLEL_BARS,
  );
  const roots = chains.map((chain) => locationIn(posture, joints, chain.joints[0]!));
  return (
    alike &&
    roots.every((a, k) =>
      roots.slice(k + 1).every((b) => Math.abs(dot(subtract(a, b), axis)) < ACROSS * distance(a, b)),
    )
  );
}

/** The joint with a motor of its own that moves a linkage, or null. */
export function motorOf(joints: readonly SkeletonJoint[], chains: readonly Limb[]): number | null {
  const all = chains.flatMap((chain) => chain.joints);
  const motors = all.filter((i) => joints[i]!.actuated && joints[i]!.lower !== null);
  return motors.sort((a, b) => joints[a]!.rank - joints[b]!.rank)[0] ?? null;
}

/** The longer chain on either side of the middle. */
export function onePerSide(chains: readonly Limb[], context: Posed): Limb[] {
  const root = (chain: Limb): Vec3 => locationIn(context.posture, context.skeleton.joints, chain.joints[0]!);
  const apart = (a: Limb, b: Limb): number => distance(root(a), root(b));
  const reach = (chain: Limb): number =>
    distance(root(chain), tipOf(chain.joints, context)) + chain.joints.length;
  const seed = chains.reduce((best, chain) =>
    Math.max(...chains.map((c) => apart(c, chain))) > Math.max(...chains.map((c) => apart(c, best))) + 1e-6
      ? chain
      : best,
  );
  const byDistance = chains.toSorted((a, b) => apart(seed, a) - apart(seed, b));
  const [, second, third] = byDistance;
  const alone = chains.length === 3 && apart(seed, second!) > apart(second!, third!);
  const own = alone ? 1 : 2;
  const sides = [byDistance.slice(0, own), byDistance.slice(own)];
  const rank = (chain: Limb): number => context.skeleton.joints[chain.joints[0]!]!.rank;
  return sides.map((side) => side[inOrder(side.map((chain) => [-reach(chain), rank(chain)]))[0]!]!);
}

/** Opening of a parallel linkage: its motor swings a bar, each tip moves as the end of the bar does, mirrored. */
export function linkageAperture(
  fingers: readonly Finger[],
  { skeleton: { joints }, posture }: Posed,
): readonly [number, number] | null {
  const [a, b] = fingers;
  const motor = a?.linkage ?? null;
  if (a === undefined || b === undefined || motor === null) return null;
  const hinge = locationIn(posture, joints, motor);
  const [near, far] = distance(a.root, hinge) <= distance(b.root, hinge) ? [a, b] : [b, a];
  const second = near.joints[1] ?? joints.findIndex((joint) => joint.parent === motor);
  const { lower, upper } = joints[motor]!;
  if (second < 0 || lower === null || upper === null) return null;
  const bar = subtract(locationIn(posture, joints, second), near.joints.length > 1 ? near.root : hinge);
  const apart = subtract(near.tip, far.tip);
  const openings = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const turn = fromAxisAngle(axisIn(posture, joints, motor), (upper - lower) * (share - 0.5));
    return norm(apart) + 2 * dot(subtract(rotate(turn, bar), bar), unit(apart));
  });
  // Such grippers close until their pads touch; where the pads are is in the meshes.
  return [0, Math.max(...openings) - Math.min(...openings)];
}
