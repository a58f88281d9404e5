/**
 * Coarse reach: 16 cm cells and 12 directions, a kilobyte a body, so that a first look at ten thousand bodies is cheap.
 *
 * The map is that of {@link buildReachMap} at lower resolution and without sectors; some 550 of its cells are reached by a
 * usual arm. The motion of a body is a list of cell codes for each of five placements, which upright targets share.
 */

import type { KinematicChain } from './chain.ts';
import { sampleHalves, INNER_STRIDE, OUTER_STRIDE } from './chain-sampler.ts';
import { COARSE_DIRECTIONS, coarseDirectionBin } from './directions.ts';
import { FastChain } from './fast-chain.ts';
import { POSE_STRIDE, type PoseCloud } from './pose-cloud.ts';
import { applyInner, frameInner, reachFrameOf, type ReachFrame, type ReachMapOptions } from './reach-map.ts';
import { seededRandom } from './seeded-random.ts';

/** Edge of a coarse cell of a map, metres. */
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
  readonly bits: Uint8Array;
}

/** Cells of a cloud's poses for each placement, {@link COARSE_POSES} a placement, as an upright target sees them. */
export type CoarseCodes = Uint16Array;

/** Builds the coarse map of a chain. */
export function buildCoarseMap(chain: KinematicChain, options: ReachMapOptions = {}): CoarseMap {
  const fast = new FastChain(chain);
  const frame = reachFrameOf(fast, options);
  const halves = sampleHalves(fast, {
    heldJoint: frame.freeJoint,
    poses: SAMPLES,
    random: seededRandom(SEED),
  });
  const inner = frameInner(halves.inner, frame);
  const bits = new Uint8Array(COARSE_MAP_BYTES);
  const pose = new Float64Array(POSE_STRIDE);
  for (let i = 0; i < inner.length; i += INNER_STRIDE) {
    for (let o = 0; o < halves.outer.length; o += OUTER_STRIDE) {
      applyInner(inner, i, { outer: halves.outer, at: o, pose });
      const cell = coarseCell(pose);
      if (cell !== OUTSIDE) bits[cell >> 3]! |= 1 << (cell & 7);
    }
  }
  return { frame, bits };
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

/** Codes of a cloud for targets that stand upright. */
export function coarseCodes(cloud: PoseCloud): CoarseCodes {
  const codes = new Uint16Array(PLACEMENTS.length * COARSE_POSES);
  PLACEMENTS.forEach(([dx, dz], placement) => {
    writeCodes(cloud, UPRIGHT, { codes, at: placement * COARSE_POSES, dx, dz });
  });
  return codes;
}

const UPRIGHT: Pick<ReachFrame, 'x' | 'y' | 'z'> = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] };

interface CodeRange {
  readonly codes: Uint16Array;
  readonly at: number;
  readonly dx: number;
  readonly dz: number;
}

function writeCodes(
  cloud: PoseCloud,
  { x, y, z }: Pick<ReachFrame, 'x' | 'y' | 'z'>,
  range: CodeRange,
): void {
  const pose = new Float64Array(POSE_STRIDE);
  const { poses, shoulder, scale } = cloud;
  for (let k = 0; k < COARSE_POSES; k++) {
    const at = POSE_STRIDE * (k % cloud.count);
    const px = poses[at]! * scale.position - shoulder[0] - range.dx;
    const py = poses[at + 1]! * scale.position - shoulder[1];
    const pz = poses[at + 2]! * scale.position - shoulder[2] - range.dz;
    const dx = poses[at + 3]! * scale.direction;
    const dy = poses[at + 4]! * scale.direction;
    const dz = poses[at + 5]! * scale.direction;
    pose[0] = x[0] * px + x[1] * py + x[2] * pz;
    pose[1] = y[0] * px + y[1] * py + y[2] * pz;
    pose[2] = z[0] * px + z[1] * py + z[2] * pz;
    pose[3] = x[0] * dx + x[1] * dy + x[2] * dz;
    pose[4] = y[0] * dx + y[1] * dy + y[2] * dz;
    pose[5] = z[0] * dx + z[1] * dy + z[2] * dz;
    range.codes[range.at + k] = coarseCell(pose);
  }
}

/** A cloud with its codes, ready for many targets. */
export interface CoarseMotion {
  readonly cloud: PoseCloud;
  readonly codes: CoarseCodes;
}

/** Share of the first {@link COARSE_POSES} poses that a map holds, at the best of five placements. */
export function coarseCoverage(motion: CoarseMotion, map: CoarseMap): number {
  const { bits } = map;
  const codes = map.frame.vertical ? motion.codes : codesInFrame(motion.cloud, map.frame);
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

function codesInFrame(cloud: PoseCloud, frame: ReachFrame): Uint16Array {
  const codes = new Uint16Array(PLACEMENTS.length * COARSE_POSES);
  PLACEMENTS.forEach(([dx, dz], placement) => {
    writeCodes(cloud, frame, { codes, at: placement * COARSE_POSES, dx, dz });
  });
  return codes;
}
