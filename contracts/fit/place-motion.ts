/**
 * Where to put a robot so that it follows a recorded motion, and which of its limbs follows which: the coverage stage proposes
 * placements, following sampled windows and then some whole episodes by inverse kinematics chooses among them. Certificates and
 * retargeting decide alike because both ask here.
 */

import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import { TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import { cloudOfPoses, type PoseCloud } from '../embodiment/reach/pose-cloud.ts';
import { ALIGNED, bestPlacements, type Placement } from '../embodiment/reach/reach-coverage.ts';
import {
  TrajectoryReplayer,
  transferTrajectory,
  type ToolTrajectory,
  type Transfer,
} from '../embodiment/reach/trajectory-replay.ts';
import { mapOf, type BodyProfile, type LimbProfile } from '../matching/factors/body-profile.ts';
import { reachOutcome, type LimbMotion, type ReachOutcome } from '../matching/factors/factor-reach.ts';
import { MotionFollower } from '../retarget/follow-motion.ts';
import type { FitBlocker } from './certificate.ts';
import {
  EpisodeFollower,
  judgeWindow,
  missesFrame,
  type FrameClock,
  type TrackPlan,
} from './follow-windows.ts';

/** Placements of the coverage stage that are tried, beside the one with aligned shoulders. */
const PLACEMENTS = 3;
/** Seconds between poses of a window where the rate is not known. */
const UNKNOWN_INTERVAL = 0.2;

/** A piece of the recorded motion: one trajectory for each track. */
export type MotionWindow = readonly ToolTrajectory[];

/** A sampled window, and where it lies: frames `from` to `to` of an episode, inclusive. */
export interface SampledWindow {
  readonly episode: number;
  readonly from: number;
  readonly to: number;
  readonly window: MotionWindow;
}

/** An episode from its beginning: poses of every track in the recorded base frame, frame by frame, NaN where there are none. */
export interface EpisodeMotion {
  readonly episode: number;
  readonly frames: number;
  readonly poses: readonly Float64Array[];
}

/** A sample of a dataset's motion. */
export interface MotionSample {
  readonly windows: readonly SampledWindow[];
  /** Some of the episodes in which windows lie, or the beginnings of long ones: plans are tried on them. */
  readonly trial: readonly EpisodeMotion[];
  /** Seconds between poses of a window; null leaves velocity limits out. */
  readonly interval: number | null;
  readonly clock: FrameClock;
}

/** The motion of one end effector. */
export interface MotionTrack {
  /** Limb of the recorded body that moves it; null for none that can be followed. */
  readonly limb: LimbProfile | null;
  /** Shoulder of that limb, in the recorded base frame. */
  readonly shoulder: Vec3;
  /** True when the recorded tool has a hand that says which way it opens. */
  readonly rollKnown: boolean;
  /** True when it is the same turned half about its approach: two fingers, or thumb and fingers of a person. */
  readonly symmetric: boolean;
}

/** What is to be placed. */
export interface PlacementQuestion {
  readonly from: BodyProfile;
  /** The robot that is placed, and its profile. */
  readonly target: Embodiment;
  readonly to: BodyProfile;
  readonly tracks: readonly MotionTrack[];
  readonly sample: MotionSample;
}

/** The chosen placement. */
export interface MotionPlan {
  /** One a track; null where no limb follows. */
  readonly tracks: readonly (TrackPlan | null)[];
  /** Brings a trajectory into the target's base frame; null when no limb follows anything. */
  readonly transfer: Transfer | null;
  /** True when the height of the target was free to choose. */
  readonly heightFree: boolean;
  /** Why each window cannot be followed by itself, from a start of its own; null for one that can. */
  readonly windows: readonly (FitBlocker | null)[];
}

/**
 * Pairs limbs and chooses, among the best placements by coverage and the one with aligned shoulders, the one at which the paths of
 * some whole episodes follow most windows, then most limbs of them, then at which most windows are followed by themselves, then most
 * limbs of them. Of equal ones the nearest to aligned: nothing is moved for nothing.
 */
export function placeMotion(question: PlacementQuestion): MotionPlan {
  const plans = plansOf(question);
  const tried = plans.filter(({ worth }) => worth > 0).map(({ plan }) => plan);
  return tried.length > 1 ? bestOnTrial(tried, question) : (plans[0]?.plan ?? noPlan(question));
}

function noPlan({ tracks, sample }: PlacementQuestion): MotionPlan {
  const windows = sample.windows.map((): FitBlocker => 'no-limb');
  return { tracks: tracks.map(() => null), transfer: null, heightFree: true, windows };
}

/** One plan a placement, the best by windows first. */
function plansOf(question: PlacementQuestion): { readonly plan: MotionPlan; readonly worth: number }[] {
  const { from, to, tracks, sample } = question;
  const windows = sample.windows.map(({ window }) => window);
  const moved = limbMotions(tracks, windows);
  if (moved.length === 0) return [];
  const outcome = reachOutcome(moved, from, to);
  const limbs = tracks.map((track) => planOf(track, outcome, question));
  const main = limbs.findIndex((plan) => plan !== null);
  if (main < 0) return [];
  const followers = limbs.map((plan) => (plan === null ? null : new WindowFollower(plan, question)));
  const heightFree = outcome.placement?.heightFree !== false;
  return placementsOf(moved, outcome, to)
    .map((placement) => {
      const transfer = { from: tracks[main]!.shoulder, to: followers[main]!.shoulder, placement };
      const tried = windows.map((window) => followWindow(window, followers, transfer));
      // A whole window is worth more than any number of single limbs.
      const whole = tried.filter(({ blocker }) => blocker === null).length;
      const single = tried.reduce((sum, window) => sum + window.limbs, 0);
      const plan = { tracks: limbs, transfer, heightFree, windows: tried.map(({ blocker }) => blocker) };
      return { plan, worth: whole * (1 + tracks.length * windows.length) + single };
    })
    .sort((a, b) => b.worth - a.worth);
}

/** The plan that follows most windows on the paths of whole episodes, then most limbs of them; none can be better than one that follows all. */
function bestOnTrial(plans: readonly MotionPlan[], { to, tracks, sample }: PlacementQuestion): MotionPlan {
  const { trial, clock } = sample;
  const all = trial.reduce((sum, motion) => sum + windowsIn(sample, motion).length, 0);
  // A whole window is worth more than any number of single limbs.
  const whole = 1 + tracks.length * all;
  let best: { readonly plan: MotionPlan; readonly followed: number } | null = null;
  for (const plan of plans) {
    const follower = new EpisodeFollower({ plan, to, clock });
    let followed = 0;
    for (const motion of trial) {
      const paths = follower.follow(motion.poses, motion.frames);
      for (const window of windowsIn(sample, motion))
        followed +=
          (judgeWindow({ ...window, blocker: null }, paths) === null ? whole : 0) +
          paths.filter((path) => path !== null && !missesFrame(window, path)).length;
    }
    if (best === null || followed > best.followed) best = { plan, followed };
    if (followed === all * (whole + tracks.length)) break;
  }
  return best!.plan;
}

function windowsIn({ windows }: MotionSample, { episode, frames }: EpisodeMotion): SampledWindow[] {
  return windows.filter((window) => window.episode === episode && window.to < frames);
}

function limbMotions(tracks: readonly MotionTrack[], windows: readonly MotionWindow[]): LimbMotion[] {
  return tracks.flatMap((track, t) => {
    if (track.limb === null) return [];
    const cloud = cloudOfWindows(windows, t, track.shoulder);
    return cloud.count === 0 ? [] : [{ limb: track.limb, cloud, part: 1 / tracks.length, measured: true }];
  });
}

function cloudOfWindows(windows: readonly MotionWindow[], track: number, shoulder: Vec3): PoseCloud {
  const poses: number[][] = [];
  for (const window of windows) {
    const { poses: part, length } = window[track]!;
    for (let k = 0; k < length; k++) {
      const at = TARGET_STRIDE * k;
      poses.push([part[at]!, part[at + 1]!, part[at + 2]!, part[at + 5]!, part[at + 8]!, part[at + 11]!]);
    }
  }
  return cloudOfPoses(poses, shoulder);
}

function planOf(
  track: MotionTrack,
  outcome: ReachOutcome,
  { from, target: body, to }: PlacementQuestion,
): TrackPlan | null {
  const recorded = track.limb === null ? -1 : from.limbs.indexOf(track.limb);
  const limb = outcome.limbs.find((pairing) => pairing.recorded === recorded)?.target ?? -1;
  const target = to.limbs[limb];
  if (recorded < 0 || target === undefined) return null;
  const rollFree = !track.rollKnown || target.hand.kind === 'none';
  const { hand } = body.endEffectors[target.effector]!;
  return { limb, rollFree, halfTurn: !rollFree && track.symmetric && hand?.kind === 'two-finger' };
}

/** Follows windows on one limb; of those that it does not follow, replay says what blocks them. */
class WindowFollower {
  private readonly follower: MotionFollower;
  private readonly replayer: TrajectoryReplayer;

  constructor({ limb, ...how }: TrackPlan, { to, sample: { interval } }: PlacementQuestion) {
    const { chain } = to.limbs[limb]!;
    const clock = { interval: interval ?? UNKNOWN_INTERVAL, speeds: interval !== null };
    this.follower = new MotionFollower(chain, { ...how, ...clock });
    this.replayer = new TrajectoryReplayer(chain, { rollFree: how.rollFree, interval });
  }

  /** Shoulder of the limb, in its base frame. */
  get shoulder(): Vec3 {
    return this.replayer.shoulder;
  }

  blockerOf(trajectory: ToolTrajectory): FitBlocker | null {
    if (this.follower.follows(trajectory.poses, trajectory.length)) return null;
    return this.replayer.replay(trajectory).blocker ?? 'branch-ends';
  }
}

/** Placements for the first limb that has a partner, from aligned shoulders outwards; the other limbs move with the base. */
function placementsOf(moved: readonly LimbMotion[], outcome: ReachOutcome, target: BodyProfile): Placement[] {
  const main = outcome.limbs.findIndex((pairing) => pairing.target >= 0);
  const limb = target.limbs[outcome.limbs[main]?.target ?? -1];
  if (limb === undefined) return [];
  const fixed = outcome.placement?.heightFree === false ? outcome.placement.up : null;
  const best = bestPlacements(moved[main]!.cloud, mapOf(target, limb), {
    freedom: { fixedHeight: fixed },
    keep: PLACEMENTS,
  }).map((placed) => placed.placement);
  const aligned = { ...ALIGNED, dz: fixed ?? 0 };
  const shift = ({ dx, dy, dz, eighths }: Placement): number =>
    Math.abs(dx) + Math.abs(dy) + Math.abs(dz - aligned.dz) + (eighths === 0 ? 0 : 1);
  return [aligned, ...best.filter((placement) => shift(placement) > 0)].sort((a, b) => shift(a) - shift(b));
}

/** The first thing that blocks a window, and how many of its limbs follow. */
function followWindow(
  window: MotionWindow,
  followers: readonly (WindowFollower | null)[],
  transfer: Transfer,
): { readonly blocker: FitBlocker | null; readonly limbs: number } {
  let first: FitBlocker | null = null;
  let limbs = 0;
  for (const [t, trajectory] of window.entries()) {
    const follower = followers[t] ?? null;
    const blocker =
      follower === null ? 'no-limb' : follower.blockerOf(transferTrajectory(trajectory, transfer));
    if (blocker === null) limbs++;
    first ??= blocker;
  }
  return { blocker: first, limbs };
}
