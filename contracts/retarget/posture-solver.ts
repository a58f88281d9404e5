/**
 * Postures of one chain along a motion: those that meet a pose, the next one from frame to frame inside joint and velocity limits,
 * and where the joints stand that the tool leaves free.
 */

import type { KinematicChain } from '../embodiment/kinematics/chain.ts';
import { TWO_PI } from '../embodiment/elementary.ts';
import { FastChain } from '../embodiment/kinematics/fast-chain.ts';
import {
  InverseSolver,
  type InverseResidual,
  REPLAY_TOLERANCE,
  TARGET_STRIDE,
} from '../embodiment/kinematics/inverse-kinematics.ts';
import { StartPostures } from '../embodiment/kinematics/start-postures.ts';
import { isPose } from './pose-rows.ts';

/** How a motion is followed. */
export interface FollowOptions {
  /** True when the tool may roll about its approach direction. */
  readonly rollFree: boolean;
  /** True when the tool is the same turned half about its approach direction: two-finger grippers. */
  readonly halfTurn: boolean;
  /** Seconds between frames. */
  readonly interval: number;
  /** False leaves stated velocity limits out, where the rate of the frames is a guess; default true. */
  readonly speeds?: boolean;
}

/** Joints without a stated velocity limit move no faster than replay allows on one branch: 1 rad (or m) in 0.2 s. */
export const BRANCH_SPEED = 5;
/** Most that a joint (rad, m) moves from one frame to the next, however far apart they are: more is no branch that was followed. */
const MAX_FRAME_STEP = 1;
/** Poses are solved for a tenth of the tolerance, so that joints move with the tool and not in steps. */
const AIM = 0.1;
const ITERATIONS = 40;
/** Starts that are tried, nearest postures first; starts that end nearer to one another (rad, m) count once. */
const STARTS = 8;
export const SAME_START = 0.05;
/** Starts that are tried where a motion is lost. */
const REGAIN_STARTS = 4;
/** Turns that a joint without limits may make to either side. */
const FREE_TURNS = 8;

/**
 * Joints that the tool leaves free go to the middle of their ranges, so that where they stand follows from the pose and not from
 * the way there: at this rate (1/s) in the middle, faster near a limit, with a part of what a frame may move them.
 */
const CENTRING = 1;
const CENTRING_PART = 0.5;
/** A joint that stands this near to a limit, as a share of half its range squared, is not pushed any harder. */
const LIMIT_MARGIN = 0.04;
/** Rounds in which a start comes to rest, seconds that one stands for, and the change (rad, m) that is none. */
const SETTLING = 60;
const SETTLING_S = 0.1;
const SETTLED = 1e-3;

/** A posture that meets a frame. */
export interface Start {
  readonly q: Float64Array;
  readonly frame: number;
}

/** Finds postures of one chain. Holds scratch space: one question at a time; `residual` and `share` speak of the last. */
export class PostureSolver {
  readonly chain: FastChain;
  private readonly options: FollowOptions;
  private readonly solver: InverseSolver;
  private readonly postures: StartPostures;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** Most that each variable may change from frame to frame. */
  readonly step: Float64Array;
  /** True when the tool leaves the joints some freedom. */
  private readonly redundant: boolean;
  private readonly slack: Float64Array;

  constructor(chain: KinematicChain, options: FollowOptions) {
    this.chain = new FastChain(chain);
    this.options = options;
    this.postures = new StartPostures(this.chain);
    const { lower, upper, unlimited, velocity } = this.chain;
    this.lower = lower.map((limit, v) => (unlimited[v] === 1 ? -FREE_TURNS * TWO_PI : limit));
    this.upper = upper.map((limit, v) => (unlimited[v] === 1 ? FREE_TURNS * TWO_PI : limit));
    this.step = velocity.map((limit) => {
      const speed = options.speeds === false ? BRANCH_SPEED : Math.min(limit, BRANCH_SPEED);
      return Math.min(MAX_FRAME_STEP, speed * options.interval);
    });
    this.redundant = this.chain.size > (options.rollFree ? 5 : 6);
    this.slack = new Float64Array(this.chain.size);
    this.solver = new InverseSolver(this.chain, {
      rollFree: options.rollFree,
      positionTolerance: AIM * REPLAY_TOLERANCE.positionTolerance,
      angleTolerance: AIM * REPLAY_TOLERANCE.angleTolerance,
      maxIterations: ITERATIONS,
    });
  }

  /** Postures, each unlike the others, in which the pose of a frame is met. */
  startsAt(targets: Float64Array, frame: number): Start[] {
    const at = TARGET_STRIDE * frame;
    if (!isPose(targets, at)) return [];
    this.openLimits();
    const starts: Start[] = [];
    for (const q of this.postures.nearest(targets, at, STARTS)) {
      this.solver.solve(q, targets, at);
      if (this.isMet()) this.settle(q, targets, at);
      if (this.isMet() && !starts.some((other) => postureDistance(other.q, q) < SAME_START))
        starts.push({ q, frame });
    }
    return starts;
  }

