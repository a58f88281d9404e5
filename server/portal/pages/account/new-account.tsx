/** A new account: who, with which roles, for which company. */

import { Button, NativeSelect, PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MIN_PASSWORD_LENGTH, ROLES, type Role } from '#contracts/http/accounts.ts';
import { participantIdSchema } from '#contracts/keys.ts';
import { errorWords } from '../../api/error-words.ts';
import { useCompanies, useCreateAccount } from '../../api/operator.ts';
import { PersonFields } from './person-fields.tsx';
import { RoleBoxes } from './role-boxes.tsx';
import styles from './account.module.css';

const EMPTY = { email: '', name: '', password: '', company: '', roles: [] as readonly Role[] };

/** The form. */
export function NewAccount() {
  const { t } = useTranslation('account');
  const create = useCreateAccount();
  const [form, setForm] = useState(EMPTY);
  const set = (changes: Partial<typeof EMPTY>): void => setForm({ ...form, ...changes });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const { company, roles, ...rest } = form;
    create.mutate(
      {
        ...rest,
        roles: [...roles],
        participant: company === '' ? null : participantIdSchema.parse(company),
      },
      { onSuccess: () => setForm(EMPTY) },
    );
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <PersonFields name={form.name} email={form.email} onChange={set} />
      <PasswordInput
        label={t('field.password')}
        description={t('field.passwordHint', { n: MIN_PASSWORD_LENGTH })}
        required
        minLength={MIN_PASSWORD_LENGTH}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('field.show') }}
        value={form.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <CompanySelect value={form.company} onChange={(company) => set({ company })} />
      <RoleBoxes
        legend={t('field.roles')}
        offered={ROLES}
        roles={form.roles}
        onChange={(roles) => set({ roles })}
      />
      {create.isError ? (
        <p role="alert" className={styles.error}>
          {errorWords(create.error, t)}
        </p>
      ) : null}
      <Button type="submit" loading={create.isPending}>
        {t('operator.create')}
      </Button>
    </form>
  );
}

function CompanySelect(props: { readonly value: string; readonly onChange: (company: string) => void }) {
  const { t } = useTranslation('account');
  const companies = useCompanies().data?.items ?? [];
  return (
    <NativeSelect
      label={t('settings.company')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      data={[
        { value: '', label: t('settings.noCompany') },
        ...companies.map(({ participant, name }) => ({ value: participant, label: name })),
      ]}
    />
  );
}
