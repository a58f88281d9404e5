/**
 * Reach coverage: the share of a pose cloud that another chain can take up, at its best placement.
 *
 * A placement moves the target's shoulder away from where the recorded shoulder was (dx, dy, dz in the recorded base frame)
 * and turns the target about the vertical (yaw in eighths). A placement is left as soon as it cannot be among the best.
 *
 * A target with a map on a larger scale is asked with everything that has a length divided by the scale: the cloud, and where the target may
 * be put. So it is moved in larger steps, which are charged as the smaller steps of others are.
 */

import { hitsAnyTurn, hitsByTurn, placedCloud, sumsByTurn } from './placed-columns.ts';
import { POSE_STRIDE, scaledCloud, type PoseCloud } from './pose-cloud.ts';
import type { ReachFrame } from './reach-frame.ts';
import { cellOf, MAP_CELLS, sectorOf, TURNS_OF_SECTORS, type ReachMap } from './reach-map.ts';
import { TiltedView } from './tilted-view.ts';

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

/** Share of the cloud that is reached at a placement, less what moving there is charged. */
export interface PlacedCoverage {
  readonly coverage: number;
  readonly placement: Placement;
}

/** The placement with both shoulders in one point. */
export const ALIGNED: Placement = { dx: 0, dy: 0, dz: 0, eighths: 0 };

/** How far (m, on a scale of 1) a target is moved forward, in the order in which offsets are tried. */
export const SIDE_STEPS = [0, -0.15, 0.15, -0.3, 0.3] as const;
/** How far (m) a target is raised where its height may be chosen, in the order in which heights are tried. */
export const HEIGHT_STEPS = [0, -0.2, 0.2] as const;
/** Poses of a cloud by which placements are judged, every placement by the same ones. */
export const JUDGED_POSES = 640;
/** Poses that are looked up before it is asked whether a placement can still be the best. */
const POSES_A_LOOK = 120;
const SECTORS = 8;
/**
 * Coverage that a metre costs by which the target is moved: poses are sampled, and what moving seems to gain is in part luck. On measured
 * arm pairs (docs/embodiment.md) this orders sources better than no charge.
 */
const CHARGE_A_METRE = 0.03;
/** A turn of the base that gains no more than this in coverage is not advised. */
const TURN_GAIN = 0.02;

/** Share of the first `count` poses (default: all) that the map holds at a placement; `count` at least 1. */
export function coverageAt(
  cloud: PoseCloud,
  map: ReachMap,
  at: { placement: Placement; count?: number },
): number {
  const count = Math.min(at.count ?? cloud.count, cloud.count);
  const placement = stretched(at.placement, 1 / map.scale);
  return seenFrom(cloud, map, count)(placement).turned()[placement.eighths]! / count;
}

/** A placement with its lengths times a power of two; turns stay. */
function stretched(placement: Placement, by: number): Placement {
  const { dx, dy, dz } = placement;
  return by === 1 ? placement : { ...placement, dx: dx * by, dy: dy * by, dz: dz * by };
}

/** A freedom as a map on a scale takes it. */
function freedomOn(scale: number, freedom: PlacementFreedom): PlacementFreedom {
  const { fixedHeight } = freedom;
  return scale === 1 || fixedHeight === null ? freedom : { ...freedom, fixedHeight: fixedHeight / scale };
}

/** Best allowed placement and the coverage there. Of equal ones, the one nearest to aligned shoulders. */
export function bestCoverage(cloud: PoseCloud, map: ReachMap, freedom: PlacementFreedom): PlacedCoverage {
  return bestPlacements(cloud, map, { freedom, keep: 1 })[0]!;
}

/**
 * The `keep` best allowed placements, best first, each judged by the first {@link JUDGED_POSES} poses less the charge for moving. A target
 * that cannot turn all the way round may be turned as a whole. The coverage is the greatest there is among all placements and turns, never
 * one that a search happened to find: so a map that holds less never covers more.
 */
export function bestPlacements(
  cloud: PoseCloud,
  map: ReachMap,
  query: { readonly freedom: PlacementFreedom; readonly keep: number },
): PlacedCoverage[] {
  const count = Math.min(JUDGED_POSES, cloud.count);
  const look = seenFrom(cloud, map, count);
  const turnable = map.frame.vertical && !map.fullTurn;
  const freedom = freedomOn(map.scale, query.freedom);
  const best: PlacedCoverage[] = [];
  for (const placement of allowedPlacements(freedom)) {
    // A placement that is farther from aligned has to be better, not as good.
    const known = best.length < query.keep ? -1 : best.at(-1)!.coverage;
    const charge = chargeOf(placement, freedom);
    const seen = look(placement);
    const hits = known < 0 && turnable ? count : hitsIfMore(seen, { count, known, charge });
    if (hits < 0) continue;
    const turned = turnable ? seen.turned() : null;
    const coverage = chargedCoverage((turned === null ? hits : Math.max(...turned)) / count, charge);
    if (coverage <= known) continue;
    const eighths = turned === null ? 0 : bestTurn(turned, count);
    best.push({ placement: { ...stretched(placement, map.scale), eighths }, coverage });
    best.sort((a, b) => b.coverage - a.coverage);
    best.length = Math.min(best.length, query.keep);
  }
  return best;
}

/** What a placement away from aligned shoulders takes off its coverage, lengths on a scale of 1. A height that is not chosen costs nothing. */
export function chargeOf({ dx, dz }: Placement, { fixedHeight }: PlacementFreedom): number {
  return CHARGE_A_METRE * (Math.abs(dx) + (fixedHeight === null ? Math.abs(dz) : 0));
}

