/**
 * Where to put a robot so that it follows a recorded motion, and which of its limbs follows which: the coverage stage proposes
 * placements, replay by inverse kinematics chooses among them. Certificates and retargeting decide alike because both ask here.
 */

import { TARGET_STRIDE } from '../embodiment/inverse-kinematics.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import { cloudOfPoses, type PoseCloud } from '../embodiment/pose-cloud.ts';
import { bestPlacements, type Placement } from '../embodiment/reach-coverage.ts';
import {
  TrajectoryReplayer,
  transferTrajectory,
  type ToolTrajectory,
  type Transfer,
} from '../embodiment/trajectory-replay.ts';
import { mapOf, type BodyProfile, type LimbProfile } from '../matching/body-profile.ts';
import { reachOutcome, type LimbMotion, type ReachOutcome } from '../matching/factor-reach.ts';
import type { FitBlocker } from './certificate.ts';

/** Placements of the coverage stage that are tried. */
const PLACEMENTS = 3;

/** A piece of the recorded motion: one trajectory for each track. */
export type MotionWindow = readonly ToolTrajectory[];

/** The motion of one end effector. */
export interface MotionTrack {
  /** Limb of the recorded body that moves it; null for none that can be followed. */
  readonly limb: LimbProfile | null;
  /** Shoulder of that limb, in the recorded base frame. */
  readonly shoulder: Vec3;
  /** True when the recorded tool has a hand that says which way it opens. */
  readonly rollKnown: boolean;
}

/** What is to be placed. */
export interface PlacementQuestion {
  readonly from: BodyProfile;
  readonly to: BodyProfile;
  readonly tracks: readonly MotionTrack[];
  readonly windows: readonly MotionWindow[];
  /** Seconds between poses of a window; null leaves velocity limits out. */
  readonly interval: number | null;
}

/** How one track is followed. */
export interface TrackPlan {
  /** Index of the target's limb. */
  readonly limb: number;
  /** True when the tool may roll about its approach: either end has no hand that says which way it opens. */
  readonly rollFree: boolean;
}

/** The chosen placement. */
export interface MotionPlan {
  /** One a track; null where no limb follows. */
  readonly tracks: readonly (TrackPlan | null)[];
  /** Brings a trajectory into the target's base frame; null when no limb follows anything. */
  readonly transfer: Transfer | null;
  /** True when the height of the target was free to choose. */
  readonly heightFree: boolean;
  /** Why each window cannot be followed; null for one that can. */
  readonly windows: readonly (FitBlocker | null)[];
}

/** Pairs limbs and chooses, among the best placements by coverage, the one at which most windows are replayed, then most limbs of them; of equal ones, the first. */
export function placeMotion(question: PlacementQuestion): MotionPlan {
  const { from, to, tracks, windows } = question;
  const moved = limbMotions(tracks, windows);
  const none: MotionPlan = {
    tracks: tracks.map(() => null),
    transfer: null,
    heightFree: true,
    windows: windows.map(() => 'no-limb'),
  };
  if (moved.length === 0) return none;
  const outcome = reachOutcome(moved, from, to);
  const plans = tracks.map((track) => planOf(track, outcome, question));
  const main = plans.findIndex((plan) => plan !== null);
  if (main < 0) return none;
  const replayers = plans.map((plan) => (plan === null ? null : replayerOf(plan, question)));
  const heightFree = outcome.placement?.heightFree !== false;
  let best: { readonly plan: MotionPlan; readonly worth: number } | null = null;
  for (const placement of placementsOf(moved, outcome, to)) {
    const transfer = { from: tracks[main]!.shoulder, to: replayers[main]!.shoulder, placement };
    const tried = windows.map((window) => replayWindow(window, replayers, transfer));
    // A whole window is worth more than any number of single limbs.
    const whole = tried.filter(({ blocker }) => blocker === null).length;
    const worth = whole * (1 + tracks.length * windows.length) + tried.reduce((sum, w) => sum + w.limbs, 0);
    const plan = { tracks: plans, transfer, heightFree, windows: tried.map(({ blocker }) => blocker) };
    if (best === null || worth > best.worth) best = { plan, worth };
  }
  return best?.plan ?? none;
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
  { from, to }: PlacementQuestion,
): TrackPlan | null {
  const recorded = track.limb === null ? -1 : from.limbs.indexOf(track.limb);
  const limb = outcome.limbs.find((pairing) => pairing.recorded === recorded)?.target ?? -1;
  const target = to.limbs[limb];
  if (recorded < 0 || target === undefined) return null;
  return { limb, rollFree: !track.rollKnown || target.hand.kind === 'none' };
}

function replayerOf({ limb, rollFree }: TrackPlan, { to, interval }: PlacementQuestion): TrajectoryReplayer {
  return new TrajectoryReplayer(to.limbs[limb]!.chain, { rollFree, interval });
}

/** Best placements for the first limb that has a partner; the others move with the base. */
function placementsOf(moved: readonly LimbMotion[], outcome: ReachOutcome, target: BodyProfile): Placement[] {
  const main = outcome.limbs.findIndex((pairing) => pairing.target >= 0);
  const limb = target.limbs[outcome.limbs[main]?.target ?? -1];
  if (limb === undefined) return [];
  const fixed = outcome.placement?.heightFree === false ? outcome.placement.up : null;
  return bestPlacements(moved[main]!.cloud, mapOf(target, limb), {
    freedom: { fixedHeight: fixed },
    keep: PLACEMENTS,
  }).map((placed) => placed.placement);
}

/** The first thing that blocks a window, and how many of its limbs follow. */
function replayWindow(
  window: MotionWindow,
  replayers: readonly (TrajectoryReplayer | null)[],
  transfer: Transfer,
): { readonly blocker: FitBlocker | null; readonly limbs: number } {
  let first: FitBlocker | null = null;
  let limbs = 0;
  for (const [t, trajectory] of window.entries()) {
    const blocker =
      replayers[t]?.replay(transferTrajectory(trajectory, transfer)).blocker ??
      (replayers[t] === null ? 'no-limb' : null);
    if (blocker === null) limbs++;
    first ??= blocker;
  }
  return { blocker: first, limbs };
}
