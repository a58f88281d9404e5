/** What legs and fingers do, for bodies that reach nowhere by themselves: which follows which, and how much of it is covered. */

import { mirrored, type PoseCloud } from '../../embodiment/reach/pose-cloud.ts';
import { bestCoverage } from '../../embodiment/reach/reach-coverage.ts';
import { cloudOf, mapOf, type BodyProfile, type HandProfile } from './body-profile.ts';
import { apertureShare } from './factor-hand.ts';
import { assign, type LimbPairing, type Pairing, worthOf } from './limb-assignment.ts';

/** What is left of a hand's motion when it is mirrored. */
const MIRRORED_PART = 0.9;

/** Legs or fingers that follow each other, and what of their motion is covered. */
export interface ExtremityFollowing {
  /** Share of what the recorded ones do, in [0, 1]. */
  readonly coverage: number;
  /** By index in {@link BodyProfile.extremities}. */
  readonly pairs: readonly LimbPairing[];
  /** True when the target does the mirror image. */
  readonly mirrored: boolean;
}

/** True for two hands of which one has too few fingers to do more than open and close. */
export function onlyOpens(recorded: BodyProfile, target: BodyProfile): boolean {
  return (
    recorded.handOnly &&
    target.handOnly &&
    (recorded.extremities.length === 0 || target.extremities.length === 0)
  );
}

/** How much of a hand's opening another hand covers; fingers that have no partner do nothing. */
export function openingCovered(recorded: HandProfile, target: HandProfile): number {
  const fingers = recorded.fingers === 0 ? 1 : Math.min(1, target.fingers / recorded.fingers);
  return apertureShare(recorded, target) * fingers;
}

/**
 * Which legs or fingers of the target follow those of the recorded body. A hand may also follow the mirror image: everything that was
 * recorded is mirrored then, the scene included, which is worth a little less.
 */
export function followExtremities(recorded: BodyProfile, target: BodyProfile): ExtremityFollowing {
  if (recorded.handOnly !== target.handOnly || recorded.extremities.length === 0)
    return { coverage: 0, pairs: [], mirrored: false };
  const clouds = recorded.extremities.map(cloudOf);
  const direct = { ...followClouds(clouds, target), mirrored: false };
  if (!recorded.handOnly) return direct;
  const { coverage, pairs } = followClouds(clouds.map(mirrored), target);
  const image = { coverage: MIRRORED_PART * coverage, pairs, mirrored: true };
  return image.coverage > direct.coverage ? image : direct;
}

function followClouds(
  clouds: readonly PoseCloud[],
  target: BodyProfile,
): Omit<ExtremityFollowing, 'mirrored'> {
  const part = 1 / clouds.length;
  const freedom = { fixedHeight: null, aligned: true };
  const table = clouds.map((cloud) =>
    target.extremities.map((limb, j): Pairing => {
      const map = mapOf(target, limb);
      const placed = bestCoverage(cloud, map, freedom);
      return { target: j, freedom, placed, worth: worthOf(placed, cloud.shoulder, map) };
    }),
  );
  const motion = clouds.map(() => ({ part }));
  const chosen = assign(motion, table);
  const coverage = chosen.reduce((sum, pairing) => sum + part * (pairing?.worth ?? 0), 0);
  const pairs = chosen.map((pairing, recorded) => ({ recorded, target: pairing?.target ?? -1 }));
  return { coverage: Math.min(1, coverage), pairs };
}
