import { at, motionSignals, type EpisodeSignals } from './signals.ts';

/** A body rests when it moves slower than this share of the episode's fast speed. */
const REST_SHARE = 0.05;
/** The fast speed is this quantile of all speeds: one jump must not make everything else look like rest. */
const FAST_QUANTILE = 0.95;

/**
 * Idle share: frames in which the measured motion (Euclidean norm of all channels' steps) is slower than 5 % of the episode's 95th
 * percentile speed, over all frames but the first. Teleoperated demonstrations begin and end with rest; long rest in between teaches a
 * policy to wait (Zhao et al., "Learning Fine-Grained Bimanual Manipulation", RSS 2023, on pauses in demonstrations).
 * Null without motion signals; 1 when nothing ever moves.
 */
export function idleShare(episode: EpisodeSignals): number | null {
  const motion = motionSignals(episode);
  const { rows } = episode;
  if (motion.length === 0 || rows < 2) return null;
  const speeds = new Float64Array(rows - 1);
  for (let row = 1; row < rows; row++) {
    let square = 0;
    for (const signal of motion) {
      for (let channel = 0; channel < signal.width; channel++) {
        const step = at(signal, row, channel) - at(signal, row - 1, channel);
        if (Number.isFinite(step)) square += step * step;
      }
    }
    speeds[row - 1] = Math.sqrt(square);
  }
  const fast = speeds.toSorted()[Math.floor((speeds.length - 1) * FAST_QUANTILE)] ?? 0;
  if (fast === 0) return speeds.filter((speed) => speed === 0).length / speeds.length;
  return speeds.filter((speed) => speed < fast * REST_SHARE).length / speeds.length;
}
