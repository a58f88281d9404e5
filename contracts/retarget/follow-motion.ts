/**
 * Follows a recorded tool motion frame by frame on another chain: one continuous path of joint positions for a whole episode,
 * inside joint and velocity limits at every step, as near to the poses as it gets.
 *
 * Between two frames every joint may move by so much; inverse kinematics runs within that box. So the path has no jump where a
 * pose cannot be met either: it is marked and the robot goes on. When a motion is lost for a while, the path moves to another
 * posture that can meet it again.
 */

import type { KinematicChain } from '../embodiment/kinematics/chain.ts';
import type { FastChain } from '../embodiment/kinematics/fast-chain.ts';
import { TARGET_STRIDE } from '../embodiment/kinematics/inverse-kinematics.ts';
import { joinBranches, type BranchStretch } from './join-branches.ts';
import { isPose, turnedHalf } from './pose-rows.ts';
import {
  postureDistance,
  PostureSolver,
  SAME_START,
  type FollowOptions,
  type Start,
} from './posture-solver.ts';

/** A followed motion: row by row, in the chain's variables. */
export interface FollowedMotion {
  /** Positions of the variables, {@link FastChain.size} a frame, radians or metres. */
  readonly q: Float64Array;
  /** What is left of each pose: metres and radians; NaN where the motion has none. */
  readonly position: Float64Array;
  readonly angle: Float64Array;
  /** 1 where the pose is met within the tolerance of replay. */
  readonly met: Uint8Array;
  readonly missed: number;
  /** Greatest residual of a pose that is met, as a share of the tolerance. */
  readonly off: number;
  /** True when the whole motion is followed with the tool turned half about its approach. */
  readonly flipped: boolean;
}

/** A path whose residual is never more than this share of the tolerance is good enough to look for no better one. */
const CLOSE = 0.15;
/** Frames in which a start is looked for, spread over the motion. */
const ANCHORS = 24;
/** Seconds without a met pose after which another posture is looked for, and how far ahead (s) it is aimed at. */
const LOST_AFTER = 0.2;
const AHEAD = [0.3, 0.6, 1.2, 2.4] as const;
/** Paths that are joined at most, frames that are looked at for further ones, and seconds between the places where one may be entered. */
const MAX_BRANCHES = 24;
const LOOKS = 8;
const ENTRY_EVERY = 0.1;
/** Poses to follow. */
interface Motion {
  readonly targets: Float64Array;
  readonly frames: number;
}

/** Where a path goes on: posture, frame, and which way; `once` where it ends when it is lost and does not come back by itself. */
interface Leg {
  readonly q: Float64Array;
  readonly frame: number;
  readonly sense: 1 | -1;
  readonly once: boolean;
}

/** A path that is being made. */
interface Draft {
  readonly start: Start;
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
  private readonly postures: PostureSolver;

