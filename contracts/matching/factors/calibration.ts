/** From coverage to the share of trajectories that can really be replayed: coverage is optimistic. */

import { pow } from '../../embodiment/elementary.ts';
import type { LimbFeatures } from './kinematic-features.ts';
import type { Replayable } from '../schema.ts';

/**
 * Points (coverage, share of trajectories replayed by inverse kinematics within 1 cm and 10 degrees), from an isotonic fit over
 * pairs of arms; straight lines between. See docs/embodiment.md.
 */
const CURVE: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.14, 0.01],
  [0.25, 0.06],
  [0.34, 0.12],
  [0.42, 0.19],
  [0.53, 0.245],
  [0.62, 0.29],
  [0.7, 0.42],
  [0.8, 0.5],
  [0.88, 0.6],
  [0.93, 0.68],
  [0.96, 0.765],
  [0.98, 0.795],
  [0.992, 0.835],
  [0.998, 0.9],
  [1, 0.945],
];

/**
 * Where poses are reached one by one, a limb with a joint to spare also gets from one to the next; others run into limits. The
 * share from the curve is raised to this power.
 */
const REDUNDANT_POWER = 0.75;
const PLAIN_POWER = 1.1;
/** Joints that hold a tool in place and leave none to spare. */
const PLAIN_JOINTS = 6;

/** Half width of the interval that holds five sixths of the pairs. */
const SPREAD = 0.12;

/** A limb of which only the number of joints matters. */
interface JointedLimb {
  readonly features: Pick<LimbFeatures, 'joints'>;
}

/** Estimated share of the motion that a limb can replay at a coverage in [0, 1]. */
export function replayableShare(coverage: number, limb: JointedLimb): number {
  const spare = limb.features.joints.length > PLAIN_JOINTS;
  return pow(onCurve(coverage), spare ? REDUNDANT_POWER : PLAIN_POWER);
}

function onCurve(coverage: number): number {
  for (let i = 1; i < CURVE.length; i++) {
    const [x0, y0] = CURVE[i - 1]!;
    const [x1, y1] = CURVE[i]!;
    if (coverage <= x1) return y0 + ((y1 - y0) * Math.max(0, coverage - x0)) / (x1 - x0);
  }
  return CURVE[CURVE.length - 1]![1];
}

/** The estimate with its interval. */
export function estimateReplayable(coverage: number, limb: JointedLimb): Replayable {
  const share = replayableShare(coverage, limb);
  return {
    share,
    low: Math.max(0, share - SPREAD),
    high: Math.min(1, share + SPREAD),
    basis: 'coverage',
  };
}