/** A coverage after the charge of its placement. */
export function chargedCoverage(coverage: number, charge: number): number {
  return Math.max(0, coverage - charge);
}

/** Poses that a placement reaches; -1 as soon as it covers no more than `known` for certain. */
function hitsIfMore(
  seen: SeenPoses,
  { count, known, charge }: { readonly count: number; readonly known: number; readonly charge: number },
): number {
  let left = count;
  for (let to = 0; to < count; ) {
    to = Math.min(to + POSES_A_LOOK, count);
    left = count - to + seen.hitsAmong(to);
    if (chargedCoverage(left / count, charge) <= known) return -1;
  }
  return left;
}

/** The turn that reaches most, unless it is hardly worth it. */
export function bestTurn(hits: ArrayLike<number>, count: number): number {
  let best = 0;
  for (let eighths = 1; eighths < SECTORS; eighths++) if (hits[eighths]! > hits[best]!) best = eighths;
  return hits[best]! - hits[0]! > TURN_GAIN * count ? best : 0;
}

const FREE_PLACEMENTS: readonly Placement[] = HEIGHT_STEPS.flatMap((dz) =>
  SIDE_STEPS.map((dx) => ({ dx, dy: 0, dz, eighths: 0 })),
).sort((a, b) => effort(a) - effort(b));

/** The placements that are tried, the nearest to aligned shoulders first; lengths on a scale of 1. */
export function allowedPlacements(freedom: PlacementFreedom): readonly Placement[] {
  const { fixedHeight } = freedom;
  if (freedom.aligned === true) return [ALIGNED];
  if (fixedHeight === null) return FREE_PLACEMENTS;
  return SIDE_STEPS.map((dx) => ({ dx, dy: 0, dz: fixedHeight, eighths: 0 }));
}

function effort(placement: Placement): number {
  return Math.abs(placement.dx) + Math.abs(placement.dy) + Math.abs(placement.dz);
}

/** The poses of a cloud as a placed target sees them. */
interface SeenPoses {
  /** How many of the first poses are reached: at some turn where the target stands upright, as it stands otherwise. Asked with growing numbers. */
  hitsAmong(to: number): number;
  /** How many of all are reached at each turn of the target, in eighths. */
  turned(): Int32Array;
}

/** Looks at the first `count` poses of a cloud from any placement (on the scale of the map) of a target. */
function seenFrom(given: PoseCloud, map: ReachMap, count: number): (placement: Placement) => SeenPoses {
  const { sectors } = map;
  const cloud = scaledCloud(given, map.scale);
  if (map.frame.vertical) {
    cloud.fill?.(count);
    return (placement) => {
      const placed = placedCloud(cloud, placement, count);
      let [looked, hits] = [0, 0];
      return {
        hitsAmong: (to) => {
          hits += hitsAnyTurn(placed, sectors, { from: looked, to });
          looked = to;
          return hits;
        },
        turned: () => hitsByTurn(placed, sectors, count),
      };
    };
  }
  const view = new TiltedView(cloud, map);
  return (placement) => ({
    hitsAmong: (to) => view.hitsAmong(placement, to),
    turned: () => tiltedByTurn(cloud, map, { placement, count }),
  });
}

/** How many poses a target whose first axis is not vertical reaches at each turn about its axis. */
function tiltedByTurn(
  cloud: PoseCloud,
  { frame, sectors }: ReachMap,
  { placement, count }: { readonly placement: Placement; readonly count: number },
): Int32Array {
  const codes = new Int32Array(count);
  cloud.fill?.(count);
  fillCodes(codes, cloud, { frame, placement, from: 0 });
  const seen = new Int32Array(1 << SECTORS);
  for (const code of codes) seen[TURNS_OF_SECTORS[((code & 7) << 8) | sectors[code >> 3]!]!]!++;
  return sumsByTurn(seen);
}

/**
 * Most of `count` poses that may be missed at a placement with this charge where the coverage has to be at least `least` (in (0, 1]);
 * negative when it cannot be.
 */
export function sparePoses(count: number, least: number, charge: number): number {
  // A coverage is a quotient: quotients are compared, whatever rounding makes of a product.
  let spare = Math.max(0, Math.floor(count * (1 - least - charge)) - 1);
  if (chargedCoverage((count - spare) / count, charge) < least) return -1;
  while (spare < count && chargedCoverage((count - spare - 1) / count, charge) >= least) spare++;
  return spare;
}

/** Poses that are placed before it is asked whether too many are missed. */
const POSES_A_CHECK = 24;

/**
 * False when {@link bestCoverage} is less than `least` (at most 1) for certain: at no placement so many poses are reached, were each free to
 * be turned where the target stands upright. A placement is left as soon as too many poses are missed.
 */
export function mayReach(
  cloud: PoseCloud,
  map: ReachMap,
  asked: { readonly freedom: PlacementFreedom; readonly least: number },
): boolean {
  const { count } = cloud;
  const look = seenFrom(cloud, map, count);
  const freedom = freedomOn(map.scale, asked.freedom);
  return allowedPlacements(freedom).some((placement) => {
    const seen = look(placement);
    const spare = sparePoses(count, asked.least, chargeOf(placement, freedom));
    let missed = 0;
    for (let to = 0; to < count && missed <= spare; ) {
      to = Math.min(to + POSES_A_CHECK, count);
      missed = to - seen.hitsAmong(to);
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
