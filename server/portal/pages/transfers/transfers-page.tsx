/** Transfers of both sides as they run. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TransferView } from '#contracts/http/console.ts';
import { useExchanges, useMovement, useTransfers } from '../../api/exchanges.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { ByteBar } from './byte-bar.tsx';
import { stateOf } from './state.ts';
import styles from './transfers-page.module.css';

/** The page. */
export function TransfersPage() {
  const { t } = useTranslation('transfers');
  const transfers = useTransfers();
  useMovement();
  return (
    <>
      <PageHeader title={t('list.title')} lead={t('list.lead')} />
      <QueryView query={transfers} what={t('list.what')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('list.empty.title')}>
              <p>{t('list.empty.hint')}</p>
              <Link href="/agreements">{t('list.empty.way')}</Link>
            </EmptyState>
          ) : (
            <div className={styles.groups}>
              <Group items={items} role="consumer" />
              <Group items={items} role="provider" />
            </div>
          )
        }
      </QueryView>
    </>
  );
}

function Group(props: { readonly items: readonly TransferView[]; readonly role: TransferView['role'] }) {
  const { t } = useTranslation('transfers');
  const items = props.items.filter(({ role }) => role === props.role);
  if (items.length === 0) return null;
  return (
    <Panel title={t(`list.side.${props.role}`)} flush>
      <ul aria-label={t(`list.side.${props.role}`)}>
        {items.map((item) => (
          <Row key={`${item.transfer} ${item.role}`} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ item }: { readonly item: TransferView }) {
  const { t } = useTranslation('transfers');
  const format = useFormat();
  const exchanges = useExchanges();
  const exchange = exchanges.data?.find((view) => view.exchange === item.exchange);
  const state = stateOf(item);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <Link href={`/transfers/${encodeURIComponent(item.transfer)}`} className={styles.title}>
          {exchange?.title ?? item.exchange}
        </Link>
        <span className={styles.soft}>{exchange?.counterpartyName ?? ''}</span>
      </div>
      <ByteBar item={item} label={t('bar', { title: exchange?.title ?? item.exchange })} />
      <StatusBadge tone={state.tone}>{t(`state.${state.code}`)}</StatusBadge>
      <span className={styles.when}>{format.relative(item.updatedAt)}</span>
    </li>
  );
}
