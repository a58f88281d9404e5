/** The definition of a ranking: every dataset that passes the filters is scored in full, nothing is skipped, nothing is kept from earlier. */

import type { PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { bodyPair } from '#contracts/matching/factors/body-pair.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { reachOutcome, type ReachOutcome } from '#contracts/matching/factors/factor-reach.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';
import { matchDataset, type BodyPair } from '#contracts/matching/match-dataset.ts';
import { ownMotion } from '#contracts/matching/search/own-motion.ts';
import { bonusOf } from '#contracts/matching/factors/pairing.ts';
import { readTask } from '#contracts/matching/task/read-task.ts';
import { VERDICTS, type MatchQuery, type MatchResult } from '#contracts/matching/schema.ts';
import { matchTask, readInstructions } from '#contracts/matching/task/score-task.ts';
import { demandsOf } from '#contracts/matching/task/task-demands.ts';

/** A catalog as a plain list. */
export interface ListedCatalog {
  readonly datasets: Iterable<IndexedDataset>;
  readonly bodies: ReadonlyMap<string, BodyProfile>;
}

/** What is asked, with the target's profile; null for a question about a task only. */
export interface ExhaustiveQuestion {
  readonly target: BodyProfile | null;
  readonly query: MatchQuery;
  /** Bodies of the datasets that state a pairing, by kind and group; none when left out. */
  readonly partners?: ReadonlyMap<string, ReadonlySet<string | null>>;
}

/** The first `query.limit` results of scoring everything. */
export function rankExhaustively(catalog: ListedCatalog, question: ExhaustiveQuestion): MatchResult[] {
  const partners = new Map<string, Set<string | null>>();
  for (const { embodimentId, pairings } of catalog.datasets) {
    for (const { kind, group } of pairings) {
      partners.set(`${kind} ${group}`, (partners.get(`${kind} ${group}`) ?? new Set()).add(embodimentId));
    }
  }
  const score = exhaustiveScorer(catalog.bodies, { ...question, partners });
  let best: MatchResult[] = [];
  const cut = (): void => {
    best = best.sort(inOrder).slice(0, question.query.limit);
  };
  for (const dataset of catalog.datasets) {
    const result = score(dataset);
    if (result === null) continue;
    best.push(result);
    if (best.length > 4 * question.query.limit + 1000) cut();
  }
  cut();
  return best;
}

/** Greatest score first; of equal ones, by id. */
function inOrder(a: MatchResult, b: MatchResult): number {
  return b.score - a.score || (a.dataset < b.dataset ? -1 : 1);
}

/** Scores one dataset at a time; null for one that the filters hold back. Pairs of bodies are computed once a question. */
export function exhaustiveScorer(
  bodies: ReadonlyMap<string, BodyProfile>,
  { target, query, partners }: ExhaustiveQuestion,
): (dataset: IndexedDataset) => MatchResult | null {
  const task = query.task === undefined ? null : readTask(query.task);
  const pairs = new Map<string, BodyPair>();
  const own = new Map<readonly PoseHistogram[], ReachOutcome | null>();
  const pairOf = (recorded: BodyProfile, to: BodyProfile): BodyPair => {
    const pair = pairs.get(recorded.id) ?? bodyPair(recorded, to);
    pairs.set(recorded.id, pair);
    return pair;
  };
  const ownReach = (dataset: IndexedDataset, recorded: BodyProfile, to: BodyProfile): ReachOutcome | null => {
    const { histograms } = dataset;
    let reach = own.get(histograms);
    if (reach === undefined) {
      const motion = ownMotion(histograms, recorded);
      reach = motion.length === 0 ? null : reachOutcome(motion, recorded, to);
      own.set(histograms, reach);
    }
    return reach;
  };
  return (dataset) => {
    if (!passes(dataset, query)) return null;
    const recorded = dataset.embodimentId === null ? null : bodies.get(dataset.embodimentId)!;
    const workspace = recorded === null || target === null ? null : pairOf(recorded, target);
    const reach = workspace === null ? null : ownReach(dataset, workspace.recorded, workspace.target);
    const result = matchDataset({
      data: {
        ...dataset,
        dataset: dataset.datasetId,
        manifest: dataset.manifestDigest,
        embodiment: dataset.embodimentId,
      },
      pair: workspace === null || reach === null ? workspace : { ...workspace, reach },
      measuredMotion: reach !== null,
      pairing: bonusOf(
        dataset.pairings,
        { recorded: dataset.embodimentId, target: target?.id ?? null },
        ({ kind, group }) => partners?.get(`${kind} ${group}`) ?? new Set<string | null>(),
      ),
      task: task === null ? null : matchTask(task, readInstructions(dataset.tasks)),
      demands: demandsOf(task),
      use: query.use,
    });
    const { atLeast } = query.filters;
    return atLeast === undefined || VERDICTS.indexOf(result.verdict) <= VERDICTS.indexOf(atLeast)
      ? result
      : null;
  };
}

function passes(dataset: IndexedDataset, { filters }: MatchQuery): boolean {
  return (
    dataset.hours >= (filters.minHours ?? 0) &&
    dataset.episodes >= (filters.minEpisodes ?? 0) &&
    (filters.methods === undefined || filters.methods.includes(dataset.method)) &&
    (filters.modalities ?? []).every((modality) => dataset.modalities.includes(modality))
  );
}
