/**
 * Which columns of a dataset move which joints of its robot: from the facts (joint names per dimension) and the binding of the
 * description to its canonical form.
 */

import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import type { CanonicalForm } from '#contracts/embodiment/canonical.ts';
import type { JointBinding } from '#contracts/embodiment/canonical-order.ts';

/** One value of a column that gives one canonical joint its position: q = sign * (factor * value - offset). */
export interface JointSource {
  readonly feature: string;
  readonly dimension: number;
  readonly joint: number;
  readonly sign: 1 | -1;
  readonly offset: number;
  /** From the column's unit to radians or metres. */
  readonly factor: number;
}

const TO_SI: Partial<Record<FeatureFacts['unit'], number>> = {
  rad: 1,
  deg: Math.PI / 180,
  m: 1,
  mm: 1e-3,
};

/** Encoders overshoot a stop a little: radians or metres. */
const OVERSHOOT = 0.05;

/** Sources of joint positions, one a joint: states before actions, measured before commanded. */
export function jointSources(facts: DatasetFacts, form: CanonicalForm): JointSource[] {
  const sources = new Map<number, JointSource>();
  for (const feature of positionFeatures(facts)) {
    feature.joints?.forEach((name, dimension) => {
      const binding = form.joints.find((known) => known.name === name && known.component === 0);
      if (binding === undefined || sources.has(binding.joint)) return;
      const factor = TO_SI[feature.unit] ?? factorByRange(feature, dimension, { form, binding });
      if (factor === undefined) return;
      const { joint, sign, offset } = binding;
      sources.set(joint, { feature: feature.name, dimension, joint, sign, offset, factor });
    });
  }
  return [...sources.values()];
}

/** Radians or metres beside one another leave a feature without a unit: what a dimension is in then shows in its range. */
function factorByRange(
  feature: FeatureFacts,
  dimension: number,
  { form, binding }: { form: CanonicalForm; binding: JointBinding },
): number | undefined {
  const seen = [feature.min?.[dimension], feature.max?.[dimension]];
  const limits = form.embodiment.joints[binding.joint];
  if (feature.unit !== 'mixed' || limits === undefined || limits.lower === null || limits.upper === null)
    return undefined;
  const [lower, upper] = [limits.lower - OVERSHOOT, limits.upper + OVERSHOOT];
  return [1, Math.PI / 180].find((factor) =>
    seen.every((value) => {
      const position = binding.sign * (factor * (value ?? Number.NaN) - binding.offset);
      return position >= lower && position <= upper;
    }),
  );
}

/** Features that hold joint positions, the measured ones first. */
function positionFeatures(facts: DatasetFacts): FeatureFacts[] {
  const held = facts.features.filter(
    (feature) => feature.joints !== null && feature.modality === 'joint-position',
  );
  return [...held.filter(({ role }) => role === 'state'), ...held.filter(({ role }) => role === 'action')];
}

/** Canonical joint positions of one row; joints that no column moves stay at the middle of their range. */
export function jointPositions(
  rest: readonly number[],
  sources: readonly JointSource[],
  valueOf: (source: JointSource) => number,
): number[] {
  const positions = [...rest];
  for (const source of sources)
    positions[source.joint] = source.sign * (source.factor * valueOf(source) - source.offset);
  return positions;
}
