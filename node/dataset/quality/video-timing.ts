/** How complete and regular the video of an episode is. */
export interface VideoTiming {
  /** Rows without a frame, summed over cameras. */
  readonly missing: number;
  /** Longest time between two frames of one camera, seconds; null without frames. */
  readonly longestStall: number | null;
}

/** Frames that one camera shows during an episode: sorted times and the part of them that counts. */
export interface CameraFrames {
  readonly times: Float64Array;
  readonly from: number;
  readonly to: number | null;
}

/** Slack at the borders of a segment, in frames: encoders round timestamps. */
const BORDER_SLACK = 0.5;

/**
 * Video timing against the rows of an episode, from container timestamps alone (no frame is decoded).
 *
 * missing: rows beyond the frames in the episode's segment, per camera. longestStall: largest difference of successive presentation
 * times in the segment (ITU-T P.1203 calls such pauses stalling). Frames beyond the rows are no loss and are not counted.
 */
export function videoTiming(cameras: readonly CameraFrames[], rows: number, fps: number | null): VideoTiming {
  let missing = 0;
  let longestStall: number | null = null;
  const slack = fps === null ? 0 : BORDER_SLACK / fps;
  for (const { times, from, to } of cameras) {
    const first = lowerBound(times, from - slack);
    const last = to === null ? times.length : lowerBound(times, to - slack);
    missing += Math.max(0, rows - (last - first));
    for (let i = first + 1; i < last; i++) {
      const pause = (times[i] ?? 0) - (times[i - 1] ?? 0);
      if (longestStall === null || pause > longestStall) longestStall = pause;
    }
  }
  return { missing, longestStall };
}

/** Index of the first time that is not below `bound`. */
function lowerBound(times: Float64Array, bound: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
