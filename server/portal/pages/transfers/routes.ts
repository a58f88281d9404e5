/** Transfers of a company, at its own node. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/transfers',
    modes: ['node'],
    area: 'transfers',
    title: { en: 'Transfers', zh: '传输' },
    nav: { order: 70, label: { en: 'Transfers', zh: '传输' } },
    examples: ['/transfers'],
    load: async () => (await import('./transfers-page.tsx')).TransfersPage,
  },
  {
    path: '/transfers/:id',
    modes: ['node'],
    area: 'transfers',
    title: { en: 'Transfer', zh: '传输' },
    examples: ['/transfers/{transfer}'],
    load: async () => (await import('./transfer-page.tsx')).TransferPage,
  },
];
