/** Accounts of this broker. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account } from '#contracts/http/accounts.ts';
import { errorWords } from '../../api/error-words.ts';
import { useAccounts, useRemoveAccount } from '../../api/operator.ts';
import { useSession } from '../../api/session.ts';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import styles from './account.module.css';

/** The list; nobody removes the account that is looking, or the last administrator of a company. */
export function AccountList() {
  const { t } = useTranslation('account');
  const own = useSession().data?.account?.id;
  const accounts = useAccounts();
  const remove = useRemoveAccount();
  return (
    <QueryView query={accounts}>
      {({ items }) => (
        <ul className={styles.people}>
          {items.map((account) => (
            <li key={account.id}>
              <div>
                <strong>{account.name}</strong>
                <p className={layout.soft}>
                  {account.email} · {account.roles.map((role) => t(`role.${role}`)).join(', ')}
                  {isLastAdmin(account, items) ? ` · ${t('members.lastAdmin')}` : ''}
                </p>
              </div>
              {account.id === own ? null : (
                <Button
                  variant="default"
                  disabled={remove.isPending || isLastAdmin(account, items)}
                  aria-label={`${t('operator.remove')}: ${account.name}`}
                  onClick={() => remove.mutate(account)}
                >
                  {t('operator.remove')}
                </Button>
              )}
            </li>
          ))}
          {remove.error === null ? null : (
            <li role="alert" className={styles.error}>
              {errorWords(remove.error, t)}
            </li>
          )}
        </ul>
      )}
    </QueryView>
  );
}

function isLastAdmin(account: Account, all: readonly Account[]): boolean {
  if (account.participant === null || !account.roles.includes('admin')) return false;
  const admins = all.filter(
    ({ participant, roles }) => participant === account.participant && roles.includes('admin'),
  );
  return admins.length === 1;
}
