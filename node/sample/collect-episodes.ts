/** Takes episodes for a sample while there is room for frames and bytes, and cuts the first one when even that is too long. */

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { MAX_SAMPLE_BYTES } from '#contracts/sample/sample.ts';
import type { Column, DatasetReader, Episode, EpisodeMeta } from '../dataset/dataset-reader.ts';
import { chooseEpisodes } from './choose-episodes.ts';

/** Room for metadata, footers and page headers, once and per episode, bytes. */
const FIXED_RESERVE = 256 * 1024;
const EPISODE_RESERVE = 64 * 1024;
/** A cut that is still too large is repeated with fewer frames, at most so often. */
const MAX_CUTS = 8;
/** A cut aims below what is free by this share, since pictures are not all of one size. */
const CUT_SHARE = 0.85;
/** Fewer frames show no motion. */
const MIN_FRAMES = 10;
const NAMED_TYPES: Readonly<Record<string, number>> = {
  float64: 8,
  int64: 8,
  uint64: 8,
  float32: 4,
  int32: 4,
  uint32: 4,
};
/** Smaller integers stand as 32-bit values in parquet. */
const SMALL_TYPE_BYTES = 4;
/** Bytes of one value in a series. */
const SERIES_VALUE_BYTES = 4;

/** An episode that was taken, whole or cut. */
export interface CutEpisode extends Episode {
  readonly frames: number;
  /** Video files that show exactly these frames, by camera. */
  readonly videos: ReadonlyMap<string, string>;
}

/** What bounds a collection. */
export interface CollectOptions {
  readonly root: string;
  readonly work: string;
  readonly fps: number;
  readonly episodes: readonly number[] | null;
  readonly maxFrames: number;
  readonly maxEpisodes: number;
  readonly onEpisode: (index: number) => void;
}

/**
 * Takes the episodes that were asked for, or chooses. Throws `not-found` for an episode that is not there, `refused` when what was asked for does not fit.
 */
export async function collectEpisodes(
  dataset: DatasetReader,
  options: CollectOptions,
): Promise<CutEpisode[]> {
  const metas = new Map<number, EpisodeMeta>();
  for await (const meta of dataset.episodes()) metas.set(meta.index, meta);
  const asked = options.episodes?.map((index) => {
    const meta = metas.get(index);
    if (meta === undefined)
      throw new ExchangeError('not-found', `The dataset has no episode ${index}.`, {
        params: { episode: index },
      });
    return meta;
  });
  const taken: CutEpisode[] = [];
  const free = { frames: options.maxFrames, bytes: MAX_SAMPLE_BYTES - FIXED_RESERVE };
  for (const meta of asked ?? chooseEpisodes([...metas.values()])) {
    if (taken.length >= options.maxEpisodes || free.frames < MIN_FRAMES) break;
    options.onEpisode(meta.index);
    const episode = await take(dataset, meta, { options, free, mayCut: taken.length === 0 });
    if (episode === undefined) continue;
    free.frames -= episode.frames;
    free.bytes -= episode.bytes;
    taken.push(episode);
  }
  if (asked !== undefined && taken.length < asked.length) {
    throw new ExchangeError('refused', 'The episodes are more than a sample of this dataset may hold.', {
      params: { frames: options.maxFrames, bytes: MAX_SAMPLE_BYTES, fit: taken.length, asked: asked.length },
    });
  }
  return taken.sort((a, b) => a.meta.index - b.meta.index);
}

/** One episode as large as there is room; undefined when it does not fit and may not be cut, or cannot be read. */
async function take(
  dataset: DatasetReader,
  meta: EpisodeMeta,
  room: { options: CollectOptions; free: { frames: number; bytes: number }; mayCut: boolean },
): Promise<(CutEpisode & { bytes: number }) | undefined> {
  const { options, free, mayCut } = room;
  if (meta.frames > free.frames && !mayCut) return undefined;
  const episode = await readOrSkip(dataset, meta);
  if (episode === undefined) return undefined;
  let frames = Math.min(meta.frames, free.frames);
  for (let attempt = 0; attempt < MAX_CUTS && frames >= Math.min(MIN_FRAMES, meta.frames); attempt++) {
    const columns = new Map([...episode.columns].map(([name, column]) => [name, head(column, frames)]));
    const videos = await cutVideos(meta, frames, options);
    const bytes = tableBytes(columns, frames) + (await sizeOf(videos)) + EPISODE_RESERVE;
    if (bytes <= free.bytes) return { meta, columns, frames, videos, bytes };
    if (!mayCut) return undefined;
    frames = Math.floor((frames * CUT_SHARE * free.bytes) / bytes);
  }
  return undefined;
}

async function readOrSkip(dataset: DatasetReader, meta: EpisodeMeta): Promise<Episode | undefined> {
  try {
    return await dataset.readEpisode(meta.index);
  } catch (error) {
    if (isExchangeError(error, 'bad-dataset')) return undefined;
    throw error;
  }
}

/** The parts of the videos that show the first frames of an episode. A camera whose video cannot be cut has none. */
async function cutVideos(
  meta: EpisodeMeta,
  frames: number,
  options: CollectOptions,
): Promise<Map<string, string>> {
  const videos = new Map<string, string>();
  for (const [place, { camera, path, from, to }] of meta.videos.entries()) {
    const target = join(options.work, `${meta.index}-${place}.mp4`);
    const end = frames < meta.frames ? from + frames / options.fps : to;
    try {
      const { cleanVideo } = await import('../desensitize/clean-video.ts');
      await cleanVideo(join(options.root, path), target, { from, to: end });
      videos.set(camera, target);
    } catch (error) {
      if (!isExchangeError(error, 'unsupported-format') && !isExchangeError(error, 'bad-dataset'))
        throw error;
    }
  }
  return videos;
}

function head(column: Column, rows: number): Column {
  if (rows >= column.rows) return column;
  if (column.kind === 'numbers') {
    return {
      ...column,
      rows,
      values: column.values.subarray(0, rows * column.width),
      missing: column.missing?.subarray(0, rows) ?? null,
    };
  }
  return { ...column, rows, values: column.values.slice(0, rows) } as Column;
}

/** An upper bound of what the rows take in the data file and the series file together. */
function tableBytes(columns: ReadonlyMap<string, Column>, frames: number): number {
  let bytes = 0;
  for (const column of columns.values()) {
    if (column.kind === 'numbers') {
      const value = (NAMED_TYPES[column.type] ?? SMALL_TYPE_BYTES) + SERIES_VALUE_BYTES;
      bytes += frames * column.width * value;
    } else if (column.kind === 'images') {
      for (const { bytes: picture } of column.values) bytes += picture?.length ?? 0;
    } else if (column.kind === 'text') {
      for (const text of column.values) bytes += 4 + 3 * (text?.length ?? 0);
    }
  }
  return bytes;
}

async function sizeOf(videos: ReadonlyMap<string, string>): Promise<number> {
  let bytes = 0;
  for (const path of videos.values()) bytes += (await stat(path)).size;
  return bytes;
}
