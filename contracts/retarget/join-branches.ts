/**
 * Puts the best path together from pieces of several paths that follow one motion on different branches: dynamic programming
 * over frames, where going over from one path to another takes as many frames as the joints need for the way.
 */

/** One path, row by row. */
export interface BranchPath {
  readonly q: Float64Array;
  /** 1 where the pose is missed. */
  readonly missed: Uint8Array;
}

/** A stretch of one path, frames `from` to `to` inclusive. Between two stretches the joints go straight. */
export interface BranchStretch {
  readonly path: number;
  readonly from: number;
  readonly to: number;
}

/** What joining needs to know of the chain. */
export interface JoinOptions {
  readonly size: number;
  readonly frames: number;
  /** Most that each variable may change from frame to frame. */
  readonly step: Float64Array;
  /** Frames between the places where a path may be entered. */
  readonly stride: number;
}

/** Frames that a change of path has to gain. */
const CHANGE_COST = 0.5;
const REFINEMENTS = 4;

/** The stretches that miss fewest frames together; frames on the way from one path to another count as missed. */
export function joinBranches(paths: readonly BranchPath[], options: JoinOptions): BranchStretch[] {
  const { frames, stride } = options;
  const count = paths.length;
  const best = new Float64Array(frames * count);
  /** Path and frame that were left for this one; the path itself, one frame before, where nothing changed. */
  const cameFrom = new Int32Array(frames * count);
  const leftAt = new Int32Array(frames * count);
  for (let frame = 0; frame < frames; frame++) {
    for (let j = 0; j < count; j++) {
      const at = frame * count + j;
      best[at] = frame === 0 ? 0 : best[at - count]!;
      cameFrom[at] = j;
      leftAt[at] = frame - 1;
      if (frame > 0 && frame % stride === 0) {
        for (let i = 0; i < count; i++) {
          if (i === j) continue;
          const way = framesBetween({ a: paths[i]!.q, b: paths[j]!.q, frame }, options);
          if (way === null) continue;
          const cost = best[(frame - way) * count + i]! + way - 1 + CHANGE_COST;
          if (cost >= best[at]) continue;
          best[at] = cost;
          cameFrom[at] = i;
          leftAt[at] = frame - way;
        }
      }
      best[at] += paths[j]!.missed[frame]!;
    }
  }
  return trace(best, { cameFrom, leftAt, frames, count });
}

/** Frames that going from path `a` to path `b` takes, to arrive at `frame`; null when there are not so many before it. */
function framesBetween(
  { a, b, frame }: { readonly a: Float64Array; readonly b: Float64Array; readonly frame: number },
  { size, step }: JoinOptions,
): number | null {
  let way = 1;
  for (let round = 0; round < REFINEMENTS; round++) {
    if (frame - way < 0) return null;
    let needed = 1;
    for (let v = 0; v < size; v++) {
      const change = Math.abs(b[size * frame + v]! - a[size * (frame - way) + v]!);
      needed = Math.max(needed, Math.ceil(change / step[v]! - 1e-9));
    }
    if (needed <= way) return way;
    way = needed;
  }
  return null;
}

function trace(
  best: Float64Array,
  {
    cameFrom,
    leftAt,
    frames,
    count,
  }: { cameFrom: Int32Array; leftAt: Int32Array; frames: number; count: number },
): BranchStretch[] {
  let path = 0;
  const last = (frames - 1) * count;
  for (let j = 1; j < count; j++) if (best[last + j]! < best[last + path]!) path = j;
  const stretches: BranchStretch[] = [];
  let to = frames - 1;
  for (let frame = frames - 1; frame >= 0; ) {
    const at = frame * count + path;
    if (frame > 0 && cameFrom[at] === path) {
      frame--;
      continue;
    }
    stretches.push({ path, from: frame, to });
    if (frame === 0) break;
    path = cameFrom[at]!;
    to = leftAt[at]!;
    frame = to;
  }
  return stretches.reverse();
}
