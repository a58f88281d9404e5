/** Finding data that fits a robot and a task, and asking for it. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/match',
    modes: ['broker', 'node'],
    area: 'match',
    title: { en: 'Match', zh: '匹配' },
    nav: { order: 30, label: { en: 'Match', zh: '匹配' } },
    examples: ['/match'],
    load: async () => (await import('./match-page.tsx')).MatchPage,
  },
  {
    path: '/request/:id',
    modes: ['node'],
    area: 'match',
    title: { en: 'Ask for a dataset', zh: '申请数据集' },
    examples: ['/request/{dataset}'],
    load: async () => (await import('./request-page.tsx')).RequestPage,
  },
];
