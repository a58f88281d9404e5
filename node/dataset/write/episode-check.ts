/** Checks an episode against the features, adds the bookkeeping columns, and numbers its tasks. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Column, NumberColumn } from '../dataset-reader.ts';
import type { EpisodeInput, LerobotSpec, WriterFeature } from './lerobot-spec.ts';
import { widthOf } from './parquet-columns.ts';

/** Columns that every LeRobot dataset has, in the order in which LeRobot writes them. */
export const BOOKKEEPING: readonly WriterFeature[] = [
  { name: 'timestamp', dtype: 'float32', shape: [1], names: null },
  { name: 'frame_index', dtype: 'int64', shape: [1], names: null },
  { name: 'episode_index', dtype: 'int64', shape: [1], names: null },
  { name: 'index', dtype: 'int64', shape: [1], names: null },
  { name: 'task_index', dtype: 'int64', shape: [1], names: null },
];

/** True for the columns that the writer makes itself. */
export function isBookkeeping(name: string): boolean {
  return BOOKKEEPING.some((feature) => feature.name === name);
}

/** Features that have a column: all but videos, and the bookkeeping ones. */
export function columnFeatures(spec: LerobotSpec): WriterFeature[] {
  const own = spec.features.filter(({ dtype, name }) => dtype !== 'video' && !isBookkeeping(name));
  return [...own, ...BOOKKEEPING];
}

/** Numbers task sentences in the order in which they first appear. */
export class TaskList {
  readonly #indices = new Map<string, number>();

  /** Index of a sentence, a new one for a new sentence. */
  indexOf(task: string): number {
    const known = this.#indices.get(task);
    if (known !== undefined) return known;
    this.#indices.set(task, this.#indices.size);
    return this.#indices.size - 1;
  }

  /** All sentences by index. */
  get sentences(): readonly string[] {
    return [...this.#indices.keys()];
  }
}

/** An episode ready to be written. */
export interface CompleteEpisode {
  readonly index: number;
  readonly rows: number;
  /** Global index of its first row. */
  readonly firstIndex: number;
  /** Distinct sentences in order of appearance. */
  readonly tasks: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
}

/** Completes an episode. Throws `bad-dataset` for missing or unknown columns and unequal lengths. */
export function completeEpisode(
  spec: LerobotSpec,
  input: EpisodeInput,
  place: { index: number; firstIndex: number; tasks: TaskList },
): CompleteEpisode {
  const rows = rowsOf(input);
  const wanted = new Set(columnFeatures(spec).map(({ name }) => name));
  const made = bookkeeping(spec, input, { ...place, rows });
  const columns = new Map([...made, ...input.columns]);
  for (const name of [...made.keys()].filter((name) => name !== 'timestamp'))
    columns.set(name, made.get(name) as Column);
  for (const [name, pictures] of input.pictures ?? []) {
    if (!wanted.delete(name)) throw mismatch(place.index, name, 'is no feature');
    if (pictures.rows !== rows) throw mismatch(place.index, name, `has ${pictures.rows} rows, not ${rows}`);
  }
  for (const name of columns.keys())
    if (!wanted.has(name)) throw mismatch(place.index, name, 'is no feature');
  for (const name of wanted) {
    const column = columns.get(name);
    if (column === undefined) throw mismatch(place.index, name, 'is missing');
    if (column.rows !== rows) throw mismatch(place.index, name, `has ${column.rows} rows, not ${rows}`);
  }
  for (const feature of spec.features) {
    if (feature.dtype === 'video' && input.videos?.has(feature.name) !== true) {
      throw mismatch(place.index, feature.name, 'has no video');
    }
    if (feature.dtype !== 'video' && widthOf(feature) === 0)
      throw mismatch(place.index, feature.name, 'has no width');
  }
  return { index: place.index, rows, firstIndex: place.firstIndex, tasks: distinct(input.task), columns };
}

function mismatch(episode: number, column: string, problem: string): ExchangeError {
  return new ExchangeError('bad-dataset', `Episode ${episode}: "${column}" ${problem}.`, {
    params: { episode, column },
  });
}

function rowsOf(input: EpisodeInput): number {
  const [first] = input.columns.values();
  const [picture] = input.pictures?.values() ?? [];
  const rows =
    input.rows ?? first?.rows ?? picture?.rows ?? (typeof input.task === 'string' ? 0 : input.task.length);
  if (rows === 0) throw new ExchangeError('bad-dataset', 'An episode without frames cannot be written.');
  return rows;
}

function distinct(task: string | readonly string[]): string[] {
  return typeof task === 'string' ? [task] : [...new Set(task)];
}

function bookkeeping(
  spec: LerobotSpec,
  input: EpisodeInput,
  place: { index: number; firstIndex: number; tasks: TaskList; rows: number },
): Map<string, Column> {
  const { rows, index, firstIndex, tasks } = place;
  const taskOf = (row: number): string =>
    typeof input.task === 'string' ? input.task : (input.task[row] ?? '');
  const integers = (value: (row: number) => number): NumberColumn => ({
    kind: 'numbers',
    type: 'int64',
    width: 1,
    rows,
    values: BigInt64Array.from({ length: rows }, (_, row) => BigInt(value(row))),
    missing: null,
  });
  const timestamp: NumberColumn = {
    kind: 'numbers',
    type: 'float32',
    width: 1,
    rows,
    values: Float32Array.from({ length: rows }, (_, row) => row / spec.fps),
    missing: null,
  };
  return new Map<string, Column>([
    ['timestamp', timestamp],
    ['frame_index', integers((row) => row)],
    ['episode_index', integers(() => index)],
    ['index', integers((row) => firstIndex + row)],
    ['task_index', integers((row) => tasks.indexOf(taskOf(row)))],
  ]);
}
