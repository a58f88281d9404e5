/** A company that has an administrator keeps one, whoever takes accounts away. */

import { ExchangeError } from '#contracts/errors.ts';
import { MAX_MEMBERS } from '#contracts/http/members.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import type { AccountRow } from './account-store.ts';
import { listMembers } from './member-store.ts';

/** Throws `conflict` (rule `last-admin`) when an account is the only administrator of its company. */
export function requireAnotherAdmin(db: ReadHandle, account: AccountRow): void {
  if (account.participant === null || !account.roles.includes('admin')) return;
  const others = listMembers(db, account.participant, MAX_MEMBERS).filter(({ id }) => id !== account.id);
  if (others.some(({ roles }) => roles.includes('admin'))) return;
  throw new ExchangeError('conflict', 'A company keeps an administrator: make somebody else one first.', {
    params: { rule: 'last-admin' },
  });
}
