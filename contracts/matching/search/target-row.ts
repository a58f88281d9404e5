/**
 * The pair index: what every body of the index means for one target, computed when a question first needs it and kept. Only
 * what does not depend on the question is kept; answers never are. Numbers are kept as they were computed, to the bit.
 */

import { likenessOf, usefulnessOf, workspaceReach } from '../factors/body-pair.ts';
import { mapOf, type BodyProfile } from '../factors/body-profile.ts';
import { MAX_REACH_LIMBS, type ReachOutcome } from '../factors/factor-reach.ts';
import type { LimbPairing } from '../factors/limb-assignment.ts';
import { costOf, handsCost, type PairCosts } from './score-bounds.ts';

/** Most bytes of all rows together; the row that was asked for longest ago goes first. */
export const MAX_ROW_BYTES = 96 * 1024 * 1024;
const BYTES_A_BODY = 58;
/** Bits of one target limb (plus one, 0 for none) in a pairing code. */
const PAIRING_BITS = 3;

/** Coverage and limbs of a pair, without the advice that only an answer shows. */
export type PairReach = Pick<ReachOutcome, 'coverage' | 'limbs'>;

/** The row of one target. `bodies` is the index's list of bodies: it may grow. */
export class TargetRow implements PairCosts {
  readonly target: BodyProfile;
  private readonly bodies: readonly BodyProfile[];
  private usefulnesses = new Float64Array(0);
  private likenesses = new Float64Array(0);
  private coverages = new Float64Array(0);
  /** Costs of the hands, for tasks that move nothing within the hand and for those that do. */
  private usefulnessCosts = new Float64Array(0);
  private likenessCosts = new Float64Array(0);
  private readonly hands = { other: new Float64Array(0), inHand: new Float64Array(0) };
  private pairings = new Uint16Array(0);
  /** Bodies before these have coarse reach and likeness, or reach. */
  private looked = 0;
  private reached = 0;

  constructor(target: BodyProfile, bodies: readonly BodyProfile[]) {
    this.target = target;
    this.bodies = bodies;
    this.cover();
  }

  /** Number of bodies, the first ones, whose coarse reach and likeness are known. */
  get compared(): number {
    return this.looked;
  }

  get bytes(): number {
    return this.coverages.length * BYTES_A_BODY;
  }

  /** Makes room for bodies that have come since. */
  cover(): void {
    const wanted = this.bodies.length;
    if (wanted <= this.coverages.length) return;
    const capacity = wanted + (wanted >> 3);
    const grown = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(capacity).fill(Number.NaN);
      to.set(from);
      return to;
    };
    this.usefulnesses = grown(this.usefulnesses);
    this.likenesses = grown(this.likenesses);
    this.coverages = grown(this.coverages);
    this.usefulnessCosts = grown(this.usefulnessCosts);
    this.likenessCosts = grown(this.likenessCosts);
    this.hands.other = grown(this.hands.other);
    this.hands.inHand = grown(this.hands.inHand);
    const pairings = new Uint16Array(capacity);
    pairings.set(this.pairings);
    this.pairings = pairings;
  }

  /** What the hands of a body and the target cost at least (see {@link handsCost}). */
  handsCost(body: number, inHand: boolean): number {
    const costs = inHand ? this.hands.inHand : this.hands.other;
    const known = costs[body]!;
    if (!Number.isNaN(known)) return known;
    return (costs[body] = handsCost(this.bodies[body]!, this.target, inHand));
  }

  /** True when coarse reach and likeness of a body have been computed. */
  knows(body: number): boolean {
    return body < this.looked;
  }

  /** Cost of usefulness, see {@link costOf}. */
  usefulnessCost(body: number): number {
    const known = this.usefulnessCosts[body]!;
    return Number.isNaN(known) ? (this.usefulnessCosts[body] = costOf(this.usefulness(body))) : known;
  }

  /** Cost of kinematics. */
  likenessCost(body: number): number {
    const known = this.likenessCosts[body]!;
    return Number.isNaN(known) ? (this.likenessCosts[body] = costOf(this.likeness(body))) : known;
  }

  /** Usefulness of a body's motion. */
  usefulness(body: number): number {
    const known = this.usefulnesses[body]!;
    if (!Number.isNaN(known)) return known;
    return (this.usefulnesses[body] = usefulnessOf(this.bodies[body]!, this.target));
  }

  /** Kinematic likeness of a body and the target. */
  likeness(body: number): number {
    const known = this.likenesses[body]!;
    if (!Number.isNaN(known)) return known;
    return (this.likenesses[body] = likenessOf(this.bodies[body]!, this.target));
  }

  /** Coverage of a body's workspace by the target, and which limb follows which. */
  reach(body: number): PairReach {
    const coverage = this.coverage(body);
    return { coverage, limbs: this.limbsOf(body) };
  }

  /** The coverage of {@link reach}. */
  coverage(body: number): number {
    const known = this.coverages[body]!;
    if (!Number.isNaN(known)) return known;
    const { coverage, limbs } = workspaceReach(this.bodies[body]!, this.target);
    this.coverages[body] = coverage;
    this.pairings[body] = limbs.reduce(
      (code, limb, i) => code | ((limb.target + 1) << (i * PAIRING_BITS)),
      0,
    );
    return coverage;
  }

  /**
   * Computes what is missing for `count` bodies: coarse reach and likeness of all, and the target's own reach map, come before
   * reach of any. False when nothing is left.
   */
  fill(count: number): boolean {
    const { length } = this.bodies;
    for (const limb of this.target.limbs.slice(0, MAX_REACH_LIMBS)) mapOf(this.target, limb);
    let left = count;
    for (; left > 0 && this.looked < length; left--, this.looked++) {
      this.usefulness(this.looked);
      this.likeness(this.looked);
    }
    for (; left > 0 && this.looked >= length && this.reached < length; left--, this.reached++) {
      this.coverage(this.reached);
    }
    return this.reached < length;
  }

  private limbsOf(body: number): LimbPairing[] {
    const code = this.pairings[body]!;
    const moved = this.bodies[body]!.limbs.slice(0, MAX_REACH_LIMBS);
    return moved.map((_, i) => ({
      recorded: i,
      target: ((code >> (i * PAIRING_BITS)) & ((1 << PAIRING_BITS) - 1)) - 1,
    }));
  }
}

/** Rows by target, as many as {@link MAX_ROW_BYTES} hold. */
export class PairIndex {
  private readonly rows = new Map<string, TargetRow>();
  private readonly bodies: readonly BodyProfile[];

  constructor(bodies: readonly BodyProfile[]) {
    this.bodies = bodies;
  }

  /** Number of bodies whose coarse reach for a target has to be computed. */
  uncompared(target: BodyProfile): number {
    return this.bodies.length - (this.rows.get(target.id)?.compared ?? 0);
  }

  /** The row of a target, made when it is new. */
  rowOf(target: BodyProfile): TargetRow {
    const row = this.rows.get(target.id) ?? new TargetRow(target, this.bodies);
    row.cover();
    this.rows.delete(target.id);
    this.rows.set(target.id, row);
    let bytes = 0;
    for (const { bytes: own } of this.rows.values()) bytes += own;
    for (const [id, { bytes: own }] of this.rows) {
      if (bytes <= MAX_ROW_BYTES || id === target.id) break;
      this.rows.delete(id);
      bytes -= own;
    }
    return row;
  }
}
