/**
 * The rows of a question in tiers of equal task part, best first. A tier is made when the search comes to it: of a million rows, those
 * whose task is far from the one that is asked for are mostly never looked at.
 */

import { pow } from '../embodiment/elementary.ts';
import { NO_BODY, NO_GROUP, rowFilters, type DatasetColumns, type RowFilters } from './dataset-columns.ts';
import { NO_ENTRY, NO_READING } from './reading-column.ts';
import type { Task } from './read-task.ts';
import { TASK_EXPONENT, type MatchQuery } from './schema.ts';
import { isEmptyTask, UNKNOWN_TASK_SCORE } from './score-task.ts';
import type { TaskIndex } from './task-index.ts';

/** What decides which rows pass, and in which tier they are. */
export interface RowQuestion {
  readonly task: Task | null;
  readonly query: MatchQuery;
  /** Ids of the only datasets to look at; null for all. */
  readonly among: ReadonlySet<string> | null;
}

/** The rows of one tier, body by body and group by group. */
export interface TierRows {
  readonly bodies: Iterable<number>;
  groupsOf(body: number): readonly number[];
  slotsOf(group: number): readonly number[];
}

/** The tiers of one question. */
export class RowTiers {
  /** Number of rows that pass the filters, and of bodies that they are on (rows without a body left out). */
  readonly passed: number;
  readonly bodies: number;
  /** Task part of the score of each tier, descending. */
  readonly parts: readonly number[];
  private readonly columns: DatasetColumns;
  /** 1 for groups whose signals pass. */
  private readonly allowed: Uint8Array;
  private readonly filters: RowFilters | null;
  /** Readings by tier, slots by tier where only some datasets are looked at, or nothing where one tier holds all. */
  private readonly readings: readonly (readonly number[])[] | null = null;
  private readonly slots: readonly (readonly number[])[] | null = null;
  /** 1 for rows that a tier before has taken. */
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
    this.taken = new Uint8Array(scores === null || some !== null ? 0 : columns.length);
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

  /** The rows of a tier. Each tier is opened once, in order. */
  open(tier: number): TierRows {
    if (this.readings === null && this.slots === null) return this.allRows();
    const byBody = new Map<number, number[]>();
    const byGroup = new Map<number, number[]>();
    const take = (slot: number, group: number): void => {
      const listed = byGroup.get(group);
      if (listed !== undefined) {
        listed.push(slot);
        return;
      }
      byGroup.set(group, [slot]);
      const body = this.columns.groups.bodyOfGroup[group]!;
      const groups = byBody.get(body);
      if (groups === undefined) byBody.set(body, [group]);
      else groups.push(group);
    };
    this.slots?.[tier]?.forEach((slot) => take(slot, this.columns.group[slot]!));
    this.walk(this.readings?.[tier] ?? [], take);
    return {
      bodies: byBody.keys(),
      groupsOf: (body) => byBody.get(body) ?? [],
      slotsOf: (group) => byGroup.get(group) ?? [],
    };
  }

  /** Every passing row whose instructions hold one of the readings, unless a better tier has it. */
  private walk(readings: readonly number[], take: (slot: number, group: number) => void): void {
    const { taken, allowed, filters } = this;
    const { readings: column, group: groups } = this.columns;
    for (const reading of readings) {
      for (let entry = column.first(reading); entry !== NO_ENTRY; entry = column.after(entry)) {
        const slot = column.slotOf(entry);
        if (slot < 0 || taken[slot] === 1) continue;
        const group = groups[slot]!;
        if (allowed[group] !== 1 || (filters !== null && !this.passes(slot))) continue;
        taken[slot] = 1;
        take(slot, group);
      }
    }
  }

  /** Without a task no list of rows is made. */
  private allRows(): TierRows {
    const { groups } = this.columns;
    const holds = (group: number): boolean => this.allowed[group] === 1 && groups.slots[group]!.length > 0;
    return {
      bodies: groups.bodies(),
      groupsOf: (body) => groups.onBody(body).filter(holds),
      slotsOf: (group) => {
        const slots = groups.slots[group]!;
        return this.filters === null ? slots : slots.filter((slot) => this.passes(slot));
      },
    };
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
    if (this.filters === null) {
      return this.counted((group) => (this.allowed[group] === 1 ? groups.slots[group]!.length : 0));
    }
    const rows = new Int32Array(groups.size);
    for (let slot = 0; slot < length; slot++) if (this.passes(slot)) rows[this.columns.group[slot]!]!++;
    return this.counted((group) => rows[group]!);
  }

  private countSome(slots: readonly number[]): { passed: number; bodies: number } {
    const rows = new Map<number, number>();
    for (const slot of slots)
      rows.set(this.columns.group[slot]!, (rows.get(this.columns.group[slot]!) ?? 0) + 1);
    return this.counted((group) => rows.get(group) ?? 0);
  }

  /** Rows and their bodies, from the rows of each group. */
  private counted(rowsOf: (group: number) => number): { passed: number; bodies: number } {
    const { groups } = this.columns;
    const seen = new Uint8Array(groups.bodyLimit);
    let passed = 0;
    let bodies = 0;
    for (let group = 0; group < groups.size; group++) {
      const rows = rowsOf(group);
      const body = groups.bodyOfGroup[group]!;
      passed += rows;
      if (rows === 0 || body === NO_BODY || seen[body] === 1) continue;
      seen[body] = 1;
      bodies++;
    }
    return { passed, bodies };
  }
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
