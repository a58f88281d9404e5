import { at, channelRange, median, motionSignals, type EpisodeSignals, type Signal } from './signals.ts';

/** A jump covers at least this share of its channel's range within one frame … */
const MIN_RANGE_SHARE = 0.25;
/** … and is this many times the channel's median step. */
const MIN_STEP_RATIO = 10;

/**
 * Jumps: frames in which some channel of the measured motion steps by at least a quarter of its range in the episode and by ten
 * times its median non-zero step. Bodies have inertia; such steps are re-plugged encoders, lost packets, or angles that wrap around.
 * (The "spike"/"short" fault of Sharma, Golubchik, Govindan, ACM TOSN 6(3), 2010, with a robust scale.) Null without motion.
 */
export function jumps(episode: EpisodeSignals): number | null {
  const motion = motionSignals(episode);
  if (motion.length === 0 || episode.rows < 3) return null;
  const jumped = new Set<number>();
  for (const signal of motion) {
    for (let channel = 0; channel < signal.width; channel++) findJumps(signal, channel, jumped);
  }
  return jumped.size;
}

function findJumps(signal: Signal, channel: number, jumped: Set<number>): void {
  const range = channelRange(signal, channel);
  if (range === null || range.min === range.max) return;
  const rows = signal.values.length / signal.width;
  const steps = new Float64Array(rows - 1);
  for (let row = 1; row < rows; row++) {
    steps[row - 1] = Math.abs(at(signal, row, channel) - at(signal, row - 1, channel));
  }
  const large = (range.max - range.min) * MIN_RANGE_SHARE;
  // Most channels have no large step at all, and then nobody needs the median.
  if (!steps.some((step) => step >= large)) return;
  const usual = median(steps.filter((step) => step > 0)) ?? 0;
  const least = Math.max(large, usual * MIN_STEP_RATIO);
  steps.forEach((step, i) => {
    if (step >= least) jumped.add(i + 1);
  });
}
