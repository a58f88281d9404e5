/** What the confined child of `checkPoses` runs: reads a sample of tool poses, and looks whether they are poses that the tool can have. */

import { poseColumns, poseReader, type PoseTrack } from '#contracts/dataset/pose-map.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { chainOf, poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { compose, invert, rotate, toMatrix, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { TrajectoryReplayer } from '#contracts/embodiment/reach/trajectory-replay.ts';
import { numberAt, numbersOf, type EpisodeNumbers } from '../dataset/episode-numbers.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { evenly, readEpisodes } from '../fit/sample-windows.ts';

/** Input of a check. */
export interface ConfinedPoseCheckInput {
  readonly root: string;
  readonly embodiment: Embodiment;
  readonly tracks: readonly PoseTrack[];
  /** By track: poses of the tool centre in frames that may be the recorded one instead. */
  readonly others: readonly (readonly Pose[])[];
}

/** What was seen of one track. */
export interface SeenPoses {
  /** Rows with numbers, and those of them whose numbers are no rotation. */
  readonly rows: number;
  readonly broken: number;
  /** Poses that the arm was asked for, and those that it takes up. Both 0 for what has no joints. */
  readonly tried: number;
  readonly reached: number;
  /** How many it takes up if the recorded frame is another. */
  readonly others: readonly number[];
  /** Mean place (m) and mean approach direction of the tool, in the frame of the candidate. */
  readonly place: readonly [number, number, number];
  readonly approach: readonly [number, number, number];
}

/** Episodes and rows that are looked at, and poses that an arm is asked for. */
const MAX_EPISODES = 64;
const MAX_ROWS = 100_000;
const TRIED_POSES = 240;

/** Looks. Reports the number of episodes so far. */
export async function run(
  { root, embodiment, tracks, others }: ConfinedPoseCheckInput,
  report: (episodes: number) => void,
): Promise<SeenPoses[]> {
  await using dataset = await openDataset(root);
  const metas: { index: number; frames: number }[] = [];
  for await (const { index, frames } of dataset.episodes()) metas.push({ index, frames });
  const chosen = evenly(metas, MAX_EPISODES);
  const frames = chosen.reduce((sum, meta) => sum + meta.frames, 0);
  const step = Math.ceil(frames / MAX_ROWS);
  const every = Math.ceil(frames / step / TRIED_POSES);
  const looks = tracks.map(
    (track, i) => new TrackLook(track, embodiment, { every, others: others[i] ?? [] }),
  );
  const columns = [...new Set(tracks.flatMap(poseColumns))];
  let read = 0;
  const wanted = new Set(chosen.map(({ index }) => index));
  for await (const episode of readEpisodes(dataset, { wanted, columns })) {
    const numbers = numbersOf(episode, columns);
    for (let row = 0; row < episode.meta.frames; row += step)
      for (const look of looks) look.add(numbers, row);
    report(++read);
  }
  return looks.map((look) => look.seen());
}

class TrackLook {
  readonly #track: PoseTrack;
  readonly #pose: ReturnType<typeof poseReader>;
  readonly #replayer: TrajectoryReplayer | null;
  /** Every how many poses the arm is asked. */
  readonly #every: number;
  readonly #place: [number, number, number] = [0, 0, 0];
  readonly #approach: [number, number, number] = [0, 0, 0];
  #rows = 0;
  #broken = 0;
  #tried = 0;
  #reached = 0;
  /** The recorded frame's own tool taken back, then another's. */
  readonly #others: readonly Pose[];
  readonly #otherReached: number[];

  constructor(
    track: PoseTrack,
    embodiment: Embodiment,
    { every, others }: { readonly every: number; readonly others: readonly Pose[] },
  ) {
    const own = invert(poseOf(track.tool));
    this.#others = others.map((other) => compose(own, other));
    this.#otherReached = others.map(() => 0);
    this.#track = track;
    this.#pose = poseReader(track);
    const chain = chainOf(embodiment, embodiment.endEffectors[track.effector]!);
    const rollFree = track.tool.basis === 'assumed';
    this.#replayer =
      track.frame.basis === 'placed' || chain.joints.length === 0
        ? null
        : new TrajectoryReplayer(whole(chain), { rollFree, interval: null });
    this.#every = Math.max(1, every);
  }

  add(numbers: EpisodeNumbers, row: number): void {
    const { position, rotation } = this.#track;
    const given = [...position, ...rotation.elements].every((element) =>
      Number.isFinite(numberAt(numbers, element, row)),
    );
    if (!given) return;
    this.#rows++;
    const pose = this.#pose((element) => numberAt(numbers, element, row));
    if (pose === null) this.#broken++;
    else this.#addPose(pose);
  }

  #addPose(pose: Pose): void {
    const approach = rotate(pose.rotation, UNIT_Z);
    for (let i = 0; i < 3; i++) {
      this.#place[i]! += pose.position[i]!;
      this.#approach[i]! += approach[i]!;
    }
    if (this.#replayer === null || this.#rows % this.#every !== 0) return;
    this.#tried++;
    if (this.#takesUp(pose)) this.#reached++;
    this.#others.forEach((other, i) => {
      if (this.#takesUp(compose(pose, other))) this.#otherReached[i]!++;
    });
  }

  #takesUp({ position, rotation }: Pose): boolean {
    const poses = Float64Array.from([...position, ...toMatrix(rotation).flat()]);
    return this.#replayer?.replay({ poses, length: 1 }).blocker === null;
  }

  seen(): SeenPoses {
    const poses = Math.max(1, this.#rows - this.#broken);
    const mean = (sum: readonly number[]): [number, number, number] => [
      sum[0]! / poses,
      sum[1]! / poses,
      sum[2]! / poses,
    ];
    return {
      rows: this.#rows,
      broken: this.#broken,
      tried: this.#tried,
      reached: this.#reached,
      others: this.#otherReached,
      place: mean(this.#place),
      approach: mean(this.#approach),
    };
  }
}

/** The chain with the joints of torso and lift as its own: a body that leans reaches farther. */
function whole(chain: KinematicChain): KinematicChain {
  return { ...chain, joints: chain.joints.map((joint) => ({ ...joint, shared: false })) };
}
