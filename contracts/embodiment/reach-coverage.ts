/**
 * Reach coverage: the share of a pose cloud that another chain can take up, at its best placement.
 *
 * A placement moves the target's shoulder away from where the recorded shoulder was (dx, dy, dz in the recorded base frame)
 * and turns the target about the vertical (yaw in eighths). Placements are judged on growing parts of the cloud, and the
 * weaker ones dropped on the way: the last ones are judged on all of it.
 */

import { POSE_STRIDE, type PoseCloud } from './pose-cloud.ts';
import { hitsAnyTurn, hitsTurned, placedCloud } from './placed-columns.ts';
import { TiltedView } from './tilted-view.ts';
import { cellOf, MAP_CELLS, sectorOf, turnSector, type ReachFrame, type ReachMap } from './reach-map.ts';

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
  /** True when the shoulders stay in one point whatever the height: limbs of one body are not put anywhere. */
  readonly aligned?: boolean;
}

/** Share of the cloud that is reached, at a placement. */
export interface PlacedCoverage {
  readonly coverage: number;
  readonly placement: Placement;
}

/** The placement with both shoulders in one point. */
export const ALIGNED: Placement = { dx: 0, dy: 0, dz: 0, eighths: 0 };

/** How far (m) a target is moved forward, in the order in which offsets are tried. */
export const SIDE_STEPS = [0, -0.15, 0.15, -0.3, 0.3] as const;
const HEIGHT_STEPS = [0, -0.2, 0.2] as const;
/** Rounds of the search: how many poses are looked at, how many placements stay. */
const ROUNDS = [
  { poses: 96, keep: 6 },
  { poses: 480, keep: 2 },
] as const;
const SECTORS = 8;
/** A turn of the base has to gain this much coverage. */
export const TURN_GAIN = 0.02;

/** Share of the first `count` poses (default: all) that the map holds at a placement; `count` at least 1. */
export function coverageAt(
  cloud: PoseCloud,
  map: ReachMap,
  at: { placement: Placement; count?: number },
): number {
  const count = Math.min(at.count ?? cloud.count, cloud.count);
  return turnedHits({ cloud, map, placement: at.placement, count })(count, at.placement.eighths) / count;
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
  // A target that cannot turn all the way round may be turned as a whole: which way is looked for last.
  const turnable = map.frame.vertical && !map.fullTurn;
  const coverageOf = turnable
    ? (placement: Placement, count: number) => coverageAnyTurn(cloud, map, { placement, count })
    : straightCoverage(cloud, map);
  let candidates = allowedPlacements(query.freedom);
  for (const { poses, keep } of ROUNDS) {
    candidates = candidates
      .map((placement) => ({ placement, coverage: coverageOf(placement, poses) }))
      .sort(byCoverage)
      .slice(0, Math.max(keep, query.keep))
      .map((placed) => placed.placement);
  }
  const judged = candidates
    .map((placement) => ({ placement, coverage: coverageOf(placement, cloud.count) }))
    .sort(byCoverage)
    .slice(0, query.keep);
  return turnable ? judged.map(({ placement }) => bestTurn(cloud, map, placement)).sort(byCoverage) : judged;
}

/** {@link coverageAt} of a base that is not turned, for one placement and number of poses after another. */
function straightCoverage(cloud: PoseCloud, map: ReachMap): (placement: Placement, count: number) => number {
  if (map.frame.vertical) return (placement, count) => coverageAt(cloud, map, { placement, count });
  const view = new TiltedView(cloud, map);
  return (placement, most) => {
    const count = Math.min(most, cloud.count);
    return view.hitsAmong(placement, count) / count;
  };
}

/** Greatest coverage first; of equal ones, the one nearest to aligned shoulders. */
export function byCoverage(a: PlacedCoverage, b: PlacedCoverage): number {
  return b.coverage - a.coverage || effort(a.placement) - effort(b.placement);
}

/** Share of the first poses that are reached at some turn of the base; only for maps that stand upright. */
function coverageAnyTurn(cloud: PoseCloud, map: ReachMap, lookup: Lookup): number {
  const count = Math.min(lookup.count, cloud.count);
  return hitsAnyTurn(placedCloud(cloud, lookup.placement, count), map.sectors, count) / count;
}

const FREE_PLACEMENTS: readonly Placement[] = HEIGHT_STEPS.flatMap((dz) =>
  SIDE_STEPS.map((dx) => ({ dx, dy: 0, dz, eighths: 0 })),
);

/** The placements that are tried. */
export function allowedPlacements(freedom: PlacementFreedom): readonly Placement[] {
  const { fixedHeight } = freedom;
  if (freedom.aligned === true) return [ALIGNED];
  if (fixedHeight === null) return FREE_PLACEMENTS;
  return SIDE_STEPS.map((dx) => ({ dx, dy: 0, dz: fixedHeight, eighths: 0 }));
}

function effort(placement: Placement): number {
  return Math.abs(placement.dx) + Math.abs(placement.dy) + Math.abs(placement.dz);
}

