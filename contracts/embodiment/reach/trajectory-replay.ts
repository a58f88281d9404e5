/**
 * Replays tool trajectories on a chain by inverse kinematics: every pose within tolerance, inside the joint limits, along one
 * continuous branch. This is what coverage estimates and what a fit certificate measures.
 */

import type { KinematicChain } from '../kinematics/chain.ts';
import { cos, HALF_PI, sin } from '../elementary.ts';
import { FastChain } from '../kinematics/fast-chain.ts';
import { InverseSolver, REPLAY_TOLERANCE, TARGET_STRIDE } from '../kinematics/inverse-kinematics.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import type { Placement } from './reach-coverage.ts';
import { reachFrameOf } from './reach-frame.ts';
import { StartPostures } from '../kinematics/start-postures.ts';

/** A tool trajectory in the base frame of the recorded body: poses of {@link TARGET_STRIDE} numbers in a row. */
export interface ToolTrajectory {
  readonly poses: Float64Array;
  readonly length: number;
}

/** Why a trajectory cannot be followed. */
export type ReplayBlocker = 'start-unreachable' | 'pose-unreachable' | 'branch-ends' | 'too-fast';

/** How hard a branch is looked for, and when it counts as one. */
export interface ReplaySearch {
  /** Where starts come from: the known postures nearest to the first pose, or any of them in turn. */
  readonly starts: 'nearest' | 'drawn';
  /** Most iterations of one solve. */
  readonly iterations: number;
  /** Largest joint change (rad; m for sliding joints) from pose to pose on one branch. */
  readonly branchStep: number;
}

/** Looks as hard as pays: what one robot is promised about one dataset. */
export const THOROUGH_SEARCH: ReplaySearch = { starts: 'nearest', iterations: 40, branchStep: 1 };
/**
 * Eight starts drawn from the whole joint space, few iterations: what a controller finds that does not know the robot. Bodies
 * are compared with it, so that those without a joint to spare pay for their narrow branches as they do in practice.
 */
export const DRAWN_SEARCH: ReplaySearch = { starts: 'drawn', iterations: 10, branchStep: 0.5 };

/** How a trajectory is followed. */
export interface ReplayOptions {
  /** True when the tool may roll about its approach direction. */
  readonly rollFree: boolean;
  /** Seconds between poses; null leaves velocity limits out. */
  readonly interval: number | null;
  /** Default: {@link THOROUGH_SEARCH}. */
  readonly search?: ReplaySearch;
}

/** The outcome for one trajectory: null when it can be followed. */
export interface ReplayOutcome {
  readonly blocker: ReplayBlocker | null;
  /** Poses that were met before it ended, on the best branch. */
  readonly followed: number;
}

/** Starts that are tried for one trajectory. */
const STARTS = 8;

/** Follows trajectories on one chain. Holds scratch space: one at a time. */
export class TrajectoryReplayer {
  readonly chain: FastChain;
  /** Shoulder of the chain, in its base frame. */
  readonly shoulder: Vec3;
  private readonly options: ReplayOptions;
  private readonly search: ReplaySearch;
  private readonly solver: InverseSolver;
  private readonly postures: StartPostures;

  constructor(chain: KinematicChain, options: ReplayOptions) {
    this.chain = new FastChain(chain);
    this.options = options;
    this.search = options.search ?? THOROUGH_SEARCH;
    this.shoulder = reachFrameOf(this.chain).origin;
    this.solver = new InverseSolver(this.chain, {
      rollFree: options.rollFree,
      maxIterations: this.search.iterations,
      ...REPLAY_TOLERANCE,
    });
    this.postures = new StartPostures(this.chain);
  }

  /** Follows a trajectory that is already in this chain's base frame. */
  replay(trajectory: ToolTrajectory): ReplayOutcome {
    const starts =
      this.search.starts === 'drawn'
        ? this.postures.draw(STARTS)
        : this.postures.nearest(trajectory.poses, 0, STARTS);
    let best: ReplayOutcome = { blocker: 'start-unreachable', followed: 0 };
    for (const q of starts) {
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
      if (change > this.search.branchStep) return 'branch-ends';
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
