/** Qualification: the rules by which an episode counts as good data. A company may bring its own; this is the built-in profile. */

import type { QualificationProfile } from '#contracts/dataset/qualification-profile.ts';
import type { QualificationReason, QualityMetricId } from '#contracts/dataset/quality.ts';

/** The profile that applies unless a company brings another. Metrics without a value do not disqualify. */
export const BUILT_IN_PROFILE: QualificationProfile = {
  schema: 'qualification-profile/1',
  name: 'built-in@1',
  rules: [
    { metric: 'duration', min: 0.5 },
    { metric: 'timestamp-reversals', max: 0 },
    { metric: 'timestamp-gap-longest', max: 0.5 },
    { metric: 'dropped-frames', max: 0.02, perFrame: true },
    { metric: 'non-finite', max: 0 },
    { metric: 'frozen-share', max: 0.6 },
    { metric: 'frozen-longest', max: 5 },
    { metric: 'jumps', max: 0.05, perFrame: true },
    { metric: 'idle-share', max: 0.8 },
    { metric: 'limit-violations', max: 0.02 },
    { metric: 'velocity-violations', max: 0.02 },
    { metric: 'video-missing', max: 0.01, perFrame: true },
    { metric: 'video-stall-longest', max: 0.5 },
    { metric: 'black-frames', max: 0.1 },
    { metric: 'picture-frozen-longest', max: 2 },
    { metric: 'modality-completeness', min: 1 },
  ],
  refuseDuplicates: true,
};

/** Metric values of one episode. */
export type MetricValues = Readonly<Partial<Record<QualityMetricId, number | null>>>;

/** Why an episode does not qualify; empty when it does. */
export function judgeEpisode(
  profile: QualificationProfile,
  values: MetricValues,
  circumstances: { duplicate: boolean; unreadable: boolean },
): QualificationReason[] {
  const reasons: QualificationReason[] = [];
  const frames = values['frames'] ?? 0;
  if (circumstances.unreadable) reasons.push('unreadable');
  if (frames === 0) return [...reasons, 'empty'];
  if (circumstances.duplicate && profile.refuseDuplicates) reasons.push('duplicate');
  for (const rule of profile.rules) {
    const value = values[rule.metric];
    if (value === null || value === undefined) continue;
    const judged = rule.perFrame === true ? value / frames : value;
    if ((rule.min !== undefined && judged < rule.min) || (rule.max !== undefined && judged > rule.max)) {
      reasons.push(rule.metric);
    }
  }
  return reasons;
}
