/** Light or dark: the system's choice until the person makes one. `public/scheme.js` applies the same before the first paint. */

import { isMantineColorScheme, type MantineColorSchemeManager } from '@mantine/core';
import { readChoice, writeChoice } from './choices.ts';

const CHOICE = 'scheme';

/** Keeps the choice where `public/scheme.js` reads it. */
export const schemeManager: MantineColorSchemeManager = {
  get: (otherwise) => {
    const chosen = readChoice(CHOICE);
    return isMantineColorScheme(chosen) ? chosen : otherwise;
  },
  set: (value) => writeChoice(CHOICE, value === 'auto' ? null : value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => writeChoice(CHOICE, null),
};
