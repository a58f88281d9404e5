/** Brings an episode from one frame rate to another. Videos are not encoded again: they allow only rates that meet their pictures. */

import type { ResampleMethod } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column } from '../dataset-reader.ts';
import type { PictureRows } from '../write/lerobot-spec.ts';
import type { ConversionRecord } from './conversion-record.ts';
import { resampleColumn, type RowPick } from './resample.ts';
import type { EpisodeTransform } from './transform-features.ts';

/** Rounding that times in frames are given, so that 0.1 × 3 is frame 3. */
const FRAME_TOLERANCE = 1e-6;

/** The transform from one rate to another. Throws `usage`, for an episode with videos, when the new rate misses their pictures. */
export function rateTransform(
  rate: { from: number; to: number; method: ResampleMethod },
  record: ConversionRecord,
): EpisodeTransform {
  if (rate.from === rate.to) return (episode) => episode;
  const step = rate.from / rate.to;
  return (episode) => {
    if (episode.videos.size > 0 && !Number.isInteger(step)) {
      throw new ExchangeError(
        'usage',
        `Videos of ${rate.from} pictures a second cannot have ${rate.to} frames a second without being encoded again; ${rate.from} divided by a whole number works.`,
      );
    }
    record.step('rate-changed', {
      lossy: true,
      params: { fromHz: rate.from, toHz: rate.to, method: rate.method },
    });
    const rows = Math.floor((episode.rows - 1) / step + FRAME_TOLERANCE) + 1;
    const places = Float64Array.from({ length: rows }, (_, row) => Math.min(episode.rows - 1, row * step));
    const pick: RowPick = picksAt(places, episode.rows);
    const columns = new Map<string, Column>();
    for (const [name, column] of episode.columns) {
      if (name !== 'timestamp') columns.set(name, resampleColumn(column, pick, rate.method));
    }
    const held = rate.method === 'nearest' ? pick.nearest : pick.before;
    const task =
      typeof episode.task === 'string'
        ? episode.task
        : Array.from(pick.before, (row) => episode.task[row] ?? '');
    return {
      ...episode,
      rows,
      columns,
      task,
      pictures: new Map(
        [...episode.pictures].map(([name, pictures]) => [name, pickPictures(pictures, held)]),
      ),
    };
  };
}

function picksAt(places: Float64Array, rows: number): RowPick {
  const before = Int32Array.from(places, (place) => Math.floor(place + FRAME_TOLERANCE));
  return {
    before,
    nearest: Int32Array.from(places, (place) => Math.min(rows - 1, Math.round(place))),
    share: Float64Array.from(places, (place, row) => Math.max(0, place - (before[row] ?? 0))),
  };
}

/** Pictures by row of the source; rows ascend, so each is read at most once more than it is shown. */
export function pickPictures(pictures: PictureRows, picked: Int32Array): PictureRows {
  let last: { row: number; value: Awaited<ReturnType<PictureRows['read']>>[number] } | null = null;
  return {
    rows: picked.length,
    stats: () => pictures.stats(),
    read: async (from, to) => {
      const out: Awaited<ReturnType<PictureRows['read']>>[number][] = [];
      for (const row of picked.subarray(from, to)) {
        if (last?.row !== row) {
          const [value] = await pictures.read(row, row + 1);
          last = { row, value: value ?? { bytes: null, path: null } };
        }
        out.push(last.value);
      }
      return out;
    },
  };
}
