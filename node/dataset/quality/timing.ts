import type { EpisodeSignals } from './signals.ts';

/** How regular the frames of an episode are. */
export interface Timing {
  readonly jitterMs: number | null;
  readonly longestGap: number | null;
  readonly dropped: number | null;
  readonly reversals: number | null;
  /** True when every timestamp is frame / fps to float32 precision: such a clock was made up, not measured. */
  readonly synthetic: boolean;
}

/** Intervals up to this multiple of the nominal one count as jitter, longer ones as gaps. */
const GAP_FACTOR = 1.5;

/**
 * Timing of an episode from its timestamps.
 *
 * jitter: standard deviation (ms) of frame intervals around the nominal interval, over intervals below 1.5 nominal (the
 * "frame interval jitter" of ITU-T Y.1540's delay variation, applied to capture times). Longest gap: largest interval (s).
 * Dropped frames: sum over intervals of round(interval / nominal) - 1 where positive. Reversals: intervals that are not positive.
 * Null without timestamps or, where the nominal interval is needed, without a frame rate.
 */
export function timing(episode: EpisodeSignals): Timing {
  const { timestamps: times, fps } = episode;
  if (times === null || times.length < 2) {
    return { jitterMs: null, longestGap: null, dropped: null, reversals: null, synthetic: false };
  }
  let longestGap = 0;
  let reversals = 0;
  let dropped = 0;
  let squares = 0;
  let regular = 0;
  for (let row = 1; row < times.length; row++) {
    const interval = (times[row] ?? 0) - (times[row - 1] ?? 0);
    if (!(interval > 0)) reversals++;
    if (interval > longestGap) longestGap = interval;
    if (fps === null) continue;
    const frames = interval * fps;
    if (frames >= GAP_FACTOR) dropped += Math.round(frames) - 1;
    else if (frames > 0) {
      squares += (interval - 1 / fps) ** 2;
      regular++;
    }
  }
  return {
    jitterMs: fps === null || regular === 0 ? null : Math.sqrt(squares / regular) * 1000,
    longestGap,
    dropped: fps === null ? null : dropped,
    reversals,
    synthetic: fps !== null && isSynthetic(times, fps),
  };
}

function isSynthetic(times: Float64Array, fps: number): boolean {
  const start = Math.round((times[0] ?? 0) * fps);
  return times.every((time, row) => {
    const made = (start + row) / fps;
    return Math.abs(time - made) <= Math.abs(made) * 1e-6 + 1e-7;
  });
}
