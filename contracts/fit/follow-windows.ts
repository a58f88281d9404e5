/**
 * Follows whole episodes with a placed robot, and judges sampled windows by the paths: what a certificate counts is what
 * retargeting delivers, frame by frame, because both ask here.
 */

import { transferTrajectory, type Transfer } from '../embodiment/reach/trajectory-replay.ts';
import type { BodyProfile } from '../matching/factors/body-profile.ts';
import { MotionFollower, type FollowedMotion } from '../retarget/follow-motion.ts';
import type { FitBlocker } from './certificate.ts';

/** Time between the frames of an episode. */
export interface FrameClock {
  /** Seconds. */
  readonly interval: number;
  /** False where the rate is not known: stated velocity limits are left out. */
  readonly speeds: boolean;
}

/** How one track is followed. */
export interface TrackPlan {
  /** Index of the target's limb. */
  readonly limb: number;
  /** True when the tool may roll about its approach: either end has no hand that says which way it opens. */
  readonly rollFree: boolean;
  /** True when both tools are the same turned half about their approach: two-finger grippers, jaws are none. */
  readonly halfTurn: boolean;
}

/** A sampled window of an episode, frames `from` to `to` inclusive. */
export interface PlannedWindow {
  readonly episode: number;
  readonly from: number;
  readonly to: number;
  /** What kept it from being replayed by itself, from a start of its own. */
  readonly blocker: FitBlocker | null;
}

/** What an episode follower is made of. */
export interface FollowerParts {
  readonly plan: {
    readonly tracks: readonly (TrackPlan | null)[];
    /** Brings a trajectory into the target's base frame; must be there. */
    readonly transfer: Transfer | null;
  };
  readonly to: BodyProfile;
  readonly clock: FrameClock;
}

/** Follows episodes on every limb of a plan. Holds scratch space: one episode at a time. */
export class EpisodeFollower {
  private readonly followers: readonly (MotionFollower | null)[];
  private readonly transfer: Transfer;

  constructor({ plan, to, clock }: FollowerParts) {
    this.transfer = plan.transfer!;
    this.followers = plan.tracks.map((track) => {
      if (track === null) return null;
      const { limb, ...how } = track;
      return new MotionFollower(to.limbs[limb]!.chain, { ...how, ...clock });
    });
  }

  /** Paths through an episode, one a track; null where no limb follows. Poses are in the recorded base frame. */
  follow(poses: readonly Float64Array[], frames: number): (FollowedMotion | null)[] {
    return this.followers.map((follower, t) => {
      if (follower === null) return null;
      const moved = transferTrajectory({ poses: poses[t]!, length: frames }, this.transfer);
      return follower.follow(moved.poses, frames);
    });
  }
}

/**
 * What keeps a window from being followed on the paths of its episode: null when every frame that has a pose is met on every
 * track, else what blocks it by itself, else `branch-ends`: it could be followed, but not on the way through the episode.
 */
export function judgeWindow(
  { from, to, blocker }: Pick<PlannedWindow, 'from' | 'to' | 'blocker'>,
  followed: readonly (Pick<FollowedMotion, 'met' | 'position'> | null)[],
): FitBlocker | null {
  for (const path of followed) {
    if (path === null) return 'no-limb';
    if (missesFrame({ from, to }, path)) return blocker ?? 'branch-ends';
  }
  return null;
}

/** True when a frame of a window that has a pose is not met on a path. */
export function missesFrame(
  { from, to }: Pick<PlannedWindow, 'from' | 'to'>,
  path: Pick<FollowedMotion, 'met' | 'position'>,
): boolean {
  for (let frame = from; frame <= to; frame++)
    if (path.met[frame] === 0 && !Number.isNaN(path.position[frame])) return true;
  return false;
}