/** The turn of the base at a placement that covers most; only one that is worth it moves the base. */
function bestTurn(cloud: PoseCloud, map: ReachMap, placement: Placement): PlacedCoverage {
  const hits = turnedHits({ cloud, map, placement, count: cloud.count });
  const probe = Math.min(TURN_POSES, cloud.count);
  const shareAt = (count: number, eighths: number): number => hits(count, eighths) / count;
  let best = 0;
  let bestShare = shareAt(probe, 0) + TURN_GAIN;
  for (let eighths = 1; eighths < SECTORS; eighths++) {
    const share = shareAt(probe, eighths);
    if (share > bestShare) {
      bestShare = share;
      best = eighths;
    }
  }
  return { coverage: shareAt(cloud.count, best), placement: { ...placement, eighths: best } };
}

/** Poses on which turns are compared. */
const TURN_POSES = 240;

/** Poses among the first ones that are reached at a placement, for a target turned by so many eighths. */
type TurnedHits = (count: number, eighths: number) => number;

/** Counts at one placement, for at most `count` poses. */
function turnedHits({
  cloud,
  map,
  placement,
  count: most,
}: Lookup & { cloud: PoseCloud; map: ReachMap }): TurnedHits {
  const { sectors } = map;
  if (map.frame.vertical) {
    const placed = placedCloud(cloud, placement, most);
    return (count, eighths) => hitsTurned(placed, sectors, { count, seen: SEEN_AFTER_TURN[eighths]! });
  }
  const codes = new Int32Array(most);
  fillCodes(codes, cloud, { frame: map.frame, placement, from: 0 });
  return (count, eighths) => {
    const seen = SEEN_AFTER_TURN[eighths]!;
    let hits = 0;
    for (let k = 0; k < count; k++) {
      const code = codes[k]!;
      hits += (sectors[code >> 3]! >> seen[code & 7]!) & 1;
    }
    return hits;
  };
}

/** Sector in which a target turned by so many eighths sees each sector. */
export const SEEN_AFTER_TURN: readonly Uint8Array[] = Array.from({ length: SECTORS }, (_, eighths) =>
  Uint8Array.from({ length: SECTORS }, (__, sector) => turnSector(sector, -eighths)),
);

/** What is looked up: a placement, and how many poses. */
interface Lookup {
  readonly placement: Placement;
  readonly count: number;
}

/** Most of `count` poses that may be missed where at least `least` (at most 1) of them have to be reached. */
export function sparePoses(count: number, least: number): number {
  // A coverage is a quotient: quotients are compared, whatever rounding makes of a product.
  let spare = Math.max(0, Math.floor(count * (1 - least)) - 1);
  while ((count - spare - 1) / count >= least) spare++;
  return spare;
}

/** Poses that are placed before it is asked whether too many are missed. */
const POSES_A_CHECK = 24;

/**
 * False when {@link bestCoverage} of a map that does not stand upright is less than `least` (at most 1) for certain. A placement is left
 * as soon as too many poses are missed.
 */
export function mayReach(
  cloud: PoseCloud,
  map: ReachMap,
  { freedom, least }: { readonly freedom: PlacementFreedom; readonly least: number },
): boolean {
  const { count } = cloud;
  const spare = sparePoses(count, least);
  const view = new TiltedView(cloud, map);
  return allowedPlacements(freedom).some((placement) => {
    let missed = 0;
    for (let to = 0; to < count && missed <= spare; ) {
      to = Math.min(to + POSES_A_CHECK, count);
      missed = to - view.hitsAmong(placement, to);
    }
    return missed <= spare;
  });
}

/** Where poses are seen from, and the first of them. */
interface SeenFrom {
  readonly frame: ReachFrame;
  readonly placement: Placement;
  readonly from: number;
}

/** Writes codes (cell * 8 + sector; beyond the map, the cell after the last) of the poses from `from` on, seen from the placed target. */
function fillCodes(codes: Int32Array, cloud: PoseCloud, { frame, placement, from }: SeenFrom): void {
  const { x, y, z } = frame;
  const ox = cloud.shoulder[0] + placement.dx;
  const oy = cloud.shoulder[1] + placement.dy;
  const oz = cloud.shoulder[2] + placement.dz;
  const pose = new Float64Array(POSE_STRIDE);
  const { poses, scale } = cloud;
  for (let k = 0; k < codes.length; k++) {
    const at = POSE_STRIDE * (from + k);
    const px = poses[at]! * scale.position - ox;
    const py = poses[at + 1]! * scale.position - oy;
    const pz = poses[at + 2]! * scale.position - oz;
    const dx = poses[at + 3]! * scale.direction;
    const dy = poses[at + 4]! * scale.direction;
    const dz = poses[at + 5]! * scale.direction;
    pose[0] = x[0] * px + x[1] * py + x[2] * pz;
    pose[1] = y[0] * px + y[1] * py + y[2] * pz;
    pose[2] = z[0] * px + z[1] * py + z[2] * pz;
    pose[3] = x[0] * dx + x[1] * dy + x[2] * dz;
    pose[4] = y[0] * dx + y[1] * dy + y[2] * dz;
    pose[5] = z[0] * dx + z[1] * dy + z[2] * dz;
    const cell = cellOf(pose, 0);
    codes[k] = (cell < 0 ? MAP_CELLS : cell) * SECTORS + sectorOf(pose[0], pose[1]);
  }
}
