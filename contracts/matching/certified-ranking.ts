/** Ranks the first results of a match anew by fit certificates: what was measured stands in for what was estimated. */

import { exp, pow } from '../embodiment/elementary.ts';
import { withBonus } from './factors/pairing.ts';
import {
  MATCH_USES,
  TASK_EXPONENT,
  type FactorScore,
  type MatchAnswer,
  type MatchResult,
  type MatchUse,
} from './schema.ts';
import { loss, neutral, WEIGHTS } from './factors/weights.ts';
import type { ShareInterval } from './factors/wilson.ts';

/** What a provider measured, as a ranking takes it. */
export interface CertifiedShares {
  /** Whole motions, all limbs at once: what replay needs. */
  readonly whole: ShareInterval;
  /** The motion of each limb by itself, in the mean: what training on the data can use. */
  readonly motion: ShareInterval;
}

/** Results that are ranked anew. */
export const CERTIFIED_RESULTS = 10;

/**
 * The answer with certified shares as reach, by dataset id: whole motions for replay, else the motion of the limbs; results without a certificate keep their score. The first
 * {@link CERTIFIED_RESULTS} are sorted anew, the others stay behind them. Losses still add up to the score.
 */
export function rankByCertificates(
  answer: MatchAnswer,
  certificates: ReadonlyMap<string, CertifiedShares>,
): MatchAnswer {
  const first = answer.results.slice(0, CERTIFIED_RESULTS).map((result) => {
    const certified = certificates.get(result.dataset);
    return certified === undefined ? result : certifiedResult(result, certified);
  });
  first.sort((a, b) => b.score - a.score || (a.dataset < b.dataset ? -1 : 1));
  return { ...answer, results: [...first, ...answer.results.slice(CERTIFIED_RESULTS)] };
}

function certifiedResult(result: MatchResult, certified: CertifiedShares): MatchResult {
  const before = result.factors.find(({ factor }) => factor === 'reach');
  if (before === undefined) return result;
  const { share, low, high } = shareFor(result.use, certified);
  const reach: FactorScore = {
    ...before,
    value: share,
    low,
    high,
    lost: loss(before.weight, share),
    reason: reasonOf(result.use, certified),
  };
  const factors = result.factors.map((factor) => (factor.factor === 'reach' ? reach : factor));
  const rest = result.gate * (result.task === null ? 1 : pow(result.task.score, TASK_EXPONENT));
  const scoreOf = (lost: (factor: FactorScore) => number): number =>
    exp(-factors.reduce((sum, factor) => sum + lost(factor), 0));
  const bodyScore = scoreOf((factor) => factor.lost);
  const paired = (score: number): number => withBonus(score, result.pairing?.share ?? 0) * rest;
  return {
    ...result,
    factors,
    bodyScore,
    score: paired(bodyScore),
    low: paired(scoreOf((factor) => loss(factor.weight, factor.low))),
    high: paired(scoreOf((factor) => loss(factor.weight, factor.high))),
    uses: usesWith(result, before, certified),
    replayable: { ...certified.whole, basis: 'inverse-kinematics' },
  };
}

/** A robot replays whole motions or none; what it learns from may be the motion of one hand. */
function shareFor(use: MatchUse, { whole, motion }: CertifiedShares): ShareInterval {
  const { share, low, high } = use === 'replay' ? whole : motion;
  return { share, low, high };
}

function reasonOf(use: MatchUse, { whole, motion }: CertifiedShares): FactorScore['reason'] {
  return use === 'replay' || motion.share === whole.share
    ? { code: 'reach-certified', params: { coverage: whole.share } }
    : { code: 'reach-certified-limbs', params: { coverage: motion.share, whole: whole.share } };
}

/** The scores by use, with the loss of the estimated reach taken back and that of the certified one put in. */
function usesWith(result: MatchResult, before: FactorScore, certified: CertifiedShares): MatchResult['uses'] {
  const estimated = before.value ?? neutral(before);
  const uses = MATCH_USES.map((use) => {
    const weight = WEIGHTS[use].reach;
    const { share } = shareFor(use, certified);
    const changed = result.uses[use] * exp(loss(weight, estimated) - loss(weight, share));
    return [use, Math.min(1, changed)] as const;
  });
  return Object.fromEntries(uses) as MatchResult['uses'];
}
