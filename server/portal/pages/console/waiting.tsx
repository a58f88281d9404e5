/** What waits for a person of this company: decisions first, then data that may be fetched. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ExchangeView, TransferView } from '#contracts/http/console.ts';
import { useExchanges, useTransfers } from '../../api/exchanges.ts';
import { useFormat } from '../../app/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import rows from '../../components/rows.module.css';
import styles from './console-page.module.css';

const SHOWN = 6;

/** The list. */
export function Waiting() {
  const { t } = useTranslation('console');
  const exchanges = useExchanges();
  const transfers = useTransfers();
  return (
    <QueryView query={exchanges} what={t('waiting.what')}>
      {(items) => {
        const waiting = waitingItems(items, transfers.data ?? []);
        if (waiting.length === 0) return <p className={rows.nothing}>{t('waiting.nothing')}</p>;
        return (
          <ul aria-label={t('waiting.title')}>
            {waiting.slice(0, SHOWN).map(([kind, view]) => (
              <Item key={`${kind} ${view.exchange}`} kind={kind} view={view} />
            ))}
          </ul>
        );
      }}
    </QueryView>
  );
}

type Kind = 'decide' | 'fetch';

function waitingItems(
  exchanges: readonly ExchangeView[],
  transfers: readonly TransferView[],
): [Kind, ExchangeView][] {
  const decide = exchanges.filter(
    ({ role, waiting, state }) =>
      role === 'provider' && waiting?.for === 'decision' && state !== 'TERMINATED',
  );
  const fetchable = exchanges.filter(
    (view) =>
      view.role === 'consumer' &&
      view.state === 'FINALIZED' &&
      view.revocation === null &&
      !transfers.some(({ exchange }) => exchange === view.exchange),
  );
  return [
    ...decide.map((view): [Kind, ExchangeView] => ['decide', view]),
    ...fetchable.map((view): [Kind, ExchangeView] => ['fetch', view]),
  ];
}

function Item({ kind, view }: { readonly kind: Kind; readonly view: ExchangeView }) {
  const { t } = useTranslation('console');
  const format = useFormat();
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <Link href={`/exchanges/${encodeURIComponent(view.exchange)}`} className={rows.title}>
          {view.title}
        </Link>
        <span className={styles.soft}>{t(`waiting.${kind}`, { name: view.counterpartyName })}</span>
      </div>
      <span className={styles.when}>
        {format.relative(kind === 'decide' ? view.deadline : view.updatedAt)}
      </span>
    </li>
  );
}
