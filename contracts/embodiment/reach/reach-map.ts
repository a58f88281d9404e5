/**
 * Reach maps: which tool positions and approach directions a chain can take.
 *
 * When the first joint of a chain turns about a line, what it reaches is the same all the way round (up to the joint's
 * limits). So four numbers are enough: distance from that line, height along it, and the approach direction as seen from
 * there (radial, tangential, along). For an arm whose first axis is vertical that is radius and height above its shoulder; for
 * other limbs the line is the shoulder's axis. The idea of reducing six dimensions to four: RM4D (arXiv 2410.06968).
 *
 * Cells are 5 cm by 5 cm by 42 directions. Each holds one bit per eighth of a turn around the line, so that joints with
 * less than a full turn are seen too. Poses come from {@link sampleHalves}; the map is the same on every machine.
 */

import type { KinematicChain } from '../kinematics/chain.ts';
import { sampleHalves, INNER_STRIDE, OUTER_STRIDE, type HalfSamples } from '../kinematics/chain-sampler.ts';
import { unitDirectionBin, FINE_DIRECTIONS } from './directions.ts';
import { atan2, PI, TWO_PI } from '../elementary.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import { seededRandom } from '../seeded-random.ts';
import { add, cross, dot, scale, subtract, unit } from '../spatial.ts';

/** Edge of a cell, metres. */
export const CELL_SIZE = 0.05;
/** Cells along the radius: 0 to 3.2 m. */
export const RADIUS_CELLS = 64;
/** Cells along the axis: -3.2 m to 3.2 m from the shoulder. */
export const HEIGHT_CELLS = 128;
/** Number of cells of a map. */
export const MAP_CELLS = RADIUS_CELLS * HEIGHT_CELLS * FINE_DIRECTIONS;

/** Cell at the height of the shoulder. */
export const HALF_HEIGHT = HEIGHT_CELLS / 2;
const SAMPLES = 1_000_000;
const DILATED_SAMPLES = 120_000;
/** What a dilated map adds to a pose on either side: metres, and parts of a unit direction. */
const DILATION = { position: CELL_SIZE / 4, direction: 0.12 } as const;
const SEED = 0x6b696e31;
const ALL_SECTORS = 0xff;
const SECTORS = 8;
/** How far from its middle (rad) a sector has to be reached: to a quarter; for dilated maps a touch is enough. */
const SECTOR_MARGIN = { exact: PI / 16, dilated: PI / 8 } as const;
/** An axis counts as vertical within about a quarter of a degree. */
const VERTICAL_COSINE = 0.99999;

/** The line that a map turns about, as a frame: z along the line, origin at the shoulder. */
export interface ReachFrame {
  /** Shoulder point in the chain's base frame, metres. */
  readonly origin: Vec3;
  /** Axes of the frame in the base frame; for a vertical line they are those of the base. */
  readonly x: Vec3;
  readonly y: Vec3;
  readonly z: Vec3;
  readonly vertical: boolean;
  /** Index (in the compiled chain) of the joint that turns about the line, -1 when there is none. */
  readonly freeJoint: number;
}

/**
 * What a chain reaches. `sectors[cell]` has bit k set when the pose is reached in the k-th {@link sectorOf the eighths}. One cell
 * more than the map has stands for everything beyond it, and is never reached.
 */
export interface ReachMap {
  readonly frame: ReachFrame;
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
 * Cell of a pose in a reach frame (coordinates already in that frame), -1 when it lies beyond every map. `position` and
 * `direction` are read at `at` and `at + 3` of one array: poses are kept as six numbers in a row.
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

/** The frame in which a chain's map is symmetric. */
export function reachFrameOf(chain: FastChain, options: ReachMapOptions = {}): ReachFrame {
  const free = options.turningBase === true ? -1 : findFreeJoint(chain);
  const axis: Vec3 = free < 0 ? [0, 0, 1] : vectorAt(chain.axis, free);
  const upright: Vec3 = axis[2] < 0 ? scale(axis, -1) : axis;
  const origin = options.turningBase === true ? [0, 0, shoulderHeight(chain)] : shoulderPoint(chain, free);
  const base = { origin: origin as Vec3, freeJoint: free };
  if (upright[2] >= VERTICAL_COSINE) {
    return { ...base, x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1], vertical: true };
  }
  const up = subtract([0, 0, 1], scale(upright, upright[2]));
  const x = unit(up);
  return { ...base, x, y: cross(upright, x), z: upright, vertical: false };
}

/** First joint that turns; joints before it may only slide along its axis. */
function findFreeJoint(chain: FastChain): number {
  for (let j = 0; j < chain.jointCount; j++) {
    if (chain.revolute[j] === 0) continue;
    const axis = vectorAt(chain.axis, j);
    for (let before = 0; before < j; before++) {
      if (Math.abs(dot(axis, vectorAt(chain.axis, before))) < VERTICAL_COSINE) return -1;
    }
    const alone = chain.variable.filter((variable) => variable === chain.variable[j]).length === 1;
    return alone ? j : -1;
  }
  return -1;
}

