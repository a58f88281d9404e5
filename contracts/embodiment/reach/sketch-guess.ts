/**
 * How much of a sketched cloud a target is likely to cover that takes no packed clouds: one that leans, or has a map on a larger scale. A
 * sketch does not say how far round a pose lies, and for such a target that matters. So a larger cell counts as far as it is reached all the
 * way round. This is no bound: it says in which order to look.
 */

import { LARGER_CELLS, weighSketch, type SketchAt } from './cloud-sketch.ts';
import { DIRECTIONS, FINE_DIRECTIONS } from './directions.ts';
import { LISTED } from './packed-cloud.ts';
import { chargedCoverage, chargeOf, HEIGHT_STEPS, type PlacementFreedom } from './reach-coverage.ts';
import {
  cellOf,
  CELL_SIZE,
  HALF_HEIGHT,
  HEIGHT_CELLS,
  MAP_CELLS,
  RADIUS_CELLS,
  sectorOf,
  type ReachMap,
} from './reach-map.ts';

/** Part of the way round in which a larger cell is reached, by height of the target (m) and code of the cell. */
export type SketchGuess = ReadonlyMap<number, Float32Array>;

/** Larger edge, metres. */
const EDGE = LARGER_CELLS.edge * CELL_SIZE;
/** Level of a larger cell whose lower edge is at the height of the recorded shoulder. */
const SHOULDER_LEVEL = (HALF_HEIGHT + LISTED.spareLevels) / LARGER_CELLS.edge;
/** Horizontal offset that guesses are made for: that of the first list, none. */
const ALIGNED_LIST = 0;

/** Cosine and sine of the eight directions in which a larger cell is looked at. */
const AROUND: readonly (readonly [number, number])[] = [
  [1, 0],
  [Math.SQRT1_2, Math.SQRT1_2],
  [0, 1],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-1, 0],
  [-Math.SQRT1_2, -Math.SQRT1_2],
  [0, -1],
  [Math.SQRT1_2, -Math.SQRT1_2],
];

const GUESSES = new WeakMap<ReachMap, Map<number, Float32Array>>();

/** Likely coverage of a cloud by a map, less what moving is charged. */
export function guessedCoverage(at: SketchAt, map: ReachMap, freedom: PlacementFreedom): number {
  const { fixedHeight } = freedom;
  if (fixedHeight !== null) return weighSketch(at, ALIGNED_LIST, worthAt(map, fixedHeight));
  let most = 0;
  for (const dz of HEIGHT_STEPS) {
    const charge = chargeOf({ dx: 0, dy: 0, dz, eighths: 0 }, freedom);
    most = Math.max(most, chargedCoverage(weighSketch(at, ALIGNED_LIST, worthAt(map, dz)), charge));
  }
  return most;
}

/** What the larger cells are worth to a target that is raised by `dz` metres, to a larger edge; made once. */
function worthAt(map: ReachMap, dz: number): Float32Array {
  let known = GUESSES.get(map);
  if (known === undefined) GUESSES.set(map, (known = new Map<number, Float32Array>()));
  const levels = Math.round(dz / EDGE);
  let worth = known.get(levels);
  if (worth === undefined) known.set(levels, (worth = worthOf(map, levels)));
  return worth;
}

function worthOf(map: ReachMap, raised: number): Float32Array {
  const worth = new Float32Array(LARGER_CELLS.nowhere + 1);
  const farthest = farthestOf(map);
  for (let radius = 0; radius < LARGER_CELLS.radii; radius++) {
    const rho = (radius + 0.5) * EDGE;
    for (let level = 0; level < LARGER_CELLS.levels; level++) {
      const z = (level - raised - SHOULDER_LEVEL + 0.5) * EDGE;
      if (rho * rho + z * z > farthest) continue;
      for (let direction = 0; direction < LARGER_CELLS.directions; direction++) {
        const code = (radius * LARGER_CELLS.directions + direction) * LARGER_CELLS.levels + level;
        worth[code] = reachedRound(map, { rho, z, direction });
      }
    }
  }
  return worth;
}

/** Square of the distance (m) from the shoulder beyond which a map reaches nothing. */
function farthestOf({ sectors, scale }: ReachMap): number {
  let farthest = 0;
  for (let cell = 0; cell < MAP_CELLS; cell++) {
    if (sectors[cell] === 0) continue;
    const column = Math.floor(cell / FINE_DIRECTIONS);
    const radius = Math.floor(column / HEIGHT_CELLS) + 1;
    const height = Math.abs((column % HEIGHT_CELLS) - HALF_HEIGHT) + 1;
    farthest = Math.max(farthest, radius * radius + height * height);
  }
  const edge = CELL_SIZE * scale;
  return Math.min(farthest, RADIUS_CELLS ** 2 + HALF_HEIGHT ** 2) * edge * edge;
}

/** Part of the way round in which the middle of a larger cell is reached. */
function reachedRound(
  map: ReachMap,
  { rho, z, direction }: { readonly rho: number; readonly z: number; readonly direction: number },
): number {
  const { frame, sectors, scale } = map;
  const [radial, tangential, along] = DIRECTIONS[direction]!;
  let reached = 0;
  for (const [cosine, sine] of AROUND) {
    const place = [(rho * cosine) / scale, (rho * sine) / scale, z / scale] as const;
    const way = [radial * cosine - tangential * sine, radial * sine + tangential * cosine, along] as const;
    const pose = [...inFrame(frame, place), ...inFrame(frame, way)];
    const cell = cellOf(pose, 0);
    if (cell >= 0) reached += (sectors[cell]! >> sectorOf(pose[0]!, pose[1]!)) & 1;
  }
  return reached / AROUND.length;
}

function inFrame(
  { x, y, z }: ReachMap['frame'],
  v: readonly [number, number, number],
): [number, number, number] {
  return [
    x[0] * v[0] + x[1] * v[1] + x[2] * v[2],
    y[0] * v[0] + y[1] * v[1] + y[2] * v[2],
    z[0] * v[0] + z[1] * v[1] + z[2] * v[2],
  ];
}
