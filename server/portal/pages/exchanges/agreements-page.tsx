/** Agreements of both sides: what may be used, what was let out, and how long. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useExchanges, useMovement } from '../../api/exchanges.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { ExchangeRows } from './exchange-rows.tsx';
import styles from './inbox-page.module.css';

/** The page. */
export function AgreementsPage() {
  const { t } = useTranslation('exchanges');
  const exchanges = useExchanges();
  useMovement();
  return (
    <>
      <PageHeader title={t('agreements.title')} lead={t('agreements.lead')} />
      <QueryView query={exchanges} what={t('agreements.what')}>
        {(all) => {
          const signed = all.filter(({ agreementId }) => agreementId !== null);
          if (signed.length === 0) {
            return (
              <EmptyState title={t('agreements.empty.title')}>
                <p>{t('agreements.empty.hint')}</p>
                <Link href="/datasets">{t('agreements.empty.way')}</Link>
              </EmptyState>
            );
          }
          return (
            <div className={styles.groups}>
              {(['consumer', 'provider'] as const).map((side) => {
                const items = signed.filter(({ role }) => role === side);
                return items.length === 0 ? null : (
                  <Panel key={side} title={t(`agreements.side.${side}`)} flush>
                    <ExchangeRows items={items} label={t(`agreements.side.${side}`)} />
                  </Panel>
                );
              })}
            </div>
          );
        }}
      </QueryView>
    </>
  );
}
