/** Ranks robots as sources for one target, in a child process. */

import { ExchangeError } from '#contracts/errors.ts';
import type { BodyRanking } from '#contracts/matching/rank-bodies.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { ConfinedRankInput } from './confined-rank.ts';

/** Bounds of a ranking: about a second a verified source, milliseconds for the others. */
const LIMITS = { heapMiB: 1536, residentMiB: 2048, silenceMs: 1_800_000 } as const;

/** Ranks the bodies. Throws `limit-exceeded` when they take too much memory or time, `interrupted` when the signal aborts. */
export async function rankRobots(input: ConfinedRankInput, signal?: AbortSignal): Promise<BodyRanking> {
  const outcome = await runConfined<BodyRanking>({
    module: new URL('./confined-rank.ts', import.meta.url),
    input,
    readable: [],
    limits: LIMITS,
    ...(signal === undefined ? {} : { signal }),
  });
  if (outcome.ok) return outcome.value;
  throw new ExchangeError('limit-exceeded', `Ranking the bodies ended early (${outcome.death}).`);
}
