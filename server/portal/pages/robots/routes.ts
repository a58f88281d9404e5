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
    path: '/robots/compare',
    modes: ['broker', 'node'],
    area: 'robots',
    title: { en: 'Two robots side by side', zh: '两台机器人对比' },
    examples: ['/robots/compare?a={embodiment}&b={otherBody}', '/robots/compare'],
    load: async () => (await import('./compare-page.tsx')).ComparePage,
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
