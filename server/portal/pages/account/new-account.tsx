/** A new account: who, with which roles, for which company. */

import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MIN_PASSWORD_LENGTH, ROLES, type Role } from '#contracts/http/accounts.ts';
import { participantIdSchema } from '#contracts/keys.ts';
import { errorWords } from '../../api/error-words.ts';
import { useCompanies, useCreateAccount } from '../../api/operator.ts';
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
      <TextInput
        label={t('field.name')}
        required
        maxLength={80}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('field.email')}
        type="email"
        required
        autoComplete="off"
        value={form.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
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
      <RoleBoxes roles={form.roles} onChange={(roles) => set({ roles })} />
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

function RoleBoxes(props: {
  readonly roles: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
}) {
  const { t } = useTranslation('account');
  const { roles } = props;
  const toggled = (role: Role): readonly Role[] =>
    roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role];
  return (
    <fieldset className={styles.roles}>
      <legend>{t('field.roles')}</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={() => props.onChange(toggled(role))}
          />
          {t(`role.${role}`)}
        </label>
      ))}
    </fieldset>
  );
}