  /** A posture that meets a frame and can be got to in `span` steps. */
  postureAt(
    targets: Float64Array,
    frame: number,
    from: { readonly q: Float64Array; readonly span: number; readonly once: boolean },
  ): Float64Array | null {
    const at = TARGET_STRIDE * frame;
    this.openLimits();
    const others = from.once ? [] : this.postures.nearest(targets, at, REGAIN_STARTS);
    for (const goal of [Float64Array.from(from.q), ...others]) {
      this.solver.solve(goal, targets, at);
      if (!this.isMet()) continue;
      if (goal.every((value, v) => Math.abs(value - from.q[v]!) <= this.step[v]! * from.span)) return goal;
    }
    return null;
  }

  /** The residual as a share of the tolerance. */
  share(): number {
    const { position, angle } = this.solver.residual;
    return Math.max(position / REPLAY_TOLERANCE.positionTolerance, angle / REPLAY_TOLERANCE.angleTolerance);
  }

  isMet(): boolean {
    return this.share() <= 1;
  }

  /** What the last question left of its pose, metres and radians. */
  get residual(): InverseResidual {
    return this.solver.residual;
  }

  /** Judges a posture beside the pose at `at`. */
  judge(q: Float64Array, targets: Float64Array, at: number): void {
    this.solver.judge(q, targets, at);
  }

  /** The posture that comes nearest to a pose, or the middle of the ranges where there is none. */
  nearestTo(targets: Float64Array, at: number): Float64Array {
    this.openLimits();
    if (!isPose(targets, at)) return this.lower.map((low, v) => (low + this.upper[v]!) / 2);
    const [q] = this.postures.nearest(targets, at, 1);
    this.solver.solve(q!, targets, at);
    return q!;
  }

  /** From one frame to the next: to the pose, and with what freedom it leaves to the middle of the ranges; a lost motion leaves none. */
  advance(q: Float64Array, targets: Float64Array, { at, lost }: { at: number; lost: boolean }): void {
    this.boxAround(q);
    if (this.redundant && !lost) {
      const before = Float64Array.from(q);
      this.centre(q, { targets, at }, this.options.interval);
      if (this.solver.solve(q, targets, at)) return;
      q.set(before);
    }
    this.solver.solve(q, targets, at);
  }

  /** Lets a posture that meets a pose come to rest there. */
  private settle(q: Float64Array, targets: Float64Array, at: number): void {
    const before = new Float64Array(q.length);
    for (let round = 0; this.redundant && round < SETTLING; round++) {
      before.set(q);
      this.centre(q, { targets, at }, SETTLING_S);
      this.solver.solve(q, targets, at);
      if (!this.isMet()) q.set(before);
      if (postureDistance(before, q) < SETTLED) break;
    }
    this.solver.judge(q, targets, at);
  }

  /** Moves joints towards the middle of their ranges for `seconds`, without moving the tool, within the limits of the chain. */
  private centre(
    q: Float64Array,
    pose: { readonly targets: Float64Array; readonly at: number },
    seconds: number,
  ): void {
    const { slack, lower, upper } = this;
    for (let v = 0; v < q.length; v++) {
      const half = (upper[v]! - lower[v]!) / 2;
      const off = half === 0 || this.chain.unlimited[v] === 1 ? 0 : (q[v]! - lower[v]! - half) / half;
      slack[v] = (-CENTRING * seconds * half * off) / (1 + LIMIT_MARGIN - off * off);
    }
    this.solver.keepTool(slack, q, pose);
    let most = 0;
    for (let v = 0; v < q.length; v++)
      if (this.step[v]! > 0) most = Math.max(most, Math.abs(slack[v]!) / this.step[v]!);
    const scale = most > CENTRING_PART ? CENTRING_PART / most : 1;
    for (let v = 0; v < q.length; v++)
      q[v] = Math.max(this.chain.lower[v]!, Math.min(this.chain.upper[v]!, q[v]! + scale * slack[v]!));
  }

  private openLimits(): void {
    this.chain.lower.set(this.lower);
    this.chain.upper.set(this.upper);
  }

  /** Lets every variable move one step from where it is. */
  private boxAround(q: Float64Array): void {
    const { lower, upper } = this.chain;
    for (let v = 0; v < q.length; v++) {
      lower[v] = Math.max(this.lower[v]!, q[v]! - this.step[v]!);
      upper[v] = Math.min(this.upper[v]!, q[v]! + this.step[v]!);
    }
  }
}

/** Greatest difference between two postures, rad or m. */
export function postureDistance(a: Float64Array, b: Float64Array): number {
  let most = 0;
  for (let v = 0; v < a.length; v++) most = Math.max(most, Math.abs(a[v]! - b[v]!));
  return most;
}
