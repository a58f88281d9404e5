/** Coarse reach of whole bodies: a few microseconds a pair, so that every body of an index can be looked at. */

import {
  buildCoarseMap,
  coarseCodes,
  coarseCoverage,
  sharedCells,
  type CoarseMap,
  type CoarseMotion,
} from '../../embodiment/reach/coarse-reach.ts';
import type { KinematicChain } from '../../embodiment/kinematics/chain.ts';
import { workspaceCloud } from '../../embodiment/reach/pose-cloud.ts';
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
  for (const plan of missingGeometry(body, kept)) plan.keep(buildGeometry(plan));
  for (const limb of body.limbs) cloudOf(limb);
}

/** The geometry of a limb that somebody else may build: {@link buildGeometry} of this. */
export interface GeometryPlan {
  readonly chain: KinematicChain;
  readonly turningBase: boolean;
  /** Takes what was built. */
  readonly keep: (bytes: Uint8Array) => void;
}

/** Builds workspace and coarse map of a limb, as bytes. */
export function buildGeometry({ chain, turningBase }: Omit<GeometryPlan, 'keep'>): Uint8Array {
  return encodeGeometry({ cloud: workspaceCloud(chain), coarse: buildCoarseMap(chain, { turningBase }) });
}

/** Most of what {@link prepareBody} would have to build of a body; what the store has is taken from there. */
export function missingGeometry(body: BodyProfile, kept: GeometryStore | null): GeometryPlan[] {
  const { turningBase } = body;
  return body.limbs.slice(0, COARSE_LIMBS).flatMap((limb): GeometryPlan[] => {
    if (MAPS.has(limb)) return [];
    const key = kept === null ? '' : geometryKey(limb, turningBase);
    const take = (bytes: Uint8Array): boolean => {
      const known = decodeGeometry(bytes, limb, turningBase);
      if (known === null) return false;
      keepCloud(limb, known.cloud);
      MAPS.set(limb, known.coarse);
      return true;
    };
    const stored = kept?.get(key);
    if (stored !== undefined && take(stored)) return [];
    const keep = (bytes: Uint8Array): void => {
      take(bytes);
      kept?.put(key, bytes);
    };
    return [{ chain: limb.chain, turningBase, keep }];
  });
}

/** Cells of reach (16 cm, 12 directions, about the shoulder's axis) that two bodies share at half of full usefulness: half of what a usual arm has. */
const HALF_USEFUL_CELLS = 275;

/**
 * Usefulness of a body's motion for a target, in [0, 1): how much of it lies where the target gets, shoulder on shoulder, for the two
 * limbs that have most in common. It is counted in cells, and not in parts of the target's workspace: a target that loses reach never gains by
 * it. It grows ever more slowly: n cells are worth n / (n + {@link HALF_USEFUL_CELLS}).
 */
export function sharedReach(recorded: BodyProfile, target: BodyProfile): number {
  let most = 0;
  for (const limb of recorded.limbs.slice(0, COARSE_LIMBS)) {
    for (const other of target.limbs.slice(0, COARSE_LIMBS)) {
      most = Math.max(most, sharedCells(coarseMapOf(recorded, limb), coarseMapOf(target, other)));
    }
  }
  return most / (most + HALF_USEFUL_CELLS);
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
