/**
 * What a hand does over time, in the two forms that other hands understand: how far it is open, and where its finger tips are;
 * and how another hand does the same.
 *
 * Grippers keep the opening in metres, because what is held has a width; where one side does not know its opening, the share of
 * the range is kept. Fingers keep the way from root to tip, scaled by their lengths; near a pinch, the distance of the tips.
 */

import type { Hand } from '../embodiment/embodiment-schema.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import { BRANCH_SPEED } from './posture-solver.ts';
import { HandChain } from './hand-chain.ts';

/** Finger tips over time, in the tool frame. Finger 0 is the thumb, the others in order from it. */
export interface TipMotion {
  readonly kind: 'tips';
  /** Three numbers a finger and frame. */
  readonly tips: Float64Array;
  /** Roots of the fingers, three numbers a finger and frame. */
  readonly roots: Float64Array;
  readonly lengths: readonly number[];
}

/** An opening over time. */
export interface OpeningMotion {
  readonly kind: 'opening';
  /** 0 closed to 1 open, a number a frame. */
  readonly share: Float64Array;
  /** Least and greatest opening, metres; null when unknown. */
  readonly aperture: readonly [number, number] | null;
}

/** What a hand does. */
export type HandMotion = TipMotion | OpeningMotion;

/** How a hand was mapped. */
export type HandMapping =
  | 'opening-metres'
  | 'opening-share'
  | 'tips-to-opening'
  | 'opening-to-tips'
  | 'tips-to-tips';

/** What the target's hand does. */
export interface MappedHand {
  readonly mapping: HandMapping;
  /** Indices, in the target embodiment, of the joints that `q` gives, row by row. */
  readonly joints: readonly number[];
  readonly q: Float64Array;
  /** Metres that are left of the opening, or of the worst finger tip; NaN where the motion has none. */
  readonly residual: Float64Array;
  readonly met: Uint8Array;
  /** For each finger of the target, the source's finger that it follows; null for none. Empty for grippers. */
  readonly fingers: readonly (number | null)[];
}

/** A tip or opening within this (m) is met. */
export const HAND_TOLERANCE = 0.01;
/** Opening (m) that counts as fully open where a gripper's own is unknown. */
const UNKNOWN_APERTURE = 0.1;
/** Tips nearer than the first (m) keep their distance exactly, farther than the second not at all. */
const PINCH = [0.01, 0.03] as const;

/** True for hands that only open and close. */
export function isGripper(hand: Hand): boolean {
  return hand.kind === 'jaw' || hand.kind === 'two-finger';
}

/** Positions of a gripper's variables when it is closed and when it is open. */
export interface GripperRange {
  readonly closed: Float64Array;
  readonly open: Float64Array;
}

/**
 * Which end of each variable's range opens the gripper: the one with the tips further apart. A jaw against a fixed part has one
 * tip: there it is the end farther from the description's zero (`zero`, one a variable).
 */
export function gripperRange(hand: HandChain, zero: readonly number[]): GripperRange {
  const closed = Float64Array.from(hand.lower);
  const open = Float64Array.from(hand.upper);
  for (let v = 0; v < hand.size; v++) {
    const at = (value: number): number => {
      const q = hand.middle();
      q[v] = value;
      return spreadOf(hand, q);
    };
    const [low, high] = [at(hand.lower[v]!), at(hand.upper[v]!)];
    const reversed =
      Math.abs(low - high) > 1e-4
        ? low > high
        : Math.abs(hand.lower[v]! - zero[v]!) > Math.abs(hand.upper[v]! - zero[v]!);
    if (!reversed) continue;
    closed[v] = hand.upper[v]!;
    open[v] = hand.lower[v]!;
  }
  return { closed, open };
}

/** Greatest distance of two tips. */
function spreadOf(hand: HandChain, q: Float64Array): number {
  hand.forward(q);
  let most = 0;
  for (let f = 0; f < hand.fingers.length; f++)
    for (let g = 0; g < f; g++) most = Math.max(most, tipDistance(hand.tips, f, g));
  return most;
}

