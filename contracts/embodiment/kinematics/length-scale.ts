/**
 * Scales: what is larger than usual is looked at through cells that are twice, four times, eight times … as large, in the same number. A
 * crane then costs as much memory and time as an arm on a table. Scales are powers of two, so that to divide and multiply by them is
 * exact: whatever is looked at on a scale of 1 is what it would be if there were no scales.
 */

import type { FastChain } from './fast-chain.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { distance } from '../spatial.ts';

/** The largest scale: arms of some 200 m. */
export const MAX_SCALE = 64;

/** The least scale (1 to {@link MAX_SCALE}) on which `extent` is no more than `usual`, both in metres. */
export function scaleFor(extent: number, usual: number): number {
  let scale = 1;
  while (scale < MAX_SCALE && extent > usual * scale) scale *= 2;
  return scale;
}

/** Metres from a point beyond which the tool of a chain never gets, whatever its joints do: the lengths of its links and strokes, summed. */
export function farthestBound(chain: FastChain, from: Vec3): number {
  const pointOf = (values: Float64Array, j: number): Vec3 => [
    values[3 * j]!,
    values[3 * j + 1]!,
    values[3 * j + 2]!,
  ];
  let bound = 0;
  let before = from;
  for (let j = 0; j < chain.jointCount; j++) {
    const point = pointOf(chain.point, j);
    bound += distance(before, point);
    before = point;
    if (chain.revolute[j] === 0) bound += longestStroke(chain, j);
  }
  return bound + distance(before, pointOf(chain.tipPosition, 0));
}

/** How far a sliding joint gets from its zero. */
function longestStroke(chain: FastChain, j: number): number {
  const v = chain.variable[j]!;
  const at = (value: number): number => Math.abs(chain.multiplier[j]! * value + chain.offset[j]!);
  return Math.max(at(chain.lower[v]!), at(chain.upper[v]!));
}
