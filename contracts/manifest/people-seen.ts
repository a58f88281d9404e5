/** Who is seen in video, as a lister answers it: what that says about rights. Nobody else can know it. */

import type { Rights } from './manifest.ts';

/** Nobody; people who have consented; people who were masked before. */
export const PEOPLE_SEEN = ['nobody', 'consented', 'masked'] as const;
/** One of {@link PEOPLE_SEEN}. */
export type PeopleSeen = (typeof PEOPLE_SEEN)[number];

const PERSONAL_DATA = { nobody: 'none', consented: 'present', masked: 'desensitized' } as const;

/** The statement on rights that an answer makes; what it says nothing of stays unknown. */
export function rightsAboutPeople(seen: PeopleSeen): Rights {
  const consent = seen === 'consented' ? 'given' : 'not-needed';
  return {
    basis: 'unknown',
    exportControl: 'unknown',
    personalData: PERSONAL_DATA[seen],
    operatorConsent: consent,
    bystanderConsent: consent,
  };
}
