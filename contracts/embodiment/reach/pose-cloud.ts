/**
 * Pose clouds: a fixed number of equally likely tool poses that stand for a dataset's motion, or for a whole workspace.
 *
 * A pose is six numbers: position and approach direction, in the base frame of the recorded body.
 */

import type { KinematicChain } from '../kinematics/chain.ts';
import { DIRECTIONS } from './directions.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import { shuffled, stratifiedValues } from '../kinematics/joint-samples.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import type { HistogramCell } from './pose-histogram.ts';
import { MAX_SCALE, scaleFor } from '../kinematics/length-scale.ts';
import { reachFrameOf } from './reach-frame.ts';
import { seededRandom } from '../seeded-random.ts';

/** Poses in a cloud. The standard error of a share estimated from it is at most 1.2 %. */
export const CLOUD_SIZE = 1920;
/** Numbers in one pose. */
export const POSE_STRIDE = 6;
/** Steps of 0.2 mm, to 6.5 m, or twice, four times, … that where poses lie farther out; directions in steps of 1/32767. */
export const POSE_STEP = { position: 0.0002, direction: 1 / 32_767 } as const;
const MOST_STEPS = 32_767;

const WORKSPACE_SEED = 0x6b696e32;
const HISTOGRAM_SEED = 0x6b696e33;
/** Half the spread of directions within a bin, as an offset on the unit sphere. */
const DIRECTION_JITTER = 0.25;

/** Equally likely poses, in random order: any prefix is a smaller sample of the same motion. */
export interface PoseCloud {
  readonly count: number;
  /**
   * Writes the poses before the `to`-th, where they are written only when somebody asks for them; absent where all are there. Whoever is given
   * such a cloud asks before it reads.
   */
  readonly fill?: (to: number) => void;
  /** Whole numbers, so that ten thousand clouds fit into memory: times `scale` they are metres (or what {@link scaledCloud} made of them) and unit vectors. */
  readonly poses: Int16Array;
  readonly scale: { readonly position: number; readonly direction: number };
  /** Shoulder of the recorded limb in the same frame: placements are counted from there. */
  readonly shoulder: Vec3;
  /** True when the cloud stands for a motion that is looked at once, not for a body that is looked at again and again. */
  readonly passing: boolean;
}

/** Poses of a chain with joint positions uniform within their limits. Joints before the limb stay at zero. */
export function workspaceCloud(chain: KinematicChain, count = CLOUD_SIZE): PoseCloud {
  const fast = new FastChain(chain);
  const values = stratifiedValues(fast, seededRandom(WORKSPACE_SEED), count);
  const poses = new Float64Array(POSE_STRIDE * count);
  for (let k = 0; k < count; k++) {
    fast.forward(values.subarray(fast.size * k, fast.size * (k + 1)));
    for (let row = 0; row < 3; row++) {
      poses[POSE_STRIDE * k + row] = fast.position[row]!;
      poses[POSE_STRIDE * k + 3 + row] = fast.rotation[3 * row + 2]!;
    }
  }
  return { ...packPoses(poses, count), shoulder: reachFrameOf(fast).origin, passing: false };
}

/** Poses as whole numbers, in the smallest steps that hold all but the {@link STRAY_PART} farthest. */
function packPoses(given: Float64Array, count: number): Pick<PoseCloud, 'count' | 'poses' | 'scale'> {
  const position = stepFor(given, count);
  const poses = new Int16Array(POSE_STRIDE * count);
  for (let at = 0; at < poses.length; at += POSE_STRIDE) {
    for (let i = at; i < at + 3; i++) {
      poses[i] = packPosition(given[i]!, position);
      poses[i + 3] = Math.round(given[i + 3]! / POSE_STEP.direction);
    }
  }
  return { count, poses, scale: { position, direction: POSE_STEP.direction } };
}

/** Part of the poses that may lie beyond: a signal that once jumps away shall not make all others coarse. */
const STRAY_PART = 0.01;

function stepFor(given: Float64Array, count: number): number {
  const usual = MOST_STEPS * POSE_STEP.position;
  const beyond = new Map<number, number>();
  for (let at = 0; at < given.length; at += POSE_STRIDE) {
    const extent = Math.max(Math.abs(given[at]!), Math.abs(given[at + 1]!), Math.abs(given[at + 2]!));
    const scale = scaleFor(extent, usual);
    if (scale > 1) beyond.set(scale, (beyond.get(scale) ?? 0) + 1);
  }
  let left = count * STRAY_PART;
  for (let scale = MAX_SCALE; scale > 1; scale /= 2) {
    left -= beyond.get(scale) ?? 0;
    if (left < 0) return scale * POSE_STEP.position;
  }
  return POSE_STEP.position;
}

/** Positions beyond the grid are as good as beyond every reach. */
function packPosition(metres: number, step: number): number {
  return Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(metres / step)));
}

/** A cloud of given poses: position and approach direction, six numbers each, in the base frame of `shoulder`. At least one. */
export function cloudOfPoses(given: readonly (readonly number[])[], shoulder: Vec3): PoseCloud {
  const poses = Float64Array.from(given.flat());
  return { ...packPoses(poses, given.length), shoulder, passing: true };
}

/** Clouds on other scales than 1, as long as their originals are there. */
const SCALED = new WeakMap<PoseCloud, Map<number, PoseCloud>>();

/** The cloud as a map on a scale (a power of two) takes it: lengths divided by it. The same object for the same cloud and scale. */
export function scaledCloud(cloud: PoseCloud, by: number): PoseCloud {
  if (by === 1) return cloud;
  let known = SCALED.get(cloud);
  if (known === undefined) SCALED.set(cloud, (known = new Map()));
  let scaled = known.get(by);
  if (scaled === undefined) {
    const scale = { ...cloud.scale, position: cloud.scale.position / by };
    const [x, y, z] = cloud.shoulder;
    scaled = { ...cloud, scale, shoulder: [x / by, y / by, z / by] };
    known.set(by, scaled);
  }
  return scaled;
}

