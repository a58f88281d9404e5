/**
 * Replays tool trajectories on a chain by inverse kinematics: every pose within tolerance, inside the joint limits, along one
 * continuous branch. This is what coverage estimates and what a fit certificate measures.
 */

import type { KinematicChain } from './chain.ts';
import { cos, HALF_PI, sin } from './elementary.ts';
import { FastChain } from './fast-chain.ts';
import { InverseSolver, REPLAY_TOLERANCE, TARGET_STRIDE } from './inverse-kinematics.ts';
import type { Vec3 } from './kinematic-tree.ts';
import type { Placement } from './reach-coverage.ts';
import { reachFrameOf } from './reach-map.ts';
import { StartPostures } from './start-postures.ts';

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

/** Starts that are tried for one trajectory, nearest postures first. */
const STARTS = 8;
/** Largest joint change (rad; m for sliding joints) from pose to pose on one branch. */
export const MAX_BRANCH_STEP = 1;
const ITERATIONS = 40;

/** Follows trajectories on one chain. Holds scratch space: one at a time. */
export class TrajectoryReplayer {
  readonly chain: FastChain;
  /** Shoulder of the chain, in its base frame. */
  readonly shoulder: Vec3;
  private readonly options: ReplayOptions;
  private readonly solver: InverseSolver;
  private readonly postures: StartPostures;

  constructor(chain: KinematicChain, options: ReplayOptions) {
    this.chain = new FastChain(chain);
    this.options = options;
    this.shoulder = reachFrameOf(this.chain).origin;
    this.solver = new InverseSolver(this.chain, {
      rollFree: options.rollFree,
      maxIterations: ITERATIONS,
      ...REPLAY_TOLERANCE,
    });
    this.postures = new StartPostures(this.chain);
  }

  /** Follows a trajectory that is already in this chain's base frame. */
  replay(trajectory: ToolTrajectory): ReplayOutcome {
    let best: ReplayOutcome = { blocker: 'start-unreachable', followed: 0 };
    for (const q of this.postures.nearest(trajectory.poses, 0, STARTS)) {
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
}

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
