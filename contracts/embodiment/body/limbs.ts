/**
 * Finds limbs by the way a skeleton branches: arms, legs, torso, head, fingers, wheels. Names play no part.
 *
 * Lengths are taken in a given posture. A body that branches into short chains at the end of a long one is a palm, and the
 * chains are its fingers; groups of alike limbs that hang lowest are legs.
 */

import { PI } from '../elementary.ts';
import { childrenOf, isHandAlone, isUnlimited, palmsOfPair } from './hand-alone.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { linesOf, placedStops } from './jaw.ts';
import { axisIn, locationIn, type Posture } from './posture.ts';
import type { Skeleton, SkeletonJoint } from './skeleton.ts';
import { distance, dot, subtract } from '../spatial.ts';

/** What a limb is for, judged by structure. */
export type LimbKind = 'arm' | 'leg' | 'torso' | 'head' | 'finger' | 'wheel' | 'other';

/** Joints in order from the body outwards. `parent` is the limb that carries it, -1 for the base. */
export interface Limb {
  readonly kind: LimbKind;
  readonly joints: readonly number[];
  readonly parent: number;
}

/** Fewest joints that carry a palm. */
const MIN_CARRIER_JOINTS = 3;
/** Fingers are at most this part of the chain that carries them. */
const MAX_FINGER_RATIO = 0.5003;
/** Limbs whose lengths differ by less than this part are alike. */
const ALIKE = 0.1503;
/** Alike limbs begin at heights that differ by less than this part of their length. */
const ALIKE_HEIGHT = 0.2503;
/** Fewest joints of a limb that is recognised by its like although one of the two has a joint locked. */
const MIN_LOCKED_JOINTS = 4;
/** Casters begin at most this much (m) above the lowest limb. */
const CASTER_HEIGHT = 0.1003;
/** Cosine above which a joint turns about a line along an axle. */
const ALONG_AXLE = 0.9;
/** Wheels of one base have their axles at heights that differ by less (m). */
const AXLE_TOLERANCE = 0.0303;

/** What the search works on. */
interface View {
  readonly skeleton: Skeleton;
  readonly posture: Posture;
  readonly joints: readonly SkeletonJoint[];
  readonly children: readonly (readonly number[])[];
  readonly at: readonly Vec3[];
  readonly axes: readonly Vec3[];
  readonly wheels: ReadonlySet<number>;
  /** Bodies known to be palms: those of hands that hang on the base side by side. */
  readonly palms: ReadonlySet<number>;
  readonly up: Vec3;
  readonly floating: boolean;
  /** Of the chains looked at so far. */
  readonly sizes: Map<Chain, ChainSize>;
}

/** What makes chains alike: how many joints they have, locked ones too, their length and the height of the first in metres. */
interface ChainSize {
  readonly joints: number;
  readonly length: number;
  readonly height: number;
}

/** A chain without branches, and what it ends in. */
interface Chain {
  readonly joints: number[];
  readonly parent: number;
  readonly end: 'tip' | 'palm' | 'branch' | 'wheels' | 'ornament';
}

/** Limbs of a skeleton; every joint belongs to exactly one. `up` points against gravity in the root frame. */
export function findLimbs(skeleton: Skeleton, posture: Posture, up: Vec3): Limb[] {
  const { joints, floating } = skeleton;
  const children = childrenOf(joints);
  const at = joints.map((_, i) => locationIn(posture, joints, i));
  const axes = joints.map((_, i) => axisIn(posture, joints, i));
  const wheels = findWheels(skeleton, posture, up);
  const palms = palmsOfPair(skeleton, posture);
  const sizes = new Map<Chain, ChainSize>();
  const view: View = { skeleton, posture, joints, children, at, axes, up, floating, wheels, palms, sizes };
  const chains: Chain[] = [];
  const alone = isHandAlone(skeleton, posture);
  if (alone) addHandAlone(view, chains);
  else walk(view, { body: 0, parent: -1, carried: 0 }, chains);
  return nameLimbs(view, chains, alone);
}

