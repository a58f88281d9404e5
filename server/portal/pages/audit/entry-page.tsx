/** One entry: what it says, and whether it stands in the log, judged in this page and not by the server. */

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ListedEntry } from '#contracts/http/log.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import { statementOf } from './statement.ts';
import { useEntry, useTrustRoot } from '../../api/log.ts';
import { useCompanyNames } from '../../api/companies.ts';
import { useFormat } from '../../app/format.ts';
import { useIdParam } from '../../app/id-param.ts';
import { Command } from '../../components/command.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import { checkEntry } from './check-entry.ts';
import { ProofPath } from './proof-path.tsx';
import styles from './entry-page.module.css';

/** The page of `/audit/entries/:id`. */
export function EntryPage() {
  const { t } = useTranslation('audit');
  const entry = useEntry(useIdParam());
  return (
    <QueryView query={entry} what={t('entry.what')} level={1}>
      {(detail) => <Entry item={detail.entry} proof={detail.proof} />}
    </QueryView>
  );
}

function Entry({ item, proof }: { readonly item: ListedEntry; readonly proof: string }) {
  const { t } = useTranslation('audit');
  const trust = useTrustRoot();
  return (
    <>
      <PageHeader
        over={`#${item.index}`}
        title={t(`type.${item.type}`, { defaultValue: item.type })}
        lead={t('entry.lead')}
      />
      <div className={layout.close}>
        <QueryView query={trust} what={t('entry.trusting')}>
          {(root) => <Verdict item={item} proof={proof} trust={root} />}
        </QueryView>
        <div className={styles.columns}>
          <Panel title={t('entry.facts')}>
            <Facts item={item} />
          </Panel>
          <Panel title={t('entry.body')}>
            {/* A region that scrolls must be reachable by keyboard. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className={styles.body} tabIndex={0} aria-label={t('entry.body')}>
              {JSON.stringify(statementOf(item.entry), null, 2)}
            </pre>
          </Panel>
        </div>
        <Panel title={t('entry.byHand')}>
          <Command
            what={t('entry.byHand')}
            lines={['kin audit trust-root > trust-root.json', `kin audit prove ${item.index}`]}
          />
        </Panel>
      </div>
    </>
  );
}

function Verdict(props: { readonly item: ListedEntry; readonly proof: string; readonly trust: TrustRoot }) {
  const { t } = useTranslation('audit');
  const { item, proof, trust } = props;
  const verdict = useQuery({
    queryKey: ['verdict', item.leafHash, proof],
    staleTime: Infinity,
    queryFn: () => checkEntry({ entry: item.entry, proof, trust, nowMs: Date.now() }),
  });
  if (verdict.data === undefined) return <LoadingState what={t('entry.checking')} />;
  const { ok, code, message, size, witnesses } = verdict.data;
  return (
    <Panel
      title={t('proof.title')}
      aside={<StatusBadge tone={ok ? 'good' : 'bad'}>{t(ok ? 'proof.holds' : 'proof.broken')}</StatusBadge>}
    >
      <div className={layout.close}>
        <p className={styles.sentence}>
          {ok
            ? t('proof.sentence', { index: item.index, size, origin: trust.log.origin })
            : `${code ?? ''}: ${message ?? ''}`}
        </p>
        <p className={layout.soft}>{t('proof.witnesses', { count: witnesses, quorum: trust.quorum })}</p>
        <p className={layout.soft}>{t('proof.limits')}</p>
        <ProofPath verdict={verdict.data} />
      </div>
    </Panel>
  );
}

function Facts({ item }: { readonly item: ListedEntry }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const names = useCompanyNames();
  return (
    <FactList
      facts={[
        { label: t('fact.type'), value: <code>{item.type}</code> },
        { label: t('fact.time'), value: `${format.dateTime(item.time)} (${t('fact.claimed')})` },
        {
          label: t('fact.actor'),
          value: (
            <>
              {names.get(item.actor)} <Identifier value={item.actor} what={t('fact.actor')} />
            </>
          ),
        },
        {
          label: item.subject.name,
          value: <Identifier value={item.subject.digest} what={item.subject.name} />,
        },
        item.dataset === null
          ? null
          : {
              label: t('fact.dataset'),
              value: (
                <Link href={`/audit/provenance/${encodeURIComponent(item.dataset)}`}>
                  {t('fact.provenance')}
                </Link>
              ),
            },
        item.exchange === null
          ? null
          : {
              label: t('fact.exchange'),
              value: <Identifier value={item.exchange} what={t('fact.exchange')} />,
            },
        { label: t('fact.leaf'), value: <Identifier value={item.leafHash} what={t('fact.leaf')} /> },
      ]}
    />
  );
}
