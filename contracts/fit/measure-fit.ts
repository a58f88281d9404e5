/** Replays recorded tool trajectories on another body: the measurement that a fit certificate states. */

import { chainOf } from '../embodiment/embodiment-chains.ts';
import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import { FastChain } from '../embodiment/fast-chain.ts';
import { TARGET_STRIDE } from '../embodiment/inverse-kinematics.ts';
import { cloudOfPoses, POSE_STRIDE, type PoseCloud } from '../embodiment/pose-cloud.ts';
import { bestPlacements, type Placement } from '../embodiment/reach-coverage.ts';
import { reachFrameOf } from '../embodiment/reach-map.ts';
import {
  TrajectoryReplayer,
  transferTrajectory,
  type ToolTrajectory,
} from '../embodiment/trajectory-replay.ts';
import { granted, refusal, type Outcome } from '../errors.ts';
import { cloudOf, mapOf, type BodyProfile } from '../matching/body-profile.ts';
import { reachOutcome, type LimbMotion, type LimbPairing } from '../matching/factor-reach.ts';
import { profileOf } from '../matching/profile-of.ts';
import { wilsonInterval } from '../matching/wilson.ts';
import {
  MIN_FIT_TRAJECTORIES,
  roundedOutwards,
  roundedShare,
  type FitBlocker,
  type FitCertificate,
} from './certificate.ts';

/** Placements of the coverage stage that are tried. */
const PLACEMENTS = 3;
/** Edge (m) of a cell, and the fewest cells that a body's workspace has to fill: less would probe single places of a motion. */
const PROBE_CELL = 0.08;
const MIN_WORKSPACE_CELLS = 64;

/** A piece of the recorded motion: one trajectory for each effector in {@link RecordedMotion.effectors}. */
export type MotionWindow = readonly ToolTrajectory[];

/** A sample of a dataset's motion. */
export interface RecordedMotion {
  /** End effectors by index in the recorded embodiment. */
  readonly effectors: readonly number[];
  readonly windows: readonly MotionWindow[];
  /** Seconds between poses; null leaves velocity limits out. */
  readonly interval: number | null;
}

/** What a certificate says about the motion. */
export type FitMeasurement = Pick<FitCertificate, 'trajectories' | 'share' | 'low' | 'high' | 'blockers'>;

/**
 * Share of the windows that the target replays at the best of a few placements, all limbs at one placement. Refuses with
 * `too-few-trajectories`, `no-motion` or `workspace-too-small`.
 */
export function measureFit(
  recorded: Embodiment,
  target: Embodiment,
  motion: RecordedMotion,
): Outcome<FitMeasurement> {
  if (motion.windows.length < MIN_FIT_TRAJECTORIES) return refusal('too-few-trajectories');
  const bodies = { from: profileOf(recorded, 'recorded'), to: profileOf(target, 'target') };
  const moved = limbMotions(bodies.from, motion);
  if (moved.length === 0) return refusal('no-motion');
  if (!hasWorkspace(bodies.to)) return refusal('workspace-too-small');
  const outcome = reachOutcome(moved, bodies.from, bodies.to);
  let best: FitBlocker[] | null = null;
  for (const placement of placementsOf(moved, outcome, bodies.to)) {
    const blockers = replayAll({ recorded, target, motion, bodies, pairings: outcome.limbs, placement });
    if (best === null || blockers.length < best.length) best = blockers;
  }
  return granted(measurementOf(motion.windows.length, best ?? motion.windows.map(() => 'no-limb')));
}

function limbMotions(from: BodyProfile, motion: RecordedMotion): LimbMotion[] {
  return motion.effectors.flatMap((effector, e) => {
    const limb = from.limbs.find((candidate) => candidate.effector === effector);
    if (limb === undefined) return [];
    const cloud = cloudOfWindows(motion, e, reachFrameOf(new FastChain(limb.chain)).origin);
    return [{ limb, cloud, part: 1 / motion.effectors.length, measured: true }];
  });
}

function cloudOfWindows(
  motion: RecordedMotion,
  effector: number,
  shoulder: PoseCloud['shoulder'],
): PoseCloud {
  const poses: number[][] = [];
  for (const window of motion.windows) {
    const trajectory = window[effector]!;
    for (let k = 0; k < trajectory.length; k++) {
      const at = TARGET_STRIDE * k;
      const part = trajectory.poses;
      poses.push([part[at]!, part[at + 1]!, part[at + 2]!, part[at + 5]!, part[at + 8]!, part[at + 11]!]);
    }
  }
  return cloudOfPoses(poses, shoulder);
}