function tipDistance(tips: Float64Array, f: number, g: number): number {
  let squared = 0;
  for (let i = 0; i < 3; i++) squared += (tips[3 * f + i]! - tips[3 * g + i]!) ** 2;
  return Math.sqrt(squared);
}

/** What a recorded robot hand did, from the positions of its variables (NaN: not recorded), row by row. */
export function motionOfHand(
  hand: Hand,
  chain: HandChain,
  recorded: { readonly q: Float64Array; readonly frames: number; readonly zero: readonly number[] },
): HandMotion {
  const { q, frames } = recorded;
  if (!isGripper(hand)) return tipsOf(chain, q, frames);
  const { closed, open } = gripperRange(chain, recorded.zero);
  const share = new Float64Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let [sum, count] = [0, 0];
    for (let v = 0; v < chain.size; v++) {
      const value = (q[chain.size * frame + v]! - closed[v]!) / (open[v]! - closed[v]!);
      if (!Number.isFinite(value)) continue;
      sum += Math.max(0, Math.min(1, value));
      count++;
    }
    share[frame] = count === 0 ? Number.NaN : sum / count;
  }
  return { kind: 'opening', share, aperture: apertureOf(hand) };
}

function apertureOf(hand: Hand): [number, number] | null {
  return hand.aperture === null ? null : [hand.aperture[0]!, hand.aperture[1]!];
}

function tipsOf(chain: HandChain, q: Float64Array, frames: number): TipMotion {
  const order = fingerOrder(chain);
  const tips = new Float64Array(3 * order.length * frames);
  const roots = new Float64Array(3 * order.length * frames);
  for (let frame = 0; frame < frames; frame++) {
    chain.forward(q.subarray(chain.size * frame, chain.size * (frame + 1)));
    order.forEach((finger, f) => {
      const at = 3 * (order.length * frame + f);
      tips.set(chain.tips.subarray(3 * finger, 3 * finger + 3), at);
      roots.set(chain.fingers[finger]!.root, at);
    });
  }
  return { kind: 'tips', tips, roots, lengths: order.map((finger) => chain.fingers[finger]!.length) };
}

/** Fingers with the thumb (or the first) in front and the others by the distance of their roots from it. */
export function fingerOrder(chain: HandChain): number[] {
  const first = Math.max(0, chain.thumb);
  const away = (finger: number): number => {
    const [a, b] = [chain.fingers[first]!.root, chain.fingers[finger]!.root];
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  };
  const others = chain.fingers.map((_, finger) => finger).filter((finger) => finger !== first);
  return [first, ...others.sort((a, b) => away(a) - away(b) || a - b)];
}

/** How the target's hand does what the recorded hand did; null for hands that do nothing. */
export function mapHand(
  motion: HandMotion,
  target: { readonly hand: Hand; readonly chain: HandChain; readonly zero: readonly number[] },
  frames: { readonly count: number; readonly interval: number },
): MappedHand | null {
  if (target.chain.size === 0) return null;
  if (isGripper(target.hand)) return toGripper(motion, target, frames);
  return toFingers(motion, target.chain, frames);
}

