/** The bodies of an index by number. */

import type { BodyProfile } from '../factors/body-profile.ts';
import { missingGeometry, prepareBody, type GeometryPlan } from '../factors/coarse-body.ts';
import type { GeometryStore } from '../factors/limb-geometry.ts';

/** Digits of a digest that fit into a number. */
const DIGEST = /^sha256:([0-9a-f]{12})/;

/** The first digits of an id; 0 for what is no digest. */
function beginningOf(id: string): number {
  return Number.parseInt(DIGEST.exec(id)?.[1] ?? '0', 16);
}

/** Bodies by number. They are never removed: there are far fewer of them than datasets. */
export class BodyTable {
  readonly profiles: BodyProfile[] = [];
  /** Bodies with the same cameras have the same number here. */
  readonly cameras: number[] = [];
  /** Beginnings of the ids as numbers, in the order of the ids. */
  private readonly beginnings: number[] = [];
  private readonly kept: GeometryStore | null;
  private readonly numbers = new Map<string, number>();
  private readonly camerasByKey = new Map<string, number>();

  /** @param kept where the geometry of bodies is kept from start to start; null for nowhere */
  constructor(kept: GeometryStore | null = null) {
    this.kept = kept;
  }

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

  /** True when the id of body `a` comes before that of `b`, in the order of strings; bodies without a number come first. */
  before(a: number, b: number): boolean {
    const { beginnings, profiles } = this;
    const [beginningA, beginningB] = [beginnings[a] ?? -1, beginnings[b] ?? -1];
    if (beginningA !== beginningB) return beginningA < beginningB;
    return (profiles[a]?.id ?? '') < (profiles[b]?.id ?? '');
  }

  /** What {@link add} would have to build of a body that is not here. */
  missing(profile: BodyProfile): GeometryPlan[] {
    return this.numbers.has(profile.id) ? [] : missingGeometry(profile, this.kept);
  }

  /** Takes a body in, with what questions about others need of it. */
  add(profile: BodyProfile): void {
    if (this.numbers.has(profile.id)) return;
    prepareBody(profile, this.kept);
    this.numbers.set(profile.id, this.profiles.length);
    this.profiles.push(profile);
    this.beginnings.push(beginningOf(profile.id));
    const key = JSON.stringify(profile.cameras);
    let cameras = this.camerasByKey.get(key);
    if (cameras === undefined) {
      cameras = this.camerasByKey.size;
      this.camerasByKey.set(key, cameras);
    }
    this.cameras.push(cameras);
  }
}
