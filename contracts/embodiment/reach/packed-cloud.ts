/**
 * The poses of a dataset's own motion, packed so that an upright target looks its coverage up in microseconds: for each horizontal offset
 * of the target, the distinct cells of a reach map that the poses lie in, and how many lie in each. All placements are judged on all
 * poses. Heights are looked at in whole cells of a map.
 */

import { FINE_DIRECTIONS } from './directions.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { fillColumns, sumsByTurn } from './placed-columns.ts';
import { POSE_STRIDE, type PoseCloud } from './pose-cloud.ts';
import {
  allowedPlacements,
  bestTurn,
  chargedCoverage,
  chargeOf,
  SIDE_STEPS,
  sparePoses,
  type PlacedCoverage,
  type Placement,
  type PlacementFreedom,
} from './reach-coverage.ts';
import {
  CELL_SIZE,
  HALF_HEIGHT,
  HEIGHT_CELLS,
  MAP_CELLS,
  RADIUS_CELLS,
  TURNS_OF_SECTORS,
  type ReachMap,
} from './reach-map.ts';

/** Most poses of a cloud that is packed: so many fit into the count of one cell. */
export const MAX_PACKED_POSES = 511;

/**
 * A packed cloud. Each list belongs to one of {@link SIDE_STEPS}; each number in it is a cell: poses (9 bits), radius and direction
 * (12 bits), eighth of a turn (3 bits), level (8 bits).
 */
export interface PackedCloud {
  readonly count: number;
  /** Shoulder of the recorded limb, in the same frame as the poses. */
  readonly shoulder: Vec3;
  readonly lists: readonly Uint32Array[];
}

const COUNT_SHIFT = 23;
const PLACE_SHIFT = 11;
const SECTOR_SHIFT = 8;
const PLACE_MASK = 0xfff;
const SECTOR_MASK = 7;
const LEVEL_MASK = 0xff;
/** Levels below the lowest of a map that are kept: a target may stand lower. */
const SPARE_LEVELS = (LEVEL_MASK + 1 - HEIGHT_CELLS) / 2;
const COLUMN_CELLS = HEIGHT_CELLS * FINE_DIRECTIONS;
const ANY_SECTOR = 0xff;

/** Where the parts of a number in a list lie, and how many levels its lowest is below the lowest of a map. */
export const LISTED = {
  countShift: COUNT_SHIFT,
  placeShift: PLACE_SHIFT,
  placeMask: PLACE_MASK,
  levelMask: LEVEL_MASK,
  spareLevels: SPARE_LEVELS,
} as const;

/** First cell of a map by place: radius * directions + direction. */
const CELL_OF_PLACE = Int32Array.from(
  { length: RADIUS_CELLS * FINE_DIRECTIONS },
  (_, place) => Math.floor(place / FINE_DIRECTIONS) * COLUMN_CELLS + (place % FINE_DIRECTIONS),
);

/** Packs a cloud of at most {@link MAX_PACKED_POSES} poses. */
export function packCloud(cloud: PoseCloud): PackedCloud {
  const levels = baseLevels(cloud);
  const lists = SIDE_STEPS.map((dx) => {
    fillColumns(cloud, COLUMNS.subarray(0, cloud.count), { dx, dy: 0, from: 0 });
    return WORDS.slice(0, countCells(cellsOf(levels), WORDS));
  });
  return { count: cloud.count, shoulder: cloud.shoulder, lists };
}

/** Room to work in: a catalog packs hundreds of thousands of clouds, one after the other. */
const COLUMNS = new Int32Array(MAX_PACKED_POSES);
const CELLS = new Int32Array(MAX_PACKED_POSES);
const WORDS = new Uint32Array(MAX_PACKED_POSES);

/** Cells of the poses in {@link COLUMNS} that are within every map's radius, ascending. */
function cellsOf(levels: Int32Array): Int32Array {
  let kept = 0;
  for (let k = 0; k < levels.length; k++) {
    const column = COLUMNS[k]!;
    const level = levels[k]!;
    if (column < 0 || level < 0 || level > LEVEL_MASK) continue;
    const cell = column >> 3;
    const radius = (cell / COLUMN_CELLS) | 0;
    const place = cell - radius * (COLUMN_CELLS - FINE_DIRECTIONS);
    CELLS[kept++] = (place << PLACE_SHIFT) | ((column & SECTOR_MASK) << SECTOR_SHIFT) | level;
  }
  return CELLS.subarray(0, kept).sort();
}

function baseLevels({ poses, scale, shoulder, count }: PoseCloud): Int32Array {
  const levels = new Int32Array(count);
  const position = scale.position;
  const oz = shoulder[2];
  for (let k = 0; k < count; k++) {
    const z = poses[POSE_STRIDE * k + 2]! * position - oz;
    levels[k] = Math.floor(z / CELL_SIZE) + HALF_HEIGHT + SPARE_LEVELS;
  }
  return levels;
}

