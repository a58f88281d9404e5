/** Signing in: address and password; in the demo world, one press. */

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { errorWords } from '../../api/error-words.ts';
import { useSession, useSignIn } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import styles from './account.module.css';

/** The page; whoever has signed in is taken to the first page. */
export function LoginPage() {
  const { t } = useTranslation('account');
  const session = useSession();
  const demo = session.data?.demoAccounts ?? [];
  return (
    <>
      <PageHeader title={t('login.title')} lead={t('login.lead')} />
      <div className={styles.columns}>
        <Panel title={t('login.form')}>
          <LoginForm />
        </Panel>
        {demo.length === 0 ? null : (
          <Panel title={t('login.demo')} aside={t('login.demoAside')}>
            <DemoAccounts accounts={demo} />
          </Panel>
        )}
      </div>
    </>
  );
}

function LoginForm() {
  const { t } = useTranslation('account');
  const [, go] = useLocation();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ email, password }, { onSuccess: () => go('/') });
  };
  const isWrong = signIn.error !== null && 'code' in signIn.error && signIn.error.code === 'unauthenticated';
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <TextInput
        label={t('field.email')}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('field.password')}
        autoComplete="current-password"
        required
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('field.show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {signIn.isError ? (
        <p className={styles.error} role="alert">
          {isWrong ? t('login.wrong') : errorWords(signIn.error, t)}
        </p>
      ) : null}
      <Button type="submit" loading={signIn.isPending}>
        {t('login.go')}
      </Button>
    </form>
  );
}

function DemoAccounts(props: {
  readonly accounts: readonly { email: string; name: string; roles: readonly string[] }[];
}) {
  const { t } = useTranslation('account');
  const [, go] = useLocation();
  const signIn = useSignIn();
  return (
    <ul className={styles.people}>
      {props.accounts.map(({ email, name, roles }) => (
        <li key={email}>
          <div>
            <strong>{name}</strong>
            <p className={styles.soft}>{roles.map((role) => t(`role.${role}`)).join(', ')}</p>
          </div>
          <Button
            variant="default"
            disabled={signIn.isPending}
            aria-label={t('login.as', { name })}
            onClick={() => signIn.mutate({ email }, { onSuccess: () => go('/') })}
          >
            {t('login.go')}
          </Button>
        </li>
      ))}
      {signIn.isError ? (
        <li role="alert" className={styles.error}>
          {errorWords(signIn.error, t)}
        </li>
      ) : null}
    </ul>
  );
}
