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
import { reachFrameOf } from './reach-map.ts';
import { seededRandom } from '../seeded-random.ts';

/** Poses in a cloud. The standard error of a share estimated from it is at most 1.2 %. */
export const CLOUD_SIZE = 1920;
/** Numbers in one pose. */
export const POSE_STRIDE = 6;
/** Steps of 0.2 mm, to 6.5 m; directions in steps of 1/32767. */
export const POSE_SCALE = { position: 0.0002, direction: 1 / 32_767 } as const;

const WORKSPACE_SEED = 0x6b696e32;
const HISTOGRAM_SEED = 0x6b696e33;
/** Half the spread of directions within a bin, as an offset on the unit sphere. */
const DIRECTION_JITTER = 0.25;

/** Equally likely poses, in random order: any prefix is a smaller sample of the same motion. */
export interface PoseCloud {
  readonly count: number;
  /** Whole numbers, so that ten thousand clouds fit into memory: times `scale` they are metres and unit vectors. */
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
  const poses = new Int16Array(POSE_STRIDE * count);
  for (let k = 0; k < count; k++) {
    fast.forward(values.subarray(fast.size * k, fast.size * (k + 1)));
    writePose(poses, k, fast);
  }
  return { count, poses, scale: POSE_SCALE, shoulder: reachFrameOf(fast).origin, passing: false };
}

function writePose(poses: Int16Array, k: number, fast: FastChain): void {
  const at = POSE_STRIDE * k;
  for (let row = 0; row < 3; row++) {
    poses[at + row] = packPosition(fast.position[row]!);
    poses[at + 3 + row] = Math.round(fast.rotation[3 * row + 2]! / POSE_SCALE.direction);
  }
}

/** Positions beyond the grid are as good as beyond every reach. */
function packPosition(metres: number): number {
  return Math.max(-32767, Math.min(32767, Math.round(metres / POSE_SCALE.position)));
}

/** A cloud of given poses: position and approach direction, six numbers each, in the base frame of `shoulder`. At least one. */
export function cloudOfPoses(given: readonly (readonly number[])[], shoulder: Vec3): PoseCloud {
  const poses = new Int16Array(POSE_STRIDE * given.length);
  given.forEach((pose, k) => {
    for (let i = 0; i < 3; i++) {
      poses[POSE_STRIDE * k + i] = packPosition(pose[i]!);
      poses[POSE_STRIDE * k + 3 + i] = Math.round(pose[3 + i]! / POSE_SCALE.direction);
    }
  });
  return { count: given.length, poses, scale: POSE_SCALE, shoulder, passing: true };
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
  const standard = histogramDraws(count);
  const { order, draws } = standard;
  let bin = -1;
  let jittered: Int16Array = new Int16Array(0);
  const total = cells.reduce((sum, cell) => sum + cell.share, 0);
  const poses = new Int16Array(POSE_STRIDE * count);
  let index = 0;
  let passed = cells[0]!.share;
  for (let k = 0; k < count; k++) {
    const part = ((k + 0.5) / count) * total;
    while (passed < part && index < cells.length - 1) passed += cells[++index]!.share;
    const { center, direction, size } = cells[index]!;
    if (direction !== bin) {
      bin = direction;
      jittered = directionsOf(standard, direction);
    }
    const draw = POSE_STRIDE * k;
    const at = POSE_STRIDE * order[k]!;
    poses[at] = packPosition(center[0] + (size / 2) * draws[draw + 3]!);
    poses[at + 1] = packPosition(center[1] + (size / 2) * draws[draw + 4]!);
    poses[at + 2] = packPosition(center[2] + (size / 2) * draws[draw + 5]!);
    poses[at + 3] = jittered[3 * k]!;
    poses[at + 4] = jittered[3 * k + 1]!;
    poses[at + 5] = jittered[3 * k + 2]!;
  }
  return { count, poses, scale: POSE_SCALE, shoulder, passing: true };
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
    made[3 * k] = Math.round((x * inverse) / POSE_SCALE.direction);
    made[3 * k + 1] = Math.round((y * inverse) / POSE_SCALE.direction);
    made[3 * k + 2] = Math.round((z * inverse) / POSE_SCALE.direction);
  }
  directions[bin] = made;
  return made;
}

/** Order of the poses and six numbers in [-1, 1) for each: the same for every histogram, so they are drawn once. */
interface HistogramDraws {
  readonly order: Int32Array;
  readonly draws: Float64Array;
  /** Directions by bin, see {@link directionsOf}. */
  readonly directions: (Int16Array | undefined)[];
}

let lastDraws: (HistogramDraws & { readonly count: number }) | undefined;

function histogramDraws(count: number): HistogramDraws {
  if (lastDraws?.count === count) return lastDraws;
  const random = seededRandom(HISTOGRAM_SEED);
  const order = shuffled(count, random);
  const draws = Float64Array.from({ length: POSE_STRIDE * count }, () => random.unit() * 2 - 1);
  lastDraws = { count, order, draws, directions: [] };
  return lastDraws;
}
