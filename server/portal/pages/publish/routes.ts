/** Publishing datasets, at a company's own node. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/publish',
    modes: ['node'],
    area: 'publish',
    title: { en: 'Publish', zh: '发布' },
    nav: { order: 40, label: { en: 'Publish', zh: '发布' } },
    examples: ['/publish'],
    load: async () => (await import('./publish-page.tsx')).PublishPage,
  },
  {
    path: '/publish/:id',
    modes: ['node'],
    area: 'publish',
    title: { en: 'Publish a dataset', zh: '发布数据集' },
    examples: ['/publish/new'],
    load: async () => (await import('./wizard-page.tsx')).WizardPage,
  },
];