/** Unlimited joints that carry nothing, at least two on one body with horizontal axles at one height below the others. */
function findWheels({ joints }: Skeleton, posture: Posture, up: Vec3): Set<number> {
  const children = childrenOf(joints);
  const candidates = joints.flatMap((joint, i) =>
    isUnlimited(joint) && children[i + 1]!.length === 0 && Math.abs(dot(axisIn(posture, joints, i), up)) < 0.3
      ? [i]
      : [],
  );
  const height = (i: number): number => dot(locationIn(posture, joints, i), up);
  const lowest = Math.min(...joints.map((_, i) => height(i)));
  const wheels = candidates.filter((i) => {
    const axles = candidates.filter(
      (k) => joints[k]!.parent === joints[i]!.parent && Math.abs(height(k) - height(i)) < AXLE_TOLERANCE,
    );
    return axles.length >= 2 && height(i) < lowest + CASTER_HEIGHT;
  });
  return new Set(wheels);
}

/** Greatest distance along a subtree, from its first joint outwards. */
function extent(view: View, joint: number): number {
  let most = 0;
  for (const child of view.children[joint + 1]!) {
    most = Math.max(most, distance(view.at[joint]!, view.at[child]!) + extent(view, child));
  }
  return most;
}

function countBelow(view: View, joint: number): number {
  return view.children[joint + 1]!.reduce((sum, child) => sum + countBelow(view, child), 1);
}

function addHandAlone(view: View, chains: Chain[]): void {
  let body = 0;
  const wrist: number[] = [];
  while (view.children[body]!.length === 1) {
    wrist.push(view.children[body]![0]!);
    body = view.children[body]![0]! + 1;
  }
  if (wrist.length > 0) chains.push({ joints: wrist, parent: -1, end: 'palm' });
  addFingers(view, body, chains);
}

/** Fingers may branch again (linkages, tendons): each leaf chain below the palm is one chain, starting where it leaves another. */
function addFingers(view: View, palm: number, chains: Chain[]): void {
  const parent = chains.length - 1;
  const follow = (start: number, from: number): void => {
    const joints = [start];
    let next = view.children[start + 1]!;
    while (next.length === 1) {
      joints.push(next[0]!);
      next = view.children[next[0]! + 1]!;
    }
    chains.push({ joints, parent: from, end: 'tip' });
    const own = chains.length - 1;
    for (const child of next) follow(child, own);
  };
  for (const child of view.children[palm]!) follow(child, parent);
}

/** Follows every chain from a body outwards. `carried` is the length from the last branch that is no palm. */
function walk(view: View, from: { body: number; parent: number; carried: number }, chains: Chain[]): void {
  for (const start of view.children[from.body]!.filter((i) => !view.wheels.has(i))) {
    const joints = [start];
    let length = 0;
    for (;;) {
      const last = joints.at(-1)!;
      const next = mainChildren(view, last + 1);
      if (next.length !== 1 || isPalm(view, last + 1, { joints: joints.length, length })) break;
      length += distance(view.at[last]!, view.at[next[0]!]!) + strokeOf(view.joints[last]!);
      joints.push(next[0]!);
    }
    const last = joints.at(-1)!;
    const next = mainChildren(view, last + 1);
    const rolls = view.children[last + 1]!.some((i) => view.wheels.has(i));
    const palm = isPalm(view, last + 1, { joints: joints.length, length });
    const end = palm ? 'palm' : next.length > 1 ? 'branch' : rolls ? 'wheels' : 'tip';
    chains.push({ joints, parent: from.parent, end });
    const own = chains.length - 1;
    if (palm) addFingers(view, last + 1, chains);
    else if (end === 'branch') walk(view, { body: last + 1, parent: own, carried: length }, chains);
    addWheels(view, last + 1, { parent: own, chains });
    for (const joint of palm ? joints.slice(0, -1) : joints) {
      addOrnaments(view, joint + 1, { parent: own, chains });
    }
  }
  if (from.body === 0) addWheels(view, 0, { parent: -1, chains });
}

/** Short chains, two or more, at the end of a long one. */
function isPalm(view: View, body: number, carrier: { joints: number; length: number }): boolean {
  if (view.palms.has(body)) return true;
  const next = forward(view, body);
  if (next.length < 2 || carrier.joints < MIN_CARRIER_JOINTS) return false;
  if (isGearPair(view, next)) return false;
  return next.every((child) => extent(view, child) < MAX_FINGER_RATIO * carrier.length);
}

function strokeOf(joint: SkeletonJoint): number {
  if (joint.type === 'revolute' || joint.lower === null || joint.upper === null) return 0;
  return joint.upper - joint.lower;
}

