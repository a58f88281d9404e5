/**
 * Follows a recorded tool motion frame by frame on another chain: one continuous path of joint positions for a whole episode,
 * inside joint and velocity limits at every step, as near to the poses as it gets.
 *
 * Between two frames every joint may move by so much; inverse kinematics runs within that box. So the path has no jump where a
 * pose cannot be met either: it is marked and the robot goes on. When a motion is lost for a while, the path moves to another
 * posture that can meet it again.
 */

import type { KinematicChain } from '../embodiment/chain.ts';
import { TWO_PI } from '../embodiment/elementary.ts';
import { FastChain } from '../embodiment/fast-chain.ts';
import { InverseSolver, REPLAY_TOLERANCE, TARGET_STRIDE } from '../embodiment/inverse-kinematics.ts';
import { StartPostures } from '../embodiment/start-postures.ts';
import { isPose, turnedHalf } from './pose-rows.ts';
import { joinBranches, type BranchStretch } from './join-branches.ts';

/** How a motion is followed. */
export interface FollowOptions {
  /** True when the tool may roll about its approach direction. */
  readonly rollFree: boolean;
  /** True when the tool is the same turned half about its approach direction: two-finger grippers. */
  readonly halfTurn: boolean;
  /** Seconds between frames. */
  readonly interval: number;
}

/** A followed motion: row by row, in the chain's variables. */
export interface FollowedMotion {
  /** Positions of the variables, {@link FastChain.size} a frame, radians or metres. */
  readonly q: Float64Array;
  /** What is left of each pose: metres and radians; NaN where the motion has none. */
  readonly position: Float64Array;
  readonly angle: Float64Array;
  /** 1 where the pose is met within {@link REPLAY_TOLERANCE}. */
  readonly met: Uint8Array;
  readonly missed: number;
  /** Greatest residual of a pose that is met, as a share of the tolerance. */
  readonly off: number;
  /** True when the whole motion is followed with the tool turned half about its approach. */
  readonly flipped: boolean;
}

/** Joints without a stated velocity limit move no faster than replay allows on one branch: 1 rad (or m) in 0.2 s. */
export const BRANCH_SPEED = 5;
/** Poses are solved for a tenth of the tolerance, so that joints move with the tool and not in steps. */
const AIM = 0.1;
const ITERATIONS = 40;
/** A path whose residual is never more than this share of the tolerance is good enough to look for no better one. */
const CLOSE = 0.15;
/** Starts that are tried, nearest postures first; starts that end nearer to one another (rad, m) count once. */
const STARTS = 8;
const SAME_START = 0.05;
/** Frames in which a start is looked for, spread over the motion. */
const ANCHORS = 24;
/** Seconds without a met pose after which another posture is looked for, and how far ahead (s) it is aimed at. */
const LOST_AFTER = 0.2;
const AHEAD = [0.3, 0.6, 1.2, 2.4] as const;
const REGAIN_STARTS = 4;
/** Paths that are joined at most, frames that are looked at for further ones, and seconds between the places where one may be entered. */
const MAX_BRANCHES = 24;
const LOOKS = 8;
const ENTRY_EVERY = 0.1;
/** Turns that a joint without limits may make to either side. */
const FREE_TURNS = 8;

/** Poses to follow. */
interface Motion {
  readonly targets: Float64Array;
  readonly frames: number;
}

/** A posture that meets a frame. */
interface Start {
  readonly q: Float64Array;
  readonly frame: number;
}

/** A path that is being made. */
interface Draft {
  readonly q: Float64Array;
  readonly position: Float64Array;
  readonly angle: Float64Array;
  readonly met: Uint8Array;
  missed: number;
  /** Greatest residual of a pose that is met, as a share of the tolerance. */
  off: number;
}

/** Fewer misses are better; of equally many, the smaller residual. */
function isBetter(a: Draft, b: Pick<Draft, 'missed' | 'off'>): boolean {
  return a.missed < b.missed || (a.missed === b.missed && a.off < b.off);
}

