/** What the confined child of `buildHistograms` runs: reads every row's joint positions or tool poses and counts where the tools are. */

import { jointPositions, type JointSource } from '#contracts/dataset/joint-map.ts';
import { poseColumns, poseReader, type PoseTrack } from '#contracts/dataset/pose-map.ts';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { chainForward, type KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import {
  histogramScale,
  PoseHistogramBuilder,
  type PoseHistogram,
} from '#contracts/embodiment/reach/pose-histogram.ts';
import { MotionExtent, restingLimbs } from '#contracts/embodiment/reach/resting-limbs.ts';
import { rotate, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { numberAt, numbersOf, type EpisodeNumbers } from '../dataset/episode-numbers.ts';
import { openDataset } from '../dataset/open-dataset.ts';

/** Input of a confined count. */
export interface ConfinedHistogramInput {
  readonly root: string;
  readonly embodiment: Embodiment;
  readonly sources: readonly JointSource[];
  /** End effectors whose poses are recorded as such. */
  readonly poses: readonly PoseTrack[];
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
  const joints = new JointRows(embodiment, sources);
  const counters = input.effectors.map((effector) => counterOf(input, effector, joints));
  await using dataset = await openDataset(input.root);
  const columns = [
    ...new Set([...sources.map(({ feature }) => feature), ...input.poses.flatMap(poseColumns)]),
  ];
  let rows = 0;
  for await (const episode of dataset.streamEpisodes({ columns })) {
    const numbers = numbersOf(episode, columns);
    for (let row = 0; row < episode.meta.frames; row++) {
      joints.read(numbers, row);
      for (const { builder, extent, poseAt } of counters) {
        const pose = poseAt(numbers, row);
        if (pose === undefined) continue;
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

/** Counts one end effector. */
interface Counter {
  readonly builder: PoseHistogramBuilder;
  readonly extent: MotionExtent;
  /** Pose of the tool in a row; undefined where the effector has none. */
  readonly poseAt: (numbers: EpisodeNumbers, row: number) => Pose | undefined;
}

/** A pose that is counted as outside. */
const NO_POSE: Pose = { position: [Number.NaN, Number.NaN, Number.NaN], rotation: [1, 0, 0, 0] };

function counterOf(
  { embodiment, poses }: ConfinedHistogramInput,
  effector: number,
  joints: JointRows,
): Counter {
  const chain = chainsOf(embodiment)[effector];
  const track = poses.find((candidate) => candidate.effector === effector);
  // The frame of a carried hand is placed as an arm's of usual size would be.
  const scale = chain === undefined ? 1 : histogramScale(chain);
  const counter = { builder: new PoseHistogramBuilder(effector, scale), extent: new MotionExtent() };
  if (track === undefined)
    return { ...counter, poseAt: () => (chain === undefined ? undefined : joints.poseOf(chain)) };
  const read = poseReader(track);
  return {
    ...counter,
    poseAt: (numbers, row) => read((element) => numberAt(numbers, element, row)) ?? NO_POSE,
  };
}

/** Joint positions row by row, those of joints that no column moves in the middle of their ranges. */
class JointRows {
  readonly #rest: readonly number[];
  readonly #sources: readonly JointSource[];
  #q: readonly number[] = [];

  constructor({ joints }: Embodiment, sources: readonly JointSource[]) {
    this.#sources = sources;
    this.#rest = joints.map(({ lower, upper }) =>
      lower === null || upper === null ? 0 : (lower + upper) / 2,
    );
  }

  read(numbers: EpisodeNumbers, row: number): void {
    this.#q = jointPositions(this.#rest, this.#sources, (source) => numberAt(numbers, source, row));
  }

  poseOf(chain: KinematicChain): Pose {
    return chainForward(
      chain,
      chain.joints.map(({ joint }) => this.#q[joint] ?? 0),
    );
  }
}