/** Children of a body that are no wheels. */
function forward(view: View, body: number): number[] {
  return view.children[body]!.filter((i) => !view.wheels.has(i));
}

/** One lone joint beside one longer chain: a gear, a horn, a spring. */
function isGearPair(view: View, next: readonly number[]): boolean {
  const sizes = next.map((i) => countBelow(view, i));
  return next.length === 2 && Math.min(...sizes) === 1 && Math.max(...sizes) > 1;
}

/** Children that go on as limbs: no wheels, no gears, and no bars that merely follow while others are driven. */
function mainChildren(view: View, body: number): number[] {
  const next = forward(view, body);
  if (body === 0) return next;
  const driven = next.filter((i) => hasMotor(view, i));
  const alive = driven.length > 0 ? driven : next;
  return isGearPair(view, alive) ? alive.filter((i) => countBelow(view, i) > 1) : alive;
}

function hasMotor(view: View, joint: number): boolean {
  const { actuated, coupling } = view.joints[joint]!;
  return (actuated && coupling === null) || view.children[joint + 1]!.some((child) => hasMotor(view, child));
}

/** What hangs on a body and does not go on as a limb. */
function addOrnaments(view: View, body: number, to: { parent: number; chains: Chain[] }): void {
  const main = new Set(mainChildren(view, body));
  for (const child of forward(view, body).filter((i) => !main.has(i))) {
    to.chains.push({ joints: subtree(view, child), parent: to.parent, end: 'ornament' });
  }
}

function subtree(view: View, joint: number): number[] {
  return [joint, ...view.children[joint + 1]!.flatMap((child) => subtree(view, child))];
}

function addWheels(view: View, body: number, to: { parent: number; chains: Chain[] }): void {
  for (const wheel of view.children[body]!.filter((i) => view.wheels.has(i))) {
    to.chains.push({ joints: [wheel], parent: to.parent, end: 'wheels' });
  }
}

function nameLimbs(view: View, chains: readonly Chain[], handAlone: boolean): Limb[] {
  const kinds = new Map<Chain, LimbKind>();
  chains.forEach((chain) => {
    const carrier = chains[chain.parent];
    const onPalm = carrier?.end === 'palm' || (carrier !== undefined && kinds.get(carrier) === 'finger');
    if (onPalm || (handAlone && chain.end === 'tip')) kinds.set(chain, 'finger');
    else if (chain.joints.every((i) => view.wheels.has(i))) kinds.set(chain, 'wheel');
    else if (chain.end === 'ornament') kinds.set(chain, 'other');
    else if (chain.end === 'branch') kinds.set(chain, 'torso');
    else if (chain.end === 'wheels')
      kinds.set(chain, chain.joints.length < MIN_CARRIER_JOINTS ? 'wheel' : 'leg');
  });
  const open = chains.filter((chain) => !kinds.has(chain));
  for (const chain of open) kinds.set(chain, kindOfTerminal(view, chain, open));
  for (const chain of chains) {
    const carrier = kinds.get(chains[chain.parent]!);
    if (kinds.get(chain) === 'finger' && (carrier === 'leg' || carrier === 'other'))
      kinds.set(chain, 'other');
  }
  return chains.map((chain) => ({ kind: kinds.get(chain)!, joints: chain.joints, parent: chain.parent }));
}

function kindOfTerminal(view: View, chain: Chain, open: readonly Chain[]): LimbKind {
  if (open.length === 1)
    return sizeOf(view, chain).joints >= MIN_CARRIER_JOINTS || chain.end === 'palm' ? 'arm' : 'other';
  if (isCaster(view, chain, open)) return 'wheel';
  const group = alikeTo(view, chain, open);
  if (group.length >= 4 && chain.end !== 'palm') return chain.joints.length > 1 ? 'leg' : 'other';
  if (group.length >= 2) {
    const others = open.filter((c) => !group.includes(c) && alikeTo(view, c, open).length >= 2);
    const lowest = others.every((c) => sizeOf(view, chain).height < sizeOf(view, c).height);
    // Feet of walking machines may carry bars and springs that look like fingers; what rolls does not walk.
    if (view.floating && others.length === 0 && view.wheels.size === 0) return 'leg';
    if (chain.end === 'palm') return 'arm';
    if (others.length > 0) return lowest ? 'leg' : chain.joints.length > 1 ? 'arm' : 'other';
    return isLegLike(view, chain) ? 'leg' : 'arm';
  }
  if (chain.end === 'palm' || sizeOf(view, chain).joints > 4) return 'arm';
  const longest = Math.max(...open.map((c) => sizeOf(view, c).length));
  return sizeOf(view, chain).joints <= 3 || sizeOf(view, chain).length < 0.3 * longest ? 'head' : 'arm';
}

