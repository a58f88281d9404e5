/**
 * Kinematic likeness of limbs: how much of what the joints of a recorded limb did has a counterpart in a target's, on features that do not
 * depend on pose, frame, names or size. Directed: what the target has more of (joints, range, limbs) it can hold still, so that taking it off
 * never gains.
 *
 * A limb is the sequence of its joints; a joint is described by its kind, its angle to the axis before, its distance and twist
 * offset from it in parts of the limb's length, and its range. Two limbs are aligned (Needleman and Wunsch, 1970) at the least
 * cost, the target as it is or with one joint held; two bodies are compared by the best pairing of their limbs. Evidence that such likeness
 * predicts transfer of joint-space policies: Abe et al., arXiv 2602.18025.
 */

import type { KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { exp } from '../../embodiment/elementary.ts';
import { greatestAssignment } from './assignment.ts';
import {
  FEATURE_STRIDE,
  freeFeatures,
  featuresOfLines,
  heldFeatures,
  type HeldFeatures,
  type LimbLines,
  twiceHeldFeatures,
} from './held-joints.ts';

/** A limb by the features of its joints; following joints are left out. */
export interface LimbFeatures {
  readonly kind: string;
  /** Index of each joint in its embodiment; not compared. */
  readonly joints: readonly number[];
  /** Numbers of each joint, see {@link featuresOfLines}. */
  readonly features: Float64Array;
  /** 1 for joints that slide. */
  readonly prismatic: Uint8Array;
  readonly lines: LimbLines;
  /** Metres. */
  readonly length: number;
}

/** Cost of a recorded joint without partner. */
const GAP = 0.7;
/** What differences cost: of the cosine to the axis before, the offset from it, the distance to the next joint, and of range that the target lacks. */
const COST = { parallel: 0.6, offset: 1.5, reach: 1, range: 0.5 } as const;
/** How fast likeness falls with the mean cost a joint. */
const SHARPNESS = 2.2;
/** Most joints of a limb that are aligned. */
const MAX_JOINTS = 60;

/** Features of the own joints of a chain. */
export function limbFeatures(kind: string, chain: KinematicChain): LimbFeatures {
  const own = chain.joints.filter((joint) => joint.follows === null && !joint.shared).slice(0, MAX_JOINTS);
  const lines: LimbLines = {
    joints: own.map(({ axis, point, type, lower, upper }) => ({
      axis,
      point,
      prismatic: type === 'prismatic',
      range: Math.max(0, upper - lower),
    })),
    tool: chain.tcp.position,
    root: chain.joints.findLast(({ shared }) => shared)?.point ?? null,
  };
  const prismatic = Uint8Array.from(own, ({ type }) => Number(type === 'prismatic'));
  return { kind, joints: own.map(({ joint }) => joint), prismatic, lines, ...featuresOfLines(lines) };
}

/** What a target's limb can be like: as it is, or with joints held. Features lie between two bounds. */
interface Variant extends HeldFeatures {
  readonly prismatic: Uint8Array;
}

/** Variants of target limbs by how many joints are held, each made once. */
const VARIANTS = new WeakMap<LimbFeatures, Variant[][]>();
/** Joints to spare with which a limb holds any where it likes. */
const FREE = 3;

/** A target's limb as it is, and with joints held of which there are `spare` more than were recorded: one in any case. */
function variantsOf(limb: LimbFeatures, spare: number): readonly (readonly Variant[])[] {
  const { lines, features, prismatic } = limb;
  let known = VARIANTS.get(limb);
  if (known === undefined) VARIANTS.set(limb, (known = []));
  const variant = (one: HeldFeatures): Variant => ({
    ...one,
    prismatic: prismatic.filter((_, i) => !one.held.includes(i)),
  });
  if (spare >= FREE) return [(known[FREE] ??= [variant(freeFeatures(features))])];
  const as = (known[0] ??= [variant({ held: [], least: features, most: features })]);
  const once = (known[1] ??= heldFeatures(lines).map(variant));
  return spare < 2 ? [as, once] : [as, once, (known[2] ??= twiceHeldFeatures(lines).map(variant))];
}

/** Likeness of a target's limb `b` to a recorded one in (0, 1]; 1 when every recorded joint has an equal partner, or one with more range. */
export function limbLikeness(a: LimbFeatures, b: LimbFeatures): number {
  const { length } = a.joints;
  return length === 0 ? 1 : exp((-SHARPNESS * bestVariant(a, b).cost) / length);
}

/** The variant of a target's limb that is most like a recorded one, the first of equal ones. */
function bestVariant(a: LimbFeatures, b: LimbFeatures): { readonly variant: Variant; readonly cost: number } {
  const steps = variantsOf(b, b.joints.length - a.joints.length);
  let variant = steps[0]![0]!;
  let cost = Number.POSITIVE_INFINITY;
  for (const step of steps) {
    // Holding leaves fewer partners.
    const left = b.joints.length - (step[0]?.held.length ?? 0);
    if (GAP * (a.joints.length - left) >= cost || cost === 0) break;
    for (const one of step) {
      const own = alignmentCost(a, one, cost);
      if (own < cost) [variant, cost] = [one, own];
    }
  }
  return { variant, cost };
}

const ROW = MAX_JOINTS + 1;
/** Costs of aligning the first i joints of one limb with the first j of the other, at i * ROW + j. */
const TABLE = new Float64Array(ROW * ROW);

/** Least total cost of aligning two joint sequences, into {@link TABLE}; infinite as soon as it is not below `known`. */
function alignmentCost(a: LimbFeatures, b: Variant, known: number): number {
  const [rows, columns] = [a.joints.length, b.prismatic.length];
  // What only the target has costs nothing: it is held still.
  TABLE.fill(0, 0, columns + 1);
  for (let i = 1; i <= rows; i++) {
    const here = i * ROW;
    const above = here - ROW;
    let least = i * GAP;
    TABLE[here] = least;
    for (let j = 1; j <= columns; j++) {
      let cost = TABLE[above + j]! + GAP;
      if (TABLE[here + j - 1]! < cost) cost = TABLE[here + j - 1]!;
      const before = TABLE[above + j - 1]!;
      if (before < cost) {
        const paired = before + jointCost(a, i - 1, { b, at: j - 1 });
        if (paired < cost) cost = paired;
      }
      TABLE[here + j] = cost;
      if (cost < least) least = cost;
    }
    // Each recorded joint that is left beyond those of the target has no partner.
    if (least + GAP * Math.max(0, rows - i - columns) >= known) return Number.POSITIVE_INFINITY;
  }
  return TABLE[rows * ROW + columns]!;
}

function jointCost(
  a: LimbFeatures,
  i: number,
  { b, at }: { readonly b: Variant; readonly at: number },
): number {
  if (a.prismatic[i] !== b.prismatic[at]) return 2 * GAP;
  const { features } = a;
  const { least, most } = b;
  const p = FEATURE_STRIDE * i;
  const q = FEATURE_STRIDE * at;
  // What the target can turn more than the recorded joint is no loss: taking range from it never makes it more alike.
  const lacking = features[p + 3]! - most[q + 3]!;
  const cost =
    COST.parallel * outside(features[p]!, least[q]!, most[q]!) +
    COST.offset * outside(features[p + 1]!, least[q + 1]!, most[q + 1]!) +
    COST.reach * outside(features[p + 2]!, least[q + 2]!, most[q + 2]!) +
    (lacking > 0 ? COST.range * lacking : 0);
  return cost < 2 * GAP ? cost : 2 * GAP;
}

/** How far a value lies outside an interval. */
function outside(value: number, least: number, most: number): number {
  return value < least ? least - value : value > most ? value - most : 0;
}

/** Two joints that correspond, by index in their embodiments; null where a joint has no partner. */
export interface AlignedJoints {
  readonly from: number | null;
  readonly to: number | null;
}

/** Which joints of a recorded limb and a target's correspond, from the base outwards. */
export function alignLimbs(a: LimbFeatures, b: LimbFeatures): AlignedJoints[] {
  const { variant } = bestVariant(a, b);
  alignmentCost(a, variant, Number.POSITIVE_INFINITY);
  const targets = b.joints.filter((_, j) => !variant.held.includes(j));
  const aligned: AlignedJoints[] = [];
  let [i, j] = [a.joints.length, targets.length];
  while (i > 0 || j > 0) {
    const here = TABLE[i * ROW + j]!;
    const paired =
      i > 0 && j > 0
        ? TABLE[(i - 1) * ROW + j - 1]! + jointCost(a, i - 1, { b: variant, at: j - 1 })
        : Number.POSITIVE_INFINITY;
    // Where the target's limb is used up the recorded joints are left over, whatever rounding says of multiples of the gap.
    const spare = j === 0 || (i > 0 && TABLE[(i - 1) * ROW + j]! + GAP <= here);
    if (paired <= here) aligned.push({ from: a.joints[--i]!, to: targets[--j]! });
    else if (spare) aligned.push({ from: a.joints[--i]!, to: null });
    else aligned.push({ from: null, to: targets[--j]! });
  }
  aligned.reverse();
  for (const held of variant.held.toSorted((x, y) => x - y)) {
    const next = aligned.findIndex(({ to }) => to !== null && b.joints.indexOf(to) > held);
    aligned.splice(next < 0 ? aligned.length : next, 0, { from: null, to: b.joints[held]! });
  }
  return aligned;
}

/**
 * Likeness of two bodies: the part of the recorded joints that have a counterpart, by likeness, when limbs of one kind are paired as well as can
 * be (at most {@link MAX_PAIRED} a side). `a` was recorded, `b` is the target.
 */
export function bodyLikeness(a: readonly LimbFeatures[], b: readonly LimbFeatures[]): number {
  const recorded = a.slice(0, MAX_PAIRED);
  const target = b.slice(0, MAX_PAIRED);
  const total = recorded.reduce((sum, { joints }) => sum + joints.length, 0);
  if (total === 0) return 1;
  const kinds = new Set(recorded.map(({ kind }) => kind));
  let gained = 0;
  for (const kind of kinds) {
    const others = target.filter((limb) => limb.kind === kind);
    const worth = recorded
      .filter((limb) => limb.kind === kind)
      .map((limb) => others.map((other) => limb.joints.length * limbLikeness(limb, other)));
    gained += greatestAssignment(worth);
  }
  return Math.min(1, gained / total);
}

/** Most limbs of a body that are compared. */
export const MAX_PAIRED = 16;

/** Interval of a likeness that nothing is known of. */
export const UNKNOWN_KINEMATICS = [0.1, 1] as const;

/** True for a hand without an arm, recorded for a body that has one: what carried it is no part of what was described. */
export function isKinematicsCarried(
  recorded: { readonly handOnly: boolean },
  target: { readonly handOnly: boolean; readonly limbs: { readonly length: number } },
): boolean {
  return recorded.handOnly && !target.handOnly && target.limbs.length > 0;
}
