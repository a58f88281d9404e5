/**
 * What to do with an answer: what is listed first is not always worth a request. Pages and commands say the same because both ask
 * here.
 */

import { pow } from '../embodiment/elementary.ts';
import {
  MATCH_USES,
  TASK_EXPONENT,
  type MatchAnswer,
  type MatchResult,
  type MatchUse,
  type Verdict,
} from './schema.ts';
import type { Language } from './words.ts';

/** Least score of data that is worth asking a company for: what fits in body and task scores 0.8 or more, the same for an unrelated task about 0.2. */
export const LEAST_WORTH_ASKING = 0.25;

/** The advice: a result to ask for; another use for which one would be worth it; or neither. */
export type MatchAdvice =
  | { readonly code: 'request'; readonly result: MatchResult }
  | {
      readonly code: 'other-use';
      readonly use: MatchUse;
      readonly score: number;
      readonly result: MatchResult;
    }
  | { readonly code: 'none' };

/** True for a result that serves the use that was asked for well enough to ask its company. */
export function worthAsking({ verdict, gate, score, use }: MatchResult): boolean {
  return serves(verdict, use) && gate === 1 && score >= LEAST_WORTH_ASKING;
}

function serves(verdict: Verdict, use: MatchUse): boolean {
  return verdict === 'pre-train-only' ? use === 'pre-train' : verdict !== 'not-usable';
}

/** What to do with an answer. Of other uses the one with the highest score, of equals the one that comes first in {@link MATCH_USES}. */
export function adviceOf({ results, use: asked }: MatchAnswer): MatchAdvice {
  const worthy = results.find(worthAsking);
  if (worthy !== undefined) return { code: 'request', result: worthy };
  let best: Extract<MatchAdvice, { code: 'other-use' }> | null = null;
  for (const use of MATCH_USES) {
    if (use === asked) continue;
    for (const result of results) {
      const score = scoreFor(result, use);
      if (!serves(result.verdict, use) || score < LEAST_WORTH_ASKING) continue;
      if (best === null || score > best.score) best = { code: 'other-use', use, score, result };
    }
  }
  return best ?? { code: 'none' };
}

/** About what a result would score for another use: the task's part stays, what a pairing takes back is left out. */
function scoreFor({ uses, task }: MatchResult, use: MatchUse): number {
  return uses[use] * (task === null ? 1 : pow(task.score, TASK_EXPONENT));
}

/** Why nothing is proposed for what was asked, as sentences; null where a request is. Names of uses and of the dataset come from the caller. */
export function adviceWords(
  advice: MatchAdvice,
  named: { readonly asked: string; readonly other: string; readonly dataset: string },
  language: Language = 'en',
): string | null {
  if (advice.code === 'request') return null;
  const chinese = language === 'zh';
  const none = chinese
    ? `对于“${named.asked}”，所列数据均不值得申请。`
    : `Nothing listed is worth a request for this use (${named.asked}).`;
  if (advice.code === 'none')
    return chinese
      ? `${none}可在匹配页保持问题开放，待有适配的数据时得知。`
      : `${none} Keep the question open on the match page to be told of what is listed later.`;
  const points = Math.round(advice.score * 100);
  return chinese
    ? `${none}若用于“${named.other}”，${named.dataset} 约得 ${points} 分。`
    : `${none} For ${named.other}, ${named.dataset} would score about ${points}.`;
}
