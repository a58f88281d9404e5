/** Signing in at a node: with the token of its home, or with an account of this node. */

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../api/error-words.ts';
import type { useConsoleSignIn } from '../api/console.ts';
import { Command } from '../components/command.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { Panel } from '../components/panel.tsx';
import styles from './sign-in-page.module.css';

type SignIn = ReturnType<typeof useConsoleSignIn>;

/** The page. */
export function SignInPage({ signIn }: { readonly signIn: SignIn }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('signIn.title')} lead={t('signIn.lead')} />
      {signIn.isError ? (
        <p className={styles.trouble} role="alert">
          {errorWords(signIn.error, t)}
        </p>
      ) : null}
      <div className={styles.ways}>
        <Panel title={t('signIn.link.title')}>
          <div className={styles.form}>
            <p className={styles.soft}>{t('signIn.link.lead')}</p>
            <Command what={t('signIn.link.title')} lines={['kin console']} />
            <TokenForm signIn={signIn} />
          </div>
        </Panel>
        <Panel title={t('signIn.account.title')}>
          <AccountForm signIn={signIn} />
        </Panel>
      </div>
    </>
  );
}

function TokenForm({ signIn }: { readonly signIn: SignIn }) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ token: token.trim().replace(/^.*#token=/, '') });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        label={t('signIn.link.token')}
        value={token}
        autoComplete="off"
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" loading={signIn.isPending} disabled={token.trim() === ''}>
          {t('signIn.do')}
        </Button>
      </div>
    </form>
  );
}

function AccountForm({ signIn }: { readonly signIn: SignIn }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ email: email.trim(), password });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.soft}>{t('signIn.account.lead')}</p>
      <TextInput
        label={t('signIn.account.email')}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.account.password')}
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="default" disabled={email === '' || password === ''}>
          {t('signIn.do')}
        </Button>
      </div>
    </form>
  );
}
