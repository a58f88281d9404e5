/**
 * Which joints of two limbs correspond: those that move the tool alike where both hold it in the same pose.
 *
 * The recorded limb takes postures spread over its range. The target's limb, from the same shoulder and on the same scale, takes
 * the same poses of the tool by inverse kinematics; of the postures that reach one, that counts in which the joints are most alike. There
 * the twists that the joints give the tool are compared. Joints are then paired in order, from the base outwards, so that the
 * likeness of all pairs together is greatest: an arm with a joint to spare leaves out the one that swings its elbow.
 */

import { FastChain } from '../embodiment/kinematics/fast-chain.ts';
import { InverseSolver, TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';
import { stratifiedValues } from '../embodiment/kinematics/joint-samples.ts';
import { StartPostures } from '../embodiment/kinematics/start-postures.ts';
import { toolTwists, TWIST_STRIDE } from '../embodiment/kinematics/tool-twists.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import { reachFrameOf } from '../embodiment/reach/reach-frame.ts';
import { seededRandom } from '../embodiment/seeded-random.ts';
import { add, dot, type Matrix3, scale, subtract, UNIT_X, UNIT_Y, UNIT_Z } from '../embodiment/spatial.ts';
import type { LimbProfile } from './factors/body-profile.ts';
import { alignLimbs } from './factors/kinematic-features.ts';

/** `opposite`: one joint falls where the other rises. */
export type JointSense = 'same' | 'opposite';

/** Two joints that correspond, by index in their embodiments; null where a joint has no partner. */
export interface CorrespondingJoints {
  readonly from: number | null;
  readonly to: number | null;
  /** Mean cosine of the twists that both give the tool, in [0, 1]; null without a partner, or where no pose is common to both limbs. */
  readonly alike: number | null;
  /** Whether both joints rise for the tool to move alike; null where that goes by the posture, or nothing is known. */
  readonly sense: JointSense | null;
}

/** In which frame the limbs are compared. */
export interface LimbFrames {
  /** `shoulder`: first axes that point elsewhere are laid on each other, as when an arm is mounted anew; `base`: bodies upright side by side. */
  readonly align: 'shoulder' | 'base';
  /** True when the target does the mirror image of the recorded motion. */
  readonly mirrored: boolean;
}

/** Postures of the recorded limb that are looked at. */
const POSTURES = 128;
/** Postures of the target from which each pose is sought. */
const STARTS = 8;
const SEED = 0x6b696e6a;
/** How near the tools must be: parts of the limb's length, and radians. Twists change little within it, and limbs of few joints seldom meet a pose exactly. */
const NEAR = { length: 0.03, angle: 0.35 } as const;
const ITERATIONS = 30;
/** Radians count as so many lengths of the limb, as for an arm of one metre in inverse kinematics. */
const RADIAN_WEIGHT = 0.3;
/** Mean cosine that makes a pair: two directions drawn at random in six dimensions have 0.34. */
const LEAST_ALIKE = 0.35;
/** Part of the likeness that must be left when signs count for a pair to have a sense: an arm often reaches a pose from either side. */
const LEAST_SURE = 0.8;
/** First axes this near to each other (cosine) are compared as they stand. */
const SAME_AXIS = 0.7;
/** Limbs with more joints are paired by their shapes alone. */
const MAX_JOINTS = 24;

/** Which joints of a recorded limb and a target's correspond, from the base outwards; every joint that moves by itself occurs once. */
export function correspondingJoints(
  from: LimbProfile,
  to: LimbProfile,
  frames: LimbFrames,
): CorrespondingJoints[] {
  const likeness = jointLikeness(from, to, frames);
  if (likeness === null) {
    return alignLimbs(from.features, to.features).map((pair) => ({ ...pair, alike: null, sense: null }));
  }
  const { columns, joints } = likeness;
  return pairInOrder(likeness).map(([i, j]): CorrespondingJoints => {
    const sides = { from: i === null ? null : joints.from[i]!, to: j === null ? null : joints.to[j]! };
    if (i === null || j === null) return { ...sides, alike: null, sense: null };
    const at = i * columns + j;
    const alike = likeness.alike[at]!;
    return { ...sides, alike, sense: senseOf(likeness.signed[at]! / alike) };
  });
}

/** Sense of two joints by the part of their likeness that is left when signs count. */
function senseOf(signed: number): JointSense | null {
  if (Math.abs(signed) < LEAST_SURE) return null;
  return signed > 0 ? 'same' : 'opposite';
}

/** A table of how alike joints are: a row a recorded joint, a column a joint of the target. */
interface Likeness {
  readonly rows: number;
  readonly columns: number;
  readonly alike: Float64Array;
}

/** Means over the poses that both limbs take. */
interface JointLikeness extends Likeness {
  /** Cosines with their signs. */
  readonly signed: Float64Array;
  /** Indices of the joints in their embodiments. */
  readonly joints: { readonly from: Int32Array; readonly to: Int32Array };
}

/** Null when the limbs are too long, or have no pose in common. */
function jointLikeness(from: LimbProfile, to: LimbProfile, frames: LimbFrames): JointLikeness | null {
  const [a, b] = [new FastChain(from.chain), new FastChain(to.chain)];
  const [rows, columns] = [a.size, b.size];
  const length = to.features.length;
  if (Math.min(rows, columns, length, from.features.length) <= 0 || Math.max(rows, columns) > MAX_JOINTS)
    return null;
  const transfer = new PoseTransfer({ from: a, to: b, scale: length / from.features.length }, frames);
  const follower = new PoseFollower(b, length);
  const postures = stratifiedValues(a, seededRandom(SEED), POSTURES);
  const sums = { alike: new Float64Array(rows * columns), signed: new Float64Array(rows * columns) };
  let met = 0;
  for (let k = 0; k < POSTURES; k++) {
    a.forward(postures.subarray(rows * k, rows * (k + 1)));
    const recorded = weighted(transfer.twists(toolTwists(a)), RADIAN_WEIGHT * length);
    const best = follower.follow(transfer.tool(a), recorded);
    if (best === null) continue;
    met++;
    best.forEach((cosine, at) => {
      sums.signed[at]! += cosine;
      sums.alike[at]! += Math.abs(cosine);
    });
  }
  if (met === 0) return null;
  const mean = (sum: Float64Array): Float64Array => sum.map((value) => value / met);
  return {
    rows,
    columns,
    alike: mean(sums.alike),
    signed: mean(sums.signed),
    joints: { from: a.joint, to: b.joint },
  };
}

/** Takes the target's limb to poses of the tool. */
class PoseFollower {
  readonly #chain: FastChain;
  readonly #length: number;
  readonly #solver: InverseSolver;
  readonly #starts: StartPostures;

  constructor(chain: FastChain, length: number) {
    this.#chain = chain;
    this.#length = length;
    this.#solver = new InverseSolver(chain, {
      rollFree: true,
      positionTolerance: NEAR.length * length,
      angleTolerance: NEAR.angle,
      maxIterations: ITERATIONS,
    });
    this.#starts = new StartPostures(chain);
  }

  /** Cosines between the twists of all joints in the posture, of those that take the pose, that is most like the recorded one; null for none. */
  follow(pose: Float64Array, recorded: Float64Array): Float64Array | null {
    const columns = this.#chain.size;
    const rows = recorded.length / TWIST_STRIDE;
    let [best, most]: [Float64Array | null, number] = [null, -1];
    for (const q of this.#starts.nearest(pose, 0, STARTS)) {
      if (!this.#solver.solve(q, pose)) continue;
      this.#chain.forward(q);
      const cosines = cosinesOf(recorded, weighted(toolTwists(this.#chain), RADIAN_WEIGHT * this.#length));
      const worth = bestTotals({ rows, columns, alike: cosines.map(Math.abs) }).at(-1)!;
      if (worth > most) [best, most] = [cosines, worth];
    }
    return best;
  }
}

/** What a chain is moved by, to be compared with another. */
interface Chains {
  readonly from: FastChain;
  readonly to: FastChain;
  readonly scale: number;
}

/** Poses and twists of the recorded tool, where the target's limb would have them. */
class PoseTransfer {
  readonly #turn: Matrix3;
  readonly #handedness: 1 | -1;
  readonly #scale: number;
  readonly #from: Vec3;
  readonly #to: Vec3;

  constructor({ from, to, scale: by }: Chains, { align, mirrored }: LimbFrames) {
    const side = mirrored ? -1 : 1;
    const [a, b] = [reachFrameOf(from), reachFrameOf(to)];
    const laid = align === 'shoulder' && Math.abs(dot(a.z, b.z)) < SAME_AXIS;
    this.#turn = laid ? turnBetween([a.x, a.y, a.z], [b.x, b.y, b.z]) : [UNIT_X, scale(UNIT_Y, side), UNIT_Z];
    this.#handedness = laid ? 1 : side;
    this.#scale = by;
    this.#from = a.origin;
    this.#to = b.origin;
  }

  /** Position and approach direction of the tool; the rest of its rotation is left out, the tool may roll. */
  tool({ position, rotation }: FastChain): Float64Array {
    const pose = new Float64Array(TARGET_STRIDE);
    const offset = subtract([position[0]!, position[1]!, position[2]!], this.#from);
    const approach = this.#turned([rotation[2]!, rotation[5]!, rotation[8]!]);
    pose.set(add(this.#to, scale(this.#turned(offset), this.#scale)));
    for (let row = 0; row < 3; row++) pose[5 + 3 * row] = approach[row]!;
    return pose;
  }

  /** Twists, in place. A mirror turns angular velocities the other way round as well. */
  twists(twists: Float64Array): Float64Array {
    for (let at = 0; at < twists.length; at += TWIST_STRIDE) {
      const linear = this.#turned([twists[at]!, twists[at + 1]!, twists[at + 2]!]);
      const angular = this.#turned([twists[at + 3]!, twists[at + 4]!, twists[at + 5]!]);
      twists.set(scale(linear, this.#scale), at);
      twists.set(scale(angular, this.#handedness), at + 3);
    }
    return twists;
  }

  #turned(v: Vec3): Vec3 {
    const [x, y, z] = this.#turn;
    return [dot(x, v), dot(y, v), dot(z, v)];
  }
}

/** The rotation that lays one set of axes on another. */
function turnBetween(from: readonly [Vec3, Vec3, Vec3], to: readonly [Vec3, Vec3, Vec3]): Matrix3 {
  const row = (i: 0 | 1 | 2): Vec3 =>
    add(add(scale(from[0], to[0][i]), scale(from[1], to[1][i])), scale(from[2], to[2][i]));
  return [row(0), row(1), row(2)];
}

/** Twists with radians as lengths, in place. */
function weighted(twists: Float64Array, radian: number): Float64Array {
  for (let at = 0; at < twists.length; at += TWIST_STRIDE) {
    for (let i = 3; i < TWIST_STRIDE; i++) twists[at + i]! *= radian;
  }
  return twists;
}

/** Cosines between all twists of two sets, a row a twist of the first; 0 for joints that do not move the tool. */
function cosinesOf(a: Float64Array, b: Float64Array): Float64Array {
  const columns = b.length / TWIST_STRIDE;
  const cosines = new Float64Array((a.length / TWIST_STRIDE) * columns);
  for (let i = 0; i < a.length; i += TWIST_STRIDE) {
    for (let j = 0; j < b.length; j += TWIST_STRIDE) {
      let [product, first, second] = [0, 0, 0];
      for (let k = 0; k < TWIST_STRIDE; k++) {
        product += a[i + k]! * b[j + k]!;
        first += a[i + k]! * a[i + k]!;
        second += b[j + k]! * b[j + k]!;
      }
      const size = Math.sqrt(first * second);
      if (size > 0) cosines[(i / TWIST_STRIDE) * columns + j / TWIST_STRIDE] = product / size;
    }
  }
  return cosines;
}

/** Greatest likeness of the first i joints of one limb and the first j of the other, paired in order, at i * (columns + 1) + j. */
function bestTotals({ rows, columns, alike }: Likeness): Float64Array {
  const width = columns + 1;
  const totals = new Float64Array((rows + 1) * width);
  for (let i = 1; i <= rows; i++) {
    for (let j = 1; j <= columns; j++) {
      const at = i * width + j;
      const paired = totals[at - width - 1]! + alike[(i - 1) * columns + j - 1]! - LEAST_ALIKE;
      totals[at] = Math.max(paired, totals[at - width]!, totals[at - 1]!);
    }
  }
  return totals;
}

/** The pairs of the greatest likeness, and every other joint alone, in order. */
function pairInOrder(likeness: Likeness): [number | null, number | null][] {
  const totals = bestTotals(likeness);
  const width = likeness.columns + 1;
  const pairs: [number | null, number | null][] = [];
  let [i, j] = [likeness.rows, likeness.columns];
  while (i > 0 || j > 0) {
    const here = totals[i * width + j]!;
    if (j > 0 && totals[i * width + j - 1] === here) pairs.push([null, --j]);
    else if (i > 0 && totals[(i - 1) * width + j] === here) pairs.push([--i, null]);
    else pairs.push([--i, --j]);
  }
  return pairs.reverse();
}
