/** One dataset of the catalog. */

import type { PageRoute } from '../../app/page-route.ts';

const TABS = ['episodes', 'robot', 'quality', 'columns', 'license', 'use'];

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/datasets/:id',
    modes: ['broker', 'node'],
    area: 'dataset',
    title: { en: 'Dataset', zh: '数据集' },
    examples: ['/datasets/{dataset}', ...TABS.map((tab) => `/datasets/{dataset}?tab=${tab}`)],
    load: async () => (await import('./dataset-page.tsx')).DatasetPage,
  },
];
