/** What the first child of a retargeting runs: samples the motion, pairs limbs, and chooses where the robot stands. */

import { TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
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
import { openDataset } from '../dataset/open-dataset.ts';
import { sampleMotion } from '../fit/sample-windows.ts';
import { columnsOf, type MotionSource } from './motion-source.ts';
import { TrackReader, type TrackMotion } from './read-tracks.ts';
import type { PlannedTrack, RetargetPlan, TargetRobot } from './retarget-job.ts';

/** Input of a planning. */
export interface ConfinedPlanInput {
  readonly root: string;
  readonly source: MotionSource;
  readonly target: TargetRobot;
  readonly fps: number;
}

/** Where hands work, seen from the shoulder of a person: so far ahead and so far down (m). For points without a shoulder. */
const WORK_AHEAD = 0.4;
const WORK_DOWN = 0.25;

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
  const shoulders = new ShoulderMean(source.tracks.length);
  const sample = await sampleMotion(
    dataset,
    {
      columns: columnsOf(source),
      fps,
      posesOf: (episode) => {
        const tracks = reader.readOnce(episode);
        shoulders.add(tracks);
        return tracks.map(({ poses }) => poses);
      },
    },
    report,
  );
  if (sample.windows.length === 0) return refusal('no-motion');
  const from = bodyOf(source);
  const to = profileOf(target.embodiment, 'target');
  const tracks = motionTracks(source, from, { sample, shoulders });
  const plan = placeMotion({ from, target: target.embodiment, to, tracks, sample });
  if (plan.transfer === null) return refusal('no-limb');
  const planned = plannedTracks(plan, { to, target: target.embodiment });
  return granted({
    tool,
    tracks: planned,
    transfer: plan.transfer,
    heightFree: plan.heightFree,
    windows: plannedWindows(plan, sample),
    idle: plan.tracks.filter((track) => track === null).length,
    episodes,
  });
}

/** A hand with fingers takes objects where a palm does; everything else where thumb and index finger do. */
function toolPointOf({ embodiment }: TargetRobot): ToolPoint {
  const hands = embodiment.endEffectors.flatMap(({ hand }) => hand ?? []);
  return hands.length > 0 && hands.every((hand) => !isGripper(hand)) ? 'palm' : 'pinch';
}

/** Points in space stand on no floor that is known: the height is free. */
function bodyOf(source: MotionSource): BodyProfile {
  const body = profileOf(source.recorded, 'recorded');
  const joints = source.tracks.every(({ kind }) => kind === 'joints');
  return joints ? body : { ...body, floorBound: false };
}

function motionTracks(
  source: MotionSource,
  from: BodyProfile,
  seen: { readonly sample: MotionSample; readonly shoulders: ShoulderMean },
): MotionTrack[] {
  return source.tracks.map((track, t): MotionTrack => {
    if (track.kind === 'joints') return tracksOf(source.recorded, from, [track.effector])[0]!;
    const windows = seen.sample.windows.map(({ window }) => window[t]!);
    const left = (shoulderY: number): boolean => shoulderY >= 0;
    const limb = from.limbs.find(({ effector }) => {
      const side = source.recorded.endEffectors[effector]!.tcp.position[1]!;
      return left(side) === (track.side === 'left');
    });
    return {
      limb: limb ?? null,
      shoulder: seen.shoulders.of(t) ?? estimatedShoulder(windows),
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
  { to, target }: { readonly to: BodyProfile; readonly target: Embodiment },
): PlannedTrack[] {
  const followed = plan.tracks.flatMap((track, t) => (track === null ? [] : [{ ...track, track: t }]));
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

/** Means of the shoulders that the data shows, over the episodes that are read. */
class ShoulderMean {
  readonly #sums: { readonly place: [number, number, number]; count: number }[];

  constructor(tracks: number) {
    this.#sums = Array.from({ length: tracks }, () => ({ place: [0, 0, 0], count: 0 }));
  }

  add(tracks: readonly TrackMotion[]): void {
    tracks.forEach(({ shoulder }, t) => {
      if (shoulder === null) return;
      const sum = this.#sums[t]!;
      for (let i = 0; i < 3; i++) sum.place[i]! += shoulder[i]!;
      sum.count++;
    });
  }

  of(track: number): Vec3 | null {
    const { place, count } = this.#sums[track]!;
    return count === 0 ? null : [place[0] / count, place[1] / count, place[2] / count];
  }
}
