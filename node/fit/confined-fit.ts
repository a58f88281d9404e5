/** What the confined child of the fit service runs: samples the dataset's motion and replays it on the body that was sent. */

import { jointPositions, type JointSource } from '#contracts/dataset/joint-map.ts';
import { chainForward } from '#contracts/embodiment/chain.ts';
import { chainsOf } from '#contracts/embodiment/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { TARGET_STRIDE } from '#contracts/embodiment/inverse-kinematics.ts';
import { toMatrix } from '#contracts/embodiment/spatial.ts';
import type { ToolTrajectory } from '#contracts/embodiment/trajectory-replay.ts';
import type { Outcome } from '#contracts/errors.ts';
import { FIT_TRAJECTORIES } from '#contracts/fit/certificate.ts';
import { measureFit, type FitMeasurement } from '#contracts/fit/measure-fit.ts';
import type { MotionWindow } from '#contracts/fit/place-motion.ts';
import { asFloat64, type DatasetReader, type Episode, type EpisodeMeta } from '../dataset/dataset-reader.ts';
import { openDataset } from '../dataset/open-dataset.ts';

/** Input of a measurement. */
export interface ConfinedFitInput {
  readonly root: string;
  readonly recorded: Embodiment;
  readonly target: Embodiment;
  readonly sources: readonly JointSource[];
  /** End effectors whose motion is replayed, by index in the recorded embodiment. */
  readonly effectors: readonly number[];
  /** Frames per second; null when unknown: then velocity limits are left out. */
  readonly fps: number | null;
}

/** Poses of a trajectory at most and at least, and seconds between them: two seconds of motion. */
const WINDOW_POSES = 11;
const MIN_WINDOW_POSES = 4;
const INTERVAL_S = 0.2;
/** Frames between poses where the rate is unknown. */
const UNKNOWN_STEP = 6;

/** Measures. Reports each episode that was read. */
export async function run(
  input: ConfinedFitInput,
  report: (episodes: number) => void,
): Promise<Outcome<FitMeasurement>> {
  const step = input.fps === null ? UNKNOWN_STEP : Math.max(1, Math.round(input.fps * INTERVAL_S));
  const windows = await sampleWindows(input, step, report);
  const interval = input.fps === null ? null : step / input.fps;
  return measureFit(input.recorded, input.target, { effectors: input.effectors, windows, interval });
}

/** The same trajectories for every body: spread evenly over the episodes, and over the time of each. */
async function sampleWindows(
  input: ConfinedFitInput,
  step: number,
  report: (episodes: number) => void,
): Promise<MotionWindow[]> {
  await using dataset = await openDataset(input.root);
  const columns = [...new Set(input.sources.map((source) => source.feature))];
  const metas: EpisodeMeta[] = [];
  for await (const meta of dataset.episodes()) metas.push(meta);
  const each = Math.ceil(FIT_TRAJECTORIES / Math.max(1, metas.length));
  const windows: MotionWindow[] = [];
  let read = 0;
  for await (const episode of episodesOf(dataset, metas, columns)) {
    windows.push(...windowsOf(episode, input, { step, count: each }));
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

function windowsOf(
  episode: Episode,
  input: ConfinedFitInput,
  { step, count }: { readonly step: number; readonly count: number },
): MotionWindow[] {
  const poses = Math.min(WINDOW_POSES, Math.floor((episode.meta.frames - 1) / step) + 1);
  if (poses < MIN_WINDOW_POSES) return [];
  const span = (poses - 1) * step;
  const fitting = Math.max(1, Math.min(count, Math.floor(episode.meta.frames / (span + 1))));
  const slack = episode.meta.frames - 1 - span;
  const starts = Array.from({ length: fitting }, (_, i) =>
    fitting === 1 ? Math.floor(slack / 2) : Math.floor((i * slack) / (fitting - 1)),
  );
  return starts.flatMap((start) => {
    const rows = Array.from({ length: poses }, (_, k) => start + k * step);
    const window = windowAt(episode, input, rows);
    return window.every(({ poses: values }) => values.every(Number.isFinite)) ? [window] : [];
  });
}

/** One trajectory for each effector. */
function windowAt(episode: Episode, input: ConfinedFitInput, rows: readonly number[]): MotionWindow {
  const { recorded, sources } = input;
  const chains = chainsOf(recorded);
  const rest = recorded.joints.map(({ lower, upper }) =>
    lower === null || upper === null ? 0 : (lower + upper) / 2,
  );
  const values = columnsOf(episode, sources);
  const postures = rows.map((row) =>
    jointPositions(rest, sources, (source) => {
      const column = values.get(source.feature);
      return column?.values[row * column.width + source.dimension] ?? Number.NaN;
    }),
  );
  return input.effectors.map((effector): ToolTrajectory => {
    const chain = chains[effector]!;
    const poses = new Float64Array(TARGET_STRIDE * rows.length);
    postures.forEach((q, k) => {
      const pose = chainForward(
        chain,
        chain.joints.map((joint) => q[joint.joint] ?? 0),
      );
      poses.set(pose.position, TARGET_STRIDE * k);
      poses.set(toMatrix(pose.rotation).flat(), TARGET_STRIDE * k + 3);
    });
    return { poses, length: rows.length };
  });
}

function columnsOf(
  episode: Episode,
  sources: readonly JointSource[],
): Map<string, { readonly values: Float64Array; readonly width: number }> {
  const columns = new Map<string, { values: Float64Array; width: number }>();
  for (const { feature } of sources) {
    const column = episode.columns.get(feature);
    if (column?.kind === 'numbers') columns.set(feature, { values: asFloat64(column), width: column.width });
  }
  return columns;
}
