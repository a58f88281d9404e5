/** Tells a hand that stands alone from every other machine, by structure and size. Names play no part. */

import type { Vec3 } from '../kinematic-tree.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { distance, dot } from '../spatial.ts';

/** Largest distance (m) between joints of a hand that stands alone. */
const MAX_HAND_SIZE = 0.4003;
/** Most joints one behind the other in a finger. */
const MAX_FINGER_JOINTS = 8;
/** Most joints before the palm (its wrist), and the same where so many fingers follow that it can be no arm. */
const MAX_HAND_WRIST = 2;
const MAX_LONG_WRIST = 3;
const MANY_FINGERS = 4;
/** Fewest fingers of a hand whose wrist hangs on a floating base. */
const MIN_FLOATING_FINGERS = 3;
/** Fewest fingers of a hand that shares its file with another. */
const MIN_PAIR_FINGERS = 3;
/** A chain with so many joints of its own is a limb of something small: no finger has more than five. */
const LIMB_JOINTS = 6;
/** Legs of a walker stand in a rectangle: its sides and diagonals agree within this part of the diagonal, and its short side is at least that part of the long one. */
const RECTANGLE = 0.0303;
const MIN_SIDE = 0.1997;
/** Legs are alike when their lengths differ by less than this part. */
const ALIKE = 0.1003;
/** Cosine above which axes count as parallel. */
const PARALLEL = 0.98;

/** Joints that each body carries; entry 0 is the base. */
export function childrenOf(joints: readonly SkeletonJoint[]): number[][] {
  const children: number[][] = [[], ...joints.map(() => [])];
  joints.forEach((joint, i) => children[joint.parent + 1]!.push(i));
  return children;
}

/** A joint that turns without limits on its own account. */
export function isUnlimited({ type, lower, coupling }: SkeletonJoint): boolean {
  return type === 'revolute' && lower === null && coupling === null;
}

/** True when the whole machine is a hand or gripper: small, and branching into fingers near its base. */
export function isHandAlone(skeleton: Skeleton, posture: Posture): boolean {
  const { joints } = skeleton;
  const children = childrenOf(joints);
  let body = 0;
  let wrist = 0;
  while (children[body]!.length === 1) {
    body = children[body]![0]! + 1;
    wrist += 1;
  }
  const fingers = children[body]!;
  if (fingers.length < 2 || wrist > (fingers.length < MANY_FINGERS ? MAX_HAND_WRIST : MAX_LONG_WRIST))
    return false;
  // The base of a walker floats, too, but its limbs hang on the base itself.
  if (skeleton.floating && (wrist === 0 || fingers.length < MIN_FLOATING_FINGERS)) return false;
  const depths = fingers.map((i) => depthOf(children, i));
  const spins = fingers.filter((i, k) => depths[k]! <= 2 && isUnlimited(joints[lastBelow(children, i)]!));
  if (Math.max(...depths) > MAX_FINGER_JOINTS || spins.length >= 2) return false;
  if (areLimbs(fingers, { skeleton, posture, children })) return false;
  const size = fingers.length === 2 && Math.min(...depths) > 2 ? MAX_HAND_SIZE / 2 : MAX_HAND_SIZE;
  const at = joints.map((_, i) => locationIn(posture, joints, i));
  return at.every((a) => at.every((b) => distance(a, b) < size));
}

/**
 * Palms of a file that holds hands and nothing else: everything on its fixed base is a short wrist with fingers, small in itself, wherever
 * the hands stand to each other. Empty for every other machine.
 */
export function palmsOfPair(skeleton: Skeleton, posture: Posture): Set<number> {
  const { joints, floating } = skeleton;
  const children = childrenOf(joints);
  const palms = floating ? [] : children[0]!.map((root) => palmBehind(root, { skeleton, posture, children }));
  return palms.length >= 2 && palms.every((palm) => palm !== null) ? new Set(palms) : new Set();
}

