/**
 * The rows of a question in tiers of equal task part, best first. A tier is made when the search comes to it: of a million rows, those
 * whose task is far from the one that is asked for are mostly never looked at.
 */

import { pow } from '../../embodiment/elementary.ts';
import { NO_BODY, NO_GROUP, rowFilters, type DatasetColumns, type RowFilters } from './dataset-columns.ts';
import { LISTED_STRIDE, NO_READING } from './reading-column.ts';
import type { Task } from '../task/read-task.ts';
import { TASK_EXPONENT, type MatchQuery } from '../schema.ts';
import { isEmptyTask, UNKNOWN_TASK_SCORE } from '../task/score-task.ts';
import type { TaskIndex } from './task-index.ts';

/** What decides which rows pass, and in which tier they are. */
export interface RowQuestion {
  readonly task: Task | null;
  readonly query: MatchQuery;
  /** Ids of the only datasets to look at; null for all. */
  readonly among: ReadonlySet<string> | null;
}

/** The part of a tier that is opened: rows of groups whose bound is in a range, and may still matter. */
export interface TierSlice {
  /** What the rows of each group score at most before their task; below 0 for groups that no filter lets pass. */
  readonly bounds: Float64Array;
  /** Least bound of the slice, and what its bounds are below. `from` is at least 0. */
  readonly from: number;
  readonly below: number;
  /** What a row has to score to matter. */
  readonly wanted: number;
}

/** Slots by group. */
export type TierRows = ReadonlyMap<number, readonly number[]>;

/** The tiers of one question. */
export class RowTiers {
  /** Number of rows that pass the filters, and of bodies that they are on (rows without a body left out). */
  readonly passed: number;
  readonly bodies: number;
  /** Task part of the score of each tier, descending. */
  readonly parts: readonly number[];
  /** 1 for groups whose signals pass. */
  readonly allowed: Uint8Array;
  private readonly columns: DatasetColumns;
  private readonly filters: RowFilters | null;
  /** Readings by tier, slots by tier where only some datasets are looked at, or nothing where one tier holds all. */
  private readonly readings: readonly (readonly number[])[] | null = null;
  private readonly slots: readonly (readonly number[])[] | null = null;
  /** A bit for each row that a slice before has taken. */
  private readonly taken: Uint8Array;

  constructor(
    index: { readonly columns: DatasetColumns; readonly tasks: TaskIndex },
    { task, query, among }: RowQuestion,
  ) {
    const { columns } = index;
    this.columns = columns;
    this.allowed = columns.groups.passing(query.filters);
    this.filters = rowFilters(query.filters);
    const some = among === null ? null : slotsOf(columns, among).filter((slot) => this.passes(slot));
    const counted = some === null ? this.countPassing() : this.countSome(some);
    this.passed = counted.passed;
    this.bodies = counted.bodies;
    const scores = task === null || isEmptyTask(task) ? null : index.tasks.score(task);
    const unknown = task === null ? 1 : UNKNOWN_TASK_SCORE;
    this.taken = new Uint8Array(scores === null || some !== null ? 0 : (columns.length >> 3) + 1);
    if (scores === null && some === null) {
      this.parts = [pow(unknown, TASK_EXPONENT)];
      return;
    }
    const tiers =
      some === null
        ? readingsByScore(scores!)
        : byScore(some, (slot) => (scores === null ? unknown : columns.readings.best(slot, scores, unknown)));
    const found = [...tiers.keys()].sort((a, b) => b - a);
    this.parts = found.map((score) => pow(score, TASK_EXPONENT));
    const lists = found.map((score) => tiers.get(score)!);
    if (some === null) this.readings = lists;
    else this.slots = lists;
  }

  /**
   * The rows of a slice. Slices of a tier are opened in order of their bounds, each once, and before the same slice of a lesser tier: a row
   * with several readings is in the best of them.
   */
  open(tier: number, slice: TierSlice): TierRows {
    if (this.readings === null && this.slots === null) return this.allRows(slice);
    const rows = new Map<number, number[]>();
    const take = (slot: number, group: number): void => {
      const listed = rows.get(group);
      if (listed === undefined) rows.set(group, [slot]);
      else listed.push(slot);
    };
    const part = this.parts[tier]!;
    for (const slot of this.slots?.[tier] ?? []) {
      const group = this.columns.group[slot]!;
      if (isIn(slice, slice.bounds[group]!, part)) take(slot, group);
    }
    for (const reading of this.readings?.[tier] ?? []) this.walk(reading, { slice, part, take });
    return rows;
  }

