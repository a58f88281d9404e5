/**
 * Replays recorded tool motion on another body: the measurement that a fit certificate states.
 *
 * Windows of the motion choose where the body stands; then whole episodes are followed as retargeting follows them, and a window
 * counts when every frame of it is met. So a certificate promises what one path through the episode delivers.
 */

import { ExchangeError } from '../errors.ts';
import { chainOf } from '../embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import { FastChain } from '../embodiment/kinematics/fast-chain.ts';
import { TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';
import { POSE_STRIDE } from '../embodiment/reach/pose-cloud.ts';
import { reachFrameOf } from '../embodiment/reach/reach-frame.ts';
import { granted, refusal, type Outcome } from '../errors.ts';
import { cloudOf, type BodyProfile } from '../matching/factors/body-profile.ts';
import { profileOf } from '../matching/factors/profile-of.ts';
import { wilsonInterval } from '../matching/factors/wilson.ts';
import {
  MIN_FIT_TRAJECTORIES,
  roundedOutwards,
  roundedShare,
  sharedSteps,
  type FitBlocker,
  type FitCertificate,
  type LimbShare,
} from './certificate.ts';
import { EpisodeFollower, judgeWindow, missesFrame, type PlannedWindow } from './follow-windows.ts';
import {
  placeMotion,
  type EpisodeMotion,
  type MotionPlan,
  type MotionSample,
  type MotionTrack,
} from './place-motion.ts';

/** Edge (m) of a cell, and the fewest cells that a body's workspace has to fill: less would probe single places of a motion. */
const PROBE_CELL = 0.08;
const MIN_WORKSPACE_CELLS = 64;

/** A sample of the motion of some end effectors. */
export interface RecordedMotion {
  /** End effectors by index in the recorded embodiment: the tracks of the sample. */
  readonly effectors: readonly number[];
  /** Those of them whose tool may roll about its approach, because nobody says how it is turned. */
  readonly rollFree?: readonly number[];
  readonly sample: MotionSample;
}

/** What a certificate says about the motion. */
export type FitMeasurement = Pick<
  FitCertificate,
  'trajectories' | 'share' | 'low' | 'high' | 'limbs' | 'blockers'
>;

/** A measurement under way: the target is placed, episodes are being followed one after the other. */
export class FitMeasurer {
  private readonly follower: EpisodeFollower | null;
  private readonly windows: readonly PlannedWindow[];
  private readonly judged = new Map<PlannedWindow, FitBlocker | null>();
  /** The limbs that were recorded, and in how many windows each moved and was followed. */
  private readonly limbs: readonly MeasuredLimb[];

  private constructor(
    follower: EpisodeFollower | null,
    windows: readonly PlannedWindow[],
    limbs: readonly MeasuredLimb[],
  ) {
    this.follower = follower;
    this.windows = windows;
    this.limbs = limbs;
  }

  /** Places the target. Refuses with `too-few-trajectories`, `no-motion` or `workspace-too-small`. */
  static place(recorded: Embodiment, target: Embodiment, motion: RecordedMotion): Outcome<FitMeasurer> {
    const { effectors, rollFree = [], sample } = motion;
    if (sample.windows.length < MIN_FIT_TRAJECTORIES) return refusal('too-few-trajectories');
    const from = profileOf(recorded, 'recorded');
    const to = profileOf(target, 'target');
    const tracks = tracksOf(recorded, from, { effectors, rollFree });
    if (tracks.every((track) => track.limb === null)) return refusal('no-motion');
    if (!hasWorkspace(to)) return refusal('workspace-too-small');
    const plan = placeMotion({ from, target, to, tracks, sample });
    const windows = plannedWindows(plan, sample);
    const follower = plan.transfer === null ? null : new EpisodeFollower({ plan, to, clock: sample.clock });
    return granted(new FitMeasurer(follower, windows, limbsOf(recorded, effectors)));
  }

  /** Episodes that have to be followed, in order. */
  get episodes(): number[] {
    if (this.follower === null) return [];
    return [...new Set(this.windows.map(({ episode }) => episode))].sort((a, b) => a - b);
  }

  /** Follows an episode. */
  follow({ episode, poses, frames }: EpisodeMotion): void {
    const followed = this.follower?.follow(poses, frames) ?? [];
    for (const window of this.windows) {
      if (window.episode !== episode) continue;
      this.judged.set(window, judgeWindow(window, followed));
      for (const [t, path] of followed.entries()) {
        if (!hasPose(window, poses[t]!)) continue;
        const limb = this.limbs[t]!;
        limb.given++;
        if (path !== null && !missesFrame(window, path)) limb.followed++;
      }
    }
  }

  /** What a certificate states. Throws `internal` when an episode was not followed. */
  result(): FitMeasurement {
    const outcomes = this.windows.map((window) => {
      if (this.follower === null) return window.blocker;
      const blocker = this.judged.get(window);
      if (blocker === undefined) throw notFollowed(window.episode);
      return blocker;
    });
    return { ...measurementOf(outcomes), ...this.limbShares() };
  }

  /** Each limb by itself; of a single one, the share of whole windows says it. */
  private limbShares(): Pick<FitMeasurement, 'limbs'> {
    if (this.limbs.length < 2) return {};
    const limbs = this.limbs.map(({ effector, side, given, followed }): LimbShare => {
      return { effector, side, share: given === 0 ? 0 : roundedShare(followed / given) };
    });
    return { limbs };
  }
}

/** A recorded limb under measurement. */
interface MeasuredLimb extends Pick<LimbShare, 'effector' | 'side'> {
  /** Windows in which it has a pose, and those of them in which all its frames are met. */
  given: number;
  followed: number;
}

function limbsOf({ endEffectors }: Embodiment, effectors: readonly number[]): MeasuredLimb[] {
  return effectors.map((effector) => {
    return { effector, side: sideOf(endEffectors[effector]!), given: 0, followed: 0 };
  });
}

function sideOf({ tcp }: Embodiment['endEffectors'][number]): LimbShare['side'] {
  return tcp.position[1]! >= 0 ? 'left' : 'right';
}

/** Whether the limbs that a certificate tells of are those whose motion was recorded, each on its side; true where it tells of none. */
export function tellsOfRecorded(
  { limbs }: Pick<FitCertificate, 'limbs'>,
  recorded: { readonly body: Embodiment; readonly effectors: readonly number[] },
): boolean {
  if (limbs === undefined) return true;
  const { body, effectors } = recorded;
  const fits = ({ effector, side }: LimbShare, at: number): boolean => {
    const own = body.endEffectors[effector];
    return own !== undefined && effectors[at] === effector && side === sideOf(own);
  };
  return limbs.length === effectors.length && limbs.every(fits);
}

function hasPose({ from, to }: Pick<PlannedWindow, 'from' | 'to'>, poses: Float64Array): boolean {
  for (let frame = from; frame <= to; frame++) if (!Number.isNaN(poses[TARGET_STRIDE * frame])) return true;
  return false;
}

function notFollowed(episode: number): ExchangeError {
  return new ExchangeError('internal', 'An episode of the sample was not followed.', { params: { episode } });
}

/** The windows of a sample with what blocks each by itself. */
export function plannedWindows({ windows }: MotionPlan, sample: MotionSample): PlannedWindow[] {
  return sample.windows.map(({ episode, from, to }, w) => ({ episode, from, to, blocker: windows[w]! }));
}

/** Tracks of a recorded body's end effectors. */
export function tracksOf(
  recorded: Embodiment,
  from: BodyProfile,
  { effectors, rollFree = [] }: Pick<RecordedMotion, 'effectors' | 'rollFree'>,
): MotionTrack[] {
  return effectors.map((effector) => {
    const own = recorded.endEffectors[effector]!;
    return {
      limb: from.limbs.find((candidate) => candidate.effector === effector) ?? null,
      shoulder: reachFrameOf(new FastChain(chainOf(recorded, own))).origin,
      rollKnown: own.hand !== null && !rollFree.includes(effector),
      symmetric: own.hand?.kind === 'two-finger',
    };
  });
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

function measurementOf(windows: readonly (FitBlocker | null)[]): FitMeasurement {
  const trajectories = windows.length;
  const blockers = windows.filter((blocker) => blocker !== null);
  const interval = wilsonInterval(trajectories - blockers.length, trajectories);
  const share = roundedShare(interval.share);
  const counts = new Map<FitBlocker, number>();
  for (const blocker of blockers) counts.set(blocker, (counts.get(blocker) ?? 0) + 1);
  return {
    trajectories,
    share,
    ...roundedOutwards(interval.low, interval.high),
    blockers: blockerShares(counts, 1 - share),
  };
}

/** What blocks the rest, in steps that add up to it, so that what is said of the whole is 1; what is too rare for a step is left out. */
function blockerShares(counts: ReadonlyMap<FitBlocker, number>, rest: number): FitMeasurement['blockers'] {
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const shares = sharedSteps(
    ordered.map(([, count]) => count),
    rest,
  );
  return ordered.flatMap(([code], i) => (shares[i]! > 0 ? [{ code, share: shares[i]! }] : []));
}
