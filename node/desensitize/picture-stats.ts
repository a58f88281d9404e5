/**
 * Statistics of a camera's pixels, which training needs and which cannot be computed without decoding. They are taken over from the source's own
 * metadata as numbers within bounds; nothing else of those files is looked at.
 */

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { DerivativeVersion, PictureStats } from './ports.ts';

/** Largest statistics file that is read, bytes; of a larger one nothing is taken over. */
const MAX_STATS_BYTES = 64 * 1024 * 1024;
const MAX_CHANNELS = 4;
const MAX_PIXEL = 255;
const QUANTILES = ['q01', 'q10', 'q50', 'q90', 'q99'] as const;

/** Statistics of a camera in an episode; undefined where the source has none that can be believed. */
export type PictureStatsOf = (camera: string, episode: number) => PictureStats | undefined;

/** Reads what the source says: for each episode (v2.1), or for all of them alike. */
export async function readPictureStats(dir: string, version: DerivativeVersion): Promise<PictureStatsOf> {
  const overall = recordOf(parse(await readBounded(join(dir, 'meta/stats.json'))));
  const byEpisode = new Map<number, Record<string, unknown>>();
  const lines = version === 'v2.1' ? await readBounded(join(dir, 'meta/episodes_stats.jsonl')) : '';
  for (const line of lines.split('\n')) {
    const { episode_index: episode, stats } = recordOf(parse(line));
    if (typeof episode === 'number') byEpisode.set(episode, recordOf(stats));
  }
  return (camera, episode) => statsOf(byEpisode.get(episode)?.[camera]) ?? statsOf(overall[camera]);
}

function statsOf(value: unknown): PictureStats | undefined {
  const record = recordOf(value);
  const [min, max, mean, std] = ['min', 'max', 'mean', 'std'].map((name) => channelsOf(record[name]));
  const [count] = Array.isArray(record['count']) ? (record['count'] as unknown[]) : [record['count']];
  if (min === undefined || max === undefined || mean === undefined || std === undefined) return undefined;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1) return undefined;
  if ([max, mean, std].some((values) => values.length !== min.length)) return undefined;
  const quantiles: Record<string, readonly number[]> = {};
  for (const name of QUANTILES) {
    const values = channelsOf(record[name]);
    if (values?.length === min.length) quantiles[name] = values;
  }
  return { min, max, mean, std, count, quantiles };
}

/** One number a channel out of the (channels, 1, 1) lists of the format. */
function channelsOf(value: unknown): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const flat: unknown[] = value.flat(2);
  const valid = flat.every((each) => typeof each === 'number' && each >= 0 && each <= MAX_PIXEL);
  return valid && flat.length >= 1 && flat.length <= MAX_CHANNELS ? (flat as number[]) : undefined;
}

async function readBounded(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    return (await file.stat()).size > MAX_STATS_BYTES ? '' : await file.readFile('utf8');
  } catch {
    return ''; // a source without statistics gives a derivative without them
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
