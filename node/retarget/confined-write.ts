/** What the last child of a retargeting runs: the dataset once more, with the added columns, their statistics and descriptions. */

import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { deserialize } from 'node:v8';
import type { ColumnSource } from 'hyparquet-writer';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { listFiles } from '../dataset/dataset-files.ts';
import type { NumberColumn } from '../dataset/dataset-reader.ts';
import { FindingCollector } from '../dataset/findings.ts';
import { indexDataFile, type Segment } from '../dataset/lerobot/data-files.ts';
import { appendColumns } from '../dataset/write/append-columns.ts';
import { columnStats, StatsAggregate } from '../dataset/write/episode-stats.ts';
import type { WriterFeature } from '../dataset/write/lerobot-spec.ts';
import { schemaOf, sourceOf } from '../dataset/write/parquet-columns.ts';
import {
  describeAdded,
  writeEpisodeStats,
  writeInfo,
  writeTotals,
  type StatsByName,
} from './added-metadata.ts';
import { partName, type EpisodeOutcome, type RetargetJob } from './retarget-job.ts';
import { EpisodeSolver } from './solve-episode.ts';
import { SummaryBuilder, type RetargetSummary } from './summary.ts';

/** Input of the writing child. */
export interface ConfinedWriteInput {
  readonly job: RetargetJob;
  readonly out: string;
}

/** A part as it was written. */
interface Part {
  readonly columns: ReadonlyMap<string, NumberColumn>;
  readonly outcome: EpisodeOutcome;
}

/** What was written. */
export interface WrittenDataset {
  readonly features: readonly WriterFeature[];
  readonly summary: RetargetSummary;
  /** Files that are no copies. */
  readonly changed: readonly string[];
}

/** Writes. Reports each file. */
export async function run(
  { job, out }: ConfinedWriteInput,
  report: (file: string) => void,
): Promise<WrittenDataset> {
  const features = new EpisodeSolver(job).features();
  const files = await listFiles(job.root, new FindingCollector());
  const { total, summary } = await sumUp(job, features);
  const statsOf = async (episode: number): Promise<StatsByName | null> =>
    known.has(episode) ? statsOfPart(await readPart(job, episode), features) : null;
  const known = new Set(job.plan.episodes.map(({ index }) => index));
  const changed: string[] = [];
  for (const { path, size } of files) {
    report(path);
    const to = join(out, path);
    await mkdir(dirname(to), { recursive: true });
    if (/^data\/.*\.parquet$/.test(path)) await writeData(job, { path, size }, { to, features });
    else if (/^meta\/episodes\/.*\.parquet$/.test(path) || path === 'meta/episodes_stats.jsonl')
      await writeEpisodeStats(join(job.root, path), to, { features, statsOf });
    else if (path === 'meta/stats.json') await writeTotals(join(job.root, path), to, total);
    else if (path === 'meta/info.json') await writeInfo(join(job.root, path), to, { features, fps: job.fps });
    else {
      await copyFile(join(job.root, path), to, constants.COPYFILE_FICLONE);
      continue;
    }
    changed.push(path);
  }
  await copyPapers(job.root, out);
  return { features, summary, changed };
}

/** The papers of a delivery are no part of the dataset, and come along as they are; links do not. */
async function copyPapers(root: string, out: string): Promise<void> {
  const papers = await readdir(join(root, EXCHANGE_FOLDER), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  for (const entry of papers) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(out, from.slice(root.length));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

async function readPart(job: RetargetJob, episode: number): Promise<Part> {
  return deserialize(await readFile(join(job.parts, partName(episode)))) as Part;
}

function statsOfPart(part: Part, features: readonly WriterFeature[]): StatsByName {
  return new Map(features.map(({ name }) => [name, columnStats(finiteRows(part.columns.get(name)!))]));
}

/** One pass over all parts: statistics of the whole, and what became of the episodes. */
async function sumUp(
  job: RetargetJob,
  features: readonly WriterFeature[],
): Promise<{ readonly total: StatsByName; readonly summary: RetargetSummary }> {
  const totals = new Map(features.map(({ name }) => [name, new StatsAggregate()]));
  const summary = new SummaryBuilder();
  for (const { index } of job.plan.episodes) {
    const part = await readPart(job, index);
    for (const [name, value] of statsOfPart(part, features))
      if (value.count > 0) totals.get(name)!.add(value);
    summary.add(part.outcome);
  }
  const total = [...totals].flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const]));
  return { total: new Map(total), summary: summary.build() };
}

/** Rows without a gap: a frame that has no pose to follow has no residual. */
function finiteRows(column: NumberColumn): NumberColumn {
  const { width, rows, values } = column;
  if (!(values instanceof Float32Array) || values.every(Number.isFinite)) return column;
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    const own = values.subarray(width * row, width * (row + 1));
    if (own.every(Number.isFinite)) kept.push(...own);
  }
  return { ...column, rows: width === 0 ? 0 : kept.length / width, values: Float32Array.from(kept) };
}

async function writeData(
  job: RetargetJob,
  file: { readonly path: string; readonly size: number },
  { to, features }: { readonly to: string; readonly features: readonly WriterFeature[] },
): Promise<void> {
  const findings = new FindingCollector();
  const { segments } = await indexDataFile(job.root, file, findings);
  await appendColumns(join(job.root, file.path), to, {
    schema: features.flatMap(schemaOf),
    names: features.map(({ name }) => name),
    values: async (from, rows) => sourcesOf(features, await rowsOf(job, segments, { from, rows })),
    footerValue: (key, value) => (key === 'huggingface' ? describeAdded(value, features) : (value ?? null)),
  });
}

function sourcesOf(
  features: readonly WriterFeature[],
  columns: ReadonlyMap<string, NumberColumn>,
): ColumnSource[] {
  return features.map((feature) => sourceOf(feature, columns.get(feature.name)!));
}

/** The added columns of some rows of a file: pieces of the parts of the episodes that lie there. */
async function rowsOf(
  job: RetargetJob,
  segments: readonly Segment[],
  { from, rows }: { readonly from: number; readonly rows: number },
): Promise<Map<string, NumberColumn>> {
  const columns = new Map<string, NumberColumn>();
  for (const { episode, firstRow, rows: length } of segments) {
    const begin = Math.max(from, firstRow);
    const end = Math.min(from + rows, firstRow + length);
    if (begin >= end) continue;
    const part = await readPart(job, episode);
    for (const [name, column] of part.columns) {
      const { width, type } = column;
      const whole = columns.get(name) ?? blankColumn(type, width, rows);
      const piece = column.values.subarray(width * (begin - firstRow), width * (end - firstRow));
      (whole.values as Float32Array).set(piece as Float32Array, width * (begin - from));
      columns.set(name, whole);
    }
  }
  if (columns.size === 0) throw new ExchangeError('bad-dataset', 'Rows of a data file belong to no episode.');
  return columns;
}

function blankColumn(type: NumberColumn['type'], width: number, rows: number): NumberColumn {
  const values = type === 'bool' ? new Uint8Array(width * rows) : new Float32Array(width * rows);
  return { kind: 'numbers', type, width, rows, values, missing: null };
}
