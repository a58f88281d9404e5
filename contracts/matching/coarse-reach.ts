/** A first look at reach: few poses, few placements, enough to tell which bodies deserve a full look. */

import { coverageAt } from '../embodiment/reach-coverage.ts';
import { geometryOf, type BodyProfile } from './body-profile.ts';

const POSES = 64;
const PLACEMENTS = [-0.2, 0, 0.2].map((dz) => ({ dx: 0, dy: 0, dz, eighths: 0 }));

/** Rough coverage of the recorded body's first limb by the best limb of the target. */
export function coarseReach(recorded: BodyProfile, target: BodyProfile): number {
  const limb = recorded.limbs[0];
  if (limb === undefined) return 0;
  const { cloud } = geometryOf(recorded, limb);
  let most = 0;
  for (const other of target.limbs.slice(0, 2)) {
    const { map } = geometryOf(target, other);
    for (const placement of PLACEMENTS)
      most = Math.max(most, coverageAt(cloud, map, { placement, count: POSES }));
  }
  return most;
}
