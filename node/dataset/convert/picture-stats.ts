/** Statistics of pixels, taken over from the source's metadata: they cannot be computed without decoding, and training needs them. */

import { join } from 'node:path';
import { parseJson } from '#contracts/canonical-json.ts';
import { MAX_LINE_BYTES, readLines, readSmallFile } from '../dataset-files.ts';
import type { Column } from '../dataset-reader.ts';
import { columnNames, openColumn } from '../parquet/column-reader.ts';
import { openParquet } from '../parquet/parquet-file.ts';
import type { ScannableReader } from '../scan/scannable-reader.ts';
import { QUANTILES } from '../write/episode-stats.ts';
import type { FeatureStats } from '../write/lerobot-spec.ts';

/** Largest `stats.json`; a larger one is not looked at. */
const MAX_STATS_BYTES = 64 * 1024 * 1024;
const MAX_CHANNELS = 4;
/** Rows of episode tables read at once. */
const BLOCK_ROWS = 1000;
const KINDS = ['min', 'max', 'mean', 'std', 'count', ...Object.keys(QUANTILES)];

/** Statistics of a camera in an episode; undefined where the source has none that can be believed. */
export type PictureStatsOf = (camera: string, episode: number) => FeatureStats | undefined;

type Values = Readonly<Record<string, unknown>>;

/** Reads them for each episode where the source has them so, else for all alike. What cannot be read counts as not there. */
export async function readPictureStats(reader: ScannableReader): Promise<PictureStatsOf> {
  const cameras = reader.features
    .filter(({ dtype }) => dtype === 'video' || dtype === 'image')
    .map(({ name }) => name);
  if (cameras.length === 0) return () => undefined;
  const known = new Map<string, FeatureStats>();
  const add = (camera: string, episode: number, values: Values): void => {
    const stats = statsOf(values);
    if (stats !== undefined) known.set(`${episode} ${camera}`, stats);
  };
  for (const { path } of reader.files) {
    if (path === 'meta/episodes_stats.jsonl') await readStatLines(join(reader.root, path), cameras, add);
    else if (path.startsWith('meta/episodes/'))
      await readStatTable(join(reader.root, path), cameras, add).catch(() => undefined);
  }
  const overall = await readOverall(join(reader.root, 'meta/stats.json'));
  return (camera, episode) => known.get(`${episode} ${camera}`) ?? statsOf(recordOf(overall[camera]));
}

type AddStats = (camera: string, episode: number, values: Values) => void;

async function readStatLines(path: string, cameras: readonly string[], add: AddStats): Promise<void> {
  try {
    for await (const { text } of readLines(path)) {
      const row = recordOf(parseJson(new TextEncoder().encode(text), MAX_LINE_BYTES));
      const episode = row['episode_index'];
      const stats = recordOf(row['stats']);
      if (typeof episode !== 'number') continue;
      for (const camera of cameras) add(camera, episode, recordOf(stats[camera]));
    }
  } catch {
    // A damaged file gives a dataset without these statistics; the reader has its finding.
  }
}

async function readStatTable(path: string, cameras: readonly string[], add: AddStats): Promise<void> {
  await using file = await openParquet(path);
  const names = new Set(columnNames(file));
  for (let from = 0; from < file.rows; from += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, file.rows - from);
    const block = async (name: string): Promise<Column> => {
      const column = openColumn(file, name);
      await column.skip(from);
      return column.read(rows);
    };
    const indices = valuesOf(await block('episode_index'));
    for (const camera of cameras) {
      const kinds = KINDS.filter((kind) => names.has(`stats/${camera}/${kind}`));
      const columns = new Map<string, unknown[]>();
      for (const kind of kinds) columns.set(kind, valuesOf(await block(`stats/${camera}/${kind}`)));
      for (let row = 0; row < rows; row++) {
        add(
          camera,
          Number(indices[row]),
          Object.fromEntries([...columns].map(([kind, all]) => [kind, all[row]])),
        );
      }
    }
  }
}

/** One value a row, lists as lists. */
function valuesOf(column: Column): unknown[] {
  if (column.kind !== 'numbers') return [...column.values];
  const { width, rows, values } = column;
  return Array.from({ length: rows }, (_, row) => {
    const own = Array.from(
      values.subarray(row * width, (row + 1) * width) as ArrayLike<number | bigint>,
      Number,
    );
    return width === 1 ? own[0] : own;
  });
}

async function readOverall(path: string): Promise<Record<string, unknown>> {
  try {
    return recordOf(parseJson(await readSmallFile(path, MAX_STATS_BYTES), MAX_STATS_BYTES));
  } catch {
    return {}; // no statistics, or none that can be read
  }
}

function statsOf(values: Values): FeatureStats | undefined {
  const [min, max, mean, std] = ['min', 'max', 'mean', 'std'].map((kind) => channels(values[kind]));
  const count = channels(values['count'])?.[0];
  if (min === undefined || max === undefined || mean === undefined || std === undefined) return undefined;
  if (count === undefined || !Number.isSafeInteger(count) || count < 1) return undefined;
  if ([max, mean, std].some((list) => list.length !== min.length)) return undefined;
  const quantiles: Record<string, readonly number[]> = {};
  for (const kind of Object.keys(QUANTILES)) {
    const list = channels(values[kind]);
    if (list?.length === min.length) quantiles[kind] = list;
  }
  return { min, max, mean, std, count, quantiles };
}

/** One number a channel, out of lists inside lists. */
function channels(value: unknown): number[] | undefined {
  const flat = (Array.isArray(value) ? (value as unknown[]).flat(3) : [value]).map((each) =>
    typeof each === 'bigint' ? Number(each) : each,
  );
  const valid = flat.every((each) => typeof each === 'number' && Number.isFinite(each));
  return valid && flat.length >= 1 && flat.length <= MAX_CHANNELS ? (flat as number[]) : undefined;
}

function recordOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
