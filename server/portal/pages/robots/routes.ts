/** Robots of the catalog, and one robot in three dimensions. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/robots',
    modes: ['broker', 'node'],
    area: 'robots',
    title: { en: 'Robots', zh: '机器人' },
    nav: { order: 20, label: { en: 'Robots', zh: '机器人' } },
    examples: ['/robots'],
    load: async () => (await import('./robots-page.tsx')).RobotsPage,
  },
  {
    path: '/robots/:id',
    modes: ['broker', 'node'],
    area: 'robots',
    title: { en: 'Robot', zh: '机器人' },
    examples: ['/robots/{embodiment}'],
    load: async () => (await import('./robot-page.tsx')).RobotPage,
  },
];
