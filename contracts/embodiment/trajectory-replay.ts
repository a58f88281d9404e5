/**
 * Replays tool trajectories on a chain by inverse kinematics: every pose within tolerance, inside the joint limits, along one
 * continuous branch. This is what coverage estimates and what a fit certificate measures.
 */

import type { KinematicChain } from './chain.ts';
import { cos, HALF_PI, sin } from './elementary.ts';
import { FastChain } from './fast-chain.ts';
import { InverseSolver, REPLAY_TOLERANCE, TARGET_STRIDE } from './inverse-kinematics.ts';
import { stratifiedValues } from './joint-samples.ts';
import type { Vec3 } from './kinematic-tree.ts';
import type { Placement } from './reach-coverage.ts';
import { reachFrameOf } from './reach-map.ts';
import { seededRandom } from './seeded-random.ts';

/** A tool trajectory in the base frame of the recorded body: poses of {@link TARGET_STRIDE} numbers in a row. */
export interface ToolTrajectory {
  readonly poses: Float64Array;
  readonly length: number;
}

/** Why a trajectory cannot be followed. */
export type ReplayBlocker = 'start-unreachable' | 'pose-unreachable' | 'branch-ends' | 'too-fast';

/** How a trajectory is followed. */
export interface ReplayOptions {
  /** True when the tool may roll about its approach direction. */
  readonly rollFree: boolean;
  /** Seconds between poses; null leaves velocity limits out. */
  readonly interval: number | null;
}

/** The outcome for one trajectory: null when it can be followed. */
export interface ReplayOutcome {
  readonly blocker: ReplayBlocker | null;
  /** Poses that were met before it ended, on the best branch. */
  readonly followed: number;
}

/** Configurations from which starts are searched. */
const SEED_POSTURES = 512;
/** Starts that are tried for one trajectory, nearest postures first. */
const STARTS = 8;
/** Largest joint change (rad; m for sliding joints) from pose to pose on one branch. */
const MAX_BRANCH_STEP = 1;
const SEED = 0x6b696e34;
const ITERATIONS = 40;

/** Follows trajectories on one chain. Holds scratch space: one at a time. */
export class TrajectoryReplayer {
  readonly chain: FastChain;
  /** Shoulder of the chain, in its base frame. */
  readonly shoulder: Vec3;
  private readonly options: ReplayOptions;
  private readonly solver: InverseSolver;
  private readonly postures: readonly Float64Array[];
  /** Position and direction of the tool in each posture. */
  private readonly postureTools: Float64Array;
  private readonly order: Int32Array;
  private readonly distances: Float64Array;

  constructor(chain: KinematicChain, options: ReplayOptions) {
    this.chain = new FastChain(chain);
    this.options = options;
    this.shoulder = reachFrameOf(this.chain).origin;
    this.solver = new InverseSolver(this.chain, {
      rollFree: options.rollFree,
      maxIterations: ITERATIONS,
      ...REPLAY_TOLERANCE,
    });
    const values = stratifiedValues(this.chain, seededRandom(SEED), SEED_POSTURES);
    const { size } = this.chain;
    this.postures = Array.from({ length: SEED_POSTURES }, (_, k) =>
      values.subarray(size * k, size * (k + 1)),
    );
    this.postureTools = new Float64Array(6 * SEED_POSTURES);
    this.order = new Int32Array(SEED_POSTURES);
    this.distances = new Float64Array(SEED_POSTURES);
    this.postures.forEach((q, k) => {
      this.chain.forward(q);
      this.postureTools.set(this.chain.position, 6 * k);
      for (let row = 0; row < 3; row++)
        this.postureTools[6 * k + 3 + row] = this.chain.rotation[3 * row + 2]!;
    });
  }

