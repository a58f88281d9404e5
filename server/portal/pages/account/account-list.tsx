/** Accounts of this broker. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccounts, useRemoveAccount } from '../../api/operator.ts';
import { useSession } from '../../api/session.ts';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import styles from './account.module.css';

/** The list; nobody removes the account that is looking. */
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
                </p>
              </div>
              {account.id === own ? null : (
                <Button
                  variant="default"
                  disabled={remove.isPending}
                  aria-label={`${t('operator.remove')}: ${account.name}`}
                  onClick={() => remove.mutate(account)}
                >
                  {t('operator.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}
