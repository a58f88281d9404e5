/** Coarse reach of whole bodies: a few microseconds a pair, so that every body of an index can be looked at. */

import {
  buildCoarseMap,
  coarseCodes,
  coarseCoverage,
  type CoarseMap,
  type CoarseMotion,
} from '../embodiment/coarse-reach.ts';
import { cloudOf, type BodyProfile, type LimbProfile } from './body-profile.ts';

/** Limbs a side that coarse reach looks at. */
const COARSE_LIMBS = 2;

const MAPS = new WeakMap<LimbProfile, CoarseMap>();
const MOTIONS = new WeakMap<LimbProfile, CoarseMotion>();

/** Coarse map of a limb, built once. */
function coarseMapOf(body: BodyProfile, limb: LimbProfile): CoarseMap {
  let map = MAPS.get(limb);
  if (map === undefined) {
    map = buildCoarseMap(limb.chain, { turningBase: body.turningBase });
    MAPS.set(limb, map);
  }
  return map;
}

/** Coarse motion of a limb's workspace, built once. */
function coarseMotionOf(limb: LimbProfile): CoarseMotion {
  let motion = MOTIONS.get(limb);
  if (motion === undefined) {
    const cloud = cloudOf(limb);
    motion = { cloud, codes: coarseCodes(cloud) };
    MOTIONS.set(limb, motion);
  }
  return motion;
}

/** Builds what questions about other bodies need of this one: its workspace and its coarse map. */
export function prepareBody(body: BodyProfile): void {
  for (const limb of body.limbs) cloudOf(limb);
  for (const limb of body.limbs.slice(0, COARSE_LIMBS)) coarseMapOf(body, limb);
}

/** Coarse coverage of a body's workspace by a target: the mean over its first limbs of the best target limb. */
export function coarseReach(recorded: BodyProfile, target: BodyProfile): number {
  const from = recorded.limbs.slice(0, COARSE_LIMBS);
  const to = target.limbs.slice(0, COARSE_LIMBS);
  if (from.length === 0 || to.length === 0) return from.length === to.length ? 1 : 0;
  let sum = 0;
  for (const limb of from) {
    let best = 0;
    for (const other of to) {
      best = Math.max(best, coarseCoverage(coarseMotionOf(limb), coarseMapOf(target, other)));
    }
    sum += best;
  }
  return sum / from.length;
}
