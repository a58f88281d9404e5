/** Ranks robots as sources for one target, in a child process. A source that ends the child costs only itself. */

import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { BodyRanking } from '#contracts/matching/rank-bodies.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { ConfinedRankInput, LabelledEmbodiment } from './confined-rank.ts';

/** Bounds of a ranking: about a second a verified source, milliseconds for the others. */
const LIMITS = { heapMiB: 1536, residentMiB: 2048, silenceMs: 300_000 } as const;
/** So many sources may fail; after that it is no longer about sources. */
const MAX_FAILED = 16;

/** A source that could not be ranked, and why. */
export interface FailedSource {
  readonly source: string;
  readonly error: ExchangeError;
}

/** A ranking, and what is missing in it. */
export interface RobotRanking extends BodyRanking {
  readonly failed: readonly FailedSource[];
}

/**
 * Ranks the bodies; what cannot be ranked is named. Throws `limit-exceeded` when the target, or more than {@link MAX_FAILED} sources, take too much memory or
 * time, `interrupted` when the signal aborts.
 */
export async function rankRobots(input: ConfinedRankInput, signal?: AbortSignal): Promise<RobotRanking> {
  const failed: FailedSource[] = [];
  let sources = input.sources;
  for (;;) {
    const tried = await tryRanking({ ...input, sources }, signal);
    if (tried.ok) return { ...tried.ranking, failed };
    const { source, error } = tried;
    if (source === null || failed.length === MAX_FAILED) throw error;
    failed.push({ source, error });
    sources = sources.filter((one: LabelledEmbodiment) => one.label !== source);
  }
}

type TriedRanking =
  | { readonly ok: true; readonly ranking: BodyRanking }
  /** `source` is what was worked on when it ended; null before the first. */
  | { readonly ok: false; readonly source: string | null; readonly error: ExchangeError };

async function tryRanking(input: ConfinedRankInput, signal?: AbortSignal): Promise<TriedRanking> {
  let source: string | null = null;
  try {
    const outcome = await runConfined<BodyRanking, string>({
      module: new URL('./confined-rank.ts', import.meta.url),
      input,
      readable: [],
      limits: LIMITS,
      onReport: (label) => {
        source = label;
      },
      ...(signal === undefined ? {} : { signal }),
    });
    if (outcome.ok) return { ok: true, ranking: outcome.value };
    const error = new ExchangeError('limit-exceeded', `Ranking the body ended early (${outcome.death}).`);
    return { ok: false, source, error };
  } catch (error) {
    if (!isExchangeError(error) || error.code === 'interrupted') throw error;
    return { ok: false, source, error };
  }
}
