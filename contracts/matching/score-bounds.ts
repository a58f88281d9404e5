/**
 * Upper bounds of scores from what is known of a pair so far: what is not known yet counts as perfect. They are made of the
 * scorer's own functions, so they hold whatever those say, as long as no factor falls when a pair gets better.
 */

import { exp } from '../embodiment/elementary.ts';
import type { BodyProfile } from './body-profile.ts';
import type { DataSignals } from './factor-data.ts';
import { handFactor } from './factor-hand.ts';
import { MAX_REACH_LIMBS, type LimbPairing } from './factor-reach.ts';
import { middle } from './factor-value.ts';
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

/** Bound from a pair. */
export function pairBound({ target, demands, use }: BoundQuestion, pair: KnownPair): PartBound {
  const { recorded, reverse = 1, likeness = 1 } = pair;
  const known = { recorded, target, reverse, likeness };
  const limbs = pair.reach?.limbs ?? bestHands(recorded, target, demands);
  const reach = { coverage: pair.reach?.coverage ?? 1, limbs, placement: null, freeHeightCoverage: null };
  const values = pairValues({ ...known, reach }, demands, true);
  return {
    factor: LIFT * exp(-lossOf(use, values)),
    blocked: pairBlockers({ ...known, reach }, values, { demands, use }).length > 0,
  };
}

/** The pairing of one recorded limb whose hand carries most; every body that has limbs follows with one at least. */
function bestHands(recorded: BodyProfile, target: BodyProfile, demands: TaskDemands): LimbPairing[] {
  const from = Math.min(recorded.limbs.length, MAX_REACH_LIMBS);
  const to = Math.min(target.limbs.length, MAX_REACH_LIMBS);
  if (from * to <= 1) return from * to === 1 ? [{ recorded: 0, target: 0 }] : [];
  let best: LimbPairing[] = [];
  let most = -1;
  for (let i = 0; i < recorded.limbs.length; i++) {
    for (let j = 0; j < to; j++) {
      const hand = middle(handFactor(recorded.limbs[i]!.hand, target.limbs[j]!.hand, demands));
      if (hand > most) {
        most = hand;
        best = [{ recorded: i, target: j }];
      }
    }
  }
  return best;
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
