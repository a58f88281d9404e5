/** Stratified random joint positions of a compiled chain. */

import { TWO_PI } from '../elementary.ts';
import type { FastChain } from './fast-chain.ts';
import type { SeededRandom } from '../seeded-random.ts';

/**
 * `count` vectors of joint positions in one row, {@link FastChain.size} numbers each; of each variable's range, every `count`-th
 * part is hit once, in random order.
 */
export function stratifiedValues(chain: FastChain, random: SeededRandom, count: number): Float64Array {
  const { size } = chain;
  const values = new Float64Array(size * count);
  for (let v = 0; v < size; v++) {
    const order = shuffled(count, random);
    const full = revoluteVariable(chain, v) ? TWO_PI : Number.POSITIVE_INFINITY;
    const step = Math.min(chain.upper[v]! - chain.lower[v]!, full) / count;
    for (let k = 0; k < count; k++) {
      values[size * k + v] = chain.lower[v]! + step * (order[k]! + random.unit());
    }
  }
  return values;
}

/** True when a variable turns a joint one to one: then a full turn of it is all there is to see. */
function revoluteVariable(chain: FastChain, v: number): boolean {
  return chain.variable.every(
    (variable, j) => variable !== v || (chain.revolute[j] === 1 && Math.abs(chain.multiplier[j]!) === 1),
  );
}

/** The numbers 0 to count - 1 in random order (Fisher and Yates). */
export function shuffled(count: number, random: SeededRandom): Int32Array {
  const order = Int32Array.from({ length: count }, (_, k) => k);
  for (let k = count - 1; k > 0; k--) {
    const other = random.below(k + 1);
    const kept = order[k]!;
    order[k] = order[other]!;
    order[other] = kept;
  }
  return order;
}
