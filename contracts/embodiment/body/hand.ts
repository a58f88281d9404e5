/**
 * Fingers of a palm: where their tips are, which of them meet, how far they open, how many motors they have.
 *
 * Everything is in the root frame of the skeleton. Meshes are not opened, so a tip is the farthest part or primitive of
 * the last body, else a guess from the last phalanx; figures derived from guesses are good to about a centimetre.
 */

import { type Finger, tipOf } from './finger.ts';
import { jointMotion } from '../kinematics/chain.ts';
import { MAX_FINGERS } from '../embodiment-schema.ts';
import type { Pose, Vec3 } from '../kinematic-tree.ts';
import type { Limb } from './limbs.ts';
import { isLinkage, linkageAperture, motorOf, onePerSide } from './linkage.ts';
import { groupsInOrder, inOrder, ORDER_GAPS } from '../ordering.ts';
import { locationIn, type Posture } from './posture.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { compose, distance, invert, subtract, transformPoint, unit } from '../spatial.ts';

/** Tips that come nearer than this (m) can pinch. */
const PINCH_DISTANCE = 0.0203;
/** The same for three fingers, which stand apart: nearer tips cannot be neighbours. */
const WIDE_PINCH_DISTANCE = 0.0503;
/** Most configurations of one finger that are looked at. */
const MAX_FINGER_SAMPLES = 125;
/** What opens less than this (m) has its tip in a mesh. */
const MIN_OPENING = 0.00103;
/** How a hand can grip. Lengths in metres. */
export interface Grip {
  readonly fingers: readonly Finger[];
  /** Largest number of other fingers that one finger's tip can meet. */
  readonly opposable: number;
  /** Smallest and largest distance between tips of the two fingers that open farthest; null when nothing opposes. */
  readonly aperture: readonly [number, number] | null;
  /** Independent motors. */
  readonly actuated: number;
  /** Finger that meets most others (the thumb), or -1. */
  readonly thumb: number;
}

/** Where fingers are looked for. `frame` orders those that are alike otherwise; null for a hand that stands alone. */
export interface HandContext {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
  readonly limbs: readonly Limb[];
  readonly frame: Pose | null;
}

/** Fingers below a limb (or below the base, -1), linkages counted once, ornaments left out, in an order of their own. */
export function fingersOf(context: HandContext, carrier: number): Finger[] {
  const { skeleton, posture, limbs } = context;
  const chains = fingerChains(limbs, carrier);
  const gripping = chains.filter((chain) => !isOrnament(skeleton, chain, chains));
  // What branches more often is no hand that could be described.
  if (gripping.length > MAX_FINGERS) return [];
  const linked = isLinkage(context, gripping);
  const linkage = linked ? motorOf(skeleton.joints, gripping) : null;
  const main = linked ? onePerSide(gripping, context) : gripping;
  const fingers = main.map(
    ({ joints }): Finger => ({
      joints,
      root: locationIn(posture, skeleton.joints, joints[0]!),
      tip: tipOf(joints, context),
      linkage,
    }),
  );
  return inOrder(keysOf(fingers, context)).map((i) => fingers[i]!);
}

/** What orders fingers: what they are, where they are in the frame, and what sets their joints apart. */
function keysOf(fingers: readonly Finger[], context: HandContext): number[][] {
  const ranks = (finger: Finger): number[] => finger.joints.map((i) => context.skeleton.joints[i]!.rank);
  return fingers.map((finger) => [
    ...kindKey(finger, fingers, context),
    ...placeKey(finger, context),
    ...ranks(finger),
  ]);
}

/**
 * Chains that grip. A short one that carries two or more with joints of their own is a part of the palm that moves: the fingers
 * are what it carries.
 */
function fingerChains(limbs: readonly Limb[], carrier: number): Limb[] {
  return limbs.flatMap((limb, index): Limb[] => {
    if (limb.kind !== 'finger' || limb.parent !== carrier) return [];
    const carried = limbs.filter((other) => other.kind === 'finger' && other.parent === index);
    const metacarpal = carried.length >= 2 && carried.every(({ joints }) => joints.length >= 2);
    return metacarpal && limb.joints.length <= 2 ? fingerChains(limbs, index) : [limb];
  });
}

