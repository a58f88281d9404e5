/** One finger, and where its tip is. Meshes are not opened, so a tip may be a guess. */

import { endsOfBody, farthestOf } from './body-points.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { locationIn, type Posture } from './posture.ts';
import type { Skeleton } from './skeleton.ts';
import { add, distance, scale, subtract, transformPoint, unit } from '../spatial.ts';

/** A part nearer to the last joint than this (m) is no finger tip. */
const MIN_TIP_LENGTH = 0.00797;
/** Length (m) of a last phalanx about which nothing is known. */
const DEFAULT_PHALANX = 0.02;

/** One finger: its chain and its tip in the posture. */
export interface Finger {
  readonly joints: readonly number[];
  readonly root: Vec3;
  readonly tip: Vec3;
  /** Joint whose motion the finger follows as one side of a parallel linkage, or null. */
  readonly linkage: number | null;
}

/** Tip of the last body of a chain, in the root frame in this posture. */
export function tipOf(
  chain: readonly number[],
  { skeleton, posture }: { skeleton: Skeleton; posture: Posture },
): Vec3 {
  const last = chain.at(-1)!;
  const here = locationIn(posture, skeleton.joints, last);
  const motion = posture.motions[last + 1]!;
  const ends = endsOfBody(skeleton, last + 1).map((point) => transformPoint(motion, point));
  const far = farthestOf(ends, here);
  if (far !== null && distance(far, here) > MIN_TIP_LENGTH) return far;
  const before = chain.length > 1 ? locationIn(posture, skeleton.joints, chain.at(-2)!) : null;
  if (before === null || distance(before, here) < 1e-3) return far ?? here;
  const length = Math.max(DEFAULT_PHALANX, 0.8 * distance(before, here));
  return add(here, scale(unit(subtract(here, before)), length));
}
