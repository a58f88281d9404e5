/** Who is invited and has not come yet. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '#contracts/http/members.ts';
import { useWithdrawInvitation } from '../../api/members.ts';
import { useFormat } from '../../app/format.ts';
import layout from '../../components/layout.module.css';
import styles from './account.module.css';

/** The list. */
export function InvitationList({ invitations }: { readonly invitations: readonly Invitation[] }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const withdraw = useWithdrawInvitation();
  if (invitations.length === 0) return <p className={layout.soft}>{t('members.nobody')}</p>;
  return (
    <ul className={styles.people}>
      {invitations.map(({ id, name, email, roles, expiresAt }) => (
        <li key={id}>
          <div>
            <strong>{name}</strong>
            <p className={layout.soft}>
              {email} · {roles.map((role) => t(`role.${role}`)).join(', ')} ·{' '}
              {t('members.ends', { when: format.relative(expiresAt) })}
            </p>
          </div>
          <Button
            variant="default"
            size="xs"
            disabled={withdraw.isPending}
            aria-label={`${t('members.withdraw')}: ${name}`}
            onClick={() => withdraw.mutate(id)}
          >
            {t('members.withdraw')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
