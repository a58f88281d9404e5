/**
 * Upper bounds of scores from what is known of a pair so far: what is not known yet counts as perfect. They are made of the
 * scorer's own functions, so they hold whatever those say, as long as no factor falls when a pair gets better.
 */

import { exp } from '../embodiment/elementary.ts';
import type { BodyProfile } from './body-profile.ts';
import type { DataSignals } from './factor-data.ts';
import { CANNOT_MOVE_IN_HAND, handFactor } from './factor-hand.ts';
import { MAX_REACH_LIMBS, type ReachOutcome } from './factor-reach.ts';
import { known, middle, type FactorValue } from './factor-value.ts';
import { pairBlockers, pairValues, signalBlockers, signalValues } from './match-dataset.ts';
import { GATE, type MatchUse } from './schema.ts';
import type { PairReach } from './target-row.ts';
import { demandsOf, type TaskDemands } from './task-demands.ts';
import { loss, lossOf, neutral, weightsOf } from './weights.ts';

/** Bounds are rounded like scores, in another order: they are lifted by more than that. */
const LIFT = 1 + 1e-9;

/** The part of a question that bounds depend on. */
export interface BoundQuestion {
  readonly target: BodyProfile;
  readonly demands: TaskDemands;
  readonly use: MatchUse;
}

/** What is known of a pair; what is left out counts as perfect. */
export interface KnownPair {
  readonly recorded: BodyProfile;
  readonly reverse?: number;
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

/** Cost of the hands of bodies that have none: it has to be found by {@link pairBound}. */
export const NO_HANDS = 1e6;

/**
 * What the two hands that carry most cost at least: -ln of their value, below zero by {@link BLOCKED_BY_HAND} more where the target's hand
 * cannot do the work at all. Depends on the bodies and on whether the task moves things within the hand, on nothing else.
 */
export function handsCost(recorded: BodyProfile, target: BodyProfile, inHand: boolean): number {
  const hand = bestHand(recorded, target, { ...LOOSE, inHand });
  if (hand === null) return NO_HANDS;
  const cost = loss(1, hand.value ?? neutral(hand));
  return hand.reason.code === CANNOT_MOVE_IN_HAND ? cost - BLOCKED_BY_HAND : cost;
}

const LOOSE = demandsOf(null);
const BLOCKED_BY_HAND = 1000;

/** Bounds from the hands alone, for every body of an index: what {@link handsCost} costs in this question. */
export class HandsBounds {
  private readonly question: BoundQuestion;
  private readonly weight: number;
  private readonly blocked: boolean;

  constructor(question: BoundQuestion) {
    this.question = question;
    const { target, demands, use } = question;
    this.weight = weightsOf(use).hand;
    const perfect = { recorded: target, target, reverse: 1, likeness: 1, reach: PERFECT_REACH };
    this.blocked = pairBlockers(perfect, { hand: PERFECT, reach: PERFECT }, { demands, use }).length > 0;
  }

  /** What a pair leaves of a score at most. */
  of(cost: number, recorded: BodyProfile): number {
    if (cost === NO_HANDS) {
      const { factor, blocked } = pairBound(this.question, { recorded });
      return blocked ? GATE * factor : factor;
    }
    const cannot = cost < 0 && this.question.use !== 'pre-train';
    const factor = LIFT * exp(-this.weight * (cost < 0 ? cost + BLOCKED_BY_HAND : cost));
    return cannot || this.blocked ? GATE * factor : factor;
  }
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
  const { recorded, reverse = 1, likeness = 1 } = pair;
  const seen = { recorded, target, reverse, likeness };
  const reach = { ...PERFECT_REACH, ...pair.reach };
  const values = { ...pairValues({ ...seen, reach }, demands, true) };
  if (pair.reach === undefined) values.hand = bestHand(recorded, target, demands) ?? values.hand;
  return {
    factor: LIFT * exp(-lossOf(use, values)),
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
    factor: exp(-lossOf(use, signalValues(data, { recorded, target }, demands))),
    blocked: signalBlockers(data, use).length > 0,
  };
}

/** Both bounds together. */
export function joinBounds(pair: PartBound, signals: PartBound): number {
  return pair.factor * signals.factor * (pair.blocked || signals.blocked ? GATE : 1);
}