  /** Every row of a slice whose instructions hold a reading, unless a better tier has it. */
  private walk(
    reading: number,
    into: {
      readonly slice: TierSlice;
      readonly part: number;
      readonly take: (slot: number, group: number) => void;
    },
  ): void {
    const { taken, filters } = this;
    const { slice, part, take } = into;
    const { bounds } = slice;
    const { listed } = this.columns.readings;
    const { from, to } = this.columns.readings.span(reading);
    for (let i = from; i < to; i += LISTED_STRIDE) {
      const group = listed[i + 1]!;
      if (!isIn(slice, bounds[group]!, part)) continue;
      const slot = listed[i]!;
      const bit = 1 << (slot & 7);
      if ((taken[slot >> 3]! & bit) !== 0 || (filters !== null && !this.passes(slot))) continue;
      taken[slot >> 3]! |= bit;
      take(slot, group);
    }
  }

  /** Without a task no list of rows is made. */
  private allRows(slice: TierSlice): TierRows {
    const { groups } = this.columns;
    const { bounds } = slice;
    const part = this.parts[0]!;
    const rows = new Map<number, readonly number[]>();
    for (let group = 0; group < bounds.length; group++) {
      if (!isIn(slice, bounds[group]!, part)) continue;
      const slots = groups.slots[group]!;
      rows.set(group, this.filters === null ? slots : slots.filter((slot) => this.passes(slot)));
    }
    return rows;
  }

  private passes(slot: number): boolean {
    const { columns, filters } = this;
    const group = columns.group[slot]!;
    if (group === NO_GROUP || this.allowed[group] !== 1) return false;
    return (
      filters === null ||
      (columns.hours[slot]! >= filters.minHours && columns.episodes[slot]! >= filters.minEpisodes)
    );
  }

  private countPassing(): { passed: number; bodies: number } {
    const { groups, length } = this.columns;
    if (this.filters === null) return this.counted(groups.rows);
    const rows = new Int32Array(groups.size);
    for (let slot = 0; slot < length; slot++) if (this.passes(slot)) rows[this.columns.group[slot]!]!++;
    return this.counted(rows);
  }

  private countSome(slots: readonly number[]): { passed: number; bodies: number } {
    const rows = new Int32Array(this.columns.groups.size);
    for (const slot of slots) rows[this.columns.group[slot]!]!++;
    return this.counted(rows);
  }

  /** Rows and their bodies, from the rows of each group. */
  private counted(rowsOf: ArrayLike<number>): { passed: number; bodies: number } {
    const { allowed } = this;
    const { bodyOfGroup, bodyLimit } = this.columns.groups;
    const seen = new Uint8Array(bodyLimit);
    let passed = 0;
    let bodies = 0;
    for (let group = 0; group < allowed.length; group++) {
      const rows = allowed[group] === 1 ? rowsOf[group]! : 0;
      if (rows === 0) continue;
      const body = bodyOfGroup[group]!;
      passed += rows;
      if (body === NO_BODY || seen[body] === 1) continue;
      seen[body] = 1;
      bodies++;
    }
    return { passed, bodies };
  }
}

/** True when a group's rows with this part of their task belong to a slice. */
function isIn({ from, below, wanted }: TierSlice, bound: number, part: number): boolean {
  return bound >= from && bound < below && bound * part >= wanted;
}

/** Readings with equal scores; datasets without readings count as unknown. */
function readingsByScore(scores: Float64Array): Map<number, number[]> {
  const readings = Array.from(scores, (_, reading) => reading);
  return byScore([NO_READING, ...readings], (reading) => scores[reading] ?? UNKNOWN_TASK_SCORE);
}

function byScore(items: readonly number[], scoreOf: (item: number) => number): Map<number, number[]> {
  const lists = new Map<number, number[]>();
  for (const item of items) {
    const score = scoreOf(item);
    const equal = lists.get(score);
    if (equal === undefined) lists.set(score, [item]);
    else equal.push(item);
  }
  return lists;
}

function slotsOf(columns: DatasetColumns, ids: ReadonlySet<string>): number[] {
  const slots: number[] = [];
  for (const id of ids) {
    const slot = columns.ids.find(id);
    if (slot !== undefined) slots.push(slot);
  }
  return slots;
}