/** Writes each of the sorted cells once, with how many there are; returns how many were written. */
function countCells(cells: Int32Array, into: Uint32Array): number {
  let written = 0;
  for (let from = 0; from < cells.length; ) {
    const cell = cells[from]!;
    let to = from + 1;
    while (to < cells.length && cells[to] === cell) to++;
    into[written++] = ((to - from) << COUNT_SHIFT) | cell;
    from = to;
  }
  return written;
}

/** True for maps that packed clouds are made for: those that stand upright and have cells of usual size. */
export function takesPacked({ frame, scale }: ReachMap): boolean {
  return frame.vertical && scale === 1;
}

/** Best allowed placement of a map that {@link takesPacked}, and the coverage there: the greatest among all placements and turns. */
export function packedCoverage(cloud: PackedCloud, map: ReachMap, freedom: PlacementFreedom): PlacedCoverage {
  const { sectors, fullTurn } = map;
  let best: PlacedCoverage | null = null;
  for (const placement of allowedPlacements(freedom)) {
    const seen = listAt(cloud, placement);
    const charge = chargeOf(placement, freedom);
    const known = best === null ? -1 : best.coverage;
    let coverage = chargedCoverage(hitsAnyTurn(seen, sectors) / cloud.count, charge);
    if (coverage <= known) continue;
    let eighths = 0;
    if (!fullTurn) {
      // A target that cannot turn all the way round may be turned as a whole.
      const turned = hitsByTurn(seen, sectors);
      coverage = chargedCoverage(Math.max(...turned) / cloud.count, charge);
      eighths = bestTurn(turned, cloud.count);
    }
    if (coverage > known) best = { placement: { ...placement, eighths }, coverage };
  }
  return best!;
}

/** How many cells are looked up before it is asked whether enough poses are left. */
const CELLS_A_CHECK = 16;

/**
 * False when {@link packedCoverage} of a map that {@link takesPacked} is less than `least` (at most 1) for certain: at no placement so many
 * poses are reached, were each free to be turned. Cheaper than the coverage: a placement is left as soon as too many poses are missed.
 */
export function packedMayReach(
  cloud: PackedCloud,
  map: ReachMap,
  { freedom, least }: { readonly freedom: PlacementFreedom; readonly least: number },
): boolean {
  return allowedPlacements(freedom).some((placement) =>
    missesAtMost(
      sparePoses(cloud.count, least, chargeOf(placement, freedom)),
      listAt(cloud, placement),
      map.sectors,
    ),
  );
}

/** True when at most `spare` poses of a list are reached at no turn. */
function missesAtMost(spare: number, { list, levels }: SeenList, sectors: Uint8Array): boolean {
  let missed = 0;
  for (let from = 0; from < list.length && missed <= spare; from += CELLS_A_CHECK) {
    const to = Math.min(from + CELLS_A_CHECK, list.length);
    for (let i = from; i < to; i++) {
      const code = list[i]!;
      const level = (code & LEVEL_MASK) - levels;
      const cell =
        level < 0 || level >= HEIGHT_CELLS
          ? MAP_CELLS
          : CELL_OF_PLACE[(code >>> PLACE_SHIFT) & PLACE_MASK]! + level * FINE_DIRECTIONS;
      missed += (code >>> COUNT_SHIFT) * (1 - ((sectors[cell]! + ANY_SECTOR) >> 8));
    }
  }
  return missed <= spare;
}

/** A list as a target sees it whose shoulder is `levels` cells higher. */
interface SeenList {
  readonly list: Uint32Array;
  readonly levels: number;
}

function listAt({ lists }: PackedCloud, { dx, dz }: Placement): SeenList {
  const at = SIDE_STEPS.findIndex((step) => step === dx);
  return { list: lists[at]!, levels: Math.round(dz / CELL_SIZE) + SPARE_LEVELS };
}

function hitsAnyTurn({ list, levels }: SeenList, sectors: Uint8Array): number {
  let hits = 0;
  for (let i = 0; i < list.length; i++) {
    const code = list[i]!;
    const level = (code & LEVEL_MASK) - levels;
    if (level < 0 || level >= HEIGHT_CELLS) continue;
    const cell = CELL_OF_PLACE[(code >>> PLACE_SHIFT) & PLACE_MASK]! + level * FINE_DIRECTIONS;
    // Without a branch: 0 stays 0, every set of sectors becomes 1.
    hits += (code >>> COUNT_SHIFT) * ((sectors[cell]! + ANY_SECTOR) >> 8);
  }
  return hits;
}

function hitsByTurn({ list, levels }: SeenList, sectors: Uint8Array): Int32Array {
  const seen = new Int32Array(ANY_SECTOR + 1);
  for (let i = 0; i < list.length; i++) {
    const code = list[i]!;
    const level = (code & LEVEL_MASK) - levels;
    if (level < 0 || level >= HEIGHT_CELLS) continue;
    const cell = CELL_OF_PLACE[(code >>> PLACE_SHIFT) & PLACE_MASK]! + level * FINE_DIRECTIONS;
    const sector = (code >>> SECTOR_SHIFT) & SECTOR_MASK;
    seen[TURNS_OF_SECTORS[(sector << 8) | sectors[cell]!]!]! += code >>> COUNT_SHIFT;
  }
  return sumsByTurn(seen);
}
