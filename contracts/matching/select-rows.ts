/** The stages of a match: from every dataset of the index to the few that are shown, each stage dearer than the one before. */

import { pow } from '../embodiment/elementary.ts';
import { histogramCloud } from '../embodiment/pose-cloud.ts';
import { histogramCells } from '../embodiment/pose-histogram.ts';
import { BestRows } from './best-rows.ts';
import { cloudOf, type BodyProfile } from './body-profile.ts';
import type { BodyTable } from './body-table.ts';
import { compileFilters, MANY_READINGS, NO_BODY, type DatasetColumns } from './dataset-columns.ts';
import { handFactor } from './factor-hand.ts';
import { reachOutcome, type LimbMotion } from './factor-reach.ts';
import type { IndexedDataset } from './indexed-dataset.ts';
import { matchDataset } from './match-dataset.ts';
import type { PairIndex } from './pair-index.ts';
import type { Task } from './read-task.ts';
import { TASK_EXPONENT, VERDICTS, type MatchQuery, type MatchResult, type MatchStage } from './schema.ts';
import { matchTask, readInstructions, UNKNOWN_TASK_SCORE } from './score-task.ts';
import { demandsOf } from './task-demands.ts';
import { bestReading, type TaskIndex } from './task-index.ts';
import { FACTOR_FLOOR, WEIGHTS } from './weights.ts';

/** Bodies that get a full reach coverage. */
export const REACH_BODIES = 500;
/** Bodies that get all factors. */
export const FACTOR_BODIES = 200;
/** Datasets that are scored in full, and judged by their own histograms. */
export const SCORED_ROWS = 200;
/** What a body that nobody described counts as, beside described ones. */
const UNKNOWN_BODY = 0.3;
/** What an unknown hand counts as in an estimate. */
const UNKNOWN_HAND = 0.5;

/** What is searched. */
export interface SearchedIndex {
  readonly columns: DatasetColumns;
  readonly bodies: BodyTable;
  readonly pairs: PairIndex;
  readonly tasks: TaskIndex;
}

/** What is asked. */
export interface Question {
  readonly target: BodyProfile | null;
  readonly task: Task | null;
  readonly query: MatchQuery;
  /** Null for all datasets. */
  readonly among: ReadonlySet<string> | null;
}

/** A question with what the passes over the rows need. */
interface Pass {
  readonly index: SearchedIndex;
  readonly question: Question;
  /** Task part of the score by slot; -1 where a row does not pass. */
  readonly taskParts: Float64Array;
  /** The greatest task part of each body's rows, -1 where none passes. */
  readonly bodyTasks: Float64Array;
  readonly stages: MatchStage[];
}

/** Runs all stages. */
export function selectRows(
  index: SearchedIndex,
  question: Question,
): { results: MatchResult[]; stages: MatchStage[] } {
  const pass = filterRows(index, question);
  const { stages } = pass;
  const keep = Math.max(SCORED_ROWS, question.query.limit);
  const best = new BestRows(keep, index.columns.ids);
  const entered =
    question.target === null
      ? collectAll(pass, best)
      : collectByBody(pass, { target: question.target, best });
  const results = best
    .take()
    .map((slot) => scoreRow(slot, index, question))
    .filter((result) => verdictAtLeast(result, question.query))
    .sort((a, b) => b.score - a.score || (a.dataset < b.dataset ? -1 : 1));
  stages.push({ stage: 'histogram', unit: 'datasets', entered, kept: results.length });
  const shown = results.slice(0, question.query.limit);
  stages.push({ stage: 'limit', unit: 'datasets', entered: results.length, kept: shown.length });
  return { results: shown, stages };
}

/** One pass over all rows: filters, and the task part of each row that passes. */
function filterRows(index: SearchedIndex, question: Question): Pass {
  const { columns, bodies } = index;
  const filters = compileFilters(question.query.filters);
  const scores = question.task === null ? null : index.tasks.score(question.task);
  const parts = scores?.map((score) => pow(score, TASK_EXPONENT)) ?? null;
  const unreadable = pow(UNKNOWN_TASK_SCORE, TASK_EXPONENT);
  const taskParts = new Float64Array(columns.length).fill(-1);
  const bodyTasks = new Float64Array(bodies.size).fill(-1);
  let passed = 0;
  for (let slot = 0; slot < columns.length; slot++) {
    if (!columns.passes(slot, filters)) continue;
    if (question.among !== null && !question.among.has(columns.ids[slot]!)) continue;
    passed++;
    const part = parts === null ? 1 : taskPart(columns, slot, { parts, unreadable });
    taskParts[slot] = part;
    const body = columns.body[slot]!;
    if (body !== NO_BODY && part > bodyTasks[body]!) bodyTasks[body] = part;
  }
  const stages: MatchStage[] = [{ stage: 'filters', unit: 'datasets', entered: columns.size, kept: passed }];
  return { index, question, taskParts, bodyTasks, stages };
}

interface TaskParts {
  readonly parts: Float64Array;
  readonly unreadable: number;
}

/** Task part of a row: most rows have one reading, and that is looked up without a list. */
function taskPart(columns: DatasetColumns, slot: number, { parts, unreadable }: TaskParts): number {
  const reading = columns.reading[slot]!;
  if (reading >= 0) return parts[reading]!;
  if (reading !== MANY_READINGS) return unreadable;
  return bestReading(parts, columns.manyReadings.get(slot) ?? [], unreadable);
}

