/** Requests, decisions and agreements of a company, at its own node. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/inbox',
    modes: ['node'],
    area: 'exchanges',
    title: { en: 'Inbox', zh: '收件箱' },
    nav: { order: 50, label: { en: 'Inbox', zh: '收件箱' } },
    examples: ['/inbox', '/inbox?side=mine'],
    load: async () => (await import('./inbox-page.tsx')).InboxPage,
  },
  {
    path: '/agreements',
    modes: ['node'],
    area: 'exchanges',
    title: { en: 'Agreements', zh: '协议' },
    nav: { order: 60, label: { en: 'Agreements', zh: '协议' } },
    examples: ['/agreements'],
    load: async () => (await import('./agreements-page.tsx')).AgreementsPage,
  },
  {
    path: '/exchanges/:id',
    modes: ['node'],
    area: 'exchanges',
    title: { en: 'Exchange', zh: '交换' },
    examples: ['/exchanges/{exchange}'],
    load: async () => (await import('./exchange-page.tsx')).ExchangePage,
  },
];