  /** Follows a trajectory that is already in this chain's base frame. */
  replay(trajectory: ToolTrajectory): ReplayOutcome {
    this.sortPostures(trajectory.poses);
    let best: ReplayOutcome = { blocker: 'start-unreachable', followed: 0 };
    for (let start = 0; start < STARTS; start++) {
      const q = Float64Array.from(this.postures[this.order[start]!]!);
      if (!this.solver.solve(q, trajectory.poses, 0)) continue;
      const outcome = this.follow(q, trajectory);
      if (outcome.blocker === null) return outcome;
      if (outcome.followed > best.followed) best = outcome;
    }
    return best;
  }

  private follow(q: Float64Array, trajectory: ToolTrajectory): ReplayOutcome {
    const before = Float64Array.from(q);
    for (let k = 1; k < trajectory.length; k++) {
      before.set(q);
      if (!this.solver.solve(q, trajectory.poses, TARGET_STRIDE * k)) {
        return { blocker: 'pose-unreachable', followed: k };
      }
      const blocker = this.judgeStep(before, q);
      if (blocker !== null) return { blocker, followed: k };
    }
    return { blocker: null, followed: trajectory.length };
  }

  private judgeStep(before: Float64Array, after: Float64Array): ReplayBlocker | null {
    const { interval } = this.options;
    let fast = false;
    for (let v = 0; v < this.chain.size; v++) {
      const change = Math.abs(after[v]! - before[v]!);
      if (change > MAX_BRANCH_STEP) return 'branch-ends';
      if (interval !== null && change > this.chain.velocity[v]! * interval) fast = true;
    }
    return fast ? 'too-fast' : null;
  }

  /** Brings the postures nearest to the first pose to the front. */
  private sortPostures(poses: Float64Array): void {
    const tools = this.postureTools;
    for (let k = 0; k < SEED_POSTURES; k++) {
      let squared = 0;
      for (let i = 0; i < 3; i++) {
        const off = tools[6 * k + i]! - poses[i]!;
        const turn = tools[6 * k + 3 + i]! - poses[5 + 3 * i]!;
        squared += off * off + POSTURE_TURN_WEIGHT * turn * turn;
      }
      this.distances[k] = squared;
      this.order[k] = k;
    }
    for (let start = 0; start < STARTS; start++) {
      let least = start;
      for (let k = start + 1; k < SEED_POSTURES; k++) {
        if (this.distances[this.order[k]!]! < this.distances[this.order[least]!]!) least = k;
      }
      const kept = this.order[start]!;
      this.order[start] = this.order[least]!;
      this.order[least] = kept;
    }
  }
}

/** Square metres that a squared difference of unit directions counts as. */
const POSTURE_TURN_WEIGHT = 0.04;

/** What moves a trajectory from the recorded base to the target's base. */
export interface Transfer {
  /** Shoulder of the recorded limb in its base frame. */
  readonly from: Vec3;
  /** Shoulder of the target limb in its base frame. */
  readonly to: Vec3;
  readonly placement: Placement;
}

/** The trajectory as the placed target sees it, in the target's base frame. */
export function transferTrajectory(
  trajectory: ToolTrajectory,
  { from, to, placement }: Transfer,
): ToolTrajectory {
  const turn = -placement.eighths * (HALF_PI / 2);
  const c = cos(turn);
  const s = sin(turn);
  const poses = new Float64Array(trajectory.poses.length);
  for (let at = 0; at < poses.length; at += TARGET_STRIDE) {
    const x = trajectory.poses[at]! - from[0] - placement.dx;
    const y = trajectory.poses[at + 1]! - from[1] - placement.dy;
    poses[at] = c * x - s * y + to[0];
    poses[at + 1] = s * x + c * y + to[1];
    poses[at + 2] = trajectory.poses[at + 2]! - from[2] - placement.dz + to[2];
    for (let column = 0; column < 3; column++) {
      const a = trajectory.poses[at + 3 + column]!;
      const b = trajectory.poses[at + 6 + column]!;
      poses[at + 3 + column] = c * a - s * b;
      poses[at + 6 + column] = s * a + c * b;
      poses[at + 9 + column] = trajectory.poses[at + 9 + column]!;
    }
  }
  return { poses, length: trajectory.length };
}
