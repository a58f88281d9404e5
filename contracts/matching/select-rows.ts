/** The stages of a match: from every dataset of the index to the few that are shown, each stage dearer than the one before. */

import { pow } from '../embodiment/elementary.ts';
import { histogramCloud } from '../embodiment/pose-cloud.ts';
import { histogramCells } from '../embodiment/pose-histogram.ts';
import { geometryOf, type BodyProfile } from './body-profile.ts';
import { coarseReach } from './coarse-reach.ts';
import { handFactor } from './factor-hand.ts';
import { reachOutcome, type LimbMotion } from './factor-reach.ts';
import { matchDataset, type BodyPair, type ScoredDataset } from './match-dataset.ts';
import type { IndexedDataset, IndexRow } from './match-engine.ts';
import type { PairIndex } from './pair-index.ts';
import type { Task } from './read-task.ts';
import {
  TASK_EXPONENT,
  VERDICTS,
  type MatchQuery,
  type MatchResult,
  type MatchStage,
  type TaskMatch,
} from './schema.ts';
import { matchTask } from './score-task.ts';
import { demandsOf, type TaskDemands } from './task-demands.ts';
import { FACTOR_FLOOR, WEIGHTS } from './weights.ts';

/** Bodies that get a full reach coverage. */
export const REACH_BODIES = 500;
/** Bodies that get all factors. */
export const FACTOR_BODIES = 200;
/** Datasets that are scored in full, and judged by their own histograms. */
export const SCORED_ROWS = 200;

/** What is searched. */
export interface SearchedIndex {
  readonly rows: readonly IndexRow[];
  readonly profiles: ReadonlyMap<string, BodyProfile>;
  readonly pairs: PairIndex;
}

/** What is asked. */
export interface Question {
  readonly target: BodyProfile | null;
  readonly task: Task | null;
  readonly query: MatchQuery;
}

interface Candidate {
  readonly row: IndexRow;
  readonly task: TaskMatch | null;
  /** Estimate of the ranking score; only its order matters. */
  readonly estimate: number;
}

/** Runs all stages. */
export function selectRows(
  index: SearchedIndex,
  question: Question,
): { results: MatchResult[]; stages: MatchStage[] } {
  const stages: MatchStage[] = [];
  const { query } = question;
  const passed = index.rows.filter((row) => passesFilters(row.data, query.filters));
  stages.push({ stage: 'filters', unit: 'datasets', entered: index.rows.length, kept: passed.length });
  let candidates = passed.map((row): Candidate => {
    const task = question.task === null ? null : matchTask(question.task, row.instructions);
    return { row, task, estimate: task === null ? 1 : pow(task.score, TASK_EXPONENT) };
  });
  if (question.target !== null)
    candidates = narrowByBody(candidates, { index, question, target: question.target, stages });
  const scored = best(candidates, Math.max(SCORED_ROWS, query.limit));
  const results = scored
    .map((candidate) => scoreRow(candidate, index, question))
    .filter((result) => verdictAtLeast(result, query))
    .sort(byScore);
  stages.push({ stage: 'histogram', unit: 'datasets', entered: candidates.length, kept: results.length });
  const shown = results.slice(0, query.limit);
  stages.push({ stage: 'limit', unit: 'datasets', entered: results.length, kept: shown.length });
  return { results: shown, stages };
}

function passesFilters(data: IndexedDataset, filters: MatchQuery['filters']): boolean {
  if (filters.minHours !== undefined && data.hours < filters.minHours) return false;
  if (filters.minEpisodes !== undefined && data.episodes < filters.minEpisodes) return false;
  if (filters.methods !== undefined && !filters.methods.includes(data.method)) return false;
  return (
    filters.modalities === undefined || filters.modalities.every((kind) => data.modalities.includes(kind))
  );
}

interface Narrowing {
  readonly index: SearchedIndex;
  readonly question: Question;
  readonly target: BodyProfile;
  readonly stages: MatchStage[];
}

/** Coarse reach over all bodies, full reach on the best, then what hands and kinematics say; rows without a body stay in. */
function narrowByBody(
  candidates: readonly Candidate[],
  { index, question, target, stages }: Narrowing,
): Candidate[] {
  const { use } = question.query;
  const weights = WEIGHTS[use];
  const demands = demandsOf(question.task);
  const bestTask = new Map<string, number>();
  for (const { row, estimate } of candidates) {
    const id = row.data.embodimentId;
    if (id !== null) bestTask.set(id, Math.max(bestTask.get(id) ?? 0, estimate));
  }
  const bodies = [...bestTask].map(([id, task]) => ({ body: index.profiles.get(id)!, task }));
  const coarse = rankBodies(bodies, REACH_BODIES, ({ body, task }) => {
    if (bodies.length <= REACH_BODIES) return task;
    return task * factorPart(coarseReach(body, target), weights.reach + weights.usefulness);
  });
  stages.push({ stage: 'coarse-reach', unit: 'bodies', entered: bodies.length, kept: coarse.length });
  const reached = rankBodies(coarse, FACTOR_BODIES, ({ body, task }) => {
    if (coarse.length <= FACTOR_BODIES) return task;
    const forward = factorPart(index.pairs.reachOf(body, target).coverage, weights.reach);
    return task * forward * factorPart(index.pairs.reachOf(target, body).coverage, weights.usefulness);
  });
  stages.push({ stage: 'reach', unit: 'bodies', entered: coarse.length, kept: reached.length });
  const parts = new Map(
    reached.map(({ body }) => [body.id, bodyPart(index.pairs.pair(body, target), { demands, use })]),
  );
  const kept = candidates.flatMap((candidate): Candidate[] => {
    const id = candidate.row.data.embodimentId;
    const part = id === null ? UNKNOWN_BODY : parts.get(id);
    return part === undefined ? [] : [{ ...candidate, estimate: candidate.estimate * part }];
  });
  stages.push({ stage: 'factors', unit: 'datasets', entered: candidates.length, kept: kept.length });
  return kept;
}

