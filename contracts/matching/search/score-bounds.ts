/**
 * Upper bounds of scores from what is known of a pair so far: what is not known yet counts as perfect. They are made of the
 * scorer's own functions, so they hold whatever those say, as long as no factor falls when a pair gets better.
 */

import { exp, log } from '../../embodiment/elementary.ts';
import type { BodyProfile } from '../factors/body-profile.ts';
import type { DataSignals } from '../factors/factor-data.ts';
import { CANNOT_MOVE_IN_HAND, handFactor } from '../factors/factor-hand.ts';
import { isBare, MAX_REACH_LIMBS, type ReachOutcome } from '../factors/factor-reach.ts';
import { known, middle, type FactorValue } from '../factors/factor-value.ts';
import {
  isOtherKinematics,
  pairBlockers,
  pairValues,
  signalBlockers,
  signalValues,
} from '../match-dataset.ts';
import { withBonus } from '../factors/pairing.ts';
import { GATE, type MatchUse } from '../schema.ts';
import type { PairReach } from './target-row.ts';
import { NO_DEMANDS, type TaskDemands } from '../task/demands.ts';
import { FACTOR_FLOOR, loss, lossOf, neutral, weightsOf, type Weights } from '../factors/weights.ts';

/** Bounds are rounded like scores, in another order: they are lifted by more than that. */
const LIFT = 1 + 1e-9;
/** More than rounding and {@link LIFT} make of a coverage that is computed back from a score. */
const COVERAGE_SLACK = 1e-6;

/** The part of a question that bounds depend on. */
export interface BoundQuestion {
  readonly target: BodyProfile;
  readonly demands: TaskDemands;
  readonly use: MatchUse;
}

/** What is known of a pair; what is left out counts as perfect. */
export interface KnownPair {
  readonly recorded: BodyProfile;
  readonly usefulness?: number;
  readonly likeness?: number;
  readonly reach?: PairReach;
}

/** What a pair, or a dataset's signals, leave of a score at most. */
export interface PartBound {
  readonly factor: number;
  readonly blocked: boolean;
}

const PERFECT = known(1, { code: 'reach-of-workspace', params: {} });
const PERFECT_REACH: ReachOutcome = { coverage: 1, limbs: [], placement: null, freeHeightCoverage: null };

/** Cost of the hands of bodies that have none: their bounds have to be found by {@link pairBound}. */
const NO_HANDS = 1e6;
/** What is taken off the cost of a hand that cannot do the work at all. */
const BLOCKED_BY_HAND = 1000;

/** What a factor costs a score of weight 1: -ln of its value. */
export function costOf(value: number): number {
  return loss(1, value);
}

/**
 * What the two hands that carry most cost at least: -ln of their value, some marks aside that {@link PairBounds} reads. It depends on the
 * bodies and on whether the task moves things within the hand, on nothing else.
 */
export function handsCost(recorded: BodyProfile, target: BodyProfile, inHand: boolean): number {
  const hand = bestHand(recorded, target, { ...NO_DEMANDS, inHand });
  if (hand === null || (isBare(recorded) && isBare(target))) return NO_HANDS;
  const cost = costOf(hand.value ?? neutral(hand));
  return hand.reason.code === CANNOT_MOVE_IN_HAND ? cost - BLOCKED_BY_HAND : cost;
}

/** Numbers of pairs that do not depend on the question, by body. */
export interface PairCosts {
  /** See {@link handsCost}. */
  handsCost(body: number, inHand: boolean): number;
  /** Cost of usefulness and of kinematics by {@link costOf}. */
  usefulnessCost(body: number): number;
  likenessCost(body: number): number;
  usefulness(body: number): number;
  likeness(body: number): number;
  /** Coverage of a body's workspace by the target, and with it which limb follows which. */
  coverage(body: number): number;
  reach(body: number): PairReach;
}

/** Bounds of pairs before their reach is known, cheap enough for every body of an index. */
export class PairBounds {
  private readonly question: BoundQuestion;
  private readonly bodies: readonly BodyProfile[];
  private readonly costs: PairCosts;
  private readonly weights: Weights;
  /** True when likeness counts. It takes longer to compute than the rest. */
  private readonly compares: boolean;
  /** True when the target itself is blocked, whatever was recorded. */
  private readonly blocked: boolean;

  constructor(question: BoundQuestion, costs: PairCosts, bodies: readonly BodyProfile[]) {
    this.question = question;
    this.costs = costs;
    this.bodies = bodies;
    const { target, demands, use } = question;
    this.weights = weightsOf(use, demands);
    this.compares = this.weights.kinematics > 0 || use === 'joint-space';
    const perfect = { recorded: target, target, usefulness: 1, likeness: 1, reach: PERFECT_REACH };
    this.blocked = pairBlockers(perfect, { hand: PERFECT, reach: PERFECT }, { demands, use }).length > 0;
  }

  /** Bound from the hands alone. */
  hands(body: number): PartBound {
    const cost = this.costs.handsCost(body, this.question.demands.inHand);
    if (cost === NO_HANDS) return pairBound(this.question, { recorded: this.bodies[body]! });
    return {
      factor: LIFT * exp(-this.weights.hand * unmarked(cost)),
      blocked: this.blocked || this.isBlockedBy(cost),
    };
  }