function toGripper(
  motion: HandMotion,
  target: { readonly hand: Hand; readonly chain: HandChain; readonly zero: readonly number[] },
  { count, interval }: { readonly count: number; readonly interval: number },
): MappedHand {
  const { chain } = target;
  const own = apertureOf(target.hand);
  const wanted = openingWanted(motion, own, count);
  const { closed, open } = gripperRange(chain, target.zero);
  const [least, most] = own ?? [0, UNKNOWN_APERTURE];
  const mapped = blank(chain, count, { mapping: wanted.mapping, fingers: [] });
  const q = Float64Array.from(open);
  for (let frame = 0; frame < count; frame++) {
    const share = (wanted.metres[frame]! - least) / (most - least);
    if (Number.isFinite(share)) {
      const within = Math.max(0, Math.min(1, share));
      for (let v = 0; v < chain.size; v++) {
        const goal = closed[v]! + within * (open[v]! - closed[v]!);
        q[v] = frame === 0 ? goal : stepTowards(q[v]!, goal, stepOf(chain, v, interval));
      }
    }
    let reached = 0;
    for (let v = 0; v < chain.size; v++)
      reached += (q[v]! - closed[v]!) / (open[v]! - closed[v]!) / chain.size;
    write(mapped, { frame, q, residual: Math.abs(least + reached * (most - least) - wanted.metres[frame]!) });
  }
  return mapped;
}

/** Opening in metres of the target's own gripper, frame by frame. */
function openingWanted(
  motion: HandMotion,
  own: readonly [number, number] | null,
  count: number,
): { readonly mapping: HandMapping; readonly metres: Float64Array } {
  const [least, most] = own ?? [0, UNKNOWN_APERTURE];
  const metres = new Float64Array(count);
  if (motion.kind === 'tips') {
    const fingers = motion.lengths.length;
    for (let frame = 0; frame < count; frame++) {
      const tips = motion.tips.subarray(3 * fingers * frame, 3 * fingers * (frame + 1));
      let gap = Number.POSITIVE_INFINITY;
      for (let f = 1; f < fingers; f++) gap = Math.min(gap, tipDistance(tips, 0, f));
      metres[frame] = Number.isFinite(gap) ? gap : Number.NaN;
    }
    return { mapping: 'tips-to-opening', metres };
  }
  const range = own === null ? null : motion.aperture;
  for (let frame = 0; frame < count; frame++) {
    const [low, high] = range ?? [least, most];
    metres[frame] = low + motion.share[frame]! * (high - low);
  }
  return { mapping: range === null ? 'opening-share' : 'opening-metres', metres };
}

function toFingers(
  motion: HandMotion,
  chain: HandChain,
  { count, interval }: { readonly count: number; readonly interval: number },
): MappedHand {
  const order = fingerOrder(chain);
  const sources = motion.kind === 'tips' ? motion.lengths.length : 2;
  const fingers = chain.fingers.map((_, finger) => {
    const at = order.indexOf(finger);
    return at < sources ? at : null;
  });
  const mapping = motion.kind === 'tips' ? 'tips-to-tips' : 'opening-to-tips';
  const mapped = blank(chain, count, { mapping, fingers });
  const targets = new Float64Array(3 * chain.fingers.length);
  const box = { lower: new Float64Array(chain.size), upper: new Float64Array(chain.size) };
  const q = chain.middle();
  for (let frame = 0; frame < count; frame++) {
    targets.fill(Number.NaN);
    if (motion.kind === 'tips') aimTips(motion, frame, { chain, fingers, targets });
    else aimOpening(motion, frame, { chain, order, targets });
    const known = targets.some(Number.isFinite);
    for (let v = 0; v < chain.size; v++) {
      const step = frame === 0 ? Number.POSITIVE_INFINITY : stepOf(chain, v, interval);
      box.lower[v] = Math.max(chain.lower[v]!, q[v]! - step);
      box.upper[v] = Math.min(chain.upper[v]!, q[v]! + step);
    }
    const residual = known ? chain.solve(q, targets, box) : Number.NaN;
    write(mapped, { frame, q, residual });
  }
  return mapped;
}

/** Two tips either side of the tool point, along the axis in which the hand opens. */
function aimOpening(
  motion: OpeningMotion,
  frame: number,
  { chain, order, targets }: { chain: HandChain; order: readonly number[]; targets: Float64Array },
): void {
  const [low, high] = motion.aperture ?? [0, UNKNOWN_APERTURE];
  const half = (low + motion.share[frame]! * (high - low)) / 2;
  const [thumb, other] = [order[0]!, order[1] ?? order[0]!];
  const sense = chain.fingers[thumb]!.tip[0] >= chain.fingers[other]!.tip[0] ? 1 : -1;
  if (!Number.isFinite(half)) return;
  targets.set([sense * half, 0, 0], 3 * thumb);
  if (other !== thumb) targets.set([-sense * half, 0, 0], 3 * other);
}