/** What a body that nobody described counts as, beside described ones. */
const UNKNOWN_BODY = 0.3;

function bodyPart(
  pair: BodyPair,
  asked: { readonly demands: TaskDemands; readonly use: MatchQuery['use'] },
): number {
  const weights = WEIGHTS[asked.use];
  const hands = pair.reach.limbs.flatMap((limb) => {
    const from = pair.recorded.limbs[limb.recorded];
    const to = pair.target.limbs[limb.target];
    return from === undefined || to === undefined
      ? []
      : [handFactor(from.hand, to.hand, asked.demands).value ?? 0.5];
  });
  return (
    factorPart(pair.reach.coverage, weights.reach) *
    factorPart(pair.reverse.coverage, weights.usefulness) *
    factorPart(hands.length === 0 ? 0.5 : Math.min(...hands), weights.hand) *
    factorPart(pair.likeness, weights.kinematics)
  );
}

function factorPart(value: number, weight: number): number {
  return pow(Math.max(value, FACTOR_FLOOR), weight);
}

interface RatedBody {
  readonly body: BodyProfile;
  readonly task: number;
}

function rankBodies(
  bodies: readonly RatedBody[],
  keep: number,
  rate: (body: RatedBody) => number,
): RatedBody[] {
  if (bodies.length <= keep) return [...bodies];
  return bodies
    .map((rated) => ({ rated, score: rate(rated) }))
    .sort((a, b) => b.score - a.score || compareText(a.rated.body.id, b.rated.body.id))
    .slice(0, keep)
    .map(({ rated }) => rated);
}

function best(candidates: readonly Candidate[], keep: number): Candidate[] {
  return [...candidates]
    .sort((a, b) => b.estimate - a.estimate || compareText(a.row.data.datasetId, b.row.data.datasetId))
    .slice(0, keep);
}

function byScore(a: MatchResult, b: MatchResult): number {
  return b.score - a.score || compareText(a.dataset, b.dataset);
}

/** Order of strings by UTF-16 code units: the same in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function verdictAtLeast(result: MatchResult, query: MatchQuery): boolean {
  const least = query.filters.atLeast;
  return least === undefined || VERDICTS.indexOf(result.verdict) <= VERDICTS.indexOf(least);
}

function scoreRow(candidate: Candidate, index: SearchedIndex, question: Question): MatchResult {
  const { data } = candidate.row;
  const recorded = data.embodimentId === null ? undefined : index.profiles.get(data.embodimentId);
  const scored: ScoredDataset = {
    ...data,
    dataset: data.datasetId,
    manifest: data.manifestDigest,
    embodiment: data.embodimentId,
  };
  const asked = {
    data: scored,
    task: candidate.task,
    demands: demandsOf(question.task),
    use: question.query.use,
  };
  if (recorded === undefined || question.target === null) {
    return matchDataset({ ...asked, pair: null, measuredMotion: false });
  }
  const pair = index.pairs.pair(recorded, question.target);
  const motion = ownMotion(data, recorded);
  if (motion.length === 0) return matchDataset({ ...asked, pair, measuredMotion: false });
  const reach = reachOutcome(motion, recorded, question.target);
  return matchDataset({ ...asked, pair: { ...pair, reach }, measuredMotion: true });
}

/** The dataset's own poses, limb by limb; limbs whose histogram withholds too much move in their workspace. */
function ownMotion(data: IndexedDataset, recorded: BodyProfile): LimbMotion[] {
  const total = data.histograms.reduce((sum, histogram) => sum + histogram.poses, 0);
  if (total === 0) return [];
  return recorded.limbs.flatMap((limb): LimbMotion[] => {
    const histogram = data.histograms.find((own) => own.effector === limb.effector);
    if (histogram === undefined) return [];
    const { cloud } = geometryOf(recorded, limb);
    const cells = histogram.fallback === 'workspace' ? [] : histogramCells(histogram);
    const part = histogram.poses / total;
    if (cells.length === 0) return [{ limb, cloud, part, measured: false }];
    return [{ limb, cloud: histogramCloud(cells, cloud.shoulder), part, measured: true }];
  });
}
