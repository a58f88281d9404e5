import type { Joint } from '#contracts/embodiment/kinematic-tree.ts';

/** Unit of joint values as their range shows it: `rad` stands for the joint's own unit (radians or metres). */
export type JointUnit = 'rad' | 'deg' | 'unknown';

/** Share of samples that has to lie within the joint limits for a unit to be believed. */
const BELIEVED_SHARE = 0.95;
/** Encoders overshoot a stop a little: radians or metres. */
const TOLERANCE = 0.05;

/**
 * Compares values with the limits of the joints they map to. Radians are believed when 95 % of the samples lie within the limits;
 * degrees when they do so after conversion and do not before. Joints without limits tell nothing.
 */
export function inferJointUnit(sample: {
  readonly values: Float64Array;
  readonly width: number;
  readonly joints: readonly (Joint | null)[];
}): JointUnit {
  if (shareWithin(sample, 1) >= BELIEVED_SHARE) return 'rad';
  return shareWithin(sample, Math.PI / 180) >= BELIEVED_SHARE ? 'deg' : 'unknown';
}

function shareWithin(
  sample: { values: Float64Array; width: number; joints: readonly (Joint | null)[] },
  factor: number,
): number {
  let judged = 0;
  let within = 0;
  sample.joints.forEach((joint, channel) => {
    if (joint === null || joint.lower === null || joint.upper === null) return;
    for (let i = channel; i < sample.values.length; i += sample.width) {
      const value = (sample.values[i] ?? Number.NaN) * factor;
      if (!Number.isFinite(value)) continue;
      judged++;
      if (value >= joint.lower - TOLERANCE && value <= joint.upper + TOLERANCE) within++;
    }
  });
  return judged === 0 ? 0 : within / judged;
}
