/** Judges an intended use by license terms: permitted, or every reason why not. */

import { granted, type Outcome, type Reason } from '../errors.ts';
import type { IntendedUse, LicenseTerms } from './terms.ts';

/** Outcome of {@link evaluateTerms}: duties that come with the permission. */
export interface PermittedUse {
  readonly duties: LicenseTerms['duties'];
}

/**
 * Judges a use. Reason codes: `action-not-permitted` {action}, `commercial-models-not-permitted`, `field-of-use-not-permitted`
 * {field}, `field-of-use-forbidden` {field}, `region-not-permitted` {region}. All reasons are given, not only the first.
 */
export function evaluateTerms(terms: LicenseTerms, use: IntendedUse): Outcome<PermittedUse> {
  const reasons: Reason[] = use.actions
    .filter((action) => !terms.permitted.includes(action))
    .map((action) => ({ code: 'action-not-permitted', params: { action } }));
  if (use.commercialModels && !terms.commercialModels)
    reasons.push({ code: 'commercial-models-not-permitted' });
  if (use.fieldOfUse !== null) reasons.push(...judgeField(terms, use.fieldOfUse));
  if (terms.regions.length > 0 && (use.region === null || !terms.regions.includes(use.region))) {
    reasons.push({ code: 'region-not-permitted', params: { region: use.region } });
  }
  return reasons.length > 0 ? { ok: false, reasons } : granted({ duties: terms.duties });
}

function judgeField(terms: LicenseTerms, field: string): Reason[] {
  if (terms.forbiddenUses.includes(field)) return [{ code: 'field-of-use-forbidden', params: { field } }];
  if (terms.fieldsOfUse.length > 0 && !terms.fieldsOfUse.includes(field)) {
    return [{ code: 'field-of-use-not-permitted', params: { field } }];
  }
  return [];
}

/** Instant at which a term that began at `fromMs` ends; null for terms without end. Milliseconds since the epoch. */
export function termEnd(terms: LicenseTerms, fromMs: number): number | null {
  return terms.termDays === null ? null : fromMs + terms.termDays * 86_400_000;
}
