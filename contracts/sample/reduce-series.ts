/** Fewer points without a lie: of every stretch of frames the smallest and the largest value stay, in the order in which they came. */

/** A series as it is drawn: values share the times; null where there is no value. */
export interface ReducedSeries {
  readonly time: number[];
  readonly values: (number | null)[][];
}

/** Significant digits of a value as text: as many as a float32 holds. */
const DIGITS = 7;

/**
 * Reduces channels over common times to at most `points` points. No extreme value is lost: each stretch of frames gives its minimum
 * and its maximum. Series that are short enough stay as they are.
 * @param time seconds, one per frame
 * @param points at least 2
 */
export function reduceSeries(
  time: Float32Array,
  channels: readonly Float32Array[],
  points: number,
): ReducedSeries {
  if (time.length <= points) {
    return {
      time: Array.from(time, written),
      values: channels.map((channel) => Array.from(channel, valueOf)),
    };
  }
  const stretches = Math.max(1, Math.floor(points / 2));
  const ends = Array.from({ length: stretches }, (_, i) => Math.floor(((i + 1) * time.length) / stretches));
  return {
    time: ends.flatMap((end, i) => [written(time[ends[i - 1] ?? 0] ?? 0), written(time[end - 1] ?? 0)]),
    values: channels.map((channel) => extremes(channel, ends)),
  };
}

function extremes(channel: Float32Array, ends: readonly number[]): (number | null)[] {
  const out: (number | null)[] = [];
  let from = 0;
  for (const end of ends) {
    let low = -1;
    let high = -1;
    for (let i = from; i < end; i++) {
      const value = channel[i] as number;
      // Comparisons with NaN are false: gaps take no part.
      if (low < 0 ? value === value : value < (channel[low] as number)) low = i;
      if (high < 0 ? value === value : value > (channel[high] as number)) high = i;
    }
    const [first, second] = low <= high ? [low, high] : [high, low];
    out.push(
      first < 0 ? null : valueOf(channel[first] as number),
      second < 0 ? null : valueOf(channel[second] as number),
    );
    from = end;
  }
  return out;
}

function valueOf(value: number): number | null {
  return Number.isFinite(value) ? written(value) : null;
}

function written(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : 0;
}
