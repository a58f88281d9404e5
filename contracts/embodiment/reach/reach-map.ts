/**
 * Reach maps: which tool positions and approach directions a chain can take.
 *
 * When the first joint of a chain turns about a line, what it reaches is the same all the way round (up to the joint's
 * limits). So four numbers are enough: distance from that line, height along it, and the approach direction as seen from
 * there (radial, tangential, along). For an arm whose first axis is vertical that is radius and height above its shoulder; for
 * other limbs the line is the shoulder's axis. The idea of reducing six dimensions to four: RM4D (arXiv 2410.06968).
 *
 * Cells are 5 cm by 5 cm by 42 directions; what reaches farther than 3.2 m has a map on a larger scale (length-scale.ts). Each holds one bit
 * per eighth of a turn around the line, so that joints with less than a full turn are seen too. Poses come from
 * {@link framedHalves}; the map is the same on every machine.
 */

import type { KinematicChain } from '../kinematics/chain.ts';
import { INNER_STRIDE, OUTER_STRIDE } from '../kinematics/chain-sampler.ts';
import { unitDirectionBin, FINE_DIRECTIONS } from './directions.ts';
import { atan2, PI, TWO_PI } from '../elementary.ts';
import { applyInner, framedHalves, type FramedHalves } from './framed-samples.ts';
import { reachFrameOf, type ReachFrame, vectorAt } from './reach-frame.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { dot } from '../spatial.ts';

/** Edge of a cell on a scale of 1, metres. */
export const CELL_SIZE = 0.05;
/** Cells along the radius: 0 to 3.2 m on a scale of 1. */
export const RADIUS_CELLS = 64;
/** Cells along the axis: -3.2 m to 3.2 m from the shoulder on a scale of 1. */
export const HEIGHT_CELLS = 128;
/** Number of cells of a map. */
export const MAP_CELLS = RADIUS_CELLS * HEIGHT_CELLS * FINE_DIRECTIONS;

/** Cell at the height of the shoulder. */
export const HALF_HEIGHT = HEIGHT_CELLS / 2;
const SAMPLES = 1_000_000;
const DILATED_SAMPLES = 120_000;
/** What turns about no line (rails, gantries) has to be seen in every eighth: more samples, most of them in different places. */
const UNTURNED = { poses: 2_500_000, mostOuter: 70 } as const;
/** What a dilated map adds to a pose on either side: metres, and parts of a unit direction. */
const DILATION = { position: CELL_SIZE / 4, direction: 0.12 } as const;
const SEED = 0x6b696e31;
const ALL_SECTORS = 0xff;
const SECTORS = 8;
/** How far from its middle (rad) a sector has to be reached: to a quarter; for dilated maps a touch is enough. */
const SECTOR_MARGIN = { exact: PI / 16, dilated: PI / 8 } as const;

/**
 * What a chain reaches. `sectors[cell]` has bit k set when the pose is reached in the k-th {@link sectorOf the eighths}. One cell
 * more than the map has stands for everything beyond it, and is never reached.
 */
export interface ReachMap {
  readonly frame: ReachFrame;
  /** How many times larger than {@link CELL_SIZE} cells are: a power of two, 1 for whatever stays within 3.2 m of its shoulder. */
  readonly scale: number;
  readonly sectors: Uint8Array;
  /** Lowest and highest tool position in the base frame, metres. */
  readonly lowest: number;
  readonly highest: number;
  /** True when the chain turns all the way round its line. */
  readonly fullTurn: boolean;
  /** Number of cells with any bit set. */
  readonly occupied: number;
}

/** How to build a map. */
export interface ReachMapOptions {
  /** True when the whole body can turn on the spot (wheeled bases): the map then turns about the base's vertical. */
  readonly turningBase?: boolean;
  /**
   * True marks what is near a sample, too (a quarter of a cell, some 7 degrees): the poses of a chain with three or four joints are
   * a thin sheet, which would fall on one side of a boundary in one file and on the other in the next. Fewer samples are drawn.
   */
  readonly dilated?: boolean;
}

