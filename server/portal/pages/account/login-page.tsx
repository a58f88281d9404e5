/** Signing in: address and password; in the demo world, one press. */

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'wouter';
import { PROVIDER_SIGN_IN_PATH, signInTroubleSchema, TROUBLE_PARAMETER } from '#contracts/http/portal.ts';
import { errorWords } from '../../api/error-words.ts';
import { usePortalInfo } from '../../api/portal.ts';
import { useSession, useSignIn } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import styles from './account.module.css';

/** The page; whoever has signed in is taken to the first page. */
export function LoginPage() {
  const { t } = useTranslation('account');
  const session = useSession();
  const demo = session.data?.demoAccounts ?? [];
  const provider = session.data?.provider ?? null;
  return (
    <>
      <PageHeader title={t('login.title')} lead={t('login.lead')} />
      <ProviderTrouble />
      <div className={layout.halves}>
        {provider === null ? null : (
          <Panel title={t('login.provider')}>
            <ProviderLink name={provider} />
          </Panel>
        )}
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

/** Why the provider's sign-in, which led back here, came to nothing. */
function ProviderTrouble() {
  const { t } = useTranslation('account');
  const [params] = useSearchParams();
  const trouble = signInTroubleSchema.safeParse(params.get(TROUBLE_PARAMETER));
  if (!trouble.success) return null;
  return (
    <p className={styles.trouble} role="alert">
      {t(`trouble.${trouble.data}`)}
    </p>
  );
}

/** Leaves the page. The address is the broker's public one: the provider leads back there, and the cookie must come along. */
function ProviderLink({ name }: { readonly name: string }) {
  const { t } = useTranslation('account');
  const info = usePortalInfo();
  return (
    <div className={styles.form}>
      <p className={layout.soft}>{t('login.providerLead')}</p>
      <Button component="a" href={`${info.data?.broker ?? ''}${PROVIDER_SIGN_IN_PATH}`}>
        {t('login.with', { name })}
      </Button>
    </div>
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
            <p className={layout.soft}>{roles.map((role) => t(`role.${role}`)).join(', ')}</p>
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
