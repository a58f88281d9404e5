/**
 * Desensitization policies: what a derivative may hold. A policy never changes under its version; a stricter or wider rule is
 * a new version, and agreements pin the version (docs/desensitization.md).
 */

import { granted, refusal, type Outcome } from '../errors.ts';

/** What a policy lets through. Everything that no rule lets through is left out. */
export interface DesensitizationPolicy {
  /** Name and version, such as `standard@1`. */
  readonly id: string;
  /** Video streams: left out, or copied packet by packet into a clean container with the pictures unmasked. */
  readonly video: 'drop' | 'unmasked';
  /** Still images embedded in the data: left out, or stripped of everything but the picture. */
  readonly images: 'drop' | 'unmasked';
  /** Task sentences: kept when they scan clean and a person approved them, or always replaced by `task-<n>`. */
  readonly tasks: 'approved' | 'replace';
  /** Columns that name people: replaced by pseudonyms, or left out. */
  readonly identities: 'pseudonym' | 'drop';
  /** Per-frame figures of the people who are seen (hands, key points, gaze; columns `human.…`): left out, or kept, which takes their consent. */
  readonly people: 'drop' | 'numbers';
}

const UNMASKED = {
  video: 'unmasked',
  images: 'unmasked',
  tasks: 'approved',
  identities: 'pseudonym',
} as const;
const UNSEEN = { video: 'drop', images: 'drop', people: 'drop' } as const;

const POLICIES: readonly DesensitizationPolicy[] = [
  { id: 'open@1', ...UNMASKED, people: 'drop' },
  { id: 'open@2', ...UNMASKED, people: 'numbers' },
  { id: 'standard@1', ...UNSEEN, tasks: 'approved', identities: 'pseudonym' },
  { id: 'no-pixels@1', ...UNSEEN, tasks: 'replace', identities: 'drop' },
];

/** Policies that are named but cannot be carried out, each with the reason that people are shown. */
const UNAVAILABLE: Readonly<Record<string, string>> = { strict: 'masking-not-available' };

/** Ids of all policies that can be carried out. */
export const POLICY_IDS: readonly string[] = POLICIES.map((policy) => policy.id);

/**
 * Finds a policy by id (`standard@1`), or by name alone: then its newest version. Refuses with `policy-unknown`, or with
 * `masking-not-available` for `strict`, which promises masked people and must not be carried out without it.
 */
export function findPolicy(id: string): Outcome<DesensitizationPolicy> {
  const name = id.split('@', 1)[0] as string;
  const reason = UNAVAILABLE[name];
  if (Object.hasOwn(UNAVAILABLE, name) && reason !== undefined) return refusal(reason, { policy: id });
  const found = POLICIES.findLast((policy) => policy.id === id || policy.id.startsWith(`${id}@`));
  return found === undefined ? refusal('policy-unknown', { policy: id }) : granted(found);
}
