import { at, motionSignals, type EpisodeSignals, type Signal } from './signals.ts';

/** How smooth a motion is. */
export interface Smoothness {
  /** Root mean square of the third derivative over channels and frames, in the signals' unit per s³. */
  readonly jerk: number | null;
  /** Log dimensionless jerk; nearer to zero is smoother, human reaching lies around -6. */
  readonly logDimensionlessJerk: number | null;
}

/**
 * Smoothness of the measured motion.
 *
 * jerk: third finite difference times fps³, root mean square. logDimensionlessJerk: -ln(T³ / v² · ∫ |j|² dt) with T the duration and v the
 * peak speed of the motion vector (Hogan and Sternad, "Sensitivity of smoothness measures to movement duration, amplitude, and arrests",
 * J. Motor Behavior 41(6), 2009; Balasubramanian et al., IEEE TBME 59(8), 2012). The second figure does not depend on
 * the frame rate; the first is null without one. Both are null with fewer than eight frames, or without any motion.
 */
export function smoothness(episode: EpisodeSignals): Smoothness {
  const motion = motionSignals(episode);
  const { fps, rows } = episode;
  if (motion.length === 0 || rows < 8) return { jerk: null, logDimensionlessJerk: null };
  let jerkSquares = 0;
  let samples = 0;
  let peakSquare = 0;
  for (let row = 3; row < rows; row++) {
    let speedSquare = 0;
    for (const signal of motion) {
      for (let channel = 0; channel < signal.width; channel++) {
        const third = thirdDifference(signal, row, channel);
        if (!Number.isFinite(third)) continue;
        jerkSquares += third * third;
        samples++;
        speedSquare += (at(signal, row, channel) - at(signal, row - 1, channel)) ** 2;
      }
    }
    if (speedSquare > peakSquare) peakSquare = speedSquare;
  }
  if (samples === 0 || peakSquare === 0 || jerkSquares === 0)
    return { jerk: null, logDimensionlessJerk: null };
  // In units of frames: the rate cancels out of T³ · ∫ |j|² dt / v².
  return {
    jerk: fps === null ? null : Math.sqrt(jerkSquares / samples) * fps ** 3,
    logDimensionlessJerk: -Math.log(((rows - 1) ** 3 / peakSquare) * jerkSquares),
  };
}

function thirdDifference(signal: Signal, row: number, channel: number): number {
  return (
    at(signal, row, channel) -
    3 * at(signal, row - 1, channel) +
    3 * at(signal, row - 2, channel) -
    at(signal, row - 3, channel)
  );
}
