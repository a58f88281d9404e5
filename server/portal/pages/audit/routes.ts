/** The audit log: entries, one entry with its proof, verification of what was delivered, provenance. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/audit',
    modes: ['broker', 'node'],
    area: 'audit',
    title: { en: 'Audit log', zh: '存证日志' },
    nav: { order: 80, label: { en: 'Audit', zh: '存证' } },
    examples: ['/audit'],
    load: async () => (await import('./entries-page.tsx')).EntriesPage,
  },
  {
    path: '/audit/entries/:id',
    modes: ['broker', 'node'],
    area: 'audit',
    title: { en: 'Log entry', zh: '日志条目' },
    examples: ['/audit/entries/{entry}'],
    load: async () => (await import('./entry-page.tsx')).EntryPage,
  },
  {
    path: '/audit/verify',
    modes: ['broker', 'node'],
    area: 'audit',
    title: { en: 'Verify a delivery', zh: '核验交付' },
    examples: ['/audit/verify'],
    load: async () => (await import('./verify-page.tsx')).VerifyPage,
  },
  {
    path: '/audit/provenance/:id',
    modes: ['broker', 'node'],
    area: 'audit',
    title: { en: 'Provenance', zh: '溯源' },
    examples: ['/audit/provenance/{dataset}'],
    load: async () => (await import('./provenance-page.tsx')).ProvenancePage,
  },
];
