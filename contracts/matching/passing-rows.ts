/** The rows of a question: which pass its filters, and what the task makes of each. */

import { pow } from '../embodiment/elementary.ts';
import { NO_GROUP, rowFilters, type DatasetColumns, type RowFilters } from './dataset-columns.ts';
import type { Task } from './read-task.ts';
import { TASK_EXPONENT, type MatchQuery } from './schema.ts';
import { UNKNOWN_TASK_SCORE } from './score-task.ts';
import type { TaskIndex } from './task-index.ts';

/** Part of a row that does not pass. */
export const NO_PART = -1;

/** What decides which rows pass. */
export interface RowQuestion {
  readonly task: Task | null;
  readonly query: MatchQuery;
  /** Ids of the only datasets to look at; null for all. */
  readonly among: ReadonlySet<string> | null;
}

/** Rows that pass, without a list of them. */
export interface PassingRows {
  /** Number of rows that pass. */
  readonly passed: number;
  /** Greatest task part of each group's rows; {@link NO_PART} where none passes. */
  readonly groupParts: Float64Array;
  /** Task part of the score of a row; {@link NO_PART} when it does not pass. */
  partOf(slot: number): number;
}

/** One pass over the rows. */
export function passingRows(
  index: { readonly columns: DatasetColumns; readonly tasks: TaskIndex },
  question: RowQuestion,
): PassingRows {
  const { columns } = index;
  const scores = question.task === null ? null : index.tasks.score(question.task);
  const parts = {
    ofReading: scores?.map((score) => pow(score, TASK_EXPONENT)) ?? null,
    unknown: pow(UNKNOWN_TASK_SCORE, TASK_EXPONENT),
  };
  const filters = rowFilters(question.query.filters);
  const allowed = columns.groups.passing(question.query.filters);
  const among = question.among === null ? null : slotsOf(columns, question.among);
  const groupParts = new Float64Array(columns.groups.size).fill(NO_PART);
  const take = { columns, parts, filters, allowed, groupParts };
  const partOf = (slot: number): number => {
    const group = columns.group[slot]!;
    if (group === NO_GROUP || allowed[group] !== 1 || (among !== null && !among.has(slot))) return NO_PART;
    return rowPart(take, slot);
  };
  if (among !== null) return { passed: takeSome(take, among), groupParts, partOf };
  if (parts.ofReading === null && filters === null) return { passed: takeGroups(take), groupParts, partOf };
  return { passed: takeAll(take), groupParts, partOf };
}

interface Take {
  readonly columns: DatasetColumns;
  readonly parts: { readonly ofReading: Float64Array | null; readonly unknown: number };
  readonly filters: RowFilters | null;
  /** 1 for groups whose signals pass. */
  readonly allowed: Uint8Array;
  readonly groupParts: Float64Array;
}

function slotsOf(columns: DatasetColumns, ids: ReadonlySet<string>): ReadonlySet<number> {
  const slots = new Set<number>();
  for (const id of ids) {
    const slot = columns.ids.find(id);
    if (slot !== undefined) slots.add(slot);
  }
  return slots;
}

/** Part of a row whose group is allowed. */
function rowPart({ columns, parts, filters }: Take, slot: number): number {
  if (
    filters !== null &&
    !(columns.hours[slot]! >= filters.minHours && columns.episodes[slot]! >= filters.minEpisodes)
  ) {
    return NO_PART;
  }
  return parts.ofReading === null ? 1 : columns.readings.best(slot, parts.ofReading, parts.unknown);
}

function takeSome(take: Take, slots: ReadonlySet<number>): number {
  let passed = 0;
  for (const slot of slots) {
    const group = take.columns.group[slot]!;
    if (take.allowed[group] !== 1) continue;
    const part = rowPart(take, slot);
    if (part < 0) continue;
    passed++;
    if (part > take.groupParts[group]!) take.groupParts[group] = part;
  }
  return passed;
}

/** Without a task and without filters on rows, all rows of a group pass alike. */
function takeGroups({ columns, allowed, groupParts }: Take): number {
  let passed = 0;
  columns.groups.slots.forEach((slots, group) => {
    if (allowed[group] !== 1 || slots.length === 0) return;
    groupParts[group] = 1;
    passed += slots.length;
  });
  return passed;
}

function takeAll(take: Take): number {
  const { columns, allowed, groupParts, filters, parts } = take;
  if (filters === null && parts.ofReading !== null) {
    return takeByTask(take, { scores: parts.ofReading, unknown: parts.unknown });
  }
  const { group, length } = columns;
  let passed = 0;
  for (let slot = 0; slot < length; slot++) {
    const own = group[slot]!;
    if (own === NO_GROUP || allowed[own] !== 1) continue;
    const part = rowPart(take, slot);
    if (part < 0) continue;
    passed++;
    if (part > groupParts[own]!) groupParts[own] = part;
  }
  return passed;
}

/** {@link takeAll} for the commonest question, a task without filters on rows: the loop that a million rows go through. */
function takeByTask(
  { columns, allowed, groupParts }: Take,
  { scores, unknown }: { readonly scores: Float64Array; readonly unknown: number },
): number {
  const { group, length } = columns;
  const { start, count, numbers } = columns.readings;
  let passed = 0;
  for (let slot = 0; slot < length; slot++) {
    const own = group[slot]!;
    if (own === NO_GROUP || allowed[own] === 0) continue;
    passed++;
    const from = start[slot]!;
    const end = from + count[slot]!;
    let part = from === end ? unknown : NO_PART;
    for (let i = from; i < end; i++) {
      const score = scores[numbers[i]!]!;
      if (score > part) part = score;
    }
    if (part > groupParts[own]!) groupParts[own] = part;
  }
  return passed;
}
