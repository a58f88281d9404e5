/** What LeRobot's metadata says about the added columns. Texts of the dataset are added to, not written again: its own figures stay as they are. */

import { createWriteStream } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import type { ColumnSource } from 'hyparquet-writer';
import { ExchangeError } from '#contracts/errors.ts';
import { asFloat64 } from '../dataset/dataset-reader.ts';
import { columnNames, openColumn } from '../dataset/parquet/column-reader.ts';
import { openParquet } from '../dataset/parquet/parquet-file.ts';
import { appendColumns } from '../dataset/write/append-columns.ts';
import { statsJson } from '../dataset/write/episode-stats.ts';
import type { FeatureStats, WriterFeature } from '../dataset/write/lerobot-spec.ts';
import { huggingfaceFooter, listSchema } from '../dataset/write/parquet-columns.ts';

/** Statistics by feature. */
export type StatsByName = ReadonlyMap<string, FeatureStats>;

/** Statistics of the added features, an episode at a time; null for an episode without rows. */
export interface EpisodeStatsSource {
  readonly features: readonly WriterFeature[];
  statsOf(episode: number): Promise<StatsByName | null>;
}

/** The `huggingface` footer with the added features; null when the file has none, or one that cannot be read. */
export function describeAdded(value: string | undefined, features: readonly WriterFeature[]): string | null {
  if (value === undefined) return null;
  const known = parsed(value) as { info?: { features?: Record<string, unknown> } } | null;
  const own = known?.info?.features;
  if (own === undefined) return null;
  // Lists are described as the file's own are: `List` or, before datasets 4, `Sequence`.
  const version = value.includes('"List"') ? 'v3.0' : 'v2.1';
  const added = JSON.parse(huggingfaceFooter(features, version)) as { info: { features: object } };
  return JSON.stringify({ ...known, info: { ...known?.info, features: { ...own, ...added.info.features } } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `info.json` with the added features. Throws `bad-dataset` when it cannot be read. */
export async function writeInfo(
  from: string,
  to: string,
  added: { readonly features: readonly WriterFeature[]; readonly fps: number },
): Promise<void> {
  const info = parsed(await readFile(from, 'utf8')) as { features?: Record<string, unknown> } | null;
  if (info?.features === undefined) throw new ExchangeError('bad-dataset', 'meta/info.json cannot be read.');
  for (const { name, dtype, shape, names } of added.features) {
    if (name in info.features) {
      throw new ExchangeError('conflict', `The dataset has a feature "${name}" already.`, {
        params: { column: name },
      });
    }
    info.features[name] = { dtype, shape, names, fps: added.fps };
  }
  await writeFile(to, JSON.stringify(info, null, 4));
}

/** `stats.json` with the statistics of the added features before its last brace. */
export async function writeTotals(from: string, to: string, total: StatsByName): Promise<void> {
  const text = await readFile(from, 'utf8');
  const end = text.lastIndexOf('}');
  const begin = text.slice(0, Math.max(0, end)).trimEnd();
  if (end < 0) throw new ExchangeError('bad-dataset', 'meta/stats.json cannot be read.');
  const comma = begin.endsWith('{') ? '' : ',';
  await writeFile(to, `${begin}${comma}\n${membersOf(total)}\n}\n`);
}

/** `"name": {…}` for each feature, without braces around. */
function membersOf(stats: StatsByName): string {
  return [...stats]
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(statsJson(value, false))}`)
    .join(', ');
}

/** The file of episode statistics (JSON lines, or a table of episodes) with those of the added features. */
export async function writeEpisodeStats(from: string, to: string, source: EpisodeStatsSource): Promise<void> {
  if (from.endsWith('.jsonl')) await writeStatsLines(from, to, source);
  else await writeStatsTable(from, to, source);
}

const LAST_BRACES = /\}\s*\}\s*$/;

async function writeStatsLines(from: string, to: string, source: EpisodeStatsSource): Promise<void> {
  const out = createWriteStream(to);
  for await (const line of createInterface({ input: createReadStream(from), crlfDelay: Infinity })) {
    const episode = /"episode_index"\s*:\s*(\d+)/.exec(line)?.[1];
    const stats = episode === undefined ? null : await source.statsOf(Number(episode));
    const whole = stats === null ? line : line.replace(LAST_BRACES, () => `, ${membersOf(stats)}}}`);
    if (!out.write(`${whole}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

/** Tables of episodes hold `stats/<feature>/<kind>` columns: the kinds that other features have, for the added ones, too. */
async function writeStatsTable(from: string, to: string, source: EpisodeStatsSource): Promise<void> {
  const { kinds, episodes } = await tableOf(from);
  if (kinds.length === 0) return copyFile(from, to);
  const columns = source.features.flatMap(({ name }) =>
    kinds.map((kind) => ({ path: `stats/${name}/${kind}`, name, kind })),
  );
  await appendColumns(from, to, {
    names: columns.map(({ path }) => path),
    schema: columns.flatMap(({ path, kind }) =>
      listSchema(path, { type: kind === 'count' ? 'INT64' : 'DOUBLE' }, 1),
    ),
    values: async (at, rows) => {
      const own: (StatsByName | null)[] = [];
      for (const episode of episodes.slice(at, at + rows)) own.push(await source.statsOf(episode));
      return columns.map(({ path, name, kind }): ColumnSource => {
        const data = own.map((stats) => (stats === null ? null : valueOf(stats.get(name)!, kind)));
        return { name: path, data };
      });
    },
    footerValue: (key, known) => (key === 'huggingface' ? null : (known ?? null)),
  });
}

async function tableOf(path: string): Promise<{ kinds: string[]; episodes: number[] }> {
  await using file = await openParquet(path);
  const names = columnNames(file);
  const kinds = names.flatMap((name) => /^stats\/.*\/([^/]+)$/.exec(name)?.[1] ?? []);
  const column = await openColumn(file, 'episode_index').read(file.rows);
  const episodes = column.kind === 'numbers' ? [...asFloat64(column)] : [];
  return { kinds: [...new Set(kinds)], episodes };
}

function valueOf(stats: FeatureStats, kind: string): unknown {
  if (kind === 'count') return [BigInt(stats.count)];
  if (kind === 'min' || kind === 'max' || kind === 'mean' || kind === 'std') return [...stats[kind]];
  const quantile = stats.quantiles[kind];
  return quantile === undefined ? null : [...quantile];
}
