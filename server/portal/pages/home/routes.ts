/** The first page of a broker. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/',
    modes: ['broker'],
    area: 'home',
    title: { en: 'Robot data that fits your robot', zh: '适配您机器人的数据' },
    examples: ['/'],
    load: async () => (await import('./home-page.tsx')).HomePage,
  },
];
