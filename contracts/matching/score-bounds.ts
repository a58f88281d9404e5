/**
 * Upper bounds of scores from what is known of a pair so far: what is not known yet counts as perfect. They are made of the
 * scorer's own functions, so they hold whatever those say, as long as no factor falls when a pair gets better.
 */

import { exp } from '../embodiment/elementary.ts';
import type { BodyProfile } from './body-profile.ts';
import type { DataSignals } from './factor-data.ts';
import { handFactor } from './factor-hand.ts';
import { MAX_REACH_LIMBS, type ReachOutcome } from './factor-reach.ts';
import { known, middle, type FactorValue } from './factor-value.ts';
import { pairBlockers, pairValues, signalBlockers, signalValues } from './match-dataset.ts';
import { GATE, type MatchUse } from './schema.ts';
import type { PairReach } from './target-row.ts';
import type { TaskDemands } from './task-demands.ts';
import { lossOf } from './weights.ts';

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

/** Bound from the hands alone: the cheapest, because every body of an index goes through it. */
export function handsBound({ target, demands, use }: BoundQuestion, recorded: BodyProfile): PartBound {
  const hand = bestHand(recorded, target, demands);
  if (hand === null) return pairBound({ target, demands, use }, { recorded });
  const pair = { recorded, target, reverse: 1, likeness: 1, reach: PERFECT_REACH };
  return {
    factor: LIFT * exp(-lossOf(use, { hand })),
    blocked: pairBlockers(pair, { hand, reach: PERFECT }, { demands, use }).length > 0,
  };
}

const PERFECT = known(1, { code: 'reach-of-workspace', params: {} });
const PERFECT_REACH: ReachOutcome = { coverage: 1, limbs: [], placement: null, freeHeightCoverage: null };

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