/** Eighth of a turn (0 to 7, not in order of angle) in which the horizontal direction (x, y) lies. */
export function sectorOf(x: number, y: number): number {
  return (x < 0 ? 1 : 0) | (y < 0 ? 2 : 0) | (Math.abs(y) > Math.abs(x) ? 4 : 0);
}

/** Middle angle of each sector, radians. */
const SECTOR_ANGLES: readonly number[] = Array.from({ length: SECTORS }, (_, sector) => {
  const steep = (sector & 4) !== 0 ? (3 * PI) / 8 : PI / 8;
  const mirrored = (sector & 1) !== 0 ? PI - steep : steep;
  return (sector & 2) !== 0 ? -mirrored : mirrored;
});

/** Sector that lies `eighths` (-7 to 7) further round. */
export function turnSector(sector: number, eighths: number): number {
  return SECTOR_IN_ORDER[(ORDER_OF_SECTOR[sector]! + eighths + SECTORS) % SECTORS]!;
}

const SECTOR_IN_ORDER: readonly number[] = [0, 4, 5, 1, 3, 7, 6, 2];
const ORDER_OF_SECTOR: readonly number[] = SECTOR_IN_ORDER.map((_, sector) =>
  SECTOR_IN_ORDER.indexOf(sector),
);

/**
 * Turns of a target (a bit for each eighth) at which it reaches a pose: at `sector << 8 | sectors`, for the sector that the pose lies in
 * and the sectors in which the cell of the pose is reached.
 */
export const TURNS_OF_SECTORS: Uint8Array = Uint8Array.from({ length: SECTORS << 8 }, (_, key) => {
  let turns = 0;
  for (let eighths = 0; eighths < SECTORS; eighths++) {
    if (((key >> turnSector(key >> 8, -eighths)) & 1) !== 0) turns |= 1 << eighths;
  }
  return turns;
});

/**
 * Cell of a pose in a reach frame (coordinates already in that frame, divided by the scale of the map), -1 when it lies beyond every
 * map. `position` and `direction` are read at `at` and `at + 3` of one array: poses are kept as six numbers in a row.
 */
export function cellOf(pose: ArrayLike<number>, at: number): number {
  const px = pose[at]!;
  const py = pose[at + 1]!;
  const radius = Math.sqrt(px * px + py * py);
  const r = Math.floor(radius / CELL_SIZE);
  const h = Math.floor(pose[at + 2]! / CELL_SIZE) + HALF_HEIGHT;
  if (!(r < RADIUS_CELLS && h >= 0 && h < HEIGHT_CELLS)) return -1;
  const ux = radius > 1e-9 ? px / radius : 1;
  const uy = radius > 1e-9 ? py / radius : 0;
  const dx = pose[at + 3]!;
  const dy = pose[at + 4]!;
  const bin = unitDirectionBin(dx * ux + dy * uy, dy * ux - dx * uy, pose[at + 5]!);
  return (r * HEIGHT_CELLS + h) * FINE_DIRECTIONS + bin;
}

/** Builds the reach map of a chain from a million poses. */
export function buildReachMap(chain: KinematicChain, options: ReachMapOptions = {}): ReachMap {
  const fast = new FastChain(chain);
  const frame = reachFrameOf(fast, options);
  const halves = framedHalves(fast, frame, {
    ...samplesOf(frame, options),
    seed: SEED,
    usual: RADIUS_CELLS * CELL_SIZE,
  });
  const { scale } = halves;
  const sectors = new Uint8Array(MAP_CELLS + 1);
  const turn = freeTurn(fast, frame, options);
  const fullTurn = turn.to - turn.from >= TWO_PI - 1e-9;
  const [shifts, margin] =
    options.dilated === true ? [DILATED, SECTOR_MARGIN.dilated] : [EXACT, SECTOR_MARGIN.exact];
  const { lowest, highest } = fillMap(sectors, { halves, frame, turn, fullTurn, shifts, margin });
  let occupied = 0;
  for (const bits of sectors) if (bits !== 0) occupied++;
  return {
    frame,
    scale,
    sectors,
    lowest: lowest * scale + frame.origin[2],
    highest: highest * scale + frame.origin[2],
    fullTurn,
    occupied,
  };
}

