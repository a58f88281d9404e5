/** One's own account: who one is here, and where one is signed in. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Account, OpenSession } from '#contracts/http/accounts.ts';
import { useEndSession, useSession, useSessions, useSignOut } from '../../api/session.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import styles from './account.module.css';
import { agentName } from './agent-name.ts';

/** The page. */
export function SettingsPage() {
  const { t } = useTranslation('account');
  const session = useSession();
  return (
    <>
      <PageHeader title={t('settings.title')} lead={t('settings.lead')} />
      <QueryView query={session}>
        {({ account }) =>
          account === null ? (
            <EmptyState title={t('settings.none')}>
              <Link href="/login">{t('login.title')}</Link>
            </EmptyState>
          ) : (
            <Signed account={account} />
          )
        }
      </QueryView>
    </>
  );
}

function Signed({ account }: { readonly account: Account }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  const signOut = useSignOut();
  const company =
    account.participant === null ? (
      t('settings.noCompany')
    ) : (
      <Identifier value={account.participant} what={t('settings.company')} />
    );
  return (
    <div className={layout.halves}>
      <Panel title={account.name}>
        <FactList
          facts={[
            { label: t('field.email'), value: account.email },
            { label: t('field.roles'), value: account.roles.map((role) => t(`role.${role}`)).join(', ') },
            { label: t('settings.company'), value: company },
            { label: t('settings.since'), value: format.date(account.createdAt) },
          ]}
        />
        <div className={styles.after}>
          <Button variant="default" onClick={() => signOut.mutate()}>
            {t('settings.signOut')}
          </Button>
          {account.roles.includes('admin') ? <Link href="/members">{t('members.title')}</Link> : null}
          {account.roles.includes('operator') ? <Link href="/operator">{t('operator.title')}</Link> : null}
        </div>
      </Panel>
      <Panel title={t('sessions.title')}>
        <Sessions />
      </Panel>
    </div>
  );
}

function Sessions() {
  const { t } = useTranslation('account');
  const sessions = useSessions();
  const end = useEndSession();
  return (
    <QueryView query={sessions}>
      {({ items }) => (
        <ul className={styles.people}>
          {items.map((session) => (
            <li key={session.id}>
              <SessionFacts session={session} />
              {session.current ? (
                <StatusBadge tone="good">{t('sessions.current')}</StatusBadge>
              ) : (
                <Button variant="default" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </QueryView>
  );
}

function SessionFacts({ session }: { readonly session: OpenSession }) {
  const { t } = useTranslation('account');
  const format = useFormat();
  return (
    <div>
      <strong title={session.agent}>
        {session.agent === '' ? t('sessions.unknown') : agentName(session.agent)}
      </strong>
      <p className={layout.soft}>
        {t('sessions.times', {
          opened: format.relative(session.openedAt),
          ends: format.relative(session.expiresAt),
        })}
      </p>
    </div>
  );
}
