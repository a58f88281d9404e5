/**
 * A cloud as upright targets see it. For a horizontal offset of the target: the column of each pose (cell along the radius,
 * direction bin, sector); for a vertical offset: its level (cell along the height). Fifteen placements share five lists of columns
 * and three of levels, and all targets share those.
 */

import { FINE_DIRECTIONS, unitDirectionBin } from './directions.ts';
import { POSE_STRIDE, type PoseCloud } from './pose-cloud.ts';
import {
  CELL_SIZE,
  HALF_HEIGHT,
  HEIGHT_CELLS,
  RADIUS_CELLS,
  sectorOf,
  TURNS_OF_SECTORS,
} from './reach-map.ts';

/** Column and level of a pose beyond every map: whatever is added to them stays negative. */
const OUTSIDE = -(1 << 28);
/** Cells with one radius. */
const COLUMN_CELLS = HEIGHT_CELLS * FINE_DIRECTIONS;
const SECTOR_BITS = 3;
const SECTOR_MASK = (1 << SECTOR_BITS) - 1;

/** Lists of one cloud by offset, each as long as it was wanted. */
interface Lists {
  readonly columns: Map<number, Int32Array>;
  readonly levels: Map<number, Int32Array>;
}

/** Lists of the clouds of bodies, the oldest first. */
const KEPT = new Map<PoseCloud, Lists>();
/** Clouds of bodies whose lists are kept at most: some 32 kB each. */
const MAX_CLOUDS = 2000;
/** Lists of passing clouds live as long as those. */
const PASSING = new WeakMap<PoseCloud, Lists>();
/** Most lists of one kind that are kept for a cloud. */
const MAX_LISTS = 8;

function listsOf(cloud: PoseCloud): Lists {
  const known = (cloud.passing ? PASSING : KEPT).get(cloud);
  if (known !== undefined) return known;
  const lists = { columns: new Map<number, Int32Array>(), levels: new Map<number, Int32Array>() };
  if (cloud.passing) {
    PASSING.set(cloud, lists);
    return lists;
  }
  const oldest = KEPT.keys().next();
  if (KEPT.size >= MAX_CLOUDS && oldest.done !== true) KEPT.delete(oldest.value);
  KEPT.set(cloud, lists);
  return lists;
}

/** A cloud seen by an upright target. */
export interface PlacedCloud {
  /** First cell of the pose's radius and direction, times 8, plus its sector. */
  readonly columns: Int32Array;
  /** What the pose's height adds to the cell. */
  readonly levels: Int32Array;
}

/** At least the first `count` poses for a target whose shoulder is moved by (dx, dy, dz). */
export function placedCloud(
  cloud: PoseCloud,
  at: { readonly dx: number; readonly dy: number; readonly dz: number },
  count: number,
): PlacedCloud {
  const lists = listsOf(cloud);
  // Offsets that are nearly equal have lists of their own: a score must not depend on which of them came first.
  let columns = at.dy === 0 ? lists.columns.get(at.dx) : undefined;
  if (columns === undefined || columns.length < count) {
    columns = extended(cloud, columns ?? new Int32Array(0), { ...at, count });
    if (at.dy === 0) keep(lists.columns, at.dx, columns);
  }
  let levels = lists.levels.get(at.dz);
  if (levels === undefined || levels.length < count) {
    levels = levelsOf(cloud, at.dz, count);
    keep(lists.levels, at.dz, levels);
  }
  return { columns, levels };
}

function keep<T>(lists: Map<number, T>, key: number, list: T): void {
  if (lists.size < MAX_LISTS || lists.has(key)) lists.set(key, list);
}

function levelsOf(cloud: PoseCloud, dz: number, count: number): Int32Array {
  const levels = new Int32Array(count);
  const { poses } = cloud;
  const scale = cloud.scale.position;
  const oz = cloud.shoulder[2] + dz;
  for (let k = 0, at = 2; k < count; k++, at += POSE_STRIDE) {
    const h = Math.floor((poses[at]! * scale - oz) / CELL_SIZE) + HALF_HEIGHT;
    levels[k] = h >= 0 && h < HEIGHT_CELLS ? h * FINE_DIRECTIONS : OUTSIDE;
  }
  return levels;
}

function extended(
  cloud: PoseCloud,
  known: Int32Array,
  { dx, dy, count }: { dx: number; dy: number; count: number },
): Int32Array {
  const codes = new Int32Array(count);
  codes.set(known);
  fillColumns(cloud, codes, { dx, dy, from: known.length });
  return codes;
}

/** Writes the columns of the poses from `from` on, for a target moved by (dx, dy): as many as `codes` holds. Negative ones are beyond every map. */
export function fillColumns(
  { poses, scale, shoulder }: PoseCloud,
  codes: Int32Array,
  { dx, dy, from }: { readonly dx: number; readonly dy: number; readonly from: number },
): void {
  const ox = shoulder[0] + dx;
  const oy = shoulder[1] + dy;
  for (let k = from; k < codes.length; k++) {
    const at = POSE_STRIDE * k;
    const px = poses[at]! * scale.position - ox;
    const py = poses[at + 1]! * scale.position - oy;
    const radius = Math.sqrt(px * px + py * py);
    const r = Math.floor(radius / CELL_SIZE);
    if (!(r < RADIUS_CELLS)) {
      codes[k] = OUTSIDE;
      continue;
    }
    const ux = radius > 1e-9 ? px / radius : 1;
    const uy = radius > 1e-9 ? py / radius : 0;
    const vx = poses[at + 3]! * scale.direction;
    const vy = poses[at + 4]! * scale.direction;
    const bin = unitDirectionBin(vx * ux + vy * uy, vy * ux - vx * uy, poses[at + 5]! * scale.direction);
    codes[k] = ((r * COLUMN_CELLS + bin) << SECTOR_BITS) | sectorOf(px, py);
  }
}

/** Poses `from` to `to` that a map reaches in any sector: that some turn of the target reaches. */
export function hitsAnyTurn(
  { columns, levels }: PlacedCloud,
  sectors: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  let hits = 0;
  for (let k = from; k < to; k++) {
    const cell = (columns[k]! >> SECTOR_BITS) + levels[k]!;
    // Without a branch: 0 stays 0, every set of sectors becomes 1.
    if (cell >= 0) hits += (sectors[cell]! + ANY_SECTOR) >> 8;
  }
  return hits;
}

const ANY_SECTOR = 0xff;

/** Poses among the first `count` that a map reaches at each turn of the target, in eighths. */
export function hitsByTurn({ columns, levels }: PlacedCloud, sectors: Uint8Array, count: number): Int32Array {
  const seen = new Int32Array(ANY_SECTOR + 1);
  for (let k = 0; k < count; k++) {
    const column = columns[k]!;
    const cell = (column >> SECTOR_BITS) + levels[k]!;
    if (cell >= 0) seen[TURNS_OF_SECTORS[((column & SECTOR_MASK) << 8) | sectors[cell]!]!]!++;
  }
  return sumsByTurn(seen);
}

/** Sums of counts by the bits of their index. */
export function sumsByTurn(seen: Int32Array): Int32Array {
  const hits = new Int32Array(SECTOR_MASK + 1);
  for (let turns = 1; turns < seen.length; turns++) {
    const poses = seen[turns]!;
    if (poses === 0) continue;
    for (let eighths = 0; eighths < hits.length; eighths++)
      hits[eighths]! += poses * ((turns >> eighths) & 1);
  }
  return hits;
}
