/** Clock, control and annotation: what kind of data this is. */

import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import type { ControlMode, Modality } from '#contracts/dataset/vocabulary.ts';
import type { ScanState } from './scan-dataset.ts';

/** Share of episodes in which the state follows the action that makes actions absolute targets. */
const FOLLOWED_SHARE = 0.5;

/** The clock behind the timestamps: made up when every readable episode's times are frame / fps. */
export function clockFacts(state: ScanState): DatasetFacts['clock'] {
  const timed = state.observedRates.length;
  if (timed === 0) return { source: 'unknown', jitterMs: null };
  if (state.syntheticClocks === timed) return { source: 'synthetic', jitterMs: null };
  const jitter = state.quality.result(0).metrics.find(({ id }) => id === 'timestamp-jitter');
  return { source: 'device', jitterMs: jitter?.median ?? null };
}

const MODE_BY_MODALITY: Partial<Record<Modality, ControlMode>> = {
  'joint-position': 'position',
  gripper: 'position',
  'joint-velocity': 'velocity',
  'base-motion': 'velocity',
  'joint-torque': 'torque',
  'end-effector-pose': 'end-effector',
};

/** What actions mean, from their names and from whether the state follows them. */
export function controlFacts(state: ScanState, features: readonly FeatureFacts[]): DatasetFacts['control'] {
  const actions = features.filter(({ role }) => role === 'action');
  const [action] = actions;
  if (action === undefined) return { mode: 'unknown', reference: 'unknown', basis: 'unknown', rateHz: null };
  const followed = state.quality.shareWith('tracking-error') > FOLLOWED_SHARE;
  const delta = actions.some(({ name, names }) => /delta|relative/i.test([name, ...(names ?? [])].join(' ')));
  const named = MODE_BY_MODALITY[action.modality];
  const twin = features.find(({ role, shape }) => role === 'state' && shape.join() === action.shape.join());
  const followedMode = followed && twin !== undefined ? MODE_BY_MODALITY[twin.modality] : undefined;
  const mode = named ?? followedMode ?? 'unknown';
  return {
    mode,
    reference: delta ? 'delta' : followed ? 'absolute' : 'unknown',
    basis: mode === 'unknown' && !followed ? 'unknown' : followed ? 'inferred' : 'declared',
    rateHz: action.rateHz,
  };
}

/** How finely the data is annotated, and whether success is labelled. */
export function annotationFacts(
  features: readonly FeatureFacts[],
  tasks: number,
  beside: DatasetFacts['annotation']['granularity'] | undefined,
): DatasetFacts['annotation'] {
  const has = (pattern: RegExp): boolean => features.some(({ name }) => pattern.test(name));
  const granularity = has(/^language_(persistent|events)$/)
    ? 'frame'
    : has(/^sub_?task_index$/)
      ? 'sub-task'
      : tasks > 0
        ? 'episode'
        : 'none';
  return { granularity: beside ?? granularity, successLabels: has(/success/) ? 'present' : 'absent' };
}
