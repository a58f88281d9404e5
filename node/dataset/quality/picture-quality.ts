/** What the pictures of a camera say about an episode, from figures of decoded frames. */

import type { PictureQuality } from '#contracts/dataset/quality.ts';
import type { PictureTrack } from '../pictures/picture-track.ts';
import { median, motionSignals, type EpisodeSignals } from './signals.ts';

/** The part of a track that shows one episode, seconds of the track's own clock. */
export interface TrackSegment {
  readonly from: number;
  readonly to: number | null;
}

/** A picture stands still when no cell of it changed by a whole level. */
const STILL_LEVELS = 1;
/** Where no sensor tells whether anything should move, only pictures without even the noise of a camera stand still: a resting scene is no fault. */
const STILL_LEVELS_ALONE = 0.05;
/** A robot moved when its pose changed by this share of the episode's range (root mean square over channels). */
const MOVED_SHARE = 0.02;
/** Slack at the borders of a segment, seconds: encoders round timestamps. */
const BORDER_SLACK = 1e-3;

/**
 * Quality of the judged pictures in a segment.
 *
 * black: share of black pictures. frozenLongest: longest time in which successive pictures stand still although the measured motion went on
 * (a stalled camera as in ITU-T P.1204's "freezing", told from a resting scene by the robot's own sensors; without motion signals, by the
 * noise that a camera at work has; null where pictures have no time). sharpness: median over pictures; dark, bright: means. Null without a judged picture.
 */
export function pictureQuality(
  track: PictureTrack,
  segment: TrackSegment,
  of: { readonly episode: number; readonly camera: string; readonly signals: EpisodeSignals },
): PictureQuality {
  const inside: number[] = [];
  track.times.forEach((time, i) => {
    const early = time < segment.from - BORDER_SLACK;
    const late = segment.to !== null && time >= segment.to - BORDER_SLACK;
    if (!early && !late) inside.push(i);
  });
  const { episode, camera } = of;
  const judged = inside.length;
  if (judged === 0) {
    const none = { black: null, frozenLongest: null, sharpness: null, dark: null, bright: null };
    return { episode, camera, judged, ...none };
  }
  const pick = (values: Uint8Array | Float32Array): number[] => inside.map((i) => values[i] ?? 0);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / judged;
  return {
    episode,
    camera,
    judged,
    black: mean(pick(track.black)),
    frozenLongest: frozenLongest(track, inside, { from: segment.from, signals: of.signals }),
    sharpness: median(pick(track.sharpness)) ?? 0,
    dark: mean(pick(track.dark)),
    bright: mean(pick(track.bright)),
  };
}

function frozenLongest(
  track: PictureTrack,
  inside: readonly number[],
  episode: { readonly from: number; readonly signals: EpisodeSignals },
): number | null {
  if (inside.length < 2) return null;
  const moved = motionBetween(episode.signals);
  let timed = false;
  const threshold = moved === null ? STILL_LEVELS_ALONE : STILL_LEVELS;
  let longest = 0;
  let run = 0;
  for (let i = 1; i < inside.length; i++) {
    const at = inside[i] ?? 0;
    const before = inside[i - 1] ?? 0;
    const start = track.times[before] ?? Number.NaN;
    const end = track.times[at] ?? Number.NaN;
    timed ||= end >= start;
    const still = at === before + 1 && (track.change[at] ?? Number.NaN) < threshold;
    run =
      still && (moved === null || moved(start - episode.from, end - episode.from)) ? run + (end - start) : 0;
    if (run > longest) longest = run;
  }
  return timed ? longest : null;
}

/** Whether the robot moved between two times of its episode; null where nothing tells. */
function motionBetween(signals: EpisodeSignals): ((start: number, end: number) => boolean) | null {
  const motion = motionSignals(signals);
  const { fps, rows } = signals;
  if (motion.length === 0 || fps === null || rows < 2) return null;
  const channels = motion.flatMap(({ values, width }) =>
    Array.from({ length: width }, (_, channel) => {
      const column = values.filter((_value, i) => i % width === channel);
      const range = Math.max(...sampled(column)) - Math.min(...sampled(column));
      return { column, range };
    }),
  );
  const alive = channels.filter(({ range }) => range > 0);
  if (alive.length === 0) return () => false;
  const rowAt = (time: number): number => Math.min(rows - 1, Math.max(0, Math.round(time * fps)));
  return (start, end) => {
    const from = rowAt(start);
    const to = rowAt(end);
    const squares = alive.map(
      ({ column, range }) => (((column[to] ?? 0) - (column[from] ?? 0)) / range) ** 2,
    );
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / alive.length) > MOVED_SHARE;
  };
}

/** At most a thousand finite values of a column: enough for its range. */
function sampled(column: Float64Array): number[] {
  const step = Math.max(1, Math.ceil(column.length / 1000));
  return Array.from(column.filter((value, i) => i % step === 0 && Number.isFinite(value)));
}

/** Per-episode metrics: the worst camera counts. */
export function worstPictures(all: readonly PictureQuality[]): {
  readonly black: number | null;
  readonly frozenLongest: number | null;
  readonly sharpness: number | null;
  readonly clipped: number | null;
} {
  const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
  const most = (values: readonly (number | null)[]): number | null =>
    known(values).length === 0 ? null : Math.max(...known(values));
  const sharp = known(all.map(({ sharpness }) => sharpness));
  return {
    black: most(all.map(({ black }) => black)),
    frozenLongest: most(all.map(({ frozenLongest: longest }) => longest)),
    sharpness: sharp.length === 0 ? null : Math.min(...sharp),
    clipped: most(all.map(({ dark, bright }) => (dark === null || bright === null ? null : dark + bright))),
  };
}
