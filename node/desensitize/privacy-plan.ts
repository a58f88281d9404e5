/** What a policy would do to a dataset, said before anything is made. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import type { PrivacyPlan } from '#contracts/http/console-publishing.ts';
import { decideColumns, type ColumnDecision } from './column-rules.ts';
import { Detectors } from './detectors.ts';
import { PSEUDONYM_KEY_BYTES } from './pseudonyms.ts';

type Column = PrivacyPlan['columns'][number];

/**
 * Fate of every column under a policy. Names that the policy replaces are shown under a pseudonym of no key: the derivative's own differ.
 * @param roster names that must not appear, as the publication will have them
 */
export function planPrivacy(
  facts: DatasetFacts,
  policy: DesensitizationPolicy,
  roster: readonly string[],
): Pick<PrivacyPlan, 'policy' | 'columns' | 'tasks'> {
  const decisions = decideColumns({
    features: facts.features.map(({ name, dtype, shape, names }) => ({
      name,
      dtype,
      shape,
      names,
      fps: null,
      info: {},
    })),
    policy,
    detectors: new Detectors(roster),
    scope: { key: new Uint8Array(PSEUDONYM_KEY_BYTES), recipient: 'plan' },
  });
  return { policy: policy.id, columns: decisions.map(columnOf), tasks: policy.tasks };
}

function columnOf(decision: ColumnDecision): Column {
  const { name, dtype } = decision.feature;
  if (decision.kind === 'core') {
    return { name, dtype, fate: 'core', becomes: name, dimensions: null, reason: null };
  }
  if (decision.kind === 'drop') {
    return { name, dtype, fate: 'dropped', becomes: null, dimensions: null, reason: decision.reason };
  }
  return {
    name,
    dtype,
    fate: FATES[decision.kind],
    becomes: decision.name,
    dimensions: decision.names === null ? null : [...decision.names],
    reason: null,
  };
}

const FATES = { numbers: 'kept', pseudonyms: 'pseudonyms', images: 'pictures', video: 'video' } as const;
