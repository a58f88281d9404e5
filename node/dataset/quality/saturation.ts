import { at, channelRange, type EpisodeSignals, type Signal } from './signals.ts';

/** Frames that a channel has to stay at its extreme to count as clipped. */
const MIN_CLIPPED_FRAMES = 5;

/**
 * Saturated share: samples that lie in runs of at least five equal values at their channel's smallest or largest value of the
 * episode, over all samples of channels that move. Clipping flattens extremes (IEEE Std 1057, "clipping"); a gripper at its stop looks
 * the same, so the figure informs and does not disqualify. Null without moving channels.
 */
export function saturatedShare(episode: EpisodeSignals): number | null {
  let samples = 0;
  let clipped = 0;
  for (const signal of episode.signals) {
    for (let channel = 0; channel < signal.width; channel++) {
      const range = channelRange(signal, channel);
      if (range === null || range.min === range.max) continue;
      samples += episode.rows;
      clipped += clippedFrames(signal, channel, range);
    }
  }
  return samples === 0 ? null : clipped / samples;
}

function clippedFrames(signal: Signal, channel: number, range: { min: number; max: number }): number {
  const rows = signal.values.length / signal.width;
  let clipped = 0;
  let run = 0;
  let held = Number.NaN;
  for (let row = 0; row <= rows; row++) {
    const value = row < rows ? at(signal, row, channel) : Number.NaN;
    const extreme = value === range.min || value === range.max;
    if (extreme && value === held) run++;
    else {
      if (run >= MIN_CLIPPED_FRAMES) clipped += run;
      run = extreme ? 1 : 0;
      held = value;
    }
  }
  return clipped;
}