/** The mirror image of a cloud: left and right change places. */
export function mirrored(cloud: PoseCloud): PoseCloud {
  const poses = cloud.poses.map((value, i) =>
    i % POSE_STRIDE === 1 || i % POSE_STRIDE === 4 ? -value : value,
  );
  const [x, y, z] = cloud.shoulder;
  return { ...cloud, poses, shoulder: [x, -y, z], passing: true };
}

/**
 * Poses spread over the cells of a histogram by their shares: every cell gets its part to within one pose, at random places
 * inside it. `shoulder` is that of the recorded limb, in the same base frame. At least one cell.
 */
export function histogramCloud(cells: readonly HistogramCell[], shoulder: Vec3, count: number): PoseCloud {
  const { fill, ...cloud } = growingHistogramCloud(cells, shoulder, count);
  fill(count);
  return cloud;
}

/** The same cloud, whose poses are written when somebody asks for them: who turns a motion down looks at few. */
export function growingHistogramCloud(
  cells: readonly HistogramCell[],
  shoulder: Vec3,
  count: number,
): PoseCloud & Required<Pick<PoseCloud, 'fill'>> {
  const standard = histogramDraws(count);
  const { drawOf, draws } = standard;
  const step = stepOfCells(cells);
  const cellOfDraw = cellsOfDraws(cells, count);
  const poses = new Int16Array(POSE_STRIDE * count);
  let written = 0;
  const fill = (to: number): void => {
    for (; written < to && written < count; written++) {
      const k = drawOf[written]!;
      const { center, direction, size } = cells[cellOfDraw[k]!]!;
      const jittered = directionsOf(standard, direction);
      const draw = POSE_STRIDE * k;
      const at = POSE_STRIDE * written;
      poses[at] = packPosition(center[0] + (size / 2) * draws[draw + 3]!, step);
      poses[at + 1] = packPosition(center[1] + (size / 2) * draws[draw + 4]!, step);
      poses[at + 2] = packPosition(center[2] + (size / 2) * draws[draw + 5]!, step);
      poses[at + 3] = jittered[3 * k]!;
      poses[at + 4] = jittered[3 * k + 1]!;
      poses[at + 5] = jittered[3 * k + 2]!;
    }
  };
  const scale = { position: step, direction: POSE_STEP.direction };
  return { count, poses, scale, shoulder, passing: true, fill };
}

/** The cell of each draw: cells get draws by their shares, in order. */
function cellsOfDraws(cells: readonly HistogramCell[], count: number): Uint32Array {
  const total = cells.reduce((sum, cell) => sum + cell.share, 0);
  const cellOfDraw = new Uint32Array(count);
  let index = 0;
  let passed = cells[0]!.share;
  for (let k = 0; k < count; k++) {
    const part = ((k + 0.5) / count) * total;
    while (passed < part && index < cells.length - 1) passed += cells[++index]!.share;
    cellOfDraw[k] = index;
  }
  return cellOfDraw;
}

function stepOfCells(cells: readonly HistogramCell[]): number {
  let extent = 0;
  for (const { center, size } of cells) {
    for (const coordinate of center) extent = Math.max(extent, Math.abs(coordinate) + size / 2);
  }
  return scaleFor(extent, MOST_STEPS * POSE_STEP.position) * POSE_STEP.position;
}

/** The directions of all poses if they were in one bin, three numbers each as in a cloud; made once a bin. */
function directionsOf({ draws, directions }: HistogramDraws, bin: number): Int16Array {
  const known = directions[bin];
  if (known !== undefined) return known;
  const middle = DIRECTIONS[bin]!;
  const made = new Int16Array(draws.length / 2);
  for (let k = 0; 3 * k < made.length; k++) {
    const draw = POSE_STRIDE * k;
    const x = middle[0] + DIRECTION_JITTER * draws[draw]!;
    const y = middle[1] + DIRECTION_JITTER * draws[draw + 1]!;
    const z = middle[2] + DIRECTION_JITTER * draws[draw + 2]!;
    // Jitter is far less than a unit vector: the length is never near zero.
    const inverse = 1 / Math.sqrt(x * x + y * y + z * z);
    made[3 * k] = Math.round((x * inverse) / POSE_STEP.direction);
    made[3 * k + 1] = Math.round((y * inverse) / POSE_STEP.direction);
    made[3 * k + 2] = Math.round((z * inverse) / POSE_STEP.direction);
  }
  directions[bin] = made;
  return made;
}

/** Six numbers in [-1, 1) for each pose: the same for every histogram, so they are drawn once. */
interface HistogramDraws {
  /** Which draw the pose at each place takes. */
  readonly drawOf: Int32Array;
  readonly draws: Float64Array;
  /** Directions by bin, see {@link directionsOf}. */
  readonly directions: (Int16Array | undefined)[];
}

let lastDraws: (HistogramDraws & { readonly count: number }) | undefined;

function histogramDraws(count: number): HistogramDraws {
  if (lastDraws?.count === count) return lastDraws;
  const random = seededRandom(HISTOGRAM_SEED);
  const drawOf = new Int32Array(count);
  shuffled(count, random).forEach((place, draw) => {
    drawOf[place] = draw;
  });
  const draws = Float64Array.from({ length: POSE_STRIDE * count }, () => random.unit() * 2 - 1);
  lastDraws = { count, drawOf, draws, directions: [] };
  return lastDraws;
}
