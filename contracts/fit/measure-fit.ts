/** Replays recorded tool trajectories on another body: the measurement that a fit certificate states. */

import { chainOf } from '../embodiment/embodiment-chains.ts';
import type { Embodiment } from '../embodiment/embodiment-schema.ts';
import { FastChain } from '../embodiment/fast-chain.ts';
import { POSE_STRIDE } from '../embodiment/pose-cloud.ts';
import { reachFrameOf } from '../embodiment/reach-map.ts';
import { granted, refusal, type Outcome } from '../errors.ts';
import { cloudOf, type BodyProfile } from '../matching/body-profile.ts';
import { profileOf } from '../matching/profile-of.ts';
import { wilsonInterval } from '../matching/wilson.ts';
import {
  MIN_FIT_TRAJECTORIES,
  roundedOutwards,
  roundedShare,
  type FitBlocker,
  type FitCertificate,
} from './certificate.ts';
import { placeMotion, type MotionTrack, type MotionWindow } from './place-motion.ts';

/** Edge (m) of a cell, and the fewest cells that a body's workspace has to fill: less would probe single places of a motion. */
const PROBE_CELL = 0.08;
const MIN_WORKSPACE_CELLS = 64;

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
  const from = profileOf(recorded, 'recorded');
  const to = profileOf(target, 'target');
  const tracks = tracksOf(recorded, from, motion.effectors);
  if (tracks.every((track) => track.limb === null)) return refusal('no-motion');
  if (!hasWorkspace(to)) return refusal('workspace-too-small');
  const { windows, interval } = motion;
  const plan = placeMotion({ from, to, tracks, windows, interval });
  return granted(measurementOf(plan.windows));
}

/** Tracks of a recorded body's end effectors. */
export function tracksOf(
  recorded: Embodiment,
  from: BodyProfile,
  effectors: readonly number[],
): MotionTrack[] {
  return effectors.map((effector) => {
    const own = recorded.endEffectors[effector]!;
    return {
      limb: from.limbs.find((candidate) => candidate.effector === effector) ?? null,
      shoulder: reachFrameOf(new FastChain(chainOf(recorded, own))).origin,
      rollKnown: own.hand !== null,
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