/** Point of the first axis nearest to the next axis that is not parallel to it; without one, at the next joint's height. */
function shoulderPoint(chain: FastChain, free: number): Vec3 {
  if (free < 0) return chain.jointCount === 0 ? vectorAt(chain.tipPosition, 0) : vectorAt(chain.point, 0);
  const axis = vectorAt(chain.axis, free);
  const point = vectorAt(chain.point, free);
  for (let j = free + 1; j < chain.jointCount; j++) {
    if (chain.revolute[j] === 0) continue;
    const other = vectorAt(chain.axis, j);
    const c = dot(axis, other);
    const between = subtract(vectorAt(chain.point, j), point);
    if (Math.abs(c) > 0.999) continue;
    const along = (dot(between, axis) - c * dot(between, other)) / (1 - c * c);
    return add(point, scale(axis, along));
  }
  const next = free + 1 < chain.jointCount ? vectorAt(chain.point, free + 1) : vectorAt(chain.tipPosition, 0);
  return add(point, scale(axis, dot(subtract(next, point), axis)));
}

function shoulderHeight(chain: FastChain): number {
  return shoulderPoint(chain, findFreeJoint(chain))[2];
}

function vectorAt(array: Float64Array, index: number): Vec3 {
  return [array[3 * index]!, array[3 * index + 1]!, array[3 * index + 2]!];
}

/** Builds the reach map of a chain from a million poses. */
export function buildReachMap(chain: KinematicChain, options: ReachMapOptions = {}): ReachMap {
  const fast = new FastChain(chain);
  const frame = reachFrameOf(fast, options);
  const halves = sampleHalves(fast, {
    heldJoint: frame.freeJoint,
    poses: options.dilated === true ? DILATED_SAMPLES : SAMPLES,
    random: seededRandom(SEED),
  });
  const sectors = new Uint8Array(MAP_CELLS + 1);
  const turn = freeTurn(fast, frame, options);
  const fullTurn = turn.to - turn.from >= TWO_PI - 1e-9;
  const [shifts, margin] =
    options.dilated === true ? [DILATED, SECTOR_MARGIN.dilated] : [EXACT, SECTOR_MARGIN.exact];
  const heights = fillMap(sectors, { halves, frame, turn, fullTurn, shifts, margin });
  let occupied = 0;
  for (const bits of sectors) if (bits !== 0) occupied++;
  return { frame, sectors, fullTurn, occupied, ...heights };
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
  readonly halves: HalfSamples;
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

/** Marks every cell that a sample hits; returns the range of heights in the base frame. */
function fillMap(sectors: Uint8Array, plan: FillPlan): { lowest: number; highest: number } {
  const { frame, turn, fullTurn } = plan;
  const inner = frameInner(plan.halves.inner, frame);
  const outer = plan.halves.outer;
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
  return { lowest: lowest + frame.origin[2], highest: highest + frame.origin[2] };
}

/** The inner transforms, with coordinates in the reach frame instead of the base frame. */
export function frameInner(inner: Float64Array, frame: ReachFrame): Float64Array {
  const out = new Float64Array(inner.length);
  const rows = [frame.x, frame.y, frame.z];
  for (let i = 0; i < inner.length; i += INNER_STRIDE) {
    rows.forEach((axis, row) => {
      for (let column = 0; column < 3; column++) {
        out[i + 3 * row + column] =
          axis[0] * inner[i + column]! + axis[1] * inner[i + 3 + column]! + axis[2] * inner[i + 6 + column]!;
      }
      const moved: Vec3 = [
        inner[i + 9]! - frame.origin[0],
        inner[i + 10]! - frame.origin[1],
        inner[i + 11]! - frame.origin[2],
      ];
      out[i + 9 + row] = dot(axis, moved);
    });
  }
  return out;
}

/** One outer sample and where its pose goes. */
export interface OuterSample {
  readonly outer: Float64Array;
  readonly at: number;
  readonly pose: Float64Array;
}

/** The pose of inner sample `i` and the given outer sample, into `pose`. */
export function applyInner(inner: Float64Array, i: number, { outer, at, pose }: OuterSample): void {
  const px = outer[at]!;
  const py = outer[at + 1]!;
  const pz = outer[at + 2]!;
  const dx = outer[at + 3]!;
  const dy = outer[at + 4]!;
  const dz = outer[at + 5]!;
  pose[0] = inner[i]! * px + inner[i + 1]! * py + inner[i + 2]! * pz + inner[i + 9]!;
  pose[1] = inner[i + 3]! * px + inner[i + 4]! * py + inner[i + 5]! * pz + inner[i + 10]!;
  pose[2] = inner[i + 6]! * px + inner[i + 7]! * py + inner[i + 8]! * pz + inner[i + 11]!;
  pose[3] = inner[i]! * dx + inner[i + 1]! * dy + inner[i + 2]! * dz;
  pose[4] = inner[i + 3]! * dx + inner[i + 4]! * dy + inner[i + 5]! * dz;
  pose[5] = inner[i + 6]! * dx + inner[i + 7]! * dy + inner[i + 8]! * dz;
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
