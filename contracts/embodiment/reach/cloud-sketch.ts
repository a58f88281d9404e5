/**
 * Sketches of packed clouds: for each horizontal offset of a target, the few larger cells in which most of the poses lie. A sketch takes
 * 180 bytes where the lists of a packed cloud take thousands, so those of a whole catalog lie in memory. A target that reaches no part
 * of a larger cell misses every pose there: so a sketch tells how much may be covered at most, in a fraction of a microsecond.
 */

import { COARSE_DIRECTIONS, COARSE_OF_FINE, FINE_DIRECTIONS } from './directions.ts';
import { LISTED, type PackedCloud } from './packed-cloud.ts';
import {
  chargedCoverage,
  chargeOf,
  HEIGHT_STEPS,
  SIDE_STEPS,
  type PlacementFreedom,
} from './reach-coverage.ts';
import { CELL_SIZE, HEIGHT_CELLS, MAP_CELLS, RADIUS_CELLS, type ReachMap } from './reach-map.ts';

/** Larger cells that are kept for each horizontal offset: the ones with most poses. What lies elsewhere counts as reached. */
const CELLS_A_LIST = 12;
/** Larger cells of a sketch, those of all horizontal offsets in a row. */
export const SKETCH_CELLS = SIDE_STEPS.length * CELLS_A_LIST;

/** Edge of a larger cell, in cells of a map: along the radius, and along the height. */
const EDGE_SHIFT = 1;
const LEVELS = (LISTED.levelMask + 1) >> EDGE_SHIFT;
const PLACES = (RADIUS_CELLS >> EDGE_SHIFT) * COARSE_DIRECTIONS;
/** Code of what is beyond every map, after all codes of larger cells. */
const NOWHERE = 0xffff;
/** Poses that one count of a sketch stands for: a byte then holds those of a whole cloud. */
const POSES_A_COUNT = 2;

/** Larger cell of a place in a packed list (radius * directions + direction). */
const PLACE_OF: Uint16Array = Uint16Array.from(
  { length: RADIUS_CELLS * FINE_DIRECTIONS },
  (_, place) =>
    (Math.floor(place / FINE_DIRECTIONS) >> EDGE_SHIFT) * COARSE_DIRECTIONS +
    COARSE_OF_FINE[place % FINE_DIRECTIONS]!,
);

/** Bytes of a sketch: the codes of its larger cells, and half the poses that lie in each, rounded down. */
export const SKETCH_BYTES = SKETCH_CELLS * (Uint16Array.BYTES_PER_ELEMENT + 1);
const COUNTS_AT = SKETCH_CELLS * Uint16Array.BYTES_PER_ELEMENT;

/**
 * Sketches in one buffer, each in as few lines of a processor's cache as it fills: a search reads thousands at random, and waits for memory more
 * than it counts.
 */
export interface Sketches {
  /** The buffer as codes, and as counts. */
  readonly cells: Uint16Array;
  readonly counts: Uint8Array;
  /** Bytes from one sketch to the next, an even number: whoever keeps sketches may keep more about each behind it. */
  readonly apart: number;
}

/** Room for so many sketches of clouds of which nothing is known. */
export function emptySketches(count: number, apart = SKETCH_BYTES): Sketches {
  const buffer = new ArrayBuffer(count * apart);
  return { cells: new Uint16Array(buffer), counts: new Uint8Array(buffer), apart };
}

/** Writes the sketch of a cloud, or of nothing, in place of the `index`-th one. */
export function writeSketch(
  { cells, counts, apart }: Sketches,
  index: number,
  cloud: PackedCloud | null,
): void {
  const cellsAt = (index * apart) / Uint16Array.BYTES_PER_ELEMENT;
  const countsAt = index * apart + COUNTS_AT;
  counts.fill(0, countsAt, countsAt + SKETCH_CELLS);
  cloud?.lists.forEach((list, step) => {
    const heaviest = heaviestCells(list, cloud.count);
    heaviest.forEach(([code, poses], i) => {
      cells[cellsAt + step * CELLS_A_LIST + i] = code;
      counts[countsAt + step * CELLS_A_LIST + i] = Math.floor(poses / POSES_A_COUNT);
    });
  });
}

/** The larger cells of a list with most poses, and how many; of equal ones the first by code. */
function heaviestCells(list: Uint32Array, count: number): [code: number, poses: number][] {
  const poses = new Map<number, number>();
  let listed = 0;
  for (const cell of list) {
    const place = PLACE_OF[(cell >>> LISTED.placeShift) & LISTED.placeMask]!;
    const code = place * LEVELS + ((cell & LISTED.levelMask) >> EDGE_SHIFT);
    const here = cell >>> LISTED.countShift;
    poses.set(code, (poses.get(code) ?? 0) + here);
    listed += here;
  }
  if (listed < count) poses.set(NOWHERE, count - listed);
  return [...poses].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, CELLS_A_LIST);
}

/** What a map that takes packed clouds reaches, in larger cells and at whatever turn. */
export interface SketchMap {
  /** A bit for each of the heights that may be chosen, by code. */
  readonly free: Uint8Array;
  /** By place and level of the map: 1 where some pose is reached. */
  readonly levels: Uint8Array;
}

const SKETCH_MAPS = new WeakMap<ReachMap, SketchMap>();

/** The sketch map of a map, made once. */
export function sketchMapOf(map: ReachMap): SketchMap {
  let known = SKETCH_MAPS.get(map);
  if (known === undefined) {
    const levels = reachedLevels(map.sectors);
    known = { levels, free: reachedAtHeights(levels) };
    SKETCH_MAPS.set(map, known);
  }
  return known;
}

