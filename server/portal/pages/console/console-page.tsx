/** A node's first page: what waits for a person, what this company lists, how the node stands. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { NodeStatus } from '#contracts/http/console.ts';
import { useNodeStatus, useOwnListings } from '../../api/console.ts';
import { useExchanges, useMovement, useTransfers } from '../../api/exchanges.ts';
import { useFormat } from '../../app/format.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Figures } from '../../components/figure.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { OwnListings } from './own-listings.tsx';
import { Waiting } from './waiting.tsx';
import styles from './console-page.module.css';

/** The page. */
export function ConsolePage() {
  const { t } = useTranslation('console');
  const status = useNodeStatus();
  useMovement();
  return (
    <>
      <PageHeader
        over={t('over')}
        title={status.data?.name ?? '…'}
        lead={t('lead')}
        actions={status.data === undefined ? null : <Standing status={status.data} />}
      />
      <Counts />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Panel title={t('waiting.title')} flush>
            <Waiting />
          </Panel>
          <Panel title={t('listings.title')} aside={<Link href="/publish">{t('listings.way')}</Link>} flush>
            <OwnListings />
          </Panel>
        </div>
        <Panel title={t('node.title')}>
          <QueryView query={status} what={t('node.what')}>
            {(data) => <NodeFacts status={data} />}
          </QueryView>
        </Panel>
      </div>
    </>
  );
}

/** Whether the node can store anything comes first: nothing else works without. */
function Standing({ status }: { readonly status: NodeStatus }) {
  const { t } = useTranslation('console');
  return (
    <>
      {status.storage === null ? null : <StatusBadge tone="bad">{t('node.diskFull')}</StatusBadge>}
      <Enrolment status={status} />
    </>
  );
}

const ENROLMENT_TONES = { unknown: 'wait', pending: 'wait', admitted: 'good', suspended: 'bad' } as const;

function Enrolment({ status }: { readonly status: NodeStatus }) {
  const { t } = useTranslation('console');
  const { enrolment } = status.broker;
  return <StatusBadge tone={ENROLMENT_TONES[enrolment]}>{t(`enrolment.${enrolment}`)}</StatusBadge>;
}

function Counts() {
  const { t } = useTranslation('console');
  const format = useFormat();
  const listings = useOwnListings();
  const exchanges = useExchanges();
  const transfers = useTransfers();
  const figure = (value: number | undefined): string => (value === undefined ? '–' : format.number(value));
  const listed = listings.data?.filter(({ state }) => state === 'listed').length;
  const inForce = exchanges.data?.filter(
    ({ state, revocation }) => state === 'FINALIZED' && revocation === null,
  );
  const running = transfers.data?.filter(({ state }) => state === 'STARTED' || state === 'REQUESTED');
  return (
    <Figures
      items={[
        { label: t('counts.listed'), value: figure(listed) },
        {
          label: t('counts.given'),
          value: figure(inForce?.filter(({ role }) => role === 'provider').length),
        },
        {
          label: t('counts.taken'),
          value: figure(inForce?.filter(({ role }) => role === 'consumer').length),
        },
        { label: t('counts.running'), value: figure(running?.length) },
      ]}
    />
  );
}

function NodeFacts({ status }: { readonly status: NodeStatus }) {
  const { t } = useTranslation('console');
  const format = useFormat();
  const { storage } = status;
  const disk =
    storage === null
      ? []
      : [
          {
            label: t('node.disk'),
            value: t('node.diskSince', { time: format.dateTime(storage.since), code: storage.code }),
          },
        ];
  return (
    <FactList
      facts={[
        ...disk,
        {
          label: t('node.company'),
          value: <Identifier value={status.participant} what={t('node.company')} />,
        },
        { label: t('node.key'), value: <Identifier value={status.key} what={t('node.key')} /> },
        { label: t('node.broker'), value: `${status.broker.name}, ${status.broker.api}` },
        { label: t('node.log'), value: <code>{status.log.origin}</code> },
        { label: t('node.peers'), value: format.number(status.connections) },
        {
          label: t('node.outbox'),
          value: t('node.outboxOf', { pending: status.outbox.pending, dead: status.outbox.dead }),
        },
      ]}
    />
  );
}
