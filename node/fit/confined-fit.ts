/** What the confined child of the fit service runs: samples the dataset's motion and replays it on the body that was sent. */

import { jointPositions, type JointSource } from '#contracts/dataset/joint-map.ts';
import { chainForward } from '#contracts/embodiment/chain.ts';
import { chainsOf } from '#contracts/embodiment/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { TARGET_STRIDE } from '#contracts/embodiment/inverse-kinematics.ts';
import { toMatrix } from '#contracts/embodiment/spatial.ts';
import type { ToolTrajectory } from '#contracts/embodiment/trajectory-replay.ts';
import type { Outcome } from '#contracts/errors.ts';
import { measureFit, type FitMeasurement } from '#contracts/fit/measure-fit.ts';
import type { MotionWindow } from '#contracts/fit/place-motion.ts';
import { asFloat64, type Episode } from '../dataset/dataset-reader.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { sampleWindows, windowStep } from './sample-windows.ts';

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

/** Measures. Reports each episode that was read. */
export async function run(
  input: ConfinedFitInput,
  report: (episodes: number) => void,
): Promise<Outcome<FitMeasurement>> {
  await using dataset = await openDataset(input.root);
  const columns = [...new Set(input.sources.map((source) => source.feature))];
  const sampled = await sampleWindows(
    dataset,
    { columns, fps: input.fps, windowAt: (episode, rows) => windowAt(episode, input, rows) },
    report,
  );
  const windows = sampled.map(({ window }) => window);
  const interval = input.fps === null ? null : windowStep(input.fps) / input.fps;
  return measureFit(input.recorded, input.target, { effectors: input.effectors, windows, interval });
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
