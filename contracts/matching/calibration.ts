/** From coverage to the share of trajectories that can really be replayed: coverage is optimistic. */

import type { Replayable } from './schema.ts';

/**
 * Points (coverage, share of trajectories replayed by inverse kinematics within 1 cm and 10 degrees), from an isotonic fit over
 * pairs of arms; straight lines between. See docs/embodiment.md.
 */
const CURVE: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.1, 0.005],
  [0.21, 0.04],
  [0.3, 0.1],
  [0.4, 0.17],
  [0.5, 0.23],
  [0.6, 0.3],
  [0.7, 0.42],
  [0.8, 0.5],
  [0.89, 0.6],
  [0.95, 0.74],
  [0.98, 0.79],
  [1, 0.91],
];

/** Half width of the interval that holds four fifths of the pairs. */
const SPREAD = 0.12;

/** Estimated share of the motion that can be replayed at a coverage in [0, 1]. */
export function replayableShare(coverage: number): number {
  for (let i = 1; i < CURVE.length; i++) {
    const [x0, y0] = CURVE[i - 1]!;
    const [x1, y1] = CURVE[i]!;
    if (coverage <= x1) return y0 + ((y1 - y0) * Math.max(0, coverage - x0)) / (x1 - x0);
  }
  return CURVE[CURVE.length - 1]![1];
}

/** The estimate with its interval. */
export function estimateReplayable(coverage: number): Replayable {
  const share = replayableShare(coverage);
  return {
    share,
    low: Math.max(0, share - SPREAD),
    high: Math.min(1, share + SPREAD),
    basis: 'coverage',
  };
}