  constructor(chain: KinematicChain, options: FollowOptions) {
    this.options = options;
    this.postures = new PostureSolver(chain, options);
    this.chain = this.postures.chain;
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
        const draft = this.branch({ targets, frames }, start);
        drafts.push(draft);
        if (draft.missed === 0 && (best === null || isBetter(draft, best))) best = { ...draft, flipped };
        if (best?.missed === 0 && best.off < CLOSE) return best;
      }
      if (best?.missed === 0 || drafts.length === 0) continue;
      for (const draft of this.joinAll(drafts, { targets, frames }))
        if (best === null || isBetter(draft, best)) best = { ...draft, flipped };
    }
    return best ?? this.lost(poses, frames);
  }

  /** True when one branch meets every pose, from a start at the first, the middle or the last one. */
  follows(poses: Float64Array, frames: number): boolean {
    return (this.options.halfTurn ? [false, true] : [false]).some((flipped) => {
      const targets = flipped ? turnedHalf(poses) : poses;
      return [0, frames >> 1, frames - 1].some((frame) =>
        this.postures
          .startsAt(targets, frame)
          .some((start) => this.branch({ targets, frames }, start).missed === 0),
      );
    });
  }

  /** Looks for further branches where all known ones miss: the best that goes on where it is lost, and what they are good for together. */
  private joinAll(drafts: readonly Draft[], motion: Motion): Draft[] {
    const { targets, frames } = motion;
    const { size } = this.chain;
    const first = drafts.reduce((best, draft) => (isBetter(draft, best) ? draft : best));
    const going = this.track(motion, first.start);
    const all = [going, ...drafts];
    for (const frame of missedByAll(all, targets, frames)) {
      for (const start of this.postures.startsAt(targets, frame)) {
        if (all.length >= MAX_BRANCHES) break;
        const known = all.some(
          ({ q }) => postureDistance(q.subarray(size * frame, size * (frame + 1)), start.q) < SAME_START,
        );
        if (!known) all.push(this.branch(motion, start));
      }
    }
    const paths = all.map(({ q, met }) => ({
      q,
      missed: met.map((flag, frame) => (flag === 1 || !isPose(targets, TARGET_STRIDE * frame) ? 0 : 1)),
    }));
    const stride = Math.max(1, Math.round(ENTRY_EVERY / this.options.interval));
    const stretches = joinBranches(paths, { size, frames, step: this.postures.step, stride });
    const joined = this.blank(frames, going.start);
    stretches.forEach((stretch, i) =>
      this.copy(joined, all[stretch.path]!, { stretch, next: stretches[i + 1], all, targets }),
    );
    return [going, joined];
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
      const starts = this.postures.startsAt(targets, frame);
      if (starts.length > 0) return starts;
    }
    return [];
  }

  /** A motion that no posture meets: the nearest the chain comes. */
  private lost(poses: Float64Array, frames: number): FollowedMotion {
    let frame = 0;
    while (frame < frames - 1 && !isPose(poses, TARGET_STRIDE * frame)) frame++;
    const q = this.postures.nearestTo(poses, TARGET_STRIDE * frame);
    return { ...this.track({ targets: poses, frames }, { q, frame }), flipped: false };
  }

  /** The path through a start, forwards and backwards. */
  private track(motion: Motion, start: Start, once = false): Draft {
    const draft = this.blank(motion.frames, start);
    this.note(draft, motion.targets, start);
    for (const sense of [1, -1] as const)
      this.run(draft, motion, { q: Float64Array.from(start.q), frame: start.frame + sense, sense, once });
    return draft;
  }

  /** The same, which stands still where the motion is lost: one branch, and no more work than it is worth. */
  private branch(motion: Motion, start: Start): Draft {
    return this.track(motion, start, true);
  }

  private blank(frames: number, start: Start): Draft {
    return {
      start,
      q: new Float64Array(this.chain.size * frames),
      position: new Float64Array(frames),
      angle: new Float64Array(frames),
      met: new Uint8Array(frames),
      missed: 0,
      off: 0,
    };
  }

  /** Follows from one frame to the end, or to the beginning. */
  private run(draft: Draft, { targets, frames }: Motion, from: Leg): void {
    const { q, sense } = from;
    const patience = Math.max(2, Math.ceil(LOST_AFTER / this.options.interval));
    let lost = 0;
    let look = patience;
    for (let frame = from.frame; frame >= 0 && frame < frames; frame += sense) {
      if (lost >= look) {
        const arrived = this.regain(draft, { targets, frames }, { ...from, frame });
        if (arrived === null && from.once) {
          this.stand(draft, targets, { ...from, frame });
          return;
        }
        look = lost + 2 * patience;
        if (arrived !== null) {
          frame = arrived;
          lost = 0;
          look = patience;
          continue;
        }
      }
      if (isPose(targets, TARGET_STRIDE * frame)) {
        this.postures.advance(q, targets, { at: TARGET_STRIDE * frame, lost: lost > 0 });
      }
      lost = this.note(draft, targets, { q, frame }) ? 0 : lost + 1;
      if (lost === 0) look = patience;
    }
  }

  /** Stays where it is to the end. */
  private stand(draft: Draft, targets: Float64Array, { q, frame, sense }: Leg): void {
    for (let at = frame; at >= 0 && at < draft.met.length; at += sense) {
      draft.q.set(q, this.chain.size * at);
      draft.position[at] = Number.NaN;
      draft.angle[at] = Number.NaN;
      if (isPose(targets, TARGET_STRIDE * at)) draft.missed++;
    }
  }

  /** Moves in a straight line of joint positions to a posture that meets the motion again; the frame of arrival, or null. */
  private regain(draft: Draft, { targets, frames }: Motion, from: Leg): number | null {
    const { q, frame, sense, once } = from;
    for (const seconds of AHEAD) {
      const span = Math.max(1, Math.round(seconds / this.options.interval));
      const arrival = frame + sense * (span - 1);
      if (arrival < 0 || arrival >= frames || !isPose(targets, TARGET_STRIDE * arrival)) continue;
      const goal = this.postures.postureAt(targets, arrival, { q, span, once });
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

  /** Writes a frame; true when its pose is met. A frame without a pose is neither met nor missed. */
  private note(draft: Draft, targets: Float64Array, at: { q: Float64Array; frame: number }): boolean {
    const { q, frame } = at;
    draft.q.set(q, this.chain.size * frame);
    if (!isPose(targets, TARGET_STRIDE * frame)) {
      draft.position[frame] = Number.NaN;
      draft.angle[frame] = Number.NaN;
      return true;
    }
    this.postures.judge(q, targets, TARGET_STRIDE * frame);
    draft.position[frame] = this.postures.residual.position;
    draft.angle[frame] = this.postures.residual.angle;
    if (this.postures.isMet()) {
      draft.met[frame] = 1;
      draft.off = Math.max(draft.off, this.postures.share());
    } else draft.missed++;
    return draft.met[frame] === 1;
  }
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
