/** Where two limbs reach, as a picture: distance from the shoulder line across, height up, shoulders aligned. */

import { FINE_DIRECTIONS } from '../../embodiment/reach/directions.ts';
import {
  CELL_SIZE,
  HALF_HEIGHT,
  HEIGHT_CELLS,
  MAP_CELLS,
  RADIUS_CELLS,
  type ReachMap,
} from '../../embodiment/reach/reach-map.ts';
import { mapOf, type BodyProfile, type LimbProfile } from './body-profile.ts';

/** Edge of a drawn cell where both maps are on a scale of 1, metres: two cells of the map. */
const OVERLAP_CELL = 2 * CELL_SIZE;

/** One limb of a body. */
export interface BodyLimb {
  readonly body: BodyProfile;
  readonly limb: LimbProfile;
}

/** What is reached in one drawn cell: by neither, by the first, by the second, by both. */
export type OverlapCell = 0 | 1 | 2 | 3;

/** A grid of rows from the top down; each row from the axis outwards. */
export interface ReachOverlap {
  /** Edge of a cell, metres: of the map with the larger cells, two. */
  readonly cellSize: number;
  /** Height (m) of the top edge above the aligned shoulders. */
  readonly top: number;
  readonly rows: readonly (readonly OverlapCell[])[];
  /** Shares of all reached cells, directions counted one by one. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly both: number;
}

/** Reach overlap of two limbs, cut to what either reaches. */
export function reachOverlap(a: BodyLimb, b: BodyLimb): ReachOverlap {
  const maps = [mapOf(a.body, a.limb), mapOf(b.body, b.limb)] as const;
  const scale = Math.max(maps[0].scale, maps[1].scale);
  const [first, second] = [reachedOn(scale, maps[0]), reachedOn(scale, maps[1])];
  const columns = RADIUS_CELLS / 2;
  const grid = Array.from({ length: HEIGHT_CELLS / 2 }, () => Array.from({ length: columns }, () => 0));
  const counts = [0, 0, 0, 0];
  for (let cell = 0; cell < MAP_CELLS; cell++) {
    const reached = first[cell]! | (second[cell]! << 1);
    if (reached === 0) continue;
    counts[reached]!++;
    const place = Math.floor(cell / FINE_DIRECTIONS);
    const r = Math.floor(place / HEIGHT_CELLS) >> 1;
    const h = (place % HEIGHT_CELLS) >> 1;
    grid[grid.length - 1 - h]![r]! |= reached;
  }
  const cellSize = OVERLAP_CELL * scale;
  return { cellSize, ...cropped(grid, cellSize), ...shares(counts) };
}

/** 1 where a cell of a map on this scale, which is that of the given map or a larger one, is reached. */
function reachedOn(scale: number, map: ReachMap): Uint8Array {
  const reached = new Uint8Array(MAP_CELLS);
  const ratio = scale / map.scale;
  for (let r = 0; r < RADIUS_CELLS; r++) {
    for (let h = 0; h < HEIGHT_CELLS; h++) {
      const from = (r * HEIGHT_CELLS + h) * FINE_DIRECTIONS;
      const height = Math.floor((h - HALF_HEIGHT) / ratio) + HALF_HEIGHT;
      const into = (Math.floor(r / ratio) * HEIGHT_CELLS + height) * FINE_DIRECTIONS;
      for (let bin = 0; bin < FINE_DIRECTIONS; bin++) {
        if (map.sectors[from + bin] !== 0) reached[into + bin] = 1;
      }
    }
  }
  return reached;
}

function shares([, first, second, both]: readonly number[]): Pick<
  ReachOverlap,
  'onlyFirst' | 'onlySecond' | 'both'
> {
  const total = Math.max(1, first! + second! + both!);
  return { onlyFirst: first! / total, onlySecond: second! / total, both: both! / total };
}

function cropped(grid: readonly (readonly number[])[], cellSize: number): Pick<ReachOverlap, 'top' | 'rows'> {
  const used = grid.map((row) => row.some((cell) => cell !== 0));
  const from = Math.max(0, used.indexOf(true));
  const to = used.lastIndexOf(true) + 1;
  const width = Math.max(0, ...grid.map((row) => row.findLastIndex((cell) => cell !== 0) + 1));
  return {
    top: (grid.length / 2 - from) * cellSize,
    rows: grid.slice(from, to).map((row) => row.slice(0, width) as OverlapCell[]),
  };
}