/** True when the body can be in enough places for its answer not to tell one of them. */
function hasWorkspace(body: BodyProfile): boolean {
  return body.limbs.some((limb) => {
    const { poses, scale, count } = cloudOf(limb);
    const cells = new Set<string>();
    for (let k = 0; k < count; k++) {
      const at = POSE_STRIDE * k;
      const cell = [0, 1, 2].map((axis) => Math.floor((poses[at + axis]! * scale.position) / PROBE_CELL));
      cells.add(cell.join(' '));
    }
    return cells.size >= MIN_WORKSPACE_CELLS;
  });
}

/** Best placements for the first limb that has a partner; the others move with the base. */
function placementsOf(
  moved: readonly LimbMotion[],
  outcome: ReturnType<typeof reachOutcome>,
  target: BodyProfile,
): Placement[] {
  const main = outcome.limbs.findIndex((pairing) => pairing.target >= 0);
  const limb = target.limbs[outcome.limbs[main]?.target ?? -1];
  if (limb === undefined) return [];
  const fixed = outcome.placement?.heightFree === false ? outcome.placement.up : null;
  return bestPlacements(moved[main]!.cloud, mapOf(target, limb), {
    freedom: { fixedHeight: fixed },
    keep: PLACEMENTS,
  }).map((placed) => placed.placement);
}

interface Replay {
  readonly recorded: Embodiment;
  readonly target: Embodiment;
  readonly motion: RecordedMotion;
  readonly bodies: { readonly from: BodyProfile; readonly to: BodyProfile };
  readonly pairings: readonly LimbPairing[];
  readonly placement: Placement;
}

/** Why each window that cannot be followed cannot. */
function replayAll(replay: Replay): FitBlocker[] {
  const followers = replay.motion.effectors.map((effector) => followerOf(replay, effector));
  const main = followers.find((follower) => follower !== null);
  if (main === undefined || main === null) return replay.motion.windows.map(() => 'no-limb');
  const transfer = { from: main.shoulder, to: main.replayer.shoulder, placement: replay.placement };
  return replay.motion.windows.flatMap((window): FitBlocker[] => {
    for (const [e, trajectory] of window.entries()) {
      const follower = followers[e];
      if (follower === null || follower === undefined) return ['no-limb'];
      const { blocker } = follower.replayer.replay(transferTrajectory(trajectory, transfer));
      if (blocker !== null) return [blocker];
    }
    return [];
  });
}

interface Follower {
  readonly replayer: TrajectoryReplayer;
  /** Shoulder of the recorded limb. */
  readonly shoulder: PoseCloud['shoulder'];
}

/** The limb that follows an effector. The tool may roll where either end has no hand that says which way it opens. */
function followerOf(
  { recorded, target, motion, bodies, pairings }: Replay,
  effector: number,
): Follower | null {
  const index = bodies.from.limbs.findIndex((limb) => limb.effector === effector);
  const pairing = pairings.find((candidate) => candidate.recorded === index);
  const limb = bodies.to.limbs[pairing?.target ?? -1];
  if (index < 0 || limb === undefined) return null;
  const [own, other] = [recorded.endEffectors[effector]!, target.endEffectors[limb.effector]!];
  const rollFree = own.hand === null || other.hand === null;
  const shoulder = reachFrameOf(new FastChain(chainOf(recorded, own))).origin;
  return { replayer: new TrajectoryReplayer(limb.chain, { rollFree, interval: motion.interval }), shoulder };
}

function measurementOf(trajectories: number, blockers: readonly FitBlocker[]): FitMeasurement {
  const { share, low, high } = wilsonInterval(trajectories - blockers.length, trajectories);
  const counts = new Map<FitBlocker, number>();
  for (const blocker of blockers) counts.set(blocker, (counts.get(blocker) ?? 0) + 1);
  return {
    trajectories,
    share: roundedShare(share),
    ...roundedOutwards(low, high),
    blockers: [...counts]
      .map(([code, count]) => ({ code, share: roundedShare(count / trajectories) }))
      .filter((blocker) => blocker.share > 0)
      .sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1)),
  };
}
