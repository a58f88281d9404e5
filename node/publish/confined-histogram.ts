/** What the confined child of `buildHistograms` runs: reads every row's joint positions and counts where the tools are. */

import { jointPositions, type JointSource } from '#contracts/dataset/joint-map.ts';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { chainForward } from '#contracts/embodiment/kinematics/chain.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import {
  histogramScale,
  PoseHistogramBuilder,
  type PoseHistogram,
} from '#contracts/embodiment/reach/pose-histogram.ts';
import { MotionExtent, restingLimbs } from '#contracts/embodiment/reach/resting-limbs.ts';
import { rotate, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { asFloat64, type Episode } from '../dataset/dataset-reader.ts';
import { openDataset } from '../dataset/open-dataset.ts';

/** Input of a confined count. */
export interface ConfinedHistogramInput {
  readonly root: string;
  readonly embodiment: Embodiment;
  readonly sources: readonly JointSource[];
  /** End effectors to count, by index in the embodiment. */
  readonly effectors: readonly number[];
}

/** Rows after which the child gives a sign of life. */
const ROWS_PER_REPORT = 20_000;

/** What was counted: a histogram an end effector, and which of them rest while others work. */
export interface CountedPoses {
  readonly histograms: readonly PoseHistogram[];
  readonly resting: readonly boolean[];
}

/** Counts the poses of a dataset. Reports the number of rows so far. */
export async function run(
  input: ConfinedHistogramInput,
  report: (rows: number) => void,
): Promise<CountedPoses> {
  const { embodiment, sources } = input;
  const chains = chainsOf(embodiment);
  const rest = embodiment.joints.map(({ lower, upper }) =>
    lower === null || upper === null ? 0 : (lower + upper) / 2,
  );
  const counters = input.effectors.map((effector) => {
    const chain = chains[effector];
    const scale = chain === undefined ? 1 : histogramScale(chain);
    return { builder: new PoseHistogramBuilder(effector, scale), extent: new MotionExtent(), chain };
  });
  await using dataset = await openDataset(input.root);
  const columns = [...new Set(sources.map((source) => source.feature))];
  let rows = 0;
  for await (const episode of dataset.streamEpisodes({ columns })) {
    const values = columnsOf(episode, columns);
    for (let row = 0; row < episode.meta.frames; row++) {
      const q = jointPositions(rest, sources, (source) => {
        const column = values.get(source.feature);
        return column === undefined
          ? Number.NaN
          : (column.values[row * column.width + source.dimension] ?? Number.NaN);
      });
      for (const { builder, extent, chain } of counters) {
        if (chain === undefined) continue;
        const pose = chainForward(
          chain,
          chain.joints.map((joint) => q[joint.joint] ?? 0),
        );
        builder.addPose(episode.meta.index, pose.position, pose.rotation);
        extent.add(episode.meta.index, pose.position, rotate(pose.rotation, UNIT_Z));
      }
      if (++rows % ROWS_PER_REPORT === 0) report(rows);
    }
  }
  return {
    histograms: counters.map(({ builder }) => builder.build()),
    resting: restingLimbs(counters.map(({ extent }) => extent)),
  };
}

function columnsOf(
  episode: Episode,
  names: readonly string[],
): Map<string, { values: Float64Array; width: number }> {
  const columns = new Map<string, { values: Float64Array; width: number }>();
  for (const name of names) {
    const column = episode.columns.get(name);
    if (column?.kind === 'numbers') columns.set(name, { values: asFloat64(column), width: column.width });
  }
  return columns;
}
