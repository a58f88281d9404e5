/** Signing in, one's own account, and what an operator decides. */

import type { PageRoute } from '../../app/page-route.ts';

/** Routes of this area. */
export const routes: readonly PageRoute[] = [
  {
    path: '/login',
    modes: ['broker'],
    area: 'account',
    title: { en: 'Sign in', zh: '登录' },
    examples: ['/login'],
    load: async () => (await import('./login-page.tsx')).LoginPage,
  },
  {
    path: '/settings',
    modes: ['broker'],
    area: 'account',
    title: { en: 'Account', zh: '账户' },
    examples: ['/settings'],
    load: async () => (await import('./settings-page.tsx')).SettingsPage,
  },
  {
    path: '/operator',
    modes: ['broker'],
    area: 'account',
    title: { en: 'Operator', zh: '运营' },
    roles: ['operator'],
    examples: ['/operator'],
    load: async () => (await import('./operator-page.tsx')).OperatorPage,
  },
];
