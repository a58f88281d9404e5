/** Rows of tool poses: {@link TARGET_STRIDE} numbers each. */

import { TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';

/** Where hands work, seen from the shoulder: so far ahead and so far down (m). For poses that no arm is known of. */
export const WORK_AHEAD = 0.4;
export const WORK_DOWN = 0.25;

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
