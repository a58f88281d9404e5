/** Taking an invitation: the link brings its secret, the person a password. */

import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { MIN_PASSWORD_LENGTH } from '#contracts/http/accounts.ts';
import { errorWords } from '../../api/error-words.ts';
import { useAcceptInvitation } from '../../api/members.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import styles from './account.module.css';

const LINK = /^#invitation=([0-9a-f]{1,64})$/;

/** The page of `/join#invitation=…`. */
export function JoinPage() {
  const { t } = useTranslation('account');
  const [secret] = useState(() => LINK.exec(window.location.hash)?.[1]);
  useEffect(() => {
    // The secret stays in no history of the browser.
    window.history.replaceState(null, '', window.location.pathname);
  }, []);
  return (
    <>
      <PageHeader title={t('join.title')} lead={t('join.lead')} />
      {secret === undefined ? (
        <EmptyState title={t('join.none')}>
          <p>{t('join.noneHint')}</p>
        </EmptyState>
      ) : (
        <Panel title={t('join.form')}>
          <JoinForm secret={secret} />
        </Panel>
      )}
    </>
  );
}

function JoinForm({ secret }: { readonly secret: string }) {
  const { t } = useTranslation('account');
  const [, go] = useLocation();
  const accept = useAcceptInvitation();
  const [password, setPassword] = useState('');
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate({ secret, password }, { onSuccess: () => go('/settings') });
  };
  const code = accept.error !== null && 'code' in accept.error ? accept.error.code : undefined;
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <PasswordInput
        label={t('field.password')}
        description={t('field.passwordHint', { n: MIN_PASSWORD_LENGTH })}
        required
        minLength={MIN_PASSWORD_LENGTH}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('field.show') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {accept.isError ? (
        <p role="alert" className={styles.error}>
          {code === 'not-found'
            ? t('join.over')
            : code === 'conflict'
              ? t('join.taken')
              : errorWords(accept.error, t)}
        </p>
      ) : null}
      <Button type="submit" loading={accept.isPending}>
        {t('join.do')}
      </Button>
    </form>
  );
}
