import { at, channelRange, motionSignals, type EpisodeSignals, type Signal } from './signals.ts';

/** How much of an episode stands still to the last bit. */
export interface Frozen {
  readonly share: number | null;
  readonly longest: number | null;
  readonly deadChannels: number;
  readonly nonFinite: number;
}

/**
 * Frozen signals.
 *
 * share: frames whose measured motion vector equals the frame before in every channel, bit for bit, over all frames but the first; a
 * live encoder repeats exactly only when nobody reads it, or when its resolution hides rest (compare `idle-share`). longest:
 * longest such run, seconds. Dead channels: channels of state and action that hold one value all along. Non-finite: samples that are
 * NaN or infinite (nulls included). Definition after the "stuck-at" and "missing value" faults of sensor-data surveys
 * (Sharma, Golubchik, Govindan: Sensor faults, ACM TOSN 6(3), 2010).
 */
export function frozen(episode: EpisodeSignals): Frozen {
  const motion = motionSignals(episode);
  let deadChannels = 0;
  let nonFinite = 0;
  for (const signal of episode.signals) {
    for (let channel = 0; channel < signal.width; channel++) {
      const range = channelRange(signal, channel);
      if (range === null || (range.min === range.max && episode.rows > 1)) deadChannels++;
    }
    for (const value of signal.values) if (!Number.isFinite(value)) nonFinite++;
  }
  if (motion.length === 0 || episode.rows < 2) return { share: null, longest: null, deadChannels, nonFinite };
  let still = 0;
  let run = 0;
  let longestRun = 0;
  for (let row = 1; row < episode.rows; row++) {
    run = motion.every((signal) => repeats(signal, row)) ? run + 1 : 0;
    if (run > 0) still++;
    if (run > longestRun) longestRun = run;
  }
  return {
    share: still / (episode.rows - 1),
    longest: episode.fps === null ? null : longestRun / episode.fps,
    deadChannels,
    nonFinite,
  };
}

function repeats(signal: Signal, row: number): boolean {
  for (let channel = 0; channel < signal.width; channel++) {
    if (!Object.is(at(signal, row, channel), at(signal, row - 1, channel))) return false;
  }
  return true;
}
