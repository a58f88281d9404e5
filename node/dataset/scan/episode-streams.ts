/** Streams of an episode with clocks of their own, and what kinds of sensing it really carries. */

import type { Modality } from '#contracts/dataset/vocabulary.ts';
import type { Episode, NumberColumn } from '../dataset-reader.ts';
import type { Stream } from '../quality/streams.ts';
import type { CameraFrames } from '../quality/video-timing.ts';
import type { UnderstoodFeature } from './episode-signals.ts';
import type { SensedKind } from './quality-tally.ts';

/** Streams slower than this are events, not measurements: they do not have to cover the episode. Hertz. */
const MIN_STREAM_RATE = 1;

/**
 * Streams that tell of drift and overlap: columns with clocks of their own, and the frames of cameras against the timestamps of the rows
 * that they belong to (where there are as many frames as rows).
 */
export function streamsOf(
  episode: Episode,
  known: {
    readonly features: readonly UnderstoodFeature[];
    readonly frames: readonly CameraFrames[];
    readonly rows: Float64Array | null;
  },
): Stream[] {
  const measured = new Set(
    known.features
      .filter(({ meaning }) => ['state', 'action', 'image'].includes(meaning.role))
      .map(({ declared }) => declared.name),
  );
  const streams: Stream[] = [];
  for (const [name, times] of episode.times ?? []) {
    const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
    if (!measured.has(name) || !(times.length - 1 >= span * MIN_STREAM_RATE)) continue;
    streams.push({ times, stamps: episode.stamps?.get(name) ?? null });
  }
  if (episode.times !== undefined || known.rows === null) return streams;
  for (const { times, from, to } of known.frames) {
    const shown = times.filter((time) => time >= from - 1e-3 && (to === null || time < to - 1e-3));
    if (shown.length === known.rows.length)
      streams.push({ times: shown.map((time) => time - from), stamps: known.rows });
  }
  return streams;
}

const KINDS: readonly (readonly [SensedKind, Modality])[] = [
  ['joint-torque', 'joint-torque'],
  ['force', 'force'],
  ['tactile', 'tactile'],
];

/** Kinds of sensing that an episode carries: frames of a camera, or a column of that kind in which some channel moves. */
export function sensedKinds(
  episode: Episode,
  features: readonly UnderstoodFeature[],
  hasFrames: boolean,
): Set<SensedKind> {
  const found = new Set<SensedKind>();
  // Pictures in the data itself: images, and videos in messages.
  const pictures = features.some(
    ({ declared }) => declared.dtype === 'image' || declared.info['message_type'] !== undefined,
  );
  if (hasFrames || (pictures && episode.meta.videos.length === 0)) found.add('vision');
  for (const { declared, meaning } of features) {
    const column = episode.columns.get(declared.name);
    if (column?.kind !== 'numbers' || column.width === 0) continue;
    for (const [kind, modality] of KINDS) {
      if (found.has(kind)) continue;
      const channels = channelsOf(meaning, modality, column.width);
      if (channels.some((channel) => moves(column, channel))) found.add(kind);
    }
  }
  return found;
}

function channelsOf(
  { role, modality, dimensions }: UnderstoodFeature['meaning'],
  wanted: Modality,
  width: number,
): number[] {
  // A commanded torque is no measured one.
  if (role === 'action' || role === 'index') return [];
  const all = Array.from({ length: width }, (_, channel) => channel);
  if (dimensions.length === width) return all.filter((channel) => dimensions[channel] === wanted);
  return modality === wanted ? all : [];
}

function moves({ values, width }: NumberColumn, channel: number): boolean {
  const first = values[channel];
  for (let i = channel + width; i < values.length; i += width) {
    if (values[i] !== first && !Number.isNaN(Number(values[i]))) return true;
  }
  return false;
}
