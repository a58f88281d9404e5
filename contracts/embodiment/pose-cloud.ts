/**
 * Pose clouds: a fixed number of equally likely tool poses that stand for a dataset's motion, or for a whole workspace.
 *
 * A pose is six numbers: position (m) and approach direction (unit vector), in the base frame of the recorded body.
 */

import type { KinematicChain } from './chain.ts';
import { FastChain } from './fast-chain.ts';
import { stratifiedValues } from './joint-samples.ts';
import type { Vec3 } from './kinematic-tree.ts';
import { reachFrameOf } from './reach-map.ts';
import { seededRandom } from './seeded-random.ts';

/** Poses in a cloud. The standard error of a share estimated from it is at most 1.2 %. */
export const CLOUD_SIZE = 1920;
/** Numbers in one pose. */
export const POSE_STRIDE = 6;

const WORKSPACE_SEED = 0x6b696e32;

/** Equally likely poses, in random order: any prefix is a smaller sample of the same motion. */
export interface PoseCloud {
  readonly count: number;
  readonly poses: Float64Array;
  /** Shoulder of the recorded limb in the same frame: placements are counted from there. */
  readonly shoulder: Vec3;
}

/** Poses of a chain with joint positions uniform within their limits. Joints before the limb stay at zero. */
export function workspaceCloud(chain: KinematicChain, count = CLOUD_SIZE): PoseCloud {
  const fast = new FastChain(chain);
  const rows = stratifiedValues(fast, seededRandom(WORKSPACE_SEED), count);
  const poses = new Float64Array(POSE_STRIDE * count);
  rows.forEach((q, k) => {
    fast.forward(q);
    writePose(poses, k, fast);
  });
  return { count, poses, shoulder: reachFrameOf(fast).origin };
}

function writePose(poses: Float64Array, k: number, fast: FastChain): void {
  const at = POSE_STRIDE * k;
  poses[at] = fast.position[0]!;
  poses[at + 1] = fast.position[1]!;
  poses[at + 2] = fast.position[2]!;
  poses[at + 3] = fast.rotation[2]!;
  poses[at + 4] = fast.rotation[5]!;
  poses[at + 5] = fast.rotation[8]!;
}
