/**
 * Ranks bodies as sources for one target: how much of what each can do would the target be able to take up? A source without a
 * dataset stands for its whole workspace. The first places can be verified by inverse kinematics on trajectories of the source.
 */

import { bodyPair } from './factors/body-pair.ts';
import type { BodyProfile } from './factors/body-profile.ts';
import { blockersOf, bodyOnly, estimateOf, factorValues, type FactorValues } from './match-dataset.ts';
import {
  FACTORS,
  type FactorName,
  type MatchReason,
  type MatchUse,
  type PlacementAdvice,
  type Replayable,
} from './schema.ts';
import { NO_DEMANDS } from './task/demands.ts';
import { verifyReplay } from './verify-replay.ts';
import { weigh, WEIGHTS } from './factors/weights.ts';

/**
 * Part of the estimate from coverage in the reach of a verified source. Against measured pairs the estimate errs by 0.07 and the
 * measurement by 0.06, sampling and the choice of a placement included; their errors are hardly related, so that parts go by inverse squares.
 */
const ESTIMATE_PART = 0.4;

/** A body with the label under which it is reported. */
export interface LabelledBody {
  readonly label: string;
  readonly body: BodyProfile;
}

/** Which sources, for which target. */
export interface RankRequest {
  readonly target: LabelledBody;
  readonly sources: readonly LabelledBody[];
  readonly use: MatchUse;
  /** How many of the first are verified; 0 for none. */
  readonly verify: number;
  /** Told the label of each source before it is rated, and again before it is verified. */
  readonly onSource?: (label: string) => void;
}

/** One source in the ranking. */
export interface RankedBody {
  readonly source: string;
  readonly score: number;
  /** Share of the source's workspace within reach; null where that is unknown. */
  readonly coverage: number | null;
  /** Null where a factor is unknown. */
  readonly factors: Readonly<Record<FactorName, number | null>>;
  /** Share that can be replayed as coverage lets expect; null when nothing follows. */
  readonly estimate: Replayable | null;
  /** Null until verified. */
  readonly replayable: Replayable | null;
  readonly placement: PlacementAdvice | null;
  /**
   * What would keep any data of the source from serving the target for this use: a match gates it. Bodies are ranked by what they are
   * like, so the score and the place are those without gates.
   */
  readonly blockers: readonly MatchReason[];
}

/** A ranking, best source first. */
export interface BodyRanking {
  readonly to: string;
  readonly use: MatchUse;
  readonly ranking: readonly RankedBody[];
}

/** Ranks the sources. Ties go by label. */
export function rankBodies(request: RankRequest): BodyRanking {
  const target = request.target.body;
  const rated = request.sources.map(({ label, body }) => {
    request.onSource?.(label);
    const pair = bodyPair(body, target);
    const question = { data: bodyOnly(body), pair, demands: NO_DEMANDS };
    const values = factorValues({ ...question, measuredMotion: false });
    return {
      body,
      values,
      row: rankedBody(label, values, {
        use: request.use,
        placement: pair.reach.placement,
        estimate: estimateOf(pair),
        blockers: blockersOf(question, values, request.use),
      }),
    };
  });
  rated.sort((a, b) => byScore(a.row, b.row));
  const verified = rated.slice(0, request.verify).map(({ body, values, row }): RankedBody => {
    request.onSource?.(row.source);
    // Where the one is carried by the other, nobody knows where: nothing can be followed.
    const replayable = body.handOnly === target.handOnly ? verifyReplay(body, target) : null;
    if (replayable === null) return row;
    const measured = { ...values, reach: { ...values.reach, value: blend(replayable, row.estimate) } };
    return { ...row, score: weigh(WEIGHTS[request.use], measured).score, replayable };
  });
  verified.sort(byScore);
  const rest = rated.slice(request.verify).map(({ row }) => row);
  return { to: request.target.label, use: request.use, ranking: [...verified, ...rest] };
}

/** What was measured, drawn towards what was estimated before: the mean errs less than either. */
function blend(measured: Replayable, estimate: Replayable | null): number {
  if (estimate === null) return measured.share;
  return (1 - ESTIMATE_PART) * measured.share + ESTIMATE_PART * estimate.share;
}

function rankedBody(
  label: string,
  values: FactorValues,
  about: Pick<RankedBody, 'placement' | 'estimate' | 'blockers'> & { readonly use: MatchUse },
): RankedBody {
  return {
    source: label,
    score: weigh(WEIGHTS[about.use], values).score,
    coverage: values.reach.value,
    factors: Object.fromEntries(
      FACTORS.map((factor) => [factor, values[factor].value]),
    ) as RankedBody['factors'],
    estimate: about.estimate,
    replayable: null,
    placement: about.placement,
    blockers: about.blockers,
  };
}

function byScore(a: RankedBody, b: RankedBody): number {
  if (a.score !== b.score) return b.score - a.score;
  const covered = (b.coverage ?? 0) - (a.coverage ?? 0);
  if (covered !== 0) return covered;
  return a.source < b.source ? -1 : 1;
}
