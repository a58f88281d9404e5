/** Facts about features, modalities and contact sensing. */

import type { DatasetFacts, FeatureFacts, ModalityFacts } from '#contracts/dataset/facts.ts';
import { MAX_DIMENSIONS } from '#contracts/dataset/limits.ts';
import { MODALITIES, type Basis, type Modality, type Unit } from '#contracts/dataset/vocabulary.ts';
import { describeFeature } from '../features/describe-feature.ts';
import type { UnderstoodFeature } from './episode-signals.ts';
import type { FeatureObservation } from './feature-tally.ts';
import { rateOrNull, representable } from './round.ts';
import type { ScanState } from './scan-dataset.ts';

/** Facts of all declared features. */
export function featureFacts(state: ScanState): FeatureFacts[] {
  const rate = state.reader.declared.fps;
  return state.features.map((feature) => {
    const { declared, meaning } = feature;
    const seen = state.tally.get(declared.name);
    return {
      name: declared.name,
      dtype: declared.dtype,
      shape: [...declared.shape],
      names: declared.names === null ? null : [...declared.names],
      ...unitOf(feature),
      role: meaning.role,
      modality: meaning.modality,
      rateHz: measuredRate(state, declared.name) ?? declared.fps ?? rate,
      joints: feature.joints?.map((joint) => joint?.name ?? null) ?? null,
      min: bounds(seen, 'min'),
      max: bounds(seen, 'max'),
    };
  });
}

function measuredRate(state: ScanState, name: string): number | null {
  const rate = state.tally.rateOf(name);
  return rate === null ? null : rateOrNull(rate);
}

function unitOf(feature: UnderstoodFeature): { unit: Unit; unitBasis: Basis } {
  const { meaning, joints, unit } = feature;
  if (unit === undefined || unit === 'unknown' || joints === null) {
    return { unit: meaning.unit, unitBasis: meaning.unitBasis };
  }
  // Dimensions that map to no joint may be in any unit (hands from 0 to 1 beside arms in radians).
  const whole = joints.every((joint) => joint !== null);
  const prismatic = joints.filter((joint) => joint?.type === 'prismatic').length;
  if (!whole || (prismatic > 0 && prismatic < joints.length)) return { unit: 'mixed', unitBasis: 'inferred' };
  return { unit: prismatic > 0 && unit === 'rad' ? 'm' : unit, unitBasis: 'inferred' };
}

function bounds(seen: FeatureObservation | undefined, side: 'min' | 'max'): (number | null)[] | null {
  if (seen === undefined || seen.width === null || seen.width === 0 || seen.width > MAX_DIMENSIONS)
    return null;
  return Array.from(seen[side], (value) => representable(value));
}

/** Modalities by the features that carry them; `language` also where there are task sentences. */
export function modalityFacts(
  features: readonly FeatureFacts[],
  hasTasks: boolean,
  rate: number | null,
): ModalityFacts[] {
  const carriers = new Map<Modality, Set<string>>();
  const add = (kind: Modality, name: string): void => {
    carriers.set(kind, (carriers.get(kind) ?? new Set()).add(name));
  };
  for (const feature of features) {
    if (feature.role === 'index' || feature.role === 'label') continue;
    for (const kind of kindsOf(feature)) add(kind, feature.name);
  }
  if (hasTasks) add('language', 'task_index');
  return MODALITIES.flatMap((kind) => {
    const names = carriers.get(kind);
    if (names === undefined) return [];
    const own = features.find(({ name, role }) => names.has(name) && role !== 'language')?.rateHz ?? rate;
    return { kind, rateHz: kind === 'language' ? null : own, features: [...names] };
  });
}

function kindsOf(feature: FeatureFacts): Modality[] {
  const { dimensions, modality } = describeFeature({ ...feature, fps: feature.rateHz, info: {} });
  const named = dimensions.filter((kind) => kind !== 'other');
  return named.length > 0 ? [...new Set(named)] : [feature.role === 'image' ? feature.modality : modality];
}

/** Whether joint torque, force and touch are measured. `unknown` when some measured feature does not say what it is. */
export function sensingFacts(features: readonly FeatureFacts[]): DatasetFacts['sensing'] {
  const measured = features.filter(({ role }) => role === 'state' || role === 'image' || role === 'other');
  const unnamed = measured.some(
    ({ names, modality, role }) => role !== 'image' && names === null && modality === 'other',
  );
  const sense = (kind: Modality): DatasetFacts['sensing']['force'] => {
    const carriers = measured.filter((feature) => kindsOf(feature).includes(kind));
    if (carriers.length === 0) {
      return { presence: unnamed ? 'unknown' : 'absent', rateHz: null, channels: 0 };
    }
    const channels = carriers.reduce((sum, feature) => sum + channelsOf(feature, kind), 0);
    return { presence: 'present', rateHz: carriers[0]?.rateHz ?? null, channels };
  };
  return { jointTorque: sense('joint-torque'), force: sense('force'), tactile: sense('tactile') };
}

function channelsOf(feature: FeatureFacts, kind: Modality): number {
  const { dimensions } = describeFeature({ ...feature, fps: feature.rateHz, info: {} });
  if (dimensions.length > 0) return dimensions.filter((dimension) => dimension === kind).length;
  return feature.shape.reduce((product, extent) => product * extent, 1);
}