  /** Bound from hands, coarse reach and kinematics. */
  coarse(body: number): PartBound {
    const { question, costs, weights } = this;
    const cost = costs.handsCost(body, question.demands.inHand);
    const likeness = this.compares ? costs.likeness(body) : 1;
    if (cost === NO_HANDS) {
      return pairBound(question, {
        recorded: this.bodies[body]!,
        usefulness: costs.usefulness(body),
        likeness,
      });
    }
    const lost =
      weights.hand * unmarked(cost) +
      weights.usefulness * costs.usefulnessCost(body) +
      (weights.kinematics > 0 ? weights.kinematics * costs.likenessCost(body) : 0);
    return {
      factor: LIFT * exp(-lost),
      blocked: this.blocked || this.isBlockedBy(cost) || isOtherKinematics(question.use, likeness),
    };
  }

  /** The best bounds that cost nothing: coarse ones of pairs that have been compared, else those of the hands. */
  first(knows: (body: number) => boolean): BoundColumn {
    const { length } = this.bodies;
    const column = boundColumn(length);
    for (let body = 0; body < length; body++) {
      writePart(column, body, knows(body) ? this.coarse(body) : this.hands(body));
    }
    return column;
  }

  /** Bound from all that is known of a pair: hands, coarse reach, kinematics and the coverage of the body's workspace. */
  reached(body: number): PartBound {
    const { question, costs } = this;
    if (costs.handsCost(body, question.demands.inHand) === NO_HANDS) {
      const reach = costs.reach(body);
      const known = {
        recorded: this.bodies[body]!,
        usefulness: costs.usefulness(body),
        likeness: costs.likeness(body),
      };
      return pairBound(question, { ...known, reach });
    }
    return this.covered(this.coarse(body), costs.coverage(body));
  }

  /** What a bound of a pair comes down to where no more than `coverage` is covered. */
  covered({ factor, blocked }: PartBound, coverage: number): PartBound {
    return coverage === 1
      ? { factor, blocked }
      : { factor: factor * exp(-loss(this.weights.reach, coverage)), blocked };
  }

  /**
   * The least coverage with which what scores `bound` at most, were it covered whole, may still score `wanted`. 0 when any may do.
   * `share` is what a pairing takes back of the loss.
   */
  leastCoverage(asked: { readonly bound: number; readonly wanted: number; readonly share: number }): number {
    const { bound, wanted, share } = asked;
    const weight = this.weights.reach * (1 - share);
    if (wanted <= 0 || weight <= 0) return 0;
    const least = (1 - COVERAGE_SLACK) * exp(log(wanted / bound) / weight);
    // A factor never counts as less than the floor.
    return least <= FACTOR_FLOOR ? 0 : Math.min(1, least);
  }

  private isBlockedBy(cost: number): boolean {
    return cost < 0 && this.question.use !== 'pre-train';
  }
}

/** The cost of a hand without the mark of one that cannot do the work. */
function unmarked(cost: number): number {
  return cost < 0 ? cost + BLOCKED_BY_HAND : cost;
}

/** Value of the two hands that carry most; null for bodies without. Every body that has limbs follows with one at least. */
function bestHand(recorded: BodyProfile, target: BodyProfile, demands: TaskDemands): FactorValue | null {
  let best: FactorValue | null = null;
  for (let i = 0; i < recorded.limbs.length; i++) {
    for (let j = 0; j < target.limbs.length && j < MAX_REACH_LIMBS; j++) {
      const value = handFactor(recorded.limbs[i]!.hand, target.limbs[j]!.hand, demands);
      if (best === null || middle(value) > middle(best)) best = value;
    }
  }
  return best;
}

/** Bound from a pair. */
export function pairBound({ target, demands, use }: BoundQuestion, pair: KnownPair): PartBound {
  const { recorded, usefulness = 1, likeness = 1 } = pair;
  const seen = { recorded, target, usefulness, likeness };
  const reach = { ...PERFECT_REACH, ...pair.reach };
  const values = { ...pairValues({ ...seen, reach }, demands, true) };
  if (pair.reach === undefined) values.hand = bestHand(recorded, target, demands) ?? values.hand;
  return {
    factor: LIFT * exp(-lossOf(weightsOf(use, demands), values)),
    blocked: pairBlockers({ ...seen, reach }, values, { demands, use }).length > 0,
  };
}

/** Bound from the signals of a dataset on a body. */
export function signalBound(
  { target, demands, use }: BoundQuestion,
  data: DataSignals,
  recorded: BodyProfile,
): PartBound {
  return {
    factor: exp(-lossOf(weightsOf(use, demands), signalValues(data, { recorded, target }, demands))),
    blocked: signalBlockers(data, use, demands).length > 0,
  };
}

/** Both bounds together, with the bonus of a pairing. */
export function joinBounds(pair: PartBound, signals: PartBound, share: number): number {
  return joinedBound(pair.factor * signals.factor, pair.blocked || signals.blocked, share);
}

/** {@link joinBounds} of bounds that lie in columns. */
export function joinedBound(factor: number, blocked: boolean, share: number): number {
  const raised = share === 0 ? factor : LIFT * withBonus(factor, share);
  return raised * (blocked ? GATE : 1);
}

/** Bounds by number, in flat arrays: a question looks at those of every body. */
export interface BoundColumn {
  readonly factor: Float64Array;
  /** 1 for true. */
  readonly blocked: Uint8Array;
  readonly known: Uint8Array;
}

/** Room for bounds that are not known yet. */
export function boundColumn(length: number): BoundColumn {
  return {
    factor: new Float64Array(length),
    blocked: new Uint8Array(length),
    known: new Uint8Array(length),
  };
}

export function writePart({ factor, blocked, known }: BoundColumn, at: number, part: PartBound): void {
  factor[at] = part.factor;
  blocked[at] = part.blocked ? 1 : 0;
  known[at] = 1;
}

/** A bound that is known. */
export function partOf({ factor, blocked }: BoundColumn, at: number): PartBound {
  return { factor: factor[at]!, blocked: blocked[at] === 1 };
}
