/** One exchange from request to receipt: where it stands, under which terms, what happened last and what comes next. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ExchangeView, TransferView } from '#contracts/http/console.ts';
import { useExchange, useMovement, useTransfers } from '../../api/exchanges.ts';
import { useFormat } from '../../app/format.ts';
import { useIdParam } from '../../app/id-param.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StageLine } from '../../components/stage-line.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { Terms } from '../../components/terms.tsx';
import { NextStep } from './next-step.tsx';
import { stagesOf, standingOf } from './standing.ts';
import styles from './exchange-page.module.css';

/** The page of `/exchanges/:id`. */
export function ExchangePage() {
  const { t } = useTranslation('exchanges');
  const id = useIdParam();
  const exchange = useExchange(id);
  useMovement();
  return (
    <QueryView query={exchange} what={t('exchange.what')} level={1}>
      {(view) => <Exchange view={view} />}
    </QueryView>
  );
}

function Exchange({ view }: { readonly view: ExchangeView }) {
  const { t } = useTranslation('exchanges');
  const transfers = useTransfers();
  const transfer = transfers.data?.find(({ exchange }) => exchange === view.exchange);
  const standing = standingOf(view, Date.now());
  const stages = stagesOf(view, transfer).map(([name, state]) => ({ label: t(`stage.${name}`), state }));
  return (
    <>
      <PageHeader
        over={t(view.role === 'provider' ? 'row.askedBy' : 'row.askedOf', { name: view.counterpartyName })}
        title={view.title}
        lead={view.use.purpose}
        actions={<StatusBadge tone={standing.tone}>{t(`standing.${standing.code}`)}</StatusBadge>}
      />
      <div className={styles.stages}>
        <StageLine stages={stages} label={t('exchange.stages')} />
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <NextStep view={view} transfer={transfer} />
          <Panel title={t('exchange.terms')} aside={<code>{view.terms.id}</code>}>
            <Terms terms={view.terms} />
          </Panel>
        </div>
        <Panel title={t('exchange.facts')}>
          <Facts view={view} transfer={transfer} />
        </Panel>
      </div>
    </>
  );
}

function Facts({
  view,
  transfer,
}: {
  readonly view: ExchangeView;
  readonly transfer: TransferView | undefined;
}) {
  const { t } = useTranslation('exchanges');
  const format = useFormat();
  const { use, ended, agreementDigest } = view;
  return (
    <FactList
      facts={[
        { label: t('fact.dataset'), value: <Link href={`/datasets/${view.dataset}`}>{view.title}</Link> },
        { label: t('fact.version'), value: format.number(view.version) },
        { label: t('fact.manifest'), value: <Identifier value={view.manifest} what={t('fact.manifest')} /> },
        {
          label: t('fact.size'),
          value: t('fact.sizeOf', { bytes: format.bytes(view.bytes), files: view.files }),
        },
        {
          label: t('fact.company'),
          value: <Identifier value={view.counterparty} what={t('fact.company')} />,
        },
        { label: t('fact.use'), value: use.actions.map((action) => t(`action.${action}`)).join(', ') },
        { label: t('fact.commercial'), value: t(use.commercialModels ? 'yes' : 'no') },
        use.region === null ? null : { label: t('fact.region'), value: use.region },
        { label: t('fact.asked'), value: format.dateTime(view.createdAt) },
        { label: t('fact.changed'), value: format.dateTime(view.updatedAt) },
        agreementDigest === null
          ? null
          : {
              label: t('fact.agreement'),
              value: <Identifier value={agreementDigest} what={t('fact.agreement')} />,
            },
        ended === null
          ? null
          : { label: t('fact.ended'), value: `${ended.code}${ended.note === null ? '' : `: ${ended.note}`}` },
        transfer === undefined
          ? null
          : {
              label: t('fact.transfer'),
              value: (
                <Link href={`/transfers/${encodeURIComponent(transfer.transfer)}`}>{t('fact.follow')}</Link>
              ),
            },
      ]}
    />
  );
}
