/**
 * Ranks bodies as sources for one target: how much of what each can do would the target be able to take up? A source without a
 * dataset stands for its whole workspace. The first places can be verified by inverse kinematics on trajectories of the source.
 */

import { bestPlacements } from '../embodiment/reach-coverage.ts';
import { TrajectoryReplayer, transferTrajectory } from '../embodiment/trajectory-replay.ts';
import { workspaceTrajectories } from '../embodiment/workspace-trajectories.ts';
import { bodyPair } from './body-pair.ts';
import { cloudOf, mapOf, type BodyProfile, type LimbProfile } from './body-profile.ts';
import { BODY_ONLY, factorValues, type FactorValues } from './match-dataset.ts';
import { FACTORS, type FactorName, type MatchUse, type PlacementAdvice, type Replayable } from './schema.ts';
import { demandsOf } from './task-demands.ts';
import { weigh } from './weights.ts';
import { wilsonInterval } from './wilson.ts';

/** Trajectories that are replayed for one pair of bodies. */
export const VERIFY_TRAJECTORIES = 200;
/** Placements of the coverage stage that are tried when verifying. */
export const VERIFY_PLACEMENTS = 3;

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
}

/** One source in the ranking. */
export interface RankedBody {
  readonly source: string;
  readonly score: number;
  readonly coverage: number;
  /** Null where a factor is unknown. */
  readonly factors: Readonly<Record<FactorName, number | null>>;
  /** Null until verified. */
  readonly replayable: Replayable | null;
  readonly placement: PlacementAdvice | null;
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
    const pair = bodyPair(body, target);
    const values = factorValues({ data: BODY_ONLY, pair, measuredMotion: false, demands: demandsOf(null) });
    return {
      body,
      values,
      row: rankedBody(label, values, { use: request.use, placement: pair.reach.placement }),
    };
  });
  rated.sort((a, b) => byScore(a.row, b.row));
  const verified = rated.slice(0, request.verify).map(({ body, values, row }): RankedBody => {
    const replayable = verifyReplay(body, target);
    if (replayable === null) return row;
    // What was measured stands in for what was estimated.
    const measured = { ...values, reach: { ...values.reach, value: replayable.share } };
    return { ...row, score: weigh(request.use, measured).score, replayable };
  });
  verified.sort(byScore);
  const rest = rated.slice(request.verify).map(({ row }) => row);
  return { to: request.target.label, use: request.use, ranking: [...verified, ...rest] };
}

function rankedBody(
  label: string,
  values: FactorValues,
  about: { readonly use: MatchUse; readonly placement: PlacementAdvice | null },
): RankedBody {
  return {
    source: label,
    score: weigh(about.use, values).score,
    coverage: values.reach.value ?? 0,
    factors: Object.fromEntries(
      FACTORS.map((factor) => [factor, values[factor].value]),
    ) as RankedBody['factors'],
    replayable: null,
    placement: about.placement,
  };
}

function byScore(a: RankedBody, b: RankedBody): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.coverage !== b.coverage) return b.coverage - a.coverage;
  return a.source < b.source ? -1 : 1;
}

/**
 * Share of the source's trajectories that the target replays, limb by limb as their workspaces fit best; null when either has no
 * limb with a tool. Of the best placements the one that replays most counts.
 */
export function verifyReplay(source: BodyProfile, target: BodyProfile): Replayable | null {
  const limbs = source.limbs.slice(0, 1).flatMap((limb) => bestTargets(limb, target));
  const [best] = limbs;
  if (best === undefined) return null;
  const cloud = cloudOf(best.from);
  const map = mapOf(target, best.to);
  const trajectories = workspaceTrajectories(best.from.chain, VERIFY_TRAJECTORIES);
  const replayer = new TrajectoryReplayer(best.to.chain, { rollFree: true, interval: null });
  const placements = bestPlacements(cloud, map, { freedom: { fixedHeight: null }, keep: VERIFY_PLACEMENTS });
  let most = 0;
  for (const { placement } of placements) {
    let replayed = 0;
    for (const trajectory of trajectories) {
      const moved = transferTrajectory(trajectory, {
        from: cloud.shoulder,
        to: replayer.shoulder,
        placement,
      });
      if (replayer.replay(moved).blocker === null) replayed++;
    }
    most = Math.max(most, replayed);
  }
  return { ...wilsonInterval(most, trajectories.length), basis: 'inverse-kinematics' };
}

interface LimbMatch {
  readonly from: LimbProfile;
  readonly to: LimbProfile;
  readonly coverage: number;
}

/** Limbs of the target for one limb of the source, the one that covers most first. */
function bestTargets(from: LimbProfile, target: BodyProfile): LimbMatch[] {
  const cloud = cloudOf(from);
  return target.limbs
    .map((to): LimbMatch => {
      const [placed] = bestPlacements(cloud, mapOf(target, to), {
        freedom: { fixedHeight: null },
        keep: 1,
      });
      return { from, to, coverage: placed?.coverage ?? 0 };
    })
    .sort((a, b) => b.coverage - a.coverage);
}
