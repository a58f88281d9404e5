/** From a question to the results that are shown: the search for the best rows, and the explanation of those it finds. */

import { workspaceReach } from '../factors/body-pair.ts';
import { reachOutcome, type ReachOutcome } from '../factors/factor-reach.ts';
import { matchDataset } from '../match-dataset.ts';
import { MatchSearch, type Question, type SearchedIndex } from './match-search.ts';
import type { MatchAnswer, MatchResult } from '../schema.ts';
import { matchTask, readInstructions } from '../task/score-task.ts';
import { demandsOf } from '../task/task-demands.ts';

/** Runs the search and explains what it found, best first. It stops after every step, as {@link MatchSearch.steps} does. */
export function* selectRows(
  index: SearchedIndex,
  question: Question,
): Generator<void, Pick<MatchAnswer, 'results' | 'stages' | 'limits'>> {
  const search = new MatchSearch(index, question);
  const slots = yield* search.steps();
  const reaches = new Map<number, ReachOutcome>();
  const results: MatchResult[] = [];
  for (const slot of slots) {
    results.push(explain(slot, { index, question, reaches }));
    yield;
  }
  return { results, stages: search.stages(results.length), limits: search.limits() };
}

interface Explaining {
  readonly index: SearchedIndex;
  readonly question: Question;
  /** Reach of whole workspaces, with the advice that only an answer shows, by body number. */
  readonly reaches: Map<number, ReachOutcome>;
}

function explain(slot: number, { index, question, reaches }: Explaining): MatchResult {
  const { columns, bodies } = index;
  const body = columns.groups.bodyOfGroup[columns.group[slot]!]!;
  const recorded = bodies.profiles[body] ?? null;
  const data = columns.read(slot, recorded?.id ?? null);
  const asked = {
    data: { ...data, dataset: data.datasetId, manifest: data.manifestDigest, embodiment: data.embodimentId },
    task: question.task === null ? null : matchTask(question.task, readInstructions(data.tasks)),
    pairing: columns.bonusOf(slot, { recorded: recorded?.id ?? null, target: question.target?.id ?? null }),
    demands: demandsOf(question.task),
    use: question.query.use,
  };
  const { target } = question;
  if (recorded === null || target === null) {
    return matchDataset({ ...asked, pair: null, measuredMotion: false });
  }
  const row = index.pairs.rowOf(target);
  const known = { recorded, target, usefulness: row.usefulness(body), likeness: row.likeness(body) };
  const motion = columns.motionOf(slot, recorded);
  if (motion.length > 0) {
    const reach = reachOutcome(motion, recorded, target);
    return matchDataset({ ...asked, pair: { ...known, reach }, measuredMotion: true });
  }
  let reach = reaches.get(body);
  if (reach === undefined) {
    reach = workspaceReach(recorded, target);
    reaches.set(body, reach);
  }
  return matchDataset({ ...asked, pair: { ...known, reach }, measuredMotion: false });
}
