/** Ranks the first results of a match anew by fit certificates: what was measured stands in for what was estimated. */

import { exp, pow } from '../embodiment/elementary.ts';
import { withBonus } from './factors/pairing.ts';
import { MATCH_USES, TASK_EXPONENT, type FactorScore, type MatchAnswer, type MatchResult } from './schema.ts';
import { loss, neutral, WEIGHTS } from './factors/weights.ts';
import type { ShareInterval } from './factors/wilson.ts';

/** Results that are ranked anew. */
export const CERTIFIED_RESULTS = 10;

/**
 * The answer with certified shares as reach, by dataset id; results without a certificate keep their score. The first
 * {@link CERTIFIED_RESULTS} are sorted anew, the others stay behind them. Losses still add up to the score.
 */
export function rankByCertificates(
  answer: MatchAnswer,
  certificates: ReadonlyMap<string, ShareInterval>,
): MatchAnswer {
  const first = answer.results.slice(0, CERTIFIED_RESULTS).map((result) => {
    const certified = certificates.get(result.dataset);
    return certified === undefined ? result : certifiedResult(result, certified);
  });
  first.sort((a, b) => b.score - a.score || (a.dataset < b.dataset ? -1 : 1));
  return { ...answer, results: [...first, ...answer.results.slice(CERTIFIED_RESULTS)] };
}

function certifiedResult(result: MatchResult, { share, low, high }: ShareInterval): MatchResult {
  const before = result.factors.find(({ factor }) => factor === 'reach');
  if (before === undefined) return result;
  const reach: FactorScore = {
    ...before,
    value: share,
    low,
    high,
    lost: loss(before.weight, share),
    reason: { code: 'reach-certified', params: { coverage: share } },
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
    uses: usesWith(result, before, share),
    replayable: { share, low, high, basis: 'inverse-kinematics' },
  };
}

/** The scores by use, with the loss of the estimated reach taken back and that of the certified one put in. */
function usesWith(result: MatchResult, before: FactorScore, share: number): MatchResult['uses'] {
  const estimated = before.value ?? neutral(before);
  const uses = MATCH_USES.map((use) => {
    const weight = WEIGHTS[use].reach;
    const changed = result.uses[use] * exp(loss(weight, estimated) - loss(weight, share));
    return [use, Math.min(1, changed)] as const;
  });
  return Object.fromEntries(uses) as MatchResult['uses'];
}
