/** How far a tool gets from its shoulder: the figure that data sheets call reach. */

import type { KinematicChain } from '../kinematics/chain.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import { stratifiedValues } from '../kinematics/joint-samples.ts';
import { reachFrameOf } from './reach-frame.ts';
import { seededRandom } from '../seeded-random.ts';
import { distance } from '../spatial.ts';

const SEED = 0x6b696e36;
/** Postures that are looked at, and how many of the farthest are stretched further. */
const POSTURES = 512;
const STARTS = 6;
/** Steps of the search, in parts of each joint's range. */
const FIRST_STEP = 0.1;
const LAST_STEP = 1e-4;

/**
 * Greatest distance (m) of the tool from the shoulder within the joint limits, joints before the limb at zero: postures drawn over
 * the whole range, the farthest of them improved joint by joint. A lower bound, within millimetres of the truth for common arms.
 */
export function toolReach(chain: KinematicChain): number {
  const fast = new FastChain(chain);
  const { origin } = reachFrameOf(fast);
  const distanceAt = (q: Float64Array): number => {
    fast.forward(q);
    const [x, y, z] = fast.position;
    return distance([x!, y!, z!], origin);
  };
  const values = stratifiedValues(fast, seededRandom(SEED), POSTURES);
  const postures = Array.from({ length: POSTURES }, (_, k) => {
    const q = values.slice(fast.size * k, fast.size * (k + 1));
    return { q, reached: distanceAt(q) };
  });
  postures.sort((a, b) => b.reached - a.reached);
  return Math.max(
    ...postures.slice(0, STARTS).map(({ q, reached }) => stretch(q, { fast, reached, distanceAt })),
  );
}

interface Stretching {
  readonly fast: FastChain;
  readonly reached: number;
  readonly distanceAt: (q: Float64Array) => number;
}

/** Moves one joint at a time as long as the tool gets farther, in ever smaller steps. */
function stretch(q: Float64Array, { fast, reached, distanceAt }: Stretching): number {
  let best = reached;
  for (let step = FIRST_STEP; step > LAST_STEP; ) {
    const before = best;
    for (let v = 0; v < fast.size; v++) {
      const kept = q[v]!;
      for (const sign of [1, -1]) {
        const moved = kept + sign * step * (fast.upper[v]! - fast.lower[v]!);
        q[v] = Math.max(fast.lower[v]!, Math.min(fast.upper[v]!, moved));
        const there = distanceAt(q);
        if (there > best) {
          best = there;
          break;
        }
        q[v] = kept;
      }
    }
    if (best <= before) step /= 2;
  }
  return best;
}
