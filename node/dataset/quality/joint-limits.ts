import { at, type EpisodeSignals, type Signal } from './signals.ts';

/** Shares of frames that the robot could not have done. */
export interface LimitViolations {
  readonly position: number | null;
  readonly velocity: number | null;
}

/** Encoders overshoot a stop a little: radians or metres that are forgiven. */
const POSITION_TOLERANCE = 0.01;
/** Finite differences of quantised positions overshoot speeds: share that is forgiven. */
const VELOCITY_TOLERANCE = 0.1;

/**
 * Limit violations against the robot description: frames in which a measured joint lies outside its position limits, or moves faster
 * than its velocity limit, over all frames. Limits as in URDF's `<limit>` (radians, metres, per second).
 * Null without a robot, without joints that fit by name, or where the signal's unit is unknown.
 */
export function limitViolations(episode: EpisodeSignals): LimitViolations {
  const judged = episode.signals.filter(
    (signal) =>
      signal.role === 'state' &&
      signal.moving &&
      signal.toJointUnit !== null &&
      (signal.joints ?? []).some((joint) => joint !== null),
  );
  const { fps, rows } = episode;
  if (judged.length === 0 || rows === 0) return { position: null, velocity: null };
  let outside = 0;
  let tooFast = 0;
  for (let row = 0; row < rows; row++) {
    if (judged.some((signal) => liesOutside(signal, row))) outside++;
    if (fps !== null && row > 0 && judged.some((signal) => movesTooFast(signal, row, fps))) tooFast++;
  }
  return { position: outside / rows, velocity: fps === null ? null : tooFast / rows };
}

function liesOutside(signal: Signal, row: number): boolean {
  return (signal.joints ?? []).some((joint, channel) => {
    if (joint === null) return false;
    const value = at(signal, row, channel) * (signal.toJointUnit ?? 1);
    return (
      (joint.lower !== null && value < joint.lower - POSITION_TOLERANCE) ||
      (joint.upper !== null && value > joint.upper + POSITION_TOLERANCE)
    );
  });
}

function movesTooFast(signal: Signal, row: number, fps: number): boolean {
  return (signal.joints ?? []).some((joint, channel) => {
    if (joint === null || joint.velocity === null || joint.velocity <= 0) return false;
    const step = (at(signal, row, channel) - at(signal, row - 1, channel)) * (signal.toJointUnit ?? 1);
    return Math.abs(step) * fps > joint.velocity * (1 + VELOCITY_TOLERANCE);
  });
}