/** What sets a finger apart from others without regard to frames: its motor's nearness, motors, joints, lengths. */
function kindKey(finger: Finger, fingers: readonly Finger[], { skeleton, posture }: HandContext): number[] {
  const motors = finger.joints.filter(
    (i) => skeleton.joints[i]!.actuated && skeleton.joints[i]!.coupling === null,
  ).length;
  const toMotor =
    finger.linkage === null ? 0 : distance(finger.root, locationIn(posture, skeleton.joints, finger.linkage));
  const apart = fingers.reduce((sum, other) => sum + distance(finger.root, other.root), 0);
  return [toMotor, -motors, -finger.joints.length, -apart, -distance(finger.root, finger.tip)];
}

function placeKey({ root, tip }: Finger, { frame }: HandContext): number[] {
  if (frame === null) return [];
  const toFrame = invert(frame);
  return [...transformPoint(toFrame, root), ...transformPoint(toFrame, tip)];
}

/** True when nothing but their places tells the first two fingers apart. */
export function areAlike(fingers: readonly Finger[], context: HandContext): boolean {
  const [a, b] = fingers;
  return (
    a !== undefined &&
    b !== undefined &&
    groupsInOrder([kindKey(a, fingers, context), kindKey(b, fingers, context)], [ORDER_GAPS[0]]).length === 1
  );
}

/** A lone joint without limits beside fingers shows the motor; it grips nothing. Of two that are alike neither is one. */
function isOrnament({ joints }: Skeleton, chain: Limb, chains: readonly Limb[]): boolean {
  const unlimited = ({ joints: own }: Limb): boolean => {
    const first = joints[own[0]!]!;
    return own.length === 1 && first.type === 'revolute' && first.lower === null && first.coupling === null;
  };
  const fingers = chains.filter((other) => other !== chain && !unlimited(other));
  return unlimited(chain) && (chains.length > 2 || fingers.length > 0);
}

/**
 * What a set of fingers can do, from samples of their joints over the ranges. In a frame there is one answer; without, one for each finger
 * that may be the thumb, or (where none is) may come first, as far as what they are tells.
 */
export function gripsOf(fingers: readonly Finger[], context: HandContext): Grip[] {
  const { thumbs, grip } = gripOf(fingers, context);
  if (context.frame !== null) return [grip];
  if (thumbs.length > 1) return thumbs.map((thumb) => ({ ...grip, thumb }));
  const [first = [], second = []] = groupsInOrder(keysOf(fingers, context));
  const pairs =
    first.length > 1
      ? first.flatMap((a) => first.map((b) => [a, b] as const))
      : second.map((b) => [first[0]!, b] as const);
  return pairs.flatMap(([a, b]): Grip[] => {
    if (a === b) return [];
    const order = [a, b, ...fingers.map((_, i) => i).filter((i) => i !== a && i !== b)];
    return [{ ...grip, fingers: order.map((i) => fingers[i]!), thumb: order.indexOf(grip.thumb) }];
  });
}

function gripOf(
  fingers: readonly Finger[],
  context: { skeleton: Skeleton; posture: Posture },
): { grip: Grip; thumbs: number[] } {
  const clouds = fingers.map((finger) => tipCloud(finger, context));
  const pinch = fingers.length === 3 ? WIDE_PINCH_DISTANCE : PINCH_DISTANCE;
  const meets = fingers.map((_, i) =>
    fingers.map((__, k) => i !== k && spread(clouds[i]!, clouds[k]!)[0] < pinch),
  );
  const counts = meets.map((row) => row.filter(Boolean).length);
  const opposable = Math.max(0, ...counts);
  const owners = new Set(
    fingers
      .flatMap(({ joints, linkage }) => (linkage === null ? joints : [...joints, linkage]))
      .map((i) => driverOf(context.skeleton, i)),
  );
  const thumbs = thumbsOf(fingers, counts);
  const grip = {
    fingers,
    opposable: fingers.length === 2 ? 1 : opposable,
    aperture: linkageAperture(fingers, context) ?? slidingAperture(fingers, context) ?? apertureOf(clouds),
    actuated: [...owners].filter((i) => context.skeleton.joints[i]?.actuated === true).length,
    thumb: thumbs[0] ?? -1,
  };
  return { grip, thumbs };
}

/** Among the fingers that meet others, the one that stands and points most unlike them; several that do so alike. */
function thumbsOf(fingers: readonly Finger[], counts: readonly number[]): number[] {
  const direction = (finger: Finger): Vec3 => unit(subtract(finger.tip, finger.root));
  const oddness = fingers.map((finger) =>
    fingers.reduce(
      (sum, other) =>
        sum + distance(finger.root, other.root) + 0.1 * distance(direction(finger), direction(other)),
      0,
    ),
  );
  const able = fingers.flatMap((_, i) => (counts[i]! > 0 ? [i] : []));
  const [odd = []] = groupsInOrder(
    able.map((i) => [-oddness[i]!]),
    [ORDER_GAPS[1]],
  );
  return odd.map((k) => able[k]!);
}

