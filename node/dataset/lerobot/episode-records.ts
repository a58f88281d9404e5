/** What the metadata of a LeRobotDataset declares about tasks and episodes, in both versions. */

import { join } from 'node:path';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { MAX_TASK_LENGTH } from '#contracts/dataset/limits.ts';
import { MAX_LINE_BYTES, readLines, type DatasetFile } from '../dataset-files.ts';
import { asFloat64, type Column } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';
import { columnNames, openColumn } from '../parquet/column-reader.ts';
import { openParquet, type ParquetFile } from '../parquet/parquet-file.ts';

/** Episodes that are declared at most; more rows are counted as a finding. */
export const MAX_EPISODES = 2_000_000;
/** Task sentences of one episode that are read. */
const MAX_TASKS_PER_EPISODE = 1000;
/** Rows of episode metadata read at once. */
const BLOCK_ROWS = 10_000;

/** Where v3.0 metadata says that one camera's frames of an episode are. */
export interface DeclaredVideo {
  readonly chunk: number;
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

/** One declared episode. */
export interface EpisodeRecord {
  readonly index: number;
  readonly length: number | null;
  readonly tasks: readonly string[];
  /** By camera; empty in v2.1, where the path follows from the episode's index. */
  readonly videos: ReadonlyMap<string, DeclaredVideo>;
}

/** Folder and findings that reading metadata needs. */
export interface MetaSource {
  readonly root: string;
  readonly files: readonly DatasetFile[];
  readonly findings: FindingCollector;
}

function has(source: MetaSource, path: string): boolean {
  return source.files.some((file) => file.path === path);
}

/** Task sentence by index, from `meta/tasks.jsonl` (v2.1) or `meta/tasks.parquet` (v3.0), whichever is there. */
export async function readTasks(source: MetaSource): Promise<Map<number, string>> {
  const tasks = new Map<number, string>();
  const add = (index: unknown, text: unknown): void => {
    if (typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 && typeof text === 'string') {
      tasks.set(index, text.slice(0, MAX_TASK_LENGTH).toWellFormed());
    }
  };
  const parquet = 'meta/tasks.parquet';
  const lines = 'meta/tasks.jsonl';
  if (has(source, parquet)) {
    await readTable(source, parquet, (block) => {
      const indices = numbers(block.column('task_index'));
      const texts = stringsOf(block.column('task') ?? block.column('__index_level_0__'));
      indices.forEach((index, row) => add(index, texts[row]));
    });
  } else if (has(source, lines)) {
    await readJsonLines(source, lines, (row) => add(row['task_index'], row['task']));
  } else source.findings.add('warn', 'tasks-not-declared');
  return tasks;
}

/** Declared episodes by index, from `meta/episodes.jsonl` or `meta/episodes/**.parquet`. */
export async function readEpisodeRecords(source: MetaSource): Promise<Map<number, EpisodeRecord>> {
  const records = new Map<number, EpisodeRecord>();
  const add = (record: EpisodeRecord | null): void => {
    if (record === null) return;
    if (records.has(record.index)) {
      source.findings.add('warn', 'episode-declared-twice', { params: { episode: record.index } });
    }
    if (records.size < MAX_EPISODES) records.set(record.index, record);
  };
  const tables = source.files.filter(({ path }) => path.startsWith('meta/episodes/'));
  const lines = 'meta/episodes.jsonl';
  for (const { path } of tables) {
    await readTable(source, path, (block) => {
      for (const record of recordsOf(block)) add(record);
    });
  }
  if (tables.length === 0) {
    if (has(source, lines)) await readJsonLines(source, lines, (row) => add(recordOfLine(row)));
    else source.findings.add('warn', 'episodes-not-declared');
  }
  return records;
}

interface TableBlock {
  readonly rows: number;
  readonly names: readonly string[];
  /** A column of this block, undefined when absent or unreadable. */
  column(name: string): Column | undefined;
}

/** Columns of episode tables that are not read: statistics make up most of their bytes. */
const SKIPPED_COLUMNS = /^(stats|meta)\//;

async function readTable(
  source: MetaSource,
  path: string,
  onBlock: (block: TableBlock) => void,
): Promise<void> {
  try {
    await using file = await openParquet(join(source.root, path));
    const names = columnNames(file).filter((name) => !SKIPPED_COLUMNS.test(name));
    for (let from = 0; from < file.rows; from += BLOCK_ROWS) {
      const rows = Math.min(BLOCK_ROWS, file.rows - from);
      const columns = await readBlock(file, names, { from, rows, source, path });
      onBlock({ rows, names, column: (name) => columns.get(name) });
    }
  } catch (error) {
    source.findings.addError('metadata-unreadable', error, { file: path });
  }
}

async function readBlock(
  file: ParquetFile,
  names: readonly string[],
  at: { from: number; rows: number; source: MetaSource; path: string },
): Promise<Map<string, Column>> {
  const columns = new Map<string, Column>();
  for (const name of names) {
    try {
      const reader = openColumn(file, name);
      await reader.skip(at.from);
      columns.set(name, await reader.read(at.rows));
    } catch (error) {
      at.source.findings.addError('metadata-unreadable', error, {
        file: at.path,
        params: { column: name },
      });
    }
  }
  return columns;
}

function recordsOf(block: TableBlock): EpisodeRecord[] {
  const index = numbers(block.column('episode_index'));
  const length = numbers(block.column('length'));
  const tasks = block.column('tasks');
  const cameras = block.names.flatMap((name) => /^videos\/(.+)\/from_timestamp$/.exec(name)?.[1] ?? []);
  const videos = cameras.map((camera) => ({
    camera,
    chunk: numbers(block.column(`videos/${camera}/chunk_index`)),
    file: numbers(block.column(`videos/${camera}/file_index`)),
    from: numbers(block.column(`videos/${camera}/from_timestamp`)),
    to: numbers(block.column(`videos/${camera}/to_timestamp`)),
  }));
  return index.flatMap((episode, row) => {
    if (!Number.isSafeInteger(episode) || episode < 0) return [];
    const shown = new Map<string, DeclaredVideo>();
    for (const video of videos) {
      const place = {
        chunk: video.chunk[row] ?? Number.NaN,
        file: video.file[row] ?? Number.NaN,
        from: video.from[row] ?? Number.NaN,
        to: video.to[row] ?? Number.NaN,
      };
      if (Object.values(place).every((value) => value >= 0)) shown.set(video.camera, place);
    }
    return { index: episode, length: natural(length[row]), tasks: stringsAt(tasks, row), videos: shown };
  });
}

function recordOfLine(row: Readonly<Record<string, JsonValue>>): EpisodeRecord | null {
  const index = natural(row['episode_index']);
  if (index === null) return null;
  return { index, length: natural(row['length']), tasks: strings(row['tasks']), videos: new Map() };
}

async function readJsonLines(
  source: MetaSource,
  path: string,
  onRow: (row: Readonly<Record<string, JsonValue>>) => void,
): Promise<void> {
  let count = 0;
  try {
    for await (const line of readLines(join(source.root, path))) {
      if (++count > MAX_EPISODES) break;
      try {
        const value = parseJson(new TextEncoder().encode(line.text), MAX_LINE_BYTES);
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
          onRow(value as Readonly<Record<string, JsonValue>>);
        }
      } catch (error) {
        source.findings.addError('bad-line', error, { file: path, offset: line.offset, row: count - 1 });
      }
    }
  } catch (error) {
    source.findings.addError('metadata-unreadable', error, { file: path });
  }
}

function numbers(column: Column | undefined): number[] {
  return column?.kind === 'numbers' && column.width === 1 ? Array.from(asFloat64(column)) : [];
}

function stringsOf(column: Column | undefined): readonly (string | null)[] {
  return column?.kind === 'text' ? column.values : [];
}

function stringsAt(column: Column | undefined, row: number): string[] {
  if (column?.kind === 'nested') return strings(column.values[row]);
  return column?.kind === 'text' ? strings([column.values[row]]) : [];
}

function strings(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((item) => typeof item === 'string')
    .slice(0, MAX_TASKS_PER_EPISODE)
    .map((item) => item.slice(0, MAX_TASK_LENGTH).toWellFormed());
}

function natural(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
