/** What a person intends to do with data, while it is being filled in. */

import type { LicenseAction } from '#contracts/license/terms.ts';

/** Fields of the request. */
export interface Intention {
  readonly license: string;
  readonly actions: readonly LicenseAction[];
  readonly commercial: boolean;
  readonly purpose: string;
  /** Hours until the request ends by itself. */
  readonly hours: number;
}

/** Fewest and most characters of a purpose. */
export const PURPOSE_LENGTH = { min: 3, max: 280 } as const;
/** Hours until a request ends by itself: fewest, usual, most. */
export const DEADLINE_HOURS = { min: 1, usual: 24 * 7, max: 24 * 90 } as const;

/** Body of the request that these fields ask for. */
export function requestOf(dataset: string, intention: Intention) {
  const { license, actions, commercial, purpose, hours } = intention;
  return {
    dataset,
    license,
    use: {
      actions: [...actions],
      commercialModels: commercial,
      fieldOfUse: null,
      region: null,
      purpose: purpose.trim(),
    },
    deadlineHours: hours,
  };
}
