/** An invitation: whom, as what. Its link is shown once; who gets it chooses a password of his own. */

import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { COMPANY_ROLES, INVITATION_DAYS, type CompanyRole } from '#contracts/http/members.ts';
import { errorWords } from '../../api/error-words.ts';
import { useInvite } from '../../api/members.ts';
import { Command } from '../../components/command.tsx';
import layout from '../../components/layout.module.css';
import { PersonFields } from './person-fields.tsx';
import { RoleBoxes } from './role-boxes.tsx';
import styles from './account.module.css';

const EMPTY = { email: '', name: '', roles: ['requester'] as readonly CompanyRole[] };

/** The form, and the link of what it made last. */
export function InviteForm() {
  const { t } = useTranslation('account');
  const invite = useInvite();
  const [form, setForm] = useState(EMPTY);
  const set = (changes: Partial<typeof EMPTY>): void => setForm({ ...form, ...changes });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate({ ...form, roles: [...form.roles] }, { onSuccess: () => setForm(EMPTY) });
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <PersonFields name={form.name} email={form.email} onChange={set} />
      <RoleBoxes
        legend={t('field.roles')}
        offered={COMPANY_ROLES}
        roles={form.roles}
        onChange={(roles) => set({ roles })}
      />
      {invite.isError ? (
        <p role="alert" className={styles.error}>
          {errorWords(invite.error, t)}
        </p>
      ) : null}
      <Button type="submit" loading={invite.isPending} disabled={form.roles.length === 0}>
        {t('members.make')}
      </Button>
      {invite.data === undefined ? null : (
        <div className={styles.link} role="status">
          <p className={layout.soft}>
            {t('members.link', { name: invite.data.invitation.name, days: INVITATION_DAYS })}
          </p>
          <Command
            what={t('members.linkName')}
            lines={[`${window.location.origin}/join#invitation=${invite.data.secret}`]}
          />
        </div>
      )}
    </form>
  );
}
