/** The columns of the geometric Jacobian: how each variable of a chain moves its tool. */

import type { FastChain } from './fast-chain.ts';

/** Numbers in a twist: linear velocity of the tool point (m), then angular velocity (rad), both per unit of the variable, in the base frame. */
export const TWIST_STRIDE = 6;

/**
 * Twists of the tool at the configuration that `chain` was last put in (`forward`), {@link TWIST_STRIDE} numbers a variable. A variable
 * that drives several joints moves the tool by all of them.
 */
export function toolTwists(chain: FastChain): Float64Array {
  const twists = new Float64Array(TWIST_STRIDE * chain.size);
  const { movedAxis, movedPoint, position } = chain;
  for (let j = 0; j < chain.jointCount; j++) {
    const at = TWIST_STRIDE * chain.variable[j]!;
    const by = chain.multiplier[j]!;
    const [x, y, z] = [movedAxis[3 * j]! * by, movedAxis[3 * j + 1]! * by, movedAxis[3 * j + 2]! * by];
    if (chain.revolute[j] === 0) {
      twists[at]! += x;
      twists[at + 1]! += y;
      twists[at + 2]! += z;
      continue;
    }
    const px = position[0]! - movedPoint[3 * j]!;
    const py = position[1]! - movedPoint[3 * j + 1]!;
    const pz = position[2]! - movedPoint[3 * j + 2]!;
    twists[at]! += y * pz - z * py;
    twists[at + 1]! += z * px - x * pz;
    twists[at + 2]! += x * py - y * px;
    twists[at + 3]! += x;
    twists[at + 4]! += y;
    twists[at + 5]! += z;
  }
  return twists;
}
