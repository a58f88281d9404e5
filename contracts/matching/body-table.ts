/** The bodies of an index by number, with what the first stages need of each. */

import {
  buildCoarseMap,
  coarseCodes,
  coarseCoverage,
  GLANCE_POSES,
  type CoarseMap,
  type CoarseMotion,
} from '../embodiment/coarse-reach.ts';
import { cloudOf, type BodyProfile, type LimbProfile } from './body-profile.ts';

/** Most targets whose first look at all bodies is kept. */
const MAX_ROWS = 10_000;
/** Limbs a side that coarse reach looks at. */
const COARSE_LIMBS = 2;
const STEPS = 255;
const NOT_YET = 0xffff;

const MAPS = new WeakMap<LimbProfile, CoarseMap>();
const MOTIONS = new WeakMap<LimbProfile, CoarseMotion>();

/** Coarse map of a limb, built once. */
export function coarseMapOf(body: BodyProfile, limb: LimbProfile): CoarseMap {
  let map = MAPS.get(limb);
  if (map === undefined) {
    map = buildCoarseMap(limb.chain, { turningBase: body.turningBase });
    MAPS.set(limb, map);
  }
  return map;
}

/** Coarse motion of a limb's workspace, built once. */
export function coarseMotionOf(limb: LimbProfile): CoarseMotion {
  let motion = MOTIONS.get(limb);
  if (motion === undefined) {
    const cloud = cloudOf(limb);
    motion = { cloud, codes: coarseCodes(cloud) };
    MOTIONS.set(limb, motion);
  }
  return motion;
}

/** Coarse coverage of a body's workspace by a target: the mean over its first limbs of the best target limb. */
export function coarseReach(recorded: BodyProfile, target: BodyProfile, poses?: number): number {
  const from = recorded.limbs.slice(0, COARSE_LIMBS);
  const to = target.limbs.slice(0, COARSE_LIMBS);
  if (from.length === 0 || to.length === 0) return from.length === to.length ? 1 : 0;
  let sum = 0;
  for (const limb of from) {
    let best = 0;
    for (const other of to) {
      best = Math.max(best, coarseCoverage(coarseMotionOf(limb), coarseMapOf(target, other), poses));
    }
    sum += best;
  }
  return sum / from.length;
}

/** Bodies by number. */
export class BodyTable {
  readonly profiles: BodyProfile[] = [];
  /** Slots of the datasets recorded on each body. */
  readonly slots: number[][] = [];
  private readonly numbers = new Map<string, number>();
  private readonly rows = new Map<string, Uint16Array>();

  get size(): number {
    return this.profiles.length;
  }

  numberOf(id: string): number | undefined {
    return this.numbers.get(id);
  }

  get(id: string): BodyProfile | undefined {
    const number = this.numbers.get(id);
    return number === undefined ? undefined : this.profiles[number];
  }

  add(profile: BodyProfile): void {
    if (this.numbers.has(profile.id)) return;
    this.numbers.set(profile.id, this.profiles.length);
    this.profiles.push(profile);
    this.slots.push([]);
  }

  /** First look of a target at a body: coverage in steps of 1/255. Kept, so that it costs once a pair. */
  glance(target: BodyProfile, body: number): number {
    const row = this.rowOf(target);
    let value = row[body]!;
    if (value === NOT_YET) {
      value = Math.round(coarseReach(this.profiles[body]!, target, GLANCE_POSES) * STEPS);
      row[body] = value;
    }
    return value / STEPS;
  }

  private rowOf(target: BodyProfile): Uint16Array {
    const known = this.rows.get(target.id);
    if (known !== undefined && known.length >= this.size) return known;
    const row = new Uint16Array(Math.ceil(this.size * 1.25) + 16).fill(NOT_YET);
    if (known !== undefined) row.set(known);
    if (known === undefined && this.rows.size >= MAX_ROWS) {
      const oldest = this.rows.keys().next();
      if (oldest.done !== true) this.rows.delete(oldest.value);
    }
    this.rows.set(target.id, row);
    return row;
  }
}