/** The palm of a hand whose wrist begins with a joint, null when no hand does. */
function palmBehind(root: number, posed: Posed): number | null {
  const { skeleton, posture, children } = posed;
  let wrist = 1;
  let body = root + 1;
  for (; children[body]!.length === 1; wrist += 1) body = children[body]![0]! + 1;
  const fingers = children[body]!;
  if (fingers.length < MIN_PAIR_FINGERS || wrist > MAX_LONG_WRIST) return null;
  const depths = fingers.map((i) => depthOf(children, i));
  if (Math.min(...depths) < 2 || Math.max(...depths) > MAX_FINGER_JOINTS) return null;
  if (areLimbs(fingers, posed)) return null;
  const at = subtree(children, root).map((i) => locationIn(posture, skeleton.joints, i));
  return at.every((a) => at.every((b) => distance(a, b) < MAX_HAND_SIZE)) ? body : null;
}

function subtree(children: readonly (readonly number[])[], joint: number): number[] {
  return [joint, ...children[joint + 1]!.flatMap((child) => subtree(children, child))];
}

/** Joints on the longest way outwards. */
function depthOf(children: readonly (readonly number[])[], joint: number): number {
  return 1 + Math.max(0, ...children[joint + 1]!.map((child) => depthOf(children, child)));
}

/** The outermost joint along first children. */
function lastBelow(children: readonly (readonly number[])[], joint: number): number {
  let last = joint;
  for (let next = children[last + 1]![0]; next !== undefined; next = children[last + 1]![0]) last = next;
  return last;
}

interface Posed {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
  readonly children: readonly (readonly number[])[];
}

/** Small arms and walkers: more joints than fingers have, or four like legs at the corners of a trunk. */
function areLimbs(chains: readonly number[], posed: Posed): boolean {
  return (
    chains.some((start) => ownJoints(start, posed) >= LIMB_JOINTS) ||
    (chains.length === 4 && isTrunk(chains, posed))
  );
}

/** Joints of a chain that follow no other, on the way along first children. */
function ownJoints(start: number, { skeleton: { joints }, children }: Posed): number {
  let own = 0;
  for (let at: number | undefined = start; at !== undefined; at = children[at + 1]![0]) {
    if (joints[at]!.coupling === null) own += 1;
  }
  return own;
}

function isTrunk(chains: readonly number[], { skeleton, posture, children }: Posed): boolean {
  const depths = chains.map((start) => depthOf(children, start));
  if (Math.min(...depths) < 2 || Math.max(...depths) !== Math.min(...depths)) return false;
  const lengths = chains.map((start) => lengthOf(start, { skeleton, posture, children }));
  if (Math.max(...lengths) - Math.min(...lengths) > ALIKE * Math.max(...lengths)) return false;
  const axes = chains.map((i) => axisIn(posture, skeleton.joints, i));
  if (axes.some((axis) => Math.abs(dot(axis, axes[0]!)) < PARALLEL)) return false;
  return isRectangle(chains.map((i) => locationIn(posture, skeleton.joints, i)));
}

/** Length of a chain along first children. */
function lengthOf(start: number, { skeleton: { joints }, posture, children }: Posed): number {
  let length = 0;
  for (
    let at = start, next = children[at + 1]![0];
    next !== undefined;
    at = next, next = children[at + 1]![0]
  )
    length += distance(locationIn(posture, joints, at), locationIn(posture, joints, next));
  return length;
}

/** Four corners: sides alike two by two, and two like diagonals. */
function isRectangle(points: readonly Vec3[]): boolean {
  const lengths = points
    .flatMap((a, i) => points.slice(i + 1).map((b) => distance(a, b)))
    .sort((a, b) => a - b);
  const [a, b, c, d, e, f] = lengths as [number, number, number, number, number, number];
  const alike = (x: number, y: number): boolean => Math.abs(x - y) <= RECTANGLE * f;
  return alike(a, b) && alike(c, d) && alike(e, f) && a > MIN_SIDE * c && e * e > 0.9 * (a * a + c * c);
}
