/** Signing in, one's own account, a company's people, and what an operator decides. */

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
    path: '/members',
    modes: ['broker'],
    area: 'account',
    title: { en: 'People of the company', zh: '公司成员' },
    roles: ['admin'],
    examples: ['/members'],
    load: async () => (await import('./members-page.tsx')).MembersPage,
  },
  {
    path: '/join',
    modes: ['broker'],
    area: 'account',
    title: { en: 'Take an invitation', zh: '接受邀请' },
    examples: ['/join'],
    load: async () => (await import('./join-page.tsx')).JoinPage,
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
