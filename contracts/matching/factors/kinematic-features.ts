/**
 * Kinematic likeness of limbs: a measure on features that do not depend on pose, frame, names or size. Symmetric but for the ranges of
 * joints: the second limb may have more than the first.
 *
 * A limb is the sequence of its joints; a joint is described by its kind, its angle to the axis before, its distance and twist
 * offset from it in parts of the limb's length, and its range. Two limbs are aligned (Needleman and Wunsch, 1970) at the least
 * cost; two bodies are compared by the best pairing of their limbs. Evidence that such likeness predicts transfer of joint-space
 * policies: Abe et al., arXiv 2602.18025.
 */

import type { KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { chainLength } from '../../embodiment/kinematics/chain.ts';
import { exp, PI } from '../../embodiment/elementary.ts';
import type { Vec3 } from '../../embodiment/kinematic-tree.ts';
import { cross, dot, norm, subtract } from '../../embodiment/spatial.ts';

/** One joint by its pose-free features. */
export interface JointFeatures {
  /** Index of the joint in its embodiment; not compared. */
  readonly joint: number;
  readonly prismatic: boolean;
  /** |cosine| of the angle to the axis before; 1 for the first joint. */
  readonly parallel: number;
  /** Shortest distance to the axis before, in parts of the limb's length. */
  readonly offset: number;
  /** Distance along to the next axis or tool, in parts of the limb's length. */
  readonly reach: number;
  /** Range in full turns (revolute), or in parts of the limb's length (prismatic); at most 1. */
  readonly range: number;
}

/** A limb by the features of its joints; following joints are left out. */
export interface LimbFeatures {
  readonly kind: string;
  readonly joints: readonly JointFeatures[];
  /** Metres. */
  readonly length: number;
}

/** Cost of leaving a joint without partner. */
const GAP = 0.7;
/** How fast likeness falls with the mean cost a joint. */
const SHARPNESS = 2.2;
/** Most joints of a limb that are aligned. */
const MAX_JOINTS = 60;

/** Features of the own joints of a chain. */
export function limbFeatures(kind: string, chain: KinematicChain): LimbFeatures {
  const own = chain.joints.filter((joint) => joint.follows === null && !joint.shared).slice(0, MAX_JOINTS);
  const length = Math.max(chainLength({ joints: own, tcp: chain.tcp }), 1e-6);
  const joints = own.map((joint, i): JointFeatures => {
    const before = own[i - 1];
    const next = own[i + 1];
    const range = (joint.upper - joint.lower) / (joint.type === 'revolute' ? 2 * PI : length);
    return {
      joint: joint.joint,
      prismatic: joint.type === 'prismatic',
      parallel: before === undefined ? 1 : Math.abs(dot(before.axis, joint.axis)),
      offset: before === undefined ? 0 : lineDistance(before, joint) / length,
      reach: norm(subtract(next?.point ?? chain.tcp.position, joint.point)) / length,
      range: Math.min(1, Math.max(0, range)),
    };
  });
  return { kind, joints, length };
}

interface Line {
  readonly axis: Vec3;
  readonly point: Vec3;
}

/** Shortest distance of two lines. */
function lineDistance(a: Line, b: Line): number {
  const between = subtract(b.point, a.point);
  const normal = cross(a.axis, b.axis);
  const size = norm(normal);
  if (size < 1e-6) return norm(cross(between, a.axis));
  return Math.abs(dot(between, normal)) / size;
}

/** Likeness of a target's limb `b` to a recorded one in (0, 1]; 1 when every joint has an equal partner, or one with more range. */
export function limbLikeness(a: LimbFeatures, b: LimbFeatures): number {
  const most = Math.max(a.joints.length, b.joints.length);
  if (most === 0) return 1;
  return exp((-SHARPNESS * alignmentCost(a.joints, b.joints)) / most);
}

/** Least total cost of aligning two joint sequences. */
function alignmentCost(a: readonly JointFeatures[], b: readonly JointFeatures[]): number {
  return costTable(a, b)[a.length]![b.length]!;
}

/** Cost of aligning the first i joints of one limb with the first j of the other. */
function costTable(a: readonly JointFeatures[], b: readonly JointFeatures[]): number[][] {
  const table = [Array.from({ length: b.length + 1 }, (_, j) => j * GAP)];
  for (let i = 1; i <= a.length; i++) {
    const above = table[i - 1]!;
    const row = [i * GAP];
    for (let j = 1; j <= b.length; j++) {
      const paired = above[j - 1]! + jointCost(a[i - 1]!, b[j - 1]!);
      row.push(Math.min(paired, above[j]! + GAP, row[j - 1]! + GAP));
    }
    table.push(row);
  }
  return table;
}

/** Two joints that correspond, by index in their embodiments; null where a joint has no partner. */
export interface AlignedJoints {
  readonly from: number | null;
  readonly to: number | null;
}

/** Which joints of two limbs correspond, from the base outwards. */
export function alignLimbs(a: LimbFeatures, b: LimbFeatures): AlignedJoints[] {
  const table = costTable(a.joints, b.joints);
  const aligned: AlignedJoints[] = [];
  let [i, j] = [a.joints.length, b.joints.length];
  while (i > 0 || j > 0) {
    const here = table[i]![j]!;
    const paired =
      i > 0 && j > 0
        ? table[i - 1]![j - 1]! + jointCost(a.joints[i - 1]!, b.joints[j - 1]!)
        : Number.POSITIVE_INFINITY;
    // Where one limb is used up the other's joints are left over, whatever rounding says of multiples of the gap.
    const spare = j === 0 || (i > 0 && table[i - 1]![j]! + GAP <= here);
    if (paired <= here) aligned.push({ from: a.joints[--i]!.joint, to: b.joints[--j]!.joint });
    else if (spare) aligned.push({ from: a.joints[--i]!.joint, to: null });
    else aligned.push({ from: null, to: b.joints[--j]!.joint });
  }
  return aligned.reverse();
}

function jointCost(a: JointFeatures, b: JointFeatures): number {
  if (a.prismatic !== b.prismatic) return 2 * GAP;
  return Math.min(
    2 * GAP,
    0.6 * Math.abs(a.parallel - b.parallel) +
      1.5 * Math.abs(a.offset - b.offset) +
      1.0 * Math.abs(a.reach - b.reach) +
      // What the second can turn more than the first is no loss: taking range from it never makes it more alike.
      0.5 * Math.max(0, a.range - b.range),
  );
}

/**
 * Likeness of two bodies: limbs are paired greedily, most alike first (at most {@link MAX_PAIRED} a side); limbs left over count as
 * unlike, by their number of joints. `a` was recorded, `b` is the target.
 */
export function bodyLikeness(a: readonly LimbFeatures[], b: readonly LimbFeatures[]): number {
  const left = a.slice(0, MAX_PAIRED);
  const right = b.slice(0, MAX_PAIRED);
  const pairs = left.flatMap((limbA, i) =>
    right.flatMap((limbB, j) =>
      limbA.kind === limbB.kind ? [{ i, j, likeness: limbLikeness(limbA, limbB) }] : [],
    ),
  );
  pairs.sort((p, q) => q.likeness - p.likeness || p.i + p.j - q.i - q.j || p.i - q.i);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  let gained = 0;
  for (const pair of pairs) {
    if (usedA.has(pair.i) || usedB.has(pair.j)) continue;
    usedA.add(pair.i);
    usedB.add(pair.j);
    gained += pair.likeness * (left[pair.i]!.joints.length + right[pair.j]!.joints.length);
  }
  const total = [...left, ...right].reduce((sum, limb) => sum + limb.joints.length, 0);
  return total === 0 ? 1 : gained / total;
}

/** Most limbs of a body that are compared. */
export const MAX_PAIRED = 16;
