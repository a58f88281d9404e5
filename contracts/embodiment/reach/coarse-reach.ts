/**
 * Coarse reach: 16 cm cells and 12 directions, a kilobyte a body, so that a first look at ten thousand bodies is cheap.
 *
 * The map is that of {@link buildReachMap} at lower resolution and without sectors; some 550 of its cells are reached by a
 * usual arm. The motion of a body is a list of cell codes for each of five placements, which upright targets share.
 */

import type { KinematicChain } from '../kinematics/chain.ts';
import { INNER_STRIDE, OUTER_STRIDE } from '../kinematics/chain-sampler.ts';
import { COARSE_DIRECTIONS, coarseDirectionBin } from './directions.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import { POSE_STRIDE, scaledCloud, type PoseCloud } from './pose-cloud.ts';
import { applyInner, framedHalves } from './framed-samples.ts';
import { reachFrameOf, type ReachFrame, type ReachFrameOptions } from './reach-frame.ts';

/** Edge of a coarse cell of a map on a scale of 1, metres. */
export const COARSE_MAP_CELL = 0.16;
const RADIUS_CELLS = 20;
const HEIGHT_CELLS = 40;
const CELLS = RADIUS_CELLS * HEIGHT_CELLS * COARSE_DIRECTIONS;
/** Bytes of a map. */
export const COARSE_MAP_BYTES = CELLS / 8;
/** Code of a pose beyond every map. */
const OUTSIDE = 0xffff;
const SAMPLES = 40_000;
const SEED = 0x6b696e36;

/** Poses of a cloud that coarse coverage looks at. */
export const COARSE_POSES = 480;

const PLACEMENTS: readonly (readonly [dx: number, dz: number])[] = [
  [0, 0],
  [0, -0.2],
  [0, 0.2],
  [-0.3, 0],
  [0.3, 0],
];

/** What a chain reaches, coarsely: one bit a cell. */
export interface CoarseMap {
  readonly frame: ReachFrame;
  /** How many times larger than {@link COARSE_MAP_CELL} cells are: a power of two. */
  readonly scale: number;
  readonly bits: Uint8Array;
}

/** Cells of a cloud's poses for each placement, {@link COARSE_POSES} a placement, as an upright target sees them. */
export type CoarseCodes = Uint16Array;

/** Builds the coarse map of a chain. */
export function buildCoarseMap(chain: KinematicChain, options: ReachFrameOptions = {}): CoarseMap {
  const fast = new FastChain(chain);
  const frame = reachFrameOf(fast, options);
  const usual = RADIUS_CELLS * COARSE_MAP_CELL;
  const { inner, outer, scale } = framedHalves(fast, frame, { poses: SAMPLES, seed: SEED, usual });
  const bits = new Uint8Array(COARSE_MAP_BYTES);
  const pose = new Float64Array(POSE_STRIDE);
  for (let i = 0; i < inner.length; i += INNER_STRIDE) {
    for (let o = 0; o < outer.length; o += OUTER_STRIDE) {
      applyInner(inner, i, { outer, at: o, pose });
      const cell = coarseCell(pose);
      if (cell !== OUTSIDE) bits[cell >> 3]! |= 1 << (cell & 7);
    }
  }
  return { frame, scale, bits };
}

function coarseCell(pose: Float64Array): number {
  const px = pose[0]!;
  const py = pose[1]!;
  const radius = Math.sqrt(px * px + py * py);
  const r = Math.floor(radius / COARSE_MAP_CELL);
  const h = Math.floor(pose[2]! / COARSE_MAP_CELL) + HEIGHT_CELLS / 2;
  if (!(r < RADIUS_CELLS && h >= 0 && h < HEIGHT_CELLS)) return OUTSIDE;
  const ux = radius > 1e-9 ? px / radius : 1;
  const uy = radius > 1e-9 ? py / radius : 0;
  const dx = pose[3]!;
  const dy = pose[4]!;
  return (
    (r * HEIGHT_CELLS + h) * COARSE_DIRECTIONS +
    coarseDirectionBin(dx * ux + dy * uy, dy * ux - dx * uy, pose[5]!)
  );
}

/** Codes of a cloud for targets that stand upright and have a map on a scale of 1. */
export function coarseCodes(cloud: PoseCloud): CoarseCodes {
  const codes = new Uint16Array(PLACEMENTS.length * COARSE_POSES);
  const pose = new Float64Array(POSE_STRIDE);
  const { poses, shoulder, scale } = cloud;
  PLACEMENTS.forEach(([dx, dz], placement) => {
    for (let k = 0; k < COARSE_POSES; k++) {
      const at = POSE_STRIDE * (k % cloud.count);
      pose[0] = poses[at]! * scale.position - shoulder[0] - dx;
      pose[1] = poses[at + 1]! * scale.position - shoulder[1];
      pose[2] = poses[at + 2]! * scale.position - shoulder[2] - dz;
      pose[3] = poses[at + 3]! * scale.direction;
      pose[4] = poses[at + 4]! * scale.direction;
      pose[5] = poses[at + 5]! * scale.direction;
      codes[placement * COARSE_POSES + k] = coarseCell(pose);
    }
  });
  return codes;
}

/**
 * How much two maps have in common, each about its own shoulder's axis: cells of {@link COARSE_MAP_CELL}, of which a larger cell is worth as
 * many as it has room for.
 */
export function sharedCells(a: CoarseMap, b: CoarseMap): number {
  if (a.scale !== b.scale) return a.scale < b.scale ? sharedWithin(a, b) : sharedWithin(b, a);
  let shared = 0;
  for (let i = 0; i < COARSE_MAP_BYTES; i++) shared += BITS_OF_BYTE[a.bits[i]! & b.bits[i]!]!;
  return shared * a.scale * a.scale;
}

