/**
 * Reach coverage: the share of a pose cloud that another chain can take up, at its best placement.
 *
 * A placement moves the target's shoulder away from where the recorded shoulder was (dx, dy, dz in the recorded base frame)
 * and turns the target about the vertical (yaw in eighths). Placements are judged on growing parts of the cloud, and the
 * weaker ones dropped on the way: the last ones are judged on all of it.
 */

import type { Vec3 } from './kinematic-tree.ts';
import { POSE_STRIDE, type PoseCloud } from './pose-cloud.ts';
import { cellOf, sectorOf, turnSector, type ReachMap } from './reach-map.ts';
import { dot, subtract } from './spatial.ts';

/** Offset of the target's shoulder from the recorded shoulder (m, recorded base frame), and its turn in eighths of a circle. */
export interface Placement {
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  readonly eighths: number;
}

/** How a body may be put. */
export interface PlacementFreedom {
  /** Null when the height may be chosen; else the fixed height difference of the shoulders, target minus recorded, metres. */
  readonly fixedHeight: number | null;
}

/** Share of the cloud that is reached, at a placement. */
export interface PlacedCoverage {
  readonly coverage: number;
  readonly placement: Placement;
}

/** The placement with both shoulders in one point. */
export const ALIGNED: Placement = { dx: 0, dy: 0, dz: 0, eighths: 0 };

const SIDE_STEPS = [0, -0.15, 0.15, -0.3, 0.3] as const;
const HEIGHT_STEPS = [0, -0.2, 0.2, -0.4, 0.4] as const;
/** Rounds of the search: how many poses are looked at, how many placements stay. */
const ROUNDS = [
  { poses: 96, keep: 8 },
  { poses: 480, keep: 3 },
] as const;
const SECTORS = 8;

/** Share of the first `count` poses that the map holds at a placement; `count` at least 1. */
export function coverageAt(
  cloud: PoseCloud,
  map: ReachMap,
  at: { placement: Placement; count?: number },
): number {
  const count = Math.min(at.count ?? cloud.count, cloud.count);
  const cells = placedCells(cloud, map, { placement: at.placement, count });
  let hits = 0;
  for (let k = 0; k < count; k++) {
    const cell = cells[2 * k]!;
    if (cell >= 0 && ((map.sectors[cell]! >> cells[2 * k + 1]!) & 1) === 1) hits++;
  }
  return hits / count;
}

/** Which of the poses are reached at a placement, one byte a pose. */
export function reachedPoses(cloud: PoseCloud, map: ReachMap, placement: Placement): Uint8Array {
  const cells = placedCells(cloud, map, { placement, count: cloud.count });
  return Uint8Array.from({ length: cloud.count }, (_, k) =>
    cells[2 * k]! >= 0 ? (map.sectors[cells[2 * k]!]! >> cells[2 * k + 1]!) & 1 : 0,
  );
}

/** Best allowed placement and the coverage there. Of equal ones, the one nearest to aligned shoulders. */
export function bestCoverage(cloud: PoseCloud, map: ReachMap, freedom: PlacementFreedom): PlacedCoverage {
  return bestPlacements(cloud, map, { freedom, keep: 1 })[0]!;
}

/** The `keep` best allowed placements, best first. */
export function bestPlacements(
  cloud: PoseCloud,
  map: ReachMap,
  query: { readonly freedom: PlacementFreedom; readonly keep: number },
): PlacedCoverage[] {
  let candidates = allowedPlacements(query.freedom);
  for (const round of ROUNDS) {
    candidates = judge(cloud, map, { candidates, count: round.poses })
      .slice(0, Math.max(round.keep, query.keep))
      .map((placed) => placed.placement);
  }
  const judged = judge(cloud, map, { candidates, count: cloud.count });
  return [bestTurn(cloud, map, judged[0]!), ...judged.slice(1, query.keep)];
}

function allowedPlacements(freedom: PlacementFreedom): Placement[] {
  const heights = freedom.fixedHeight === null ? HEIGHT_STEPS : [freedom.fixedHeight];
  const placements: Placement[] = [];
  for (const dz of heights) for (const dx of SIDE_STEPS) placements.push({ dx, dy: 0, dz, eighths: 0 });
  return placements;
}

function judge(
  cloud: PoseCloud,
  map: ReachMap,
  round: { readonly candidates: readonly Placement[]; readonly count: number },
): PlacedCoverage[] {
  return round.candidates
    .map((placement) => ({ placement, coverage: coverageAt(cloud, map, { placement, count: round.count }) }))
    .sort((a, b) => b.coverage - a.coverage || effort(a.placement) - effort(b.placement));
}

function effort(placement: Placement): number {
  return Math.abs(placement.dx) + Math.abs(placement.dy) + Math.abs(placement.dz);
}

/** Turns the target on the spot when that helps: only chains whose first joint lacks a full turn gain by it. */
function bestTurn(cloud: PoseCloud, map: ReachMap, placed: PlacedCoverage): PlacedCoverage {
  if (!map.frame.vertical) return placed;
  const cells = placedCells(cloud, map, { placement: placed.placement, count: cloud.count });
  let best = placed;
  for (let eighths = 1; eighths < SECTORS; eighths++) {
    let hits = 0;
    for (let k = 0; k < cloud.count; k++) {
      const cell = cells[2 * k]!;
      if (cell >= 0) hits += (map.sectors[cell]! >> turnSector(cells[2 * k + 1]!, -eighths)) & 1;
    }
    // A turn has to be worth it: a tie, or noise, keeps the base as it stood.
    if (hits / cloud.count > best.coverage + TURN_GAIN) {
      best = { coverage: hits / cloud.count, placement: { ...placed.placement, eighths } };
    }
  }
  return best;
}

const TURN_GAIN = 0.005;

/** Cell and sector of each of the first `count` poses, seen from the placed target; cell -1 is out of every map. */
function placedCells(
  cloud: PoseCloud,
  map: ReachMap,
  { placement, count }: { readonly placement: Placement; readonly count: number },
): Int32Array {
  const { x, y, z } = map.frame;
  const shift: Vec3 = [placement.dx, placement.dy, placement.dz];
  const origin = subtract(cloud.shoulder, [-shift[0], -shift[1], -shift[2]]);
  const pose = new Float64Array(POSE_STRIDE);
  const out = new Int32Array(2 * count);
  const poses = cloud.poses;
  for (let k = 0; k < count; k++) {
    const at = POSE_STRIDE * k;
    const px = poses[at]! - origin[0];
    const py = poses[at + 1]! - origin[1];
    const pz = poses[at + 2]! - origin[2];
    const dx = poses[at + 3]!;
    const dy = poses[at + 4]!;
    const dz = poses[at + 5]!;
    pose[0] = x[0] * px + x[1] * py + x[2] * pz;
    pose[1] = y[0] * px + y[1] * py + y[2] * pz;
    pose[2] = z[0] * px + z[1] * py + z[2] * pz;
    pose[3] = x[0] * dx + x[1] * dy + x[2] * dz;
    pose[4] = y[0] * dx + y[1] * dy + y[2] * dz;
    pose[5] = z[0] * dx + z[1] * dy + z[2] * dz;
    out[2 * k] = cellOf(pose, 0);
    out[2 * k + 1] = sectorOf(pose[0], pose[1]);
  }
  return out;
}

/** Height of a point above the shoulder along the vertical, as the explanation states it. */
export function aboveShoulder(map: ReachMap, point: Vec3): number {
  return dot(subtract(point, map.frame.origin), [0, 0, 1]);
}