function aimTips(
  motion: TipMotion,
  frame: number,
  at: { chain: HandChain; fingers: readonly (number | null)[]; targets: Float64Array },
): void {
  const { chain, fingers, targets } = at;
  const count = motion.lengths.length;
  const sourceAt = (finger: number): number => 3 * (count * frame + finger);
  fingers.forEach((source, finger) => {
    if (source === null) return;
    const { root, length } = chain.fingers[finger]!;
    const scale = length / motion.lengths[source]!;
    for (let i = 0; i < 3; i++) {
      const way = motion.tips[sourceAt(source) + i]! - motion.roots[sourceAt(source) + i]!;
      targets[3 * finger + i] = root[i]! + scale * way;
    }
  });
  const thumb = fingers.indexOf(0);
  if (thumb < 0) return;
  const nearest = nearestToThumb(motion, frame, fingers);
  if (nearest !== null) keepPinch(targets, { thumb, ...nearest });
}

/** The target's finger whose source comes nearest to the thumb, with the way between the source's tips. */
function nearestToThumb(
  motion: TipMotion,
  frame: number,
  fingers: readonly (number | null)[],
): { finger: number; way: Vec3 } | null {
  const count = motion.lengths.length;
  const tips = motion.tips.subarray(3 * count * frame, 3 * count * (frame + 1));
  let best: { finger: number; way: Vec3 } | null = null;
  let least: number = PINCH[1];
  fingers.forEach((source, finger) => {
    if (source === null || source === 0) return;
    const gap = tipDistance(tips, 0, source);
    if (!(gap < least)) return;
    least = gap;
    const part = (i: number): number => tips[3 * source + i]! - tips[i]!;
    best = { finger, way: [part(0), part(1), part(2)] };
  });
  return best;
}

/** Brings two targets together until they are as far apart as the recorded tips: wholly within a pinch, less towards its edge. */
function keepPinch(targets: Float64Array, pinch: { thumb: number; finger: number; way: Vec3 }): void {
  const [x, y, z] = pinch.way;
  const gap = Math.sqrt(x * x + y * y + z * z);
  const weight = Math.max(0, Math.min(1, (PINCH[1] - gap) / (PINCH[1] - PINCH[0])));
  for (let i = 0; i < 3; i++) {
    const [a, b] = [3 * pinch.thumb + i, 3 * pinch.finger + i];
    const middle = (targets[a]! + targets[b]!) / 2;
    targets[a] = targets[a]! + weight * (middle - pinch.way[i]! / 2 - targets[a]!);
    targets[b] = targets[b]! + weight * (middle + pinch.way[i]! / 2 - targets[b]!);
  }
}

function stepOf(chain: HandChain, v: number, interval: number): number {
  return Math.min(chain.velocity[v]!, BRANCH_SPEED) * interval;
}

function stepTowards(from: number, to: number, step: number): number {
  return from + Math.max(-step, Math.min(step, to - from));
}

function blank(chain: HandChain, count: number, how: Pick<MappedHand, 'mapping' | 'fingers'>): MappedHand {
  return {
    ...how,
    joints: chain.joints,
    q: new Float64Array(chain.size * count),
    residual: new Float64Array(count),
    met: new Uint8Array(count),
  };
}

function write(mapped: MappedHand, at: { frame: number; q: Float64Array; residual: number }): void {
  mapped.q.set(at.q, at.q.length * at.frame);
  mapped.residual[at.frame] = at.residual;
  mapped.met[at.frame] = at.residual <= HAND_TOLERANCE ? 1 : 0;
}