function samplesOf(
  { freeJoint }: ReachFrame,
  { dilated, turningBase }: ReachMapOptions,
): { readonly poses: number; readonly mostOuter?: number } {
  if (dilated === true) return { poses: DILATED_SAMPLES };
  return freeJoint < 0 && turningBase !== true ? UNTURNED : { poses: SAMPLES };
}

/** Range (radians about the frame's z axis) by which a sample may be turned. */
interface FreeTurn {
  readonly from: number;
  readonly to: number;
}

function freeTurn(fast: FastChain, frame: ReachFrame, options: ReachMapOptions): FreeTurn {
  if (options.turningBase === true) return { from: -PI, to: PI };
  const j = frame.freeJoint;
  if (j < 0) return { from: 0, to: 0 };
  const v = fast.variable[j]!;
  if (fast.unlimited[v] === 1) return { from: -PI, to: PI };
  const sign = dot(vectorAt(fast.axis, j), frame.z) < 0 ? -1 : 1;
  const a = sign * fast.lower[v]!;
  const b = sign * fast.upper[v]!;
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

interface FillPlan {
  readonly halves: FramedHalves;
  readonly frame: ReachFrame;
  readonly turn: FreeTurn;
  readonly fullTurn: boolean;
  readonly shifts: readonly Shift[];
  readonly margin: number;
}

/** By how much a pose is moved before it is marked. */
type Shift = readonly [number, number, number, number, number, number];

const EXACT: readonly Shift[] = [[0, 0, 0, 0, 0, 0]];
const SIGNS = [-1, 1] as const;
const DILATED: readonly Shift[] = [
  ...EXACT,
  ...SIGNS.flatMap((a) =>
    SIGNS.flatMap((b) =>
      SIGNS.map((c): Shift => {
        const { position: p, direction: d } = DILATION;
        return [a * p, b * p, c * p, b * d, c * d, a * d];
      }),
    ),
  ),
];

/** Marks every cell that a sample hits; returns the range of heights above the shoulder, divided by the scale. */
function fillMap(sectors: Uint8Array, plan: FillPlan): { lowest: number; highest: number } {
  const { frame, turn, fullTurn } = plan;
  const { inner, outer } = plan.halves;
  const up: Vec3 = [frame.x[2], frame.y[2], frame.z[2]];
  const pose = new Float64Array(OUTER_STRIDE);
  const moved = new Float64Array(OUTER_STRIDE);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < inner.length; i += INNER_STRIDE) {
    for (let o = 0; o < outer.length; o += OUTER_STRIDE) {
      applyInner(inner, i, { outer, at: o, pose });
      const height = up[0] * pose[0]! + up[1] * pose[1]! + up[2] * pose[2]!;
      if (height < lowest) lowest = height;
      if (height > highest) highest = height;
      for (const shift of plan.shifts) {
        for (let k = 0; k < OUTER_STRIDE; k++) moved[k] = pose[k]! + shift[k]!;
        const cell = cellOf(moved, 0);
        if (cell < 0 || sectors[cell] === ALL_SECTORS) continue;
        sectors[cell]! |= fullTurn ? ALL_SECTORS : sectorBits(moved, turn, plan.margin);
      }
    }
  }
  return { lowest, highest };
}

/** Sectors that a sample reaches to within `margin` of their middle when it is turned by the free range; its own always. */
function sectorBits(pose: Float64Array, turn: FreeTurn, margin: number): number {
  const x = pose[0]!;
  const y = pose[1]!;
  let bits = 1 << sectorOf(x, y);
  if (turn.to === turn.from) return bits;
  const angle = atan2(y, x);
  for (let sector = 0; sector < SECTORS; sector++) {
    let ahead = SECTOR_ANGLES[sector]! - angle - turn.from + margin;
    ahead -= TWO_PI * Math.floor(ahead / TWO_PI);
    if (ahead <= turn.to - turn.from + 2 * margin) bits |= 1 << sector;
  }
  return bits;
}