/**
 * A wheel on a swivel or a spring: two joints, the outer one an axle without limits, as low as anything. What turns all round about a
 * line along that axle is a hip.
 */
function isCaster(view: View, chain: Chain, open: readonly Chain[]): boolean {
  const last = chain.joints.at(-1)!;
  const axle = view.joints[last]!;
  if (chain.joints.length !== 2 || chain.end !== 'tip' || axle.type !== 'revolute' || axle.lower !== null)
    return false;
  const first = chain.joints[0]!;
  const { type, lower, upper } = view.joints[first]!;
  const allRound = type === 'revolute' && (lower === null || upper === null || upper - lower > 2 * PI);
  if (allRound && Math.abs(dot(view.axes[first]!, view.axes[last]!)) > ALONG_AXLE) return false;
  const lowest = Math.min(...open.map((other) => sizeOf(view, other).height));
  return (
    Math.abs(dot(view.axes[last]!, view.up)) < 0.3 && sizeOf(view, chain).height < lowest + CASTER_HEIGHT
  );
}

/** A pair that is alone: legs of a biped hang down and have at most six joints; arms on a bench have more or stand up. */
function isLegLike(view: View, chain: Chain): boolean {
  if (view.wheels.size > 0) return false;
  if (view.floating) return true;
  const tip = view.at[chain.joints.at(-1)!]!;
  const drop = -dot(subtract(tip, view.at[chain.joints[0]!]!), view.up);
  return sizeOf(view, chain).joints <= 6 && drop > 0.5 * sizeOf(view, chain).length;
}

/**
 * Joints of a chain, locked ones before, among and behind them, and how long it is. Locked joints that its neighbours hang on, too, are
 * their carrier's.
 */
function sizeOf(view: View, chain: Chain): ChainSize {
  const known = view.sizes.get(chain);
  if (known !== undefined) return known;
  const { skeleton, posture, joints } = view;
  const [first, tip] = [chain.joints[0]!, chain.joints.at(-1)! + 1];
  const body = joints[first]!.parent + 1;
  const shared = new Set(view.children[body]!.filter((i) => i !== first).flatMap((i) => joints[i]!.stops));
  const carried = joints[first]!.stops.filter((stop) => shared.has(stop)).length;
  const lines = linesOf({ skeleton, posture }, chain.joints).slice(carried);
  const points = [...lines, ...placedStops(posture, skeleton.bodies[tip]!.stops, tip)].map(
    ({ point }) => point,
  );
  const size = { joints: points.length, length: lengthAlong(points), height: dot(points[0]!, view.up) };
  view.sizes.set(chain, size);
  return size;
}

function lengthAlong(points: readonly Vec3[]): number {
  return points.reduce((sum, point, i) => (i === 0 ? 0 : sum + distance(points[i - 1]!, point)), 0);
}

/**
 * Chains like one: as many joints, locked ones too, or one less where a file leaves out the joint of a limb and nothing else is as like.
 * As high, as long.
 */
function alikeTo(view: View, chain: Chain, open: readonly Chain[]): Chain[] {
  const equal = alikeWithin(0, view, { chain, open });
  return equal.length > 1 || chain.joints.length < MIN_LOCKED_JOINTS
    ? equal
    : alikeWithin(1, view, { chain, open: open.filter((other) => other.joints.length >= MIN_LOCKED_JOINTS) });
}

function alikeWithin(
  spare: number,
  view: View,
  { chain, open }: { readonly chain: Chain; readonly open: readonly Chain[] },
): Chain[] {
  const own = sizeOf(view, chain);
  return open.filter((other) => {
    const { joints, length, height } = sizeOf(view, other);
    return (
      Math.abs(joints - own.joints) <= spare &&
      Math.abs(height - own.height) < ALIKE_HEIGHT * own.length + 1e-9 &&
      Math.abs(length - own.length) <= ALIKE * Math.max(own.length, length) + 1e-9
    );
  });
}