/** The same where cells of one map lie within larger cells of the other. */
function sharedWithin(small: CoarseMap, large: CoarseMap): number {
  const ratio = large.scale / small.scale;
  const half = HEIGHT_CELLS / 2;
  let shared = 0;
  for (let r = 0; r < RADIUS_CELLS; r++) {
    for (let h = 0; h < HEIGHT_CELLS; h++) {
      const from = (r * HEIGHT_CELLS + h) * COARSE_DIRECTIONS;
      const into = Math.floor(r / ratio) * HEIGHT_CELLS + Math.floor((h - half) / ratio) + half;
      for (let direction = 0; direction < COARSE_DIRECTIONS; direction++) {
        shared += holds(small, from + direction) & holds(large, into * COARSE_DIRECTIONS + direction);
      }
    }
  }
  return shared * small.scale * small.scale;
}

function holds({ bits }: CoarseMap, cell: number): number {
  return (bits[cell >> 3]! >> (cell & 7)) & 1;
}

/** Bits that are set in a byte. */
const BITS_OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let rest = byte; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
});

/** A cloud with its codes, ready for many targets. */
export interface CoarseMotion {
  readonly cloud: PoseCloud;
  readonly codes: CoarseCodes;
}

/** Share of the first {@link COARSE_POSES} poses that a map holds, at the best of five placements. */
export function coarseCoverage(motion: CoarseMotion, map: CoarseMap): number {
  const { bits } = map;
  if (!map.frame.vertical || map.scale !== 1)
    return uncodedCoverage(scaledCloud(motion.cloud, map.scale), map);
  const { codes } = motion;
  let most = 0;
  for (let start = 0; start < codes.length; start += COARSE_POSES) {
    let hits = 0;
    for (let k = start; k < start + COARSE_POSES; k++) {
      const code = codes[k]!;
      if (code !== OUTSIDE) hits += (bits[code >> 3]! >> (code & 7)) & 1;
    }
    if (hits > most) most = hits;
  }
  return most / COARSE_POSES;
}

/** 1 where any direction is reached, by radius and height. */
const ANY_DIRECTION = new WeakMap<CoarseMap, Uint8Array>();

function anyDirection(map: CoarseMap): Uint8Array {
  let any = ANY_DIRECTION.get(map);
  if (any === undefined) {
    any = new Uint8Array(RADIUS_CELLS * HEIGHT_CELLS);
    for (let cell = 0; cell < CELLS; cell++) {
      any[(cell / COARSE_DIRECTIONS) | 0]! |= (map.bits[cell >> 3]! >> (cell & 7)) & 1;
    }
    ANY_DIRECTION.set(map, any);
  }
  return any;
}

/** Directions in the target's frame: turned once for all placements. */
const TURNED = new Float64Array(3 * COARSE_POSES);

/** A target whose first axis is not vertical, or whose cells are larger, shares no codes with others. */
function uncodedCoverage(cloud: PoseCloud, map: CoarseMap): number {
  const { poses, scale } = cloud;
  const { x, y, z } = map.frame;
  for (let k = 0; k < COARSE_POSES; k++) {
    const at = POSE_STRIDE * (k % cloud.count);
    const dx = poses[at + 3]! * scale.direction;
    const dy = poses[at + 4]! * scale.direction;
    const dz = poses[at + 5]! * scale.direction;
    TURNED[3 * k] = x[0] * dx + x[1] * dy + x[2] * dz;
    TURNED[3 * k + 1] = y[0] * dx + y[1] * dy + y[2] * dz;
    TURNED[3 * k + 2] = z[0] * dx + z[1] * dy + z[2] * dz;
  }
  let most = 0;
  for (const placement of PLACEMENTS) most = Math.max(most, uncodedHits(cloud, map, placement));
  return most / COARSE_POSES;
}

/** Poses of {@link TURNED} that are reached at a placement. */
function uncodedHits(
  { count, poses, scale, shoulder }: PoseCloud,
  map: CoarseMap,
  [dx, dz]: readonly [number, number],
): number {
  const { bits } = map;
  const any = anyDirection(map);
  const [[x0, x1, x2], [y0, y1, y2], [z0, z1, z2]] = [map.frame.x, map.frame.y, map.frame.z];
  let hits = 0;
  for (let k = 0; k < COARSE_POSES; k++) {
    const at = POSE_STRIDE * (k % count);
    const px = poses[at]! * scale.position - shoulder[0] - dx;
    const py = poses[at + 1]! * scale.position - shoulder[1];
    const pz = poses[at + 2]! * scale.position - shoulder[2] - dz;
    const a = x0 * px + x1 * py + x2 * pz;
    const b = y0 * px + y1 * py + y2 * pz;
    const radius = Math.sqrt(a * a + b * b);
    const r = Math.floor(radius / COARSE_MAP_CELL);
    const h = Math.floor((z0 * px + z1 * py + z2 * pz) / COARSE_MAP_CELL) + HEIGHT_CELLS / 2;
    if (!(r < RADIUS_CELLS && h >= 0 && h < HEIGHT_CELLS) || any[r * HEIGHT_CELLS + h] === 0) continue;
    const ux = radius > 1e-9 ? a / radius : 1;
    const uy = radius > 1e-9 ? b / radius : 0;
    const u = TURNED[3 * k]!;
    const v = TURNED[3 * k + 1]!;
    const bin = coarseDirectionBin(u * ux + v * uy, v * ux - u * uy, TURNED[3 * k + 2]!);
    const cell = (r * HEIGHT_CELLS + h) * COARSE_DIRECTIONS + bin;
    hits += (bits[cell >> 3]! >> (cell & 7)) & 1;
  }
  return hits;
}