function reachedLevels(sectors: Uint8Array): Uint8Array {
  const levels = new Uint8Array(PLACES * HEIGHT_CELLS);
  for (let cell = 0; cell < MAP_CELLS; cell++) {
    if (sectors[cell] === 0) continue;
    const column = Math.floor(cell / FINE_DIRECTIONS);
    const radius = Math.floor(column / HEIGHT_CELLS);
    const place = PLACE_OF[radius * FINE_DIRECTIONS + (cell % FINE_DIRECTIONS)]!;
    levels[place * HEIGHT_CELLS + (column % HEIGHT_CELLS)] = 1;
  }
  return levels;
}

function reachedAtHeights(levels: Uint8Array): Uint8Array {
  const free = new Uint8Array(NOWHERE + 1);
  const shifts = HEIGHT_STEPS.map(shiftOf);
  for (let place = 0; place < PLACES; place++) {
    for (let level = 0; level < LEVELS; level++) {
      shifts.forEach((shift, bit) => {
        free[place * LEVELS + level]! |= reachedAt(levels, place * LEVELS + level, shift) << bit;
      });
    }
  }
  return free;
}

/** Levels by which the lists of a packed cloud are moved for a target whose shoulder is so much higher (m). */
function shiftOf(dz: number): number {
  return Math.round(dz / CELL_SIZE) + LISTED.spareLevels;
}

/** 1 when some level of a larger cell is reached by a target that is moved by `shift` levels. */
function reachedAt(levels: Uint8Array, code: number, shift: number): number {
  const first = ((code % LEVELS) << EDGE_SHIFT) - shift;
  const start = Math.floor(code / LEVELS) * HEIGHT_CELLS;
  for (let level = Math.max(first, 0); level < first + (1 << EDGE_SHIFT); level++) {
    if (level < HEIGHT_CELLS && levels[start + level] === 1) return 1;
  }
  return 0;
}

/** Bits of a field that counts the poses of one height: three fit into a number. */
const FIELD_BITS = 10;
const FIELD_MASK = (1 << FIELD_BITS) - 1;
/** One for each height that a bit does not stand for. */
const MISSED_AT: Int32Array = Int32Array.from({ length: 1 << HEIGHT_STEPS.length }, (_, bits) =>
  HEIGHT_STEPS.reduce<number>((sum, __, i) => sum + (((bits >> i) & 1) === 0 ? 1 << (i * FIELD_BITS) : 0), 0),
);

/** What moving is charged, by horizontal offset and height; and by offset where the height is given. */
const FREE_CHARGES = SIDE_STEPS.map((dx) =>
  HEIGHT_STEPS.map((dz) => chargeOf({ dx, dy: 0, dz, eighths: 0 }, { fixedHeight: null })),
);
const GIVEN_CHARGES = SIDE_STEPS.map((dx) => chargeOf({ dx, dy: 0, dz: 0, eighths: 0 }, { fixedHeight: 0 }));

/** One sketch among others, and the number of poses of its cloud. */
export interface SketchAt {
  readonly sketches: Sketches;
  readonly index: number;
  readonly poses: number;
}

/** How much of a cloud may be covered at most: never less than packedCoverage says of the map that the sketch map was made of. */
export function sketchedCoverage(at: SketchAt, map: SketchMap, { fixedHeight }: PlacementFreedom): number {
  let most = 0;
  for (let step = 0; step < SIDE_STEPS.length; step++) {
    const covered =
      fixedHeight === null ? coveredAtBest(at, map, step) : coveredAtHeight(at, map, { step, fixedHeight });
    if (covered > most) most = covered;
  }
  return most;
}

/** Most that is covered from an offset at one of the heights that may be chosen. */
function coveredAtBest({ sketches, index, poses }: SketchAt, { free }: SketchMap, step: number): number {
  const { cells, counts, apart } = sketches;
  const cellsAt = (index * apart) / Uint16Array.BYTES_PER_ELEMENT + step * CELLS_A_LIST;
  const countsAt = index * apart + COUNTS_AT + step * CELLS_A_LIST;
  let missed = 0;
  for (let i = 0; i < CELLS_A_LIST; i++) {
    missed += counts[countsAt + i]! * MISSED_AT[free[cells[cellsAt + i]!]!]!;
  }
  const charges = FREE_CHARGES[step]!;
  let most = 0;
  for (let height = 0; height < charges.length; height++) {
    const hits = poses - POSES_A_COUNT * ((missed >> (height * FIELD_BITS)) & FIELD_MASK);
    most = Math.max(most, chargedCoverage(hits / poses, charges[height]!));
  }
  return most;
}

/** What is covered at most from an offset at a given height. */
function coveredAtHeight(
  { sketches, index, poses }: SketchAt,
  { levels }: SketchMap,
  { step, fixedHeight }: { readonly step: number; readonly fixedHeight: number },
): number {
  const { cells, counts, apart } = sketches;
  const shift = shiftOf(fixedHeight);
  const cellsAt = (index * apart) / Uint16Array.BYTES_PER_ELEMENT + step * CELLS_A_LIST;
  const countsAt = index * apart + COUNTS_AT + step * CELLS_A_LIST;
  let missed = 0;
  for (let i = 0; i < CELLS_A_LIST; i++) {
    const code = cells[cellsAt + i]!;
    if (code === NOWHERE || reachedAt(levels, code, shift) === 0) missed += counts[countsAt + i]!;
  }
  return chargedCoverage((poses - POSES_A_COUNT * missed) / poses, GIVEN_CHARGES[step]!);
}
