/** A sample of a dataset's motion: pieces of two seconds, spread evenly over the episodes and over the time of each; the same for every body. */

import { FIT_TRAJECTORIES } from '#contracts/fit/certificate.ts';
import type { MotionWindow } from '#contracts/fit/place-motion.ts';
import type { DatasetReader, Episode, EpisodeMeta } from '../dataset/dataset-reader.ts';

/** What is sampled, and how. */
export interface WindowSampling {
  readonly columns: readonly string[];
  /** Frames per second; null when unknown. */
  readonly fps: number | null;
  /** Trajectories of all tracks at these rows of an episode. */
  readonly windowAt: (episode: Episode, rows: readonly number[]) => MotionWindow;
}

/** A sampled window and where it lies. */
export interface SampledWindow {
  readonly episode: number;
  readonly rows: readonly number[];
  readonly window: MotionWindow;
}

/** Poses of a trajectory at most and at least, and seconds between them: two seconds of motion. */
const WINDOW_POSES = 11;
const MIN_WINDOW_POSES = 4;
const INTERVAL_S = 0.2;
/** Frames between poses where the rate is unknown. */
const UNKNOWN_STEP = 6;

/** Frames between the poses of a window. */
export function windowStep(fps: number | null): number {
  return fps === null ? UNKNOWN_STEP : Math.max(1, Math.round(fps * INTERVAL_S));
}

/** Samples at most {@link FIT_TRAJECTORIES} windows. Reports each episode that was read. */
export async function sampleWindows(
  dataset: DatasetReader,
  sampling: WindowSampling,
  report: (episodes: number) => void,
): Promise<SampledWindow[]> {
  const metas: EpisodeMeta[] = [];
  for await (const meta of dataset.episodes()) metas.push(meta);
  const each = Math.ceil(FIT_TRAJECTORIES / Math.max(1, metas.length));
  const windows: SampledWindow[] = [];
  let read = 0;
  for await (const episode of episodesOf(dataset, metas, sampling.columns)) {
    windows.push(...windowsOf(episode, sampling, each));
    report(++read);
  }
  return evenly(windows, FIT_TRAJECTORIES);
}

/** Every episode, or as many of a large dataset as there are trajectories. */
async function* episodesOf(
  dataset: DatasetReader,
  metas: readonly EpisodeMeta[],
  columns: readonly string[],
): AsyncGenerator<Episode> {
  if (dataset.declared.episodes === null || metas.length <= FIT_TRAJECTORIES) {
    yield* dataset.streamEpisodes({ columns });
    return;
  }
  for (const meta of evenly(metas, FIT_TRAJECTORIES)) yield dataset.readEpisode(meta.index, { columns });
}

function evenly<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
}

function windowsOf(episode: Episode, { fps, windowAt }: WindowSampling, count: number): SampledWindow[] {
  const step = windowStep(fps);
  const { frames, index } = episode.meta;
  const poses = Math.min(WINDOW_POSES, Math.floor((frames - 1) / step) + 1);
  if (poses < MIN_WINDOW_POSES) return [];
  const span = (poses - 1) * step;
  const fitting = Math.max(1, Math.min(count, Math.floor(frames / (span + 1))));
  const slack = frames - 1 - span;
  const starts = Array.from({ length: fitting }, (_, i) =>
    fitting === 1 ? Math.floor(slack / 2) : Math.floor((i * slack) / (fitting - 1)),
  );
  return starts.flatMap((start) => {
    const rows = Array.from({ length: poses }, (_, k) => start + k * step);
    const window = windowAt(episode, rows);
    const whole = window.every(({ poses: values }) => values.every(Number.isFinite));
    return whole ? [{ episode: index, rows, window }] : [];
  });
}
