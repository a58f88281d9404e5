/**
 * A sample of a dataset's motion: pieces of two seconds, spread evenly over the episodes and over the time of each, and some whole
 * episodes on which plans are tried; the same for every body.
 */

import { FIT_TRAJECTORIES } from '#contracts/fit/certificate.ts';
import { TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { ToolTrajectory } from '#contracts/embodiment/reach/trajectory-replay.ts';
import type { FrameClock } from '#contracts/fit/follow-windows.ts';
import type { EpisodeMotion, MotionSample, SampledWindow } from '#contracts/fit/place-motion.ts';
import type { DatasetReader, Episode, EpisodeMeta } from '../dataset/dataset-reader.ts';

/** What is sampled, and how. */
export interface MotionSampling {
  readonly columns: readonly string[];
  /** Frames per second; null when unknown. */
  readonly fps: number | null;
  /** Poses of every track, frame by frame. */
  readonly posesOf: (episode: Episode) => readonly Float64Array[];
}

/** Poses of a trajectory at most and at least, and seconds between them: two seconds of motion. */
const WINDOW_POSES = 11;
const MIN_WINDOW_POSES = 4;
const INTERVAL_S = 0.2;
/** Frames between poses where the rate is unknown. */
const UNKNOWN_STEP = 6;
/** Frames of the episodes that are sampled, together: each of them is followed whole. One episode is read however long it is. */
export const MAX_SAMPLED_FRAMES = 200_000;
/** Episodes on which plans are tried, and their frames together; of a longer one, its beginning. */
const TRIAL_EPISODES = 8;
const TRIAL_FRAMES = 6_000;

/** Frames between the poses of a window. */
function windowStep(fps: number | null): number {
  return fps === null ? UNKNOWN_STEP : Math.max(1, Math.round(fps * INTERVAL_S));
}

/** Time between frames; `fps` is null where the rate is not known. */
export function frameClock(fps: number | null): FrameClock {
  return fps === null
    ? { interval: INTERVAL_S / UNKNOWN_STEP, speeds: false }
    : { interval: 1 / fps, speeds: true };
}

/** Samples at most {@link FIT_TRAJECTORIES} windows. Reports each episode that was read. */
export async function sampleMotion(
  dataset: DatasetReader,
  sampling: MotionSampling,
  report: (episodes: number) => void,
): Promise<MotionSample> {
  const { fps, posesOf, columns } = sampling;
  const metas: EpisodeMeta[] = [];
  for await (const meta of dataset.episodes()) metas.push(meta);
  const chosen = affordable(metas, { episodes: FIT_TRAJECTORIES, frames: MAX_SAMPLED_FRAMES });
  const each = Math.ceil(FIT_TRAJECTORIES / Math.max(1, chosen.length));
  const tried = new Set(
    affordable(chosen, { episodes: TRIAL_EPISODES, frames: TRIAL_FRAMES }).map(({ index }) => index),
  );
  const windows: SampledWindow[] = [];
  const trial: EpisodeMotion[] = [];
  let read = 0;
  const wanted = new Set(chosen.map(({ index }) => index));
  for await (const episode of readEpisodes(dataset, { wanted, columns })) {
    const poses = posesOf(episode);
    const { index, frames } = episode.meta;
    windows.push(...windowsOf({ episode: index, frames, poses }, fps, each));
    if (tried.has(index)) trial.push(beginningOf({ episode: index, frames, poses }));
    report(++read);
  }
  return {
    windows: evenly(windows, FIT_TRAJECTORIES),
    trial,
    interval: fps === null ? null : windowStep(fps) / fps,
    clock: frameClock(fps),
  };
}

function beginningOf({ episode, frames, poses }: EpisodeMotion): EpisodeMotion {
  const length = Math.min(frames, TRIAL_FRAMES);
  return { episode, frames: length, poses: poses.map((track) => track.slice(0, TARGET_STRIDE * length)) };
}

/** Episodes spread evenly over all, no more of them and of their frames than given, one at least. */
function affordable(
  metas: readonly EpisodeMeta[],
  most: { readonly episodes: number; readonly frames: number },
): EpisodeMeta[] {
  const frames = metas.reduce((sum, meta) => sum + meta.frames, 0);
  const share = frames <= most.frames ? 1 : most.frames / frames;
  return evenly(metas, Math.min(most.episodes, Math.max(1, Math.floor(metas.length * share))));
}

/** Episodes by their numbers, in order: in one pass over the data where most of them are wanted or where its length is not declared. */
export async function* readEpisodes(
  dataset: DatasetReader,
  { wanted, columns }: { readonly wanted: ReadonlySet<number>; readonly columns: readonly string[] },
): AsyncGenerator<Episode> {
  const { episodes } = dataset.declared;
  if (episodes === null || 2 * wanted.size >= episodes) {
    for await (const episode of dataset.streamEpisodes({ columns }))
      if (wanted.has(episode.meta.index)) yield episode;
    return;
  }
  for (const index of [...wanted].sort((a, b) => a - b)) yield dataset.readEpisode(index, { columns });
}

/** So many of a list, spread evenly over it; all of a shorter one. */
export function evenly<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
}

function windowsOf(
  { episode, frames, poses }: EpisodeMotion,
  fps: number | null,
  count: number,
): SampledWindow[] {
  const step = windowStep(fps);
  const length = Math.min(WINDOW_POSES, Math.floor((frames - 1) / step) + 1);
  if (length < MIN_WINDOW_POSES) return [];
  const span = (length - 1) * step;
  const fitting = Math.max(1, Math.min(count, Math.floor(frames / (span + 1))));
  const slack = frames - 1 - span;
  const starts = Array.from({ length: fitting }, (_, i) =>
    fitting === 1 ? Math.floor(slack / 2) : Math.floor((i * slack) / (fitting - 1)),
  );
  return starts.flatMap((start) => {
    const rows = Array.from({ length }, (_, k) => start + k * step);
    const window = poses.map((track) => trajectoryAt(track, rows));
    const whole = window.every(({ poses: values }) => values.every(Number.isFinite));
    return whole ? [{ episode, from: start, to: start + span, window }] : [];
  });
}

function trajectoryAt(poses: Float64Array, rows: readonly number[]): ToolTrajectory {
  const picked = new Float64Array(TARGET_STRIDE * rows.length);
  rows.forEach((row, k) =>
    picked.set(poses.subarray(TARGET_STRIDE * row, TARGET_STRIDE * (row + 1)), TARGET_STRIDE * k),
  );
  return { poses: picked, length: rows.length };
}
