/**
 * Which rows of which data file belong to which episode, found in the `episode_index` column itself.
 *
 * Where the statistics of a row group give one value for the column, they are believed at first and checked when the rows are read.
 */

import { join } from 'node:path';
import type { DatasetFile } from '../dataset-files.ts';
import { asFloat64 } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';
import { columnNames, openColumn } from '../parquet/column-reader.ts';
import { openParquet, type Leaf, type ParquetFile } from '../parquet/parquet-file.ts';

/** A run of rows of one episode in one file. */
export interface Segment {
  readonly episode: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** A data file with its episodes, in row order. */
export interface DataFile {
  readonly path: string;
  readonly size: number;
  readonly segments: readonly Segment[];
  /** Names of its columns. */
  readonly columns: readonly string[];
}

/** Name of the column that tells episodes apart. */
export const EPISODE_COLUMN = 'episode_index';

const BLOCK_ROWS = 65_536;

/** Reads the episode layout of one data file. A file that cannot be read has no segments, and a finding. */
export async function indexDataFile(
  root: string,
  { path, size }: DatasetFile,
  findings: FindingCollector,
): Promise<DataFile> {
  const segments: Segment[] = [];
  const columns: string[] = [];
  try {
    await using file = await openParquet(join(root, path));
    columns.push(...columnNames(file));
    const leaf = file.leaves.find(
      ({ path: [name], maxRepetition }) => name === EPISODE_COLUMN && maxRepetition === 0,
    );
    if (leaf === undefined) {
      findings.add('error', 'no-episode-column', { file: path });
      return { path, size, segments, columns };
    }
    const add = (episode: number, firstRow: number, rows: number): void => {
      const last = segments.at(-1);
      if (last?.episode === episode) segments[segments.length - 1] = { ...last, rows: last.rows + rows };
      else segments.push({ episode, firstRow, rows });
    };
    const constant = constantPerRowGroup(file, leaf);
    if (constant !== null) for (const { episode, firstRow, rows } of constant) add(episode, firstRow, rows);
    else await readRuns(file, add, { findings, path });
  } catch (error) {
    findings.addError('file-unreadable', error, { file: path });
  }
  return { path, size, segments, columns };
}

/** One segment per row group when every row group's statistics say that it holds one episode; null otherwise. */
function constantPerRowGroup(file: ParquetFile, leaf: Leaf): Segment[] | null {
  const segments: Segment[] = [];
  let firstRow = 0;
  for (const chunk of file.chunks(leaf)) {
    const statistics = chunk.meta.statistics;
    const low = statistics?.min_value ?? statistics?.min;
    const high = statistics?.max_value ?? statistics?.max;
    const nulls = Number(statistics?.null_count ?? 0);
    if (low === undefined || low !== high || nulls > 0) return null;
    const episode = Number(low);
    if (!Number.isSafeInteger(episode) || episode < 0) return null;
    segments.push({ episode, firstRow, rows: chunk.rows });
    firstRow += chunk.rows;
  }
  return segments;
}

async function readRuns(
  file: ParquetFile,
  add: (episode: number, firstRow: number, rows: number) => void,
  place: { findings: FindingCollector; path: string },
): Promise<void> {
  const column = openColumn(file, EPISODE_COLUMN);
  for (let from = 0; from < file.rows; from += BLOCK_ROWS) {
    const rows = Math.min(BLOCK_ROWS, file.rows - from);
    const block = await column.read(rows);
    if (block.kind !== 'numbers') return;
    const values = asFloat64(block);
    for (let start = 0; start < rows; ) {
      const episode = values[start] ?? Number.NaN;
      let end = start + 1;
      while (end < rows && Object.is(values[end], episode)) end++;
      if (Number.isSafeInteger(episode) && episode >= 0) add(episode, from + start, end - start);
      else place.findings.add('error', 'bad-episode-index', { file: place.path, row: from + start });
      start = end;
    }
  }
}

/** Rows where row groups end, ascending; a damaged column is good again behind the next of them. */
export function rowGroupEnds(file: ParquetFile): number[] {
  let end = 0;
  return file.meta.row_groups.map((group) => (end += Number(group.num_rows)));
}