/** Without a target the task alone decides. */
function collectAll({ taskParts }: Pass, best: BestRows): number {
  let entered = 0;
  taskParts.forEach((part, slot) => {
    if (part < 0) return;
    best.offer(slot, part);
    entered++;
  });
  return entered;
}

interface Narrowing {
  readonly target: BodyProfile;
  readonly best: BestRows;
}

/** Coarse reach over all bodies, full reach on the best, then what hands and kinematics say; rows without a body stay in. */
function collectByBody(pass: Pass, { target, best }: Narrowing): number {
  const { index, stages, bodyTasks } = pass;
  const weights = WEIGHTS[pass.question.query.use];
  const present: number[] = [];
  bodyTasks.forEach((part, body) => {
    if (part >= 0) present.push(body);
  });
  const reachWeight = weights.reach + weights.usefulness;
  const coarse = bestBodies(pass, { bodies: present, keep: REACH_BODIES }, (body) =>
    factorPart(index.bodies.glance(target, body), reachWeight),
  );
  stages.push({ stage: 'coarse-reach', unit: 'bodies', entered: present.length, kept: coarse.length });
  const reached = bestBodies(pass, { bodies: coarse, keep: FACTOR_BODIES }, (body) =>
    reachPart(pass, target, body),
  );
  stages.push({ stage: 'reach', unit: 'bodies', entered: coarse.length, kept: reached.length });
  let entered = 0;
  for (const body of reached) {
    const part = bodyPart(pass, target, body);
    for (const slot of index.bodies.slots[body]!) entered += offer(pass, { best, slot, part });
  }
  for (const slot of index.columns.bodiless) entered += offer(pass, { best, slot, part: UNKNOWN_BODY });
  stages.push({ stage: 'factors', unit: 'datasets', entered: stages[0]!.kept, kept: entered });
  return entered;
}

function offer(
  pass: Pass,
  row: { readonly best: BestRows; readonly slot: number; readonly part: number },
): number {
  const task = pass.taskParts[row.slot]!;
  if (task < 0) return 0;
  row.best.offer(row.slot, task * row.part);
  return 1;
}

/** The `keep` bodies with the greatest product of task and `rate`; all of them, unrated, when they are fewer. */
function bestBodies(
  { bodyTasks, index }: Pass,
  from: { readonly bodies: readonly number[]; readonly keep: number },
  rate: (body: number) => number,
): number[] {
  if (from.bodies.length <= from.keep) return [...from.bodies];
  const best = new BestRows(
    from.keep,
    index.bodies.profiles.map((profile) => profile.id),
  );
  for (const body of from.bodies) best.offer(body, bodyTasks[body]! * rate(body));
  return best.take();
}

function reachPart({ index, question }: Pass, target: BodyProfile, body: number): number {
  const weights = WEIGHTS[question.query.use];
  const recorded = index.bodies.profiles[body]!;
  return (
    factorPart(index.pairs.coverageOf(recorded, target), weights.reach) *
    factorPart(index.pairs.reverseOf(recorded, target), weights.usefulness)
  );
}

function bodyPart(pass: Pass, target: BodyProfile, body: number): number {
  const { index, question } = pass;
  const weights = WEIGHTS[question.query.use];
  const recorded = index.bodies.profiles[body]!;
  const [from, to] = [recorded.limbs[0], target.limbs[0]];
  const hand =
    from === undefined || to === undefined
      ? null
      : handFactor(from.hand, to.hand, demandsOf(question.task)).value;
  return (
    reachPart(pass, target, body) *
    factorPart(hand ?? UNKNOWN_HAND, weights.hand) *
    factorPart(index.pairs.likenessOf(recorded, target), weights.kinematics)
  );
}

function factorPart(value: number, weight: number): number {
  return weight === 0 ? 1 : pow(Math.max(value, FACTOR_FLOOR), weight);
}

function verdictAtLeast(result: MatchResult, query: MatchQuery): boolean {
  const least = query.filters.atLeast;
  return least === undefined || VERDICTS.indexOf(result.verdict) <= VERDICTS.indexOf(least);
}

function scoreRow(slot: number, index: SearchedIndex, question: Question): MatchResult {
  const body = index.columns.body[slot]!;
  const recorded = index.bodies.profiles[body] ?? null;
  const data = index.columns.read(slot, recorded?.id ?? null);
  const task = question.task === null ? null : matchTask(question.task, readInstructions(data.tasks));
  const asked = {
    data: { ...data, dataset: data.datasetId, manifest: data.manifestDigest, embodiment: data.embodimentId },
    task,
    demands: demandsOf(question.task),
    use: question.query.use,
  };
  if (recorded === null || question.target === null) {
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
    const cloud = cloudOf(limb);
    const cells = histogram.fallback === 'workspace' ? [] : histogramCells(histogram);
    const part = histogram.poses / total;
    if (cells.length === 0) return [{ limb, cloud, part, measured: false }];
    return [{ limb, cloud: histogramCloud(cells, cloud.shoulder), part, measured: true }];
  });
}