/** Follows motions on one chain. Holds scratch space: one motion at a time. */
export class MotionFollower {
  readonly chain: FastChain;
  private readonly options: FollowOptions;
  private readonly solver: InverseSolver;
  private readonly postures: StartPostures;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  /** Most that each variable may change from frame to frame. */
  private readonly step: Float64Array;

  constructor(chain: KinematicChain, options: FollowOptions) {
    this.chain = new FastChain(chain);
    this.options = options;
    this.postures = new StartPostures(this.chain);
    const { lower, upper, unlimited, velocity } = this.chain;
    this.lower = lower.map((limit, v) => (unlimited[v] === 1 ? -FREE_TURNS * TWO_PI : limit));
    this.upper = upper.map((limit, v) => (unlimited[v] === 1 ? FREE_TURNS * TWO_PI : limit));
    this.step = velocity.map((speed) => Math.min(speed, BRANCH_SPEED) * options.interval);
    this.solver = new InverseSolver(this.chain, {
      rollFree: options.rollFree,
      positionTolerance: AIM * REPLAY_TOLERANCE.positionTolerance,
      angleTolerance: AIM * REPLAY_TOLERANCE.angleTolerance,
      maxIterations: ITERATIONS,
    });
  }

  /**
   * Follows `frames` poses ({@link TARGET_STRIDE} numbers each, in the chain's base frame; NaN for frames without a pose) so that
   * fewest frames are missed: on one branch, or on several with the way from one to the other between them.
   */
  follow(poses: Float64Array, frames: number): FollowedMotion {
    let best: FollowedMotion | null = null;
    for (const flipped of this.options.halfTurn ? [false, true] : [false]) {
      const targets = flipped ? turnedHalf(poses) : poses;
      const drafts: Draft[] = [];
      for (const start of this.startsOf(targets, frames)) {
        const draft = this.track({ targets, frames }, start);
        drafts.push(draft);
        if (best === null || isBetter(draft, best)) best = { ...draft, flipped };
        if (best.missed === 0 && best.off < CLOSE) return best;
      }
      const joined: Draft | null = best?.missed === 0 ? null : this.joinAll(drafts, { targets, frames });
      if (joined !== null && (best === null || isBetter(joined, best))) best = { ...joined, flipped };
    }
    return best ?? this.lost(poses, frames);
  }

  /** Looks for further branches where all known ones miss, and joins what they are good for. */
  private joinAll(drafts: readonly Draft[], motion: Motion): Draft | null {
    if (drafts.length === 0) return null;
    const { targets, frames } = motion;
    const { size } = this.chain;
    const all = [...drafts];
    for (const frame of missedByAll(all, targets, frames)) {
      for (const start of this.startsAt(targets, frame)) {
        if (all.length >= MAX_BRANCHES) break;
        const known = all.some(
          ({ q }) => distance(q.subarray(size * frame, size * (frame + 1)), start.q) < SAME_START,
        );
        if (!known) all.push(this.track(motion, start));
      }
    }
    const paths = all.map(({ q, met }) => ({
      q,
      missed: met.map((flag, frame) => (flag === 1 || !isPose(targets, TARGET_STRIDE * frame) ? 0 : 1)),
    }));
    const stride = Math.max(1, Math.round(ENTRY_EVERY / this.options.interval));
    const stretches = joinBranches(paths, { size, frames, step: this.step, stride });
    const joined = this.blank(frames);
    stretches.forEach((stretch, i) =>
      this.copy(joined, all[stretch.path]!, { stretch, next: stretches[i + 1], all, targets }),
    );
    return joined;
  }

  /** Writes a stretch of a path, and the straight way of the joints to the next one. */
  private copy(
    into: Draft,
    from: Draft,
    {
      stretch,
      next,
      all,
      targets,
    }: {
      stretch: BranchStretch;
      next: BranchStretch | undefined;
      all: readonly Draft[];
      targets: Float64Array;
    },
  ): void {
    const { size } = this.chain;
    for (let frame = stretch.from; frame <= stretch.to; frame++)
      this.note(into, targets, { q: from.q.subarray(size * frame, size * (frame + 1)), frame });
    if (next === undefined) return;
    const begin = from.q.subarray(size * stretch.to, size * (stretch.to + 1));
    const end = all[next.path]!.q.subarray(size * next.from, size * (next.from + 1));
    const span = next.from - stretch.to;
    for (let k = 1; k < span; k++) {
      const q = begin.map((value, v) => value + ((end[v]! - value) * k) / span);
      this.note(into, targets, { q, frame: stretch.to + k });
    }
  }

