/** From a question to the results that are shown: the search for the best rows, and the explanation of those it finds. */

import { workspaceReach } from './body-pair.ts';
import { matchDataset, type BodyPair } from './match-dataset.ts';
import { MatchSearch, type Question, type SearchedIndex } from './match-search.ts';
import type { MatchResult, MatchStage } from './schema.ts';
import { matchTask, readInstructions } from './score-task.ts';
import { demandsOf } from './task-demands.ts';

/** Runs the search and explains what it found, best first. */
export function selectRows(
  index: SearchedIndex,
  question: Question,
): { results: MatchResult[]; stages: MatchStage[] } {
  const search = new MatchSearch(index, question);
  const slots = search.run();
  const pairs = new Map<number, BodyPair>();
  const results = slots.map((slot) => explain(slot, { index, question, search, pairs }));
  return { results, stages: search.stages(results.length) };
}

interface Explaining {
  readonly index: SearchedIndex;
  readonly question: Question;
  readonly search: MatchSearch;
  /** Pairs by body number. */
  readonly pairs: Map<number, BodyPair>;
}

function explain(slot: number, { index, question, search, pairs }: Explaining): MatchResult {
  const { columns, bodies } = index;
  const body = columns.groups.bodyOfGroup[columns.group[slot]!]!;
  const recorded = bodies.profiles[body] ?? null;
  const data = columns.read(slot, recorded?.id ?? null);
  const asked = {
    data: { ...data, dataset: data.datasetId, manifest: data.manifestDigest, embodiment: data.embodimentId },
    task: question.task === null ? null : matchTask(question.task, readInstructions(data.tasks)),
    demands: demandsOf(question.task),
    use: question.query.use,
  };
  const { target } = question;
  if (recorded === null || target === null) {
    return matchDataset({ ...asked, pair: null, measuredMotion: false });
  }
  let pair = pairs.get(body);
  if (pair === undefined) {
    const row = index.pairs.rowOf(target);
    const reach = workspaceReach(recorded, target);
    pair = { recorded, target, reach, reverse: row.reverse(body), likeness: row.likeness(body) };
    pairs.set(body, pair);
  }
  const own = search.reachOf(slot);
  if (own === undefined) return matchDataset({ ...asked, pair, measuredMotion: false });
  return matchDataset({ ...asked, pair: { ...pair, reach: own }, measuredMotion: true });
}
