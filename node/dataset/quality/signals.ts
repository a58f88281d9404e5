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

/** Smallest and largest finite value of one channel; null when it has none. */
export function channelRange(signal: Signal, channel: number): { min: number; max: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = channel; i < signal.values.length; i += signal.width) {
    const value = signal.values[i] ?? Number.NaN;
    if (value < min && value !== Number.NEGATIVE_INFINITY) min = value;
    if (value > max && value !== Number.POSITIVE_INFINITY) max = value;
  }
  return min <= max ? { min, max } : null;
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
