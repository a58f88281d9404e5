/** Which joint of a limb is its knee or elbow. */

import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { distance } from '#contracts/embodiment/spatial.ts';

/** Bones that differ by less than this (m) are alike. */
const CLEARLY_LONGER = 1e-5;
/** Parts of a limb's length between which its knee or elbow lies. */
const MIDDLE_FROM = 0.3;
const MIDDLE_TO = 0.75;

/**
 * Index of the knee or elbow of a chain of points: what has a long bone on either side; of several the one nearest to the middle. The
 * last point but one at most.
 */
export function middleJoint(points: readonly Vec3[]): number {
  const bones = points.slice(1).map((point, i) => distance(points[i]!, point));
  const whole = bones.reduce((sum, bone) => sum + bone, 0);
  let [best, along] = [Math.min(1, points.length - 1), 0];
  let most: readonly [bone: number, aside: number] = [-1, 0];
  for (let k = 1; k < points.length - 1; k++) {
    along += bones[k - 1]!;
    const inside = along >= MIDDLE_FROM * whole && along <= MIDDLE_TO * whole;
    const bone = inside ? Math.min(Math.max(...bones.slice(0, k)), Math.max(...bones.slice(k))) : 0;
    const aside = Math.abs(along - whole / 2);
    if (
      bone < most[0] - CLEARLY_LONGER ||
      (bone < most[0] + CLEARLY_LONGER && aside > most[1] - CLEARLY_LONGER)
    )
      continue;
    [best, most] = [k, [bone, aside]];
  }
  return best;
}
