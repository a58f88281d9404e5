/** Smooth tool trajectories that a chain can make: what a body without a dataset is judged by. */

import type { KinematicChain } from '../kinematics/chain.ts';
import { TWO_PI } from '../elementary.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import { TARGET_STRIDE } from '../kinematics/inverse-kinematics.ts';
import { stratifiedValues } from '../kinematics/joint-samples.ts';
import { seededRandom, type SeededRandom } from '../seeded-random.ts';
import type { ToolTrajectory } from './trajectory-replay.ts';

/** Poses of one trajectory. */
const POSES = 6;
/** Standard deviation of a joint's change over a trajectory: radians, or metres for sliding joints. */
const SPAN = 0.45;
const SLIDING_SPAN = 0.15;
/** Uniform draws whose sum passes for a normal one: their variance is 1, and no function is needed that engines disagree on. */
const NORMAL_DRAWS = 12;
const SEED = 0x6b696e35;

/** `count` trajectories that start anywhere in the workspace and move all joints evenly, by about {@link SPAN}. */
export function workspaceTrajectories(chain: KinematicChain, count: number): ToolTrajectory[] {
  const fast = new FastChain(chain);
  const random = seededRandom(SEED);
  const starts = stratifiedValues(fast, random, count);
  return Array.from({ length: count }, (_, i): ToolTrajectory => {
    const from = starts.subarray(fast.size * i, fast.size * (i + 1));
    const to = from.map((value, v) => {
      const span = spanOf(fast, v);
      const range = span === SPAN ? TWO_PI : Number.POSITIVE_INFINITY;
      const upper = Math.min(fast.upper[v]!, fast.lower[v]! + range);
      return Math.max(fast.lower[v]!, Math.min(upper, value + normal(random) * span));
    });
    const poses = new Float64Array(TARGET_STRIDE * POSES);
    for (let k = 0; k < POSES; k++) {
      const part = k / (POSES - 1);
      fast.forward(from.map((value, v) => value + (to[v]! - value) * part));
      poses.set(fast.position, TARGET_STRIDE * k);
      poses.set(fast.rotation, TARGET_STRIDE * k + 3);
    }
    return { poses, length: POSES };
  });
}

/** A normal draw with mean 0 and deviation 1. */
function normal(random: SeededRandom): number {
  let sum = -NORMAL_DRAWS / 2;
  for (let k = 0; k < NORMAL_DRAWS; k++) sum += random.unit();
  return sum;
}

function spanOf(chain: FastChain, variable: number): number {
  const joint = chain.variable.indexOf(variable);
  return chain.revolute[joint] === 1 ? SPAN : SLIDING_SPAN;
}
