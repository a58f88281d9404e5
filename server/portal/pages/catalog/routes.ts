/** The catalog and the comparison of datasets. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/datasets',
    modes: ['broker', 'node'],
    area: 'catalog',
    title: { en: 'Catalog', zh: '数据目录' },
    nav: { order: 10, label: { en: 'Catalog', zh: '数据目录' } },
    examples: ['/datasets', '/datasets?collection=simulation&minHours=10', '/datasets?q=nothing+like+it'],
    load: async () => (await import('./catalog-page.tsx')).CatalogPage,
  },
  {
    path: '/datasets/compare',
    modes: ['broker', 'node'],
    area: 'catalog',
    title: { en: 'Datasets side by side', zh: '数据集对比' },
    examples: ['/datasets/compare?dataset={dataset}&dataset={other}', '/datasets/compare'],
    load: async () => (await import('./compare-page.tsx')).ComparePage,
  },
];
