/** What the first child of a retargeting runs: samples the motion, pairs limbs, and chooses where the robot stands. */

import { TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { MotionExtent, restingLimbs } from '#contracts/embodiment/reach/resting-limbs.ts';
import type { ToolTrajectory } from '#contracts/embodiment/reach/trajectory-replay.ts';
import { granted, refusal, type Outcome } from '#contracts/errors.ts';
import { plannedWindows, tracksOf } from '#contracts/fit/measure-fit.ts';
import {
  placeMotion,
  type MotionPlan,
  type MotionSample,
  type MotionTrack,
} from '#contracts/fit/place-motion.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { isGripper } from '#contracts/retarget/hand-motion.ts';
import type { ToolPoint } from '#contracts/retarget/key-points.ts';
import { WORK_AHEAD, WORK_DOWN } from '#contracts/retarget/pose-rows.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import type { Episode } from '../dataset/dataset-reader.ts';
import { readEpisodes, sampleMotion } from '../fit/sample-windows.ts';
import { columnsOf, isRollFree, type MotionSource } from './motion-source.ts';
import { TrackReader, type TrackMotion } from './read-tracks.ts';
import type { PlannedTrack, RetargetPlan, TargetRobot } from './retarget-job.ts';

/** Input of a planning. */
export interface ConfinedPlanInput {
  readonly root: string;
  readonly source: MotionSource;
  readonly target: TargetRobot;
  readonly fps: number;
}

/** Plans. Refuses with `no-motion` or `no-limb`. Reports the number of episodes that were read. */
export async function run(
  input: ConfinedPlanInput,
  report: (episodes: number) => void,
): Promise<Outcome<RetargetPlan>> {
  const { source, target, fps } = input;
  const tool = toolPointOf(target);
  const reader = new TrackReader(source, tool);
  await using dataset = await openDataset(input.root);
  const episodes: { index: number; frames: number }[] = [];
  for await (const { index, frames } of dataset.episodes()) episodes.push({ index, frames });
  const seen = new SeenTracks(source.tracks.length);
  const columns = columnsOf(source);
  const look = (episode: Episode): readonly Float64Array[] => seen.look(episode, reader.readOnce(episode));
  const sampled = await sampleMotion(dataset, { columns, fps, posesOf: look }, report);
  const others = new Set(episodes.map(({ index }) => index).filter((index) => !seen.episodes.has(index)));
  // A limb that works in one episode only is no limb that rests.
  for await (const episode of readEpisodes(dataset, { wanted: others, columns })) {
    look(episode);
    report(seen.episodes.size);
  }
  if (sampled.windows.length === 0) return refusal('no-motion');
  const from = bodyOf(source);
  const to = profileOf(target.embodiment, 'target');
  const resting = seen.resting();
  const moving = source.tracks.map((_, t) => t).filter((t) => resting[t] !== true);
  const sample = sampleOf(sampled, moving);
  const tracks = motionTracks(source, from, { sample: sampled, seen });
  const question = { from, target: target.embodiment, to, tracks: moving.map((t) => tracks[t]!), sample };
  const plan = placeMotion(question);
  if (plan.transfer === null) return refusal('no-limb');
  return granted({
    tool,
    tracks: plannedTracks(plan, { to, target: target.embodiment, moving }),
    transfer: plan.transfer,
    heightFree: plan.heightFree,
    windows: plannedWindows(plan, sample),
    idle: moving.filter((_, i) => plan.tracks[i] === null),
    resting: resting.flatMap((rests, t) => (rests ? [t] : [])),
    episodes,
  });
}

/** A sample of some of its tracks. */
function sampleOf(sample: MotionSample, tracks: readonly number[]): MotionSample {
  const of = <T>(each: readonly T[]): T[] => tracks.map((t) => each[t]!);
  return {
    ...sample,
    windows: sample.windows.map((sampled) => ({ ...sampled, window: of(sampled.window) })),
    trial: sample.trial.map((motion) => ({ ...motion, poses: of(motion.poses) })),
  };
}

/** A hand with fingers takes objects where a palm does; everything else where thumb and index finger do. */
function toolPointOf({ embodiment }: TargetRobot): ToolPoint {
  const hands = embodiment.endEffectors.flatMap(({ hand }) => hand ?? []);
  return hands.length > 0 && hands.every((hand) => !isGripper(hand)) ? 'palm' : 'pinch';
}

/** Points in space stand on no floor that is known: the height is free. */
function bodyOf(source: MotionSource): BodyProfile {
  const body = profileOf(source.recorded, 'recorded');
  const own = source.tracks.every(({ kind }) => kind === 'joints' || kind === 'tool');
  return own ? body : { ...body, floorBound: false };
}

function motionTracks(
  source: MotionSource,
  from: BodyProfile,
  { sample, seen }: { readonly sample: MotionSample; readonly seen: SeenTracks },
): MotionTrack[] {
  return source.tracks.map((track, t): MotionTrack => {
    if (track.kind === 'joints' || track.kind === 'tool') {
      const rollFree = isRollFree(track) ? [track.effector] : [];
      return tracksOf(source.recorded, from, { effectors: [track.effector], rollFree })[0]!;
    }
    const windows = sample.windows.map(({ window }) => window[t]!);
    const left = (shoulderY: number): boolean => shoulderY >= 0;
    const limb = from.limbs.find(({ effector }) => {
      const side = source.recorded.endEffectors[effector]!.tcp.position[1]!;
      return left(side) === (track.side === 'left');
    });
    return {
      limb: limb ?? null,
      shoulder: seen.shoulderOf(t) ?? estimatedShoulder(windows),
      rollKnown: track.kind !== 'forearm',
      symmetric: track.kind === 'hand-points',
    };
  });
}

/** A shoulder behind and above the middle of the motion, against the way in which the tool points. */
function estimatedShoulder(windows: readonly ToolTrajectory[]): Vec3 {
  const sum = [0, 0, 0, 0, 0];
  let count = 0;
  for (const { poses, length } of windows) {
    for (let k = 0; k < length; k++) {
      const at = TARGET_STRIDE * k;
      for (let i = 0; i < 3; i++) sum[i]! += poses[at + i]!;
      sum[3]! += poses[at + 5]!;
      sum[4]! += poses[at + 8]!;
      count++;
    }
  }
  const [x, y, z] = [sum[0]! / count, sum[1]! / count, sum[2]! / count];
  const ahead = Math.sqrt(sum[3]! * sum[3]! + sum[4]! * sum[4]!);
  const [ux, uy] = ahead < 1e-6 * count ? [1, 0] : [sum[3]! / ahead, sum[4]! / ahead];
  return [x - WORK_AHEAD * ux, y - WORK_AHEAD * uy, z + WORK_DOWN];
}

function plannedTracks(
  plan: MotionPlan,
  {
    to,
    target,
    moving,
  }: {
    readonly to: BodyProfile;
    readonly target: Embodiment;
    /** Tracks of the source that were planned, in the order of the plan. */
    readonly moving: readonly number[];
  },
): PlannedTrack[] {
  const followed = plan.tracks.flatMap((track, i) =>
    track === null ? [] : [{ ...track, track: moving[i]! }],
  );
  return followed.map(({ track, limb, rollFree, halfTurn }): PlannedTrack => {
    const { effector } = to.limbs[limb]!;
    const side = target.endEffectors[effector]!.tcp.position[1]! >= 0 ? 'left' : 'right';
    return {
      track,
      limb,
      effector,
      rollFree,
      halfTurn,
      label: followed.length > 1 || to.limbs.length > 1 ? `${side}_arm` : 'arm',
    };
  });
}

/** What is seen of the tracks in the episodes that are read: how far each goes, and means of the shoulders that the data shows. */
class SeenTracks {
  readonly episodes = new Set<number>();
  readonly #extents: readonly MotionExtent[];
  readonly #sums: { readonly place: [number, number, number]; count: number }[];

  constructor(tracks: number) {
    this.#extents = Array.from({ length: tracks }, () => new MotionExtent());
    this.#sums = Array.from({ length: tracks }, () => ({ place: [0, 0, 0], count: 0 }));
  }

  /** Looks at an episode once; returns its poses, track by track. */
  look({ meta: { index } }: Episode, tracks: readonly TrackMotion[]): readonly Float64Array[] {
    if (!this.episodes.has(index)) {
      this.episodes.add(index);
      tracks.forEach((track, t) => this.#add(index, t, track));
    }
    return tracks.map(({ poses }) => poses);
  }

  /** Which tracks rest while others work. */
  resting(): boolean[] {
    return restingLimbs(this.#extents);
  }

  shoulderOf(track: number): Vec3 | null {
    const { place, count } = this.#sums[track]!;
    return count === 0 ? null : [place[0] / count, place[1] / count, place[2] / count];
  }

  #add(episode: number, t: number, { poses, shoulder }: TrackMotion): void {
    for (let at = 0; at < poses.length; at += TARGET_STRIDE) {
      const place: Vec3 = [poses[at]!, poses[at + 1]!, poses[at + 2]!];
      this.#extents[t]!.add(episode, place, [poses[at + 5]!, poses[at + 8]!, poses[at + 11]!]);
    }
    if (shoulder === null) return;
    const sum = this.#sums[t]!;
    for (let i = 0; i < 3; i++) sum.place[i]! += shoulder[i]!;
    sum.count++;
  }
}
