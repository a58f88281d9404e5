/** The first page of a node's console. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/',
    modes: ['node'],
    area: 'console',
    title: { en: 'Console', zh: '控制台' },
    examples: ['/'],
    load: async () => (await import('./console-page.tsx')).ConsolePage,
  },
];