  /** Follows a motion that is near to a followed one (what was commanded beside what was measured), on its branch. */
  followBeside(poses: Float64Array, frames: number, beside: FollowedMotion): FollowedMotion {
    const targets = beside.flipped ? turnedHalf(poses) : poses;
    const frame = Math.max(0, beside.met.indexOf(1));
    const q = beside.q.slice(frame * this.chain.size, (frame + 1) * this.chain.size);
    return { ...this.track({ targets, frames }, { q, frame }), flipped: beside.flipped };
  }

  /** Postures in which a pose of the motion is met: at the first frame where there is one. */
  private startsOf(targets: Float64Array, frames: number): Start[] {
    const stride = Math.max(1, Math.floor(frames / ANCHORS));
    for (let frame = 0; frame < frames; frame += stride) {
      const starts = this.startsAt(targets, frame);
      if (starts.length > 0) return starts;
    }
    return [];
  }

  /** Postures, each unlike the others, in which the pose of a frame is met. */
  private startsAt(targets: Float64Array, frame: number): Start[] {
    const at = TARGET_STRIDE * frame;
    if (!isPose(targets, at)) return [];
    this.openLimits();
    const starts: Start[] = [];
    for (const q of this.postures.nearest(targets, at, STARTS)) {
      this.solver.solve(q, targets, at);
      if (this.isMet() && !starts.some((other) => distance(other.q, q) < SAME_START))
        starts.push({ q, frame });
    }
    return starts;
  }

  /** A motion that no posture meets: the nearest the chain comes. */
  private lost(poses: Float64Array, frames: number): FollowedMotion {
    let frame = 0;
    while (frame < frames - 1 && !isPose(poses, TARGET_STRIDE * frame)) frame++;
    this.openLimits();
    const [q] = isPose(poses, TARGET_STRIDE * frame)
      ? this.postures.nearest(poses, TARGET_STRIDE * frame, 1)
      : [this.lower.map((low, v) => (low + this.upper[v]!) / 2)];
    this.solver.solve(q!, poses, TARGET_STRIDE * frame);
    return { ...this.track({ targets: poses, frames }, { q: q!, frame }), flipped: false };
  }

  /** The path through a start, forwards and backwards. */
  private track(motion: Motion, start: Start): Draft {
    const draft = this.blank(motion.frames);
    this.note(draft, motion.targets, start);
    for (const sense of [1, -1] as const)
      this.run(draft, motion, { q: Float64Array.from(start.q), frame: start.frame + sense, sense });
    return draft;
  }

  private blank(frames: number): Draft {
    return {
      q: new Float64Array(this.chain.size * frames),
      position: new Float64Array(frames),
      angle: new Float64Array(frames),
      met: new Uint8Array(frames),
      missed: 0,
      off: 0,
    };
  }

  /** Follows from one frame to the end, or to the beginning. */
  private run(
    draft: Draft,
    { targets, frames }: Motion,
    from: { readonly q: Float64Array; readonly frame: number; readonly sense: 1 | -1 },
  ): void {
    const { q, sense } = from;
    const patience = Math.max(2, Math.ceil(LOST_AFTER / this.options.interval));
    let lost = 0;
    let look = patience;
    for (let frame = from.frame; frame >= 0 && frame < frames; frame += sense) {
      if (lost >= look) {
        const arrived = this.regain(draft, { targets, frames }, { q, frame, sense });
        look = lost + 2 * patience;
        if (arrived !== null) {
          frame = arrived;
          lost = 0;
          look = patience;
          continue;
        }
      }
      if (isPose(targets, TARGET_STRIDE * frame)) {
        this.boxAround(q);
        this.solver.solve(q, targets, TARGET_STRIDE * frame);
      }
      lost = this.note(draft, targets, { q, frame }) ? 0 : lost + 1;
      if (lost === 0) look = patience;
    }
  }

