/** Where two limbs reach, as a picture: distance from the shoulder line across, height up, shoulders aligned. */

import { FINE_DIRECTIONS } from '../../embodiment/reach/directions.ts';
import {
  CELL_SIZE,
  HEIGHT_CELLS,
  MAP_CELLS,
  RADIUS_CELLS,
  type ReachMap,
} from '../../embodiment/reach/reach-map.ts';
import { mapOf, type BodyProfile, type LimbProfile } from './body-profile.ts';

/** Edge of a drawn cell, metres: two cells of the map. */
export const OVERLAP_CELL = 2 * CELL_SIZE;

/** One limb of a body. */
export interface BodyLimb {
  readonly body: BodyProfile;
  readonly limb: LimbProfile;
}

/** What is reached in one drawn cell: by neither, by the first, by the second, by both. */
export type OverlapCell = 0 | 1 | 2 | 3;

/** A grid of rows from the top down; each row from the axis outwards. */
export interface ReachOverlap {
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
  const [first, second] = [mapOf(a.body, a.limb), mapOf(b.body, b.limb)];
  const columns = RADIUS_CELLS / 2;
  const grid = Array.from({ length: HEIGHT_CELLS / 2 }, () => Array.from({ length: columns }, () => 0));
  const counts = [0, 0, 0, 0];
  for (let cell = 0; cell < MAP_CELLS; cell++) {
    const reached = reachedBy(first, cell) | (reachedBy(second, cell) << 1);
    if (reached === 0) continue;
    counts[reached]!++;
    const place = Math.floor(cell / FINE_DIRECTIONS);
    const r = Math.floor(place / HEIGHT_CELLS) >> 1;
    const h = (place % HEIGHT_CELLS) >> 1;
    grid[grid.length - 1 - h]![r]! |= reached;
  }
  return { cellSize: OVERLAP_CELL, ...cropped(grid), ...shares(counts) };
}

function reachedBy(map: ReachMap, cell: number): number {
  return map.sectors[cell] === 0 ? 0 : 1;
}

function shares([, first, second, both]: readonly number[]): Pick<
  ReachOverlap,
  'onlyFirst' | 'onlySecond' | 'both'
> {
  const total = Math.max(1, first! + second! + both!);
  return { onlyFirst: first! / total, onlySecond: second! / total, both: both! / total };
}

function cropped(grid: readonly (readonly number[])[]): Pick<ReachOverlap, 'top' | 'rows'> {
  const used = grid.map((row) => row.some((cell) => cell !== 0));
  const from = Math.max(0, used.indexOf(true));
  const to = used.lastIndexOf(true) + 1;
  const width = Math.max(0, ...grid.map((row) => row.findLastIndex((cell) => cell !== 0) + 1));
  return {
    top: (grid.length / 2 - from) * OVERLAP_CELL,
    rows: grid.slice(from, to).map((row) => row.slice(0, width) as OverlapCell[]),
  };
}