function driverOf({ joints }: Skeleton, i: number): number {
  return joints[i]!.coupling?.joint ?? i;
}

/** Tip positions over a grid of the joints that drive a finger. */
interface TipCloud {
  readonly drivers: readonly number[];
  readonly points: readonly Vec3[];
}

function tipCloud(finger: Finger, context: { skeleton: Skeleton; posture: Posture }): TipCloud {
  const { joints } = context.skeleton;
  const drivers = driversOf(finger, joints);
  const steps = drivers.length <= 2 ? 5 : drivers.length <= 4 ? 3 : 2;
  const total = Math.min(MAX_FINGER_SAMPLES, steps ** drivers.length);
  const points: Vec3[] = [];
  for (let n = 0; n < total; n++) {
    const q = [...context.posture.positions];
    let rest = n;
    for (const i of drivers) {
      const { lower, upper } = joints[i]!;
      if (lower !== null && upper !== null) q[i] = lower + ((upper - lower) * (rest % steps)) / (steps - 1);
      rest = Math.floor(rest / steps);
    }
    points.push(tipAt(finger, q, context));
  }
  return { drivers, points };
}

/** Joints whose positions decide where the tip is, in a fixed order. */
function driversOf(finger: Finger, joints: readonly SkeletonJoint[]): number[] {
  const drivers = finger.joints.map((i) => joints[i]!.coupling?.joint ?? i);
  return [...new Set(drivers)].filter((i) => joints[i]!.lower !== null).sort((a, b) => a - b);
}

function tipAt(
  finger: Finger,
  q: readonly number[],
  { skeleton: { joints }, posture }: { skeleton: Skeleton; posture: Posture },
): Vec3 {
  const base = posture.motions[joints[finger.joints[0]!]!.parent + 1]!;
  const last = finger.joints.at(-1)!;
  let pose = base;
  for (const i of finger.joints) {
    const { type, axis, location, coupling } = joints[i]!;
    const at = coupling === null ? q[i]! : coupling.multiplier * q[coupling.joint]! + coupling.offset;
    pose = compose(pose, jointMotion({ type, axis, point: location }, at));
  }
  return transformPoint(pose, transformPoint(invert(posture.motions[last + 1]!), finger.tip));
}

/** Least and greatest distance of two tips. Fingers with the same drivers move together, others on their own. */
function spread(a: TipCloud, b: TipCloud): readonly [number, number] {
  const together = a.drivers.length > 0 && a.drivers.join() === b.drivers.join();
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  a.points.forEach((p, i) => {
    for (const q of together ? [b.points[i]!] : b.points) {
      const d = distance(p, q);
      least = Math.min(least, d);
      most = Math.max(most, d);
    }
  });
  return [least, most];
}

/** How far one finger opens from what it closes on: its stroke, or how far its tip swings; null where neither is known. */
export function openingOfOne(
  finger: Finger,
  context: { skeleton: Skeleton; posture: Posture },
): readonly [number, number] | null {
  const { points } = tipCloud(finger, context);
  const most = Math.max(...points.map((p) => Math.max(...points.map((q) => distance(p, q)))));
  return most > MIN_OPENING ? [0, most] : null;
}

/** Opening of two fingers that slide on their palm: they close until they touch, and open by their strokes. */
function slidingAperture(
  fingers: readonly Finger[],
  { skeleton: { joints } }: { skeleton: Skeleton },
): readonly [number, number] | null {
  if (fingers.length !== 2) return null;
  const strokes = fingers.map((finger) => {
    const joint = joints[finger.joints[0]!]!;
    const driver = joint.coupling === null ? joint : joints[joint.coupling.joint]!;
    if (joint.type !== 'prismatic' || finger.joints.length > 1) return null;
    if (driver.lower === null || driver.upper === null) return null;
    return (driver.upper - driver.lower) * Math.abs(joint.coupling?.multiplier ?? 1);
  });
  const [a, b] = strokes;
  return a == null || b == null ? null : [0, a + b];
}

/** Spread of the two fingers that open farthest. */
function apertureOf(clouds: readonly TipCloud[]): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  clouds.forEach((a, i) => {
    for (const b of clouds.slice(i + 1)) {
      const found = spread(a, b);
      if (best === null || found[1] > best[1] + 1e-9) best = found;
    }
  });
  return best;
}
