/** Coarse reach of whole bodies: a few microseconds a pair, so that every body of an index can be looked at. */

import {
  buildCoarseMap,
  coarseCodes,
  coarseCoverage,
  type CoarseMap,
  type CoarseMotion,
} from '../embodiment/coarse-reach.ts';
import { cloudOf, keepCloud, type BodyProfile, type LimbProfile } from './body-profile.ts';
import { decodeGeometry, encodeGeometry, geometryKey, type GeometryStore } from './limb-geometry.ts';

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

/** Builds what questions about other bodies need of this one, its workspace and its coarse map, or takes them from a store. */
export function prepareBody(body: BodyProfile, kept: GeometryStore | null): void {
  body.limbs.forEach((limb, i) => {
    if (i < COARSE_LIMBS) prepareLimb(body, limb, kept);
    else cloudOf(limb);
  });
}

function prepareLimb(body: BodyProfile, limb: LimbProfile, kept: GeometryStore | null): void {
  if (kept === null || MAPS.has(limb)) {
    cloudOf(limb);
    coarseMapOf(body, limb);
    return;
  }
  const key = geometryKey(limb, body.turningBase);
  const bytes = kept.get(key);
  const known = bytes === undefined ? null : decodeGeometry(bytes, limb, body.turningBase);
  if (known === null) {
    kept.put(key, encodeGeometry({ cloud: cloudOf(limb), coarse: coarseMapOf(body, limb) }));
    return;
  }
  keepCloud(limb, known.cloud);
  MAPS.set(limb, known.coarse);
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
