/** Episodes as quality metrics see them: float64 signals in rows, with a nominal rate. */

import type { Joint } from '#contracts/embodiment/kinematic-tree.ts';

/** One numeric feature of an episode, row-major: `values[row * width + channel]`. Nulls are NaN. */
export interface Signal {
  readonly name: string;
  readonly role: 'state' | 'action';
  readonly width: number;
  readonly values: Float64Array;
  /** Channels whose motion counts (positions, poses): jerk, idleness and jumps make no sense for forces. */
  readonly moving: boolean;
  /** Joint per channel in the signal's unit, null where none is known; null without a robot. */
  readonly joints: readonly (Joint | null)[] | null;
  /** Factor from the signal's unit to the joint's (1 for radians and metres, π/180 for degrees); null when unknown. */
  readonly toJointUnit: number | null;
}

/** What the metrics judge. */
export interface EpisodeSignals {
  readonly rows: number;
  /** Nominal frames per second; null when nobody says it. */
  readonly fps: number | null;
  /** Seconds, one per row; null when the episode has none. */
  readonly timestamps: Float64Array | null;
  readonly signals: readonly Signal[];
}

/** The signals that tell motion: measured ones where there are any, commanded ones otherwise. */
export function motionSignals(episode: EpisodeSignals): readonly Signal[] {
  const moving = episode.signals.filter((signal) => signal.moving);
  const measured = moving.filter((signal) => signal.role === 'state');
  return measured.length > 0 ? measured : moving;
}

/** Smallest and largest finite value of a channel. */
export interface ChannelRange {
  readonly min: number;
  readonly max: number;
}

/** Ranges by signal: five metrics ask for them, and a signal never changes. */
const RANGES = new WeakMap<Signal, (ChannelRange | null)[]>();

/** Smallest and largest finite value of one channel; null when it has none. */
export function channelRange(signal: Signal, channel: number): ChannelRange | null {
  let ranges = RANGES.get(signal);
  if (ranges === undefined) {
    ranges = allRanges(signal);
    RANGES.set(signal, ranges);
  }
  return ranges[channel] ?? null;
}

function allRanges({ values, width }: Signal): (ChannelRange | null)[] {
  const min = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  let channel = 0;
  for (const value of values) {
    if (Number.isFinite(value)) {
      if (value < (min[channel] ?? 0)) min[channel] = value;
      if (value > (max[channel] ?? 0)) max[channel] = value;
    }
    channel = channel + 1 === width ? 0 : channel + 1;
  }
  return Array.from(min, (low, i) => (low <= (max[i] ?? 0) ? { min: low, max: max[i] ?? 0 } : null));
}

/** Value of a channel at a row; NaN outside. */
export function at(signal: Signal, row: number, channel: number): number {
  return signal.values[row * signal.width + channel] ?? Number.NaN;
}

/** Median of finite numbers; null for an empty list. Sorts a copy. */
export function median(values: readonly number[] | Float64Array): number | null {
  const sorted = new Float64Array(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