  /** Moves in a straight line of joint positions to a posture that meets the motion again; the frame of arrival, or null. */
  private regain(
    draft: Draft,
    { targets, frames }: Motion,
    from: { readonly q: Float64Array; readonly frame: number; readonly sense: 1 | -1 },
  ): number | null {
    const { q, frame, sense } = from;
    for (const seconds of AHEAD) {
      const span = Math.max(1, Math.round(seconds / this.options.interval));
      const arrival = frame + sense * (span - 1);
      if (arrival < 0 || arrival >= frames || !isPose(targets, TARGET_STRIDE * arrival)) continue;
      const goal = this.postureAt(targets, arrival, { q, span });
      if (goal === null) continue;
      const begin = Float64Array.from(q);
      for (let step = 1; step <= span; step++) {
        for (let v = 0; v < q.length; v++) q[v] = begin[v]! + ((goal[v]! - begin[v]!) * step) / span;
        this.note(draft, targets, { q, frame: frame + sense * (step - 1) });
      }
      return arrival;
    }
    return null;
  }

  /** A posture that meets a frame and can be got to in `span` steps. */
  private postureAt(
    targets: Float64Array,
    frame: number,
    from: { readonly q: Float64Array; readonly span: number },
  ): Float64Array | null {
    const at = TARGET_STRIDE * frame;
    this.openLimits();
    for (const goal of [Float64Array.from(from.q), ...this.postures.nearest(targets, at, REGAIN_STARTS)]) {
      this.solver.solve(goal, targets, at);
      if (!this.isMet()) continue;
      if (goal.every((value, v) => Math.abs(value - from.q[v]!) <= this.step[v]! * from.span)) return goal;
    }
    return null;
  }

  /** Writes a frame; true when its pose is met. A frame without a pose is neither met nor missed. */
  private note(draft: Draft, targets: Float64Array, at: { q: Float64Array; frame: number }): boolean {
    const { q, frame } = at;
    draft.q.set(q, this.chain.size * frame);
    if (!isPose(targets, TARGET_STRIDE * frame)) {
      draft.position[frame] = Number.NaN;
      draft.angle[frame] = Number.NaN;
      return true;
    }
    this.solver.judge(q, targets, TARGET_STRIDE * frame);
    draft.position[frame] = this.solver.residual.position;
    draft.angle[frame] = this.solver.residual.angle;
    if (this.isMet()) {
      draft.met[frame] = 1;
      draft.off = Math.max(draft.off, this.share());
    } else draft.missed++;
    return draft.met[frame] === 1;
  }

  /** The residual as a share of the tolerance. */
  private share(): number {
    const { position, angle } = this.solver.residual;
    return Math.max(position / REPLAY_TOLERANCE.positionTolerance, angle / REPLAY_TOLERANCE.angleTolerance);
  }

  private isMet(): boolean {
    return this.share() <= 1;
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

function distance(a: Float64Array, b: Float64Array): number {
  let most = 0;
  for (let v = 0; v < a.length; v++) most = Math.max(most, Math.abs(a[v]! - b[v]!));
  return most;
}

/** Frames in the middle of the longest stretches that every path misses, the longest first. */
function missedByAll(drafts: readonly Draft[], targets: Float64Array, frames: number): number[] {
  const stretches: { readonly from: number; readonly length: number }[] = [];
  let from = 0;
  for (let frame = 0; frame <= frames; frame++) {
    const open =
      frame < frames && isPose(targets, TARGET_STRIDE * frame) && drafts.every(({ met }) => met[frame] === 0);
    if (open) continue;
    if (frame > from) stretches.push({ from, length: frame - from });
    from = frame + 1;
  }
  return stretches
    .sort((a, b) => b.length - a.length || a.from - b.from)
    .slice(0, LOOKS)
    .flatMap(({ from: first, length }) => [first + Math.floor(length / 2), first, first + length - 1]);
}
