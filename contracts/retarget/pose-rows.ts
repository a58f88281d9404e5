/** Rows of tool poses: {@link TARGET_STRIDE} numbers each. */

import { TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';

/** False where any number of the pose at `at` is missing. */
export function isPose(targets: Float64Array, at: number): boolean {
  for (let i = 0; i < TARGET_STRIDE; i++) if (!Number.isFinite(targets[at + i]!)) return false;
  return true;
}

/** The poses with the tool turned half about its approach: its other two axes change sign. */
export function turnedHalf(poses: Float64Array): Float64Array {
  const turned = Float64Array.from(poses);
  for (let at = 0; at < poses.length; at += TARGET_STRIDE) {
    for (let row = 0; row < 3; row++) {
      turned[at + 3 + 3 * row] = -poses[at + 3 + 3 * row]!;
      turned[at + 4 + 3 * row] = -poses[at + 4 + 3 * row]!;
    }
  }
  return turned;
}
