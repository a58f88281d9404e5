/** What others ask of this company, and what it asked of others. */

import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import type { ExchangeView } from '#contracts/http/console.ts';
import { useExchanges, useMovement } from '../../api/exchanges.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { SideTabs } from './side-tabs.tsx';
import { ExchangeRows } from './exchange-rows.tsx';
import { isForMe } from './standing.ts';
import styles from './inbox-page.module.css';

/** The page; `?side=mine` shows own requests. */
export function InboxPage() {
  const { t } = useTranslation('exchanges');
  const [search] = useSearchParams();
  const side = search.get('side') === 'mine' ? 'consumer' : 'provider';
  const exchanges = useExchanges();
  useMovement();
  return (
    <>
      <PageHeader title={t('inbox.title')} lead={t('inbox.lead')} />
      <SideTabs side={side} items={exchanges.data ?? []} />
      <QueryView query={exchanges} what={t('inbox.what')}>
        {(items) => <Side items={items.filter(({ role }) => role === side)} side={side} />}
      </QueryView>
    </>
  );
}

function Side({
  items,
  side,
}: {
  readonly items: readonly ExchangeView[];
  readonly side: ExchangeView['role'];
}) {
  const { t } = useTranslation('exchanges');
  if (items.length === 0) {
    return (
      <EmptyState title={t(`inbox.empty.${side}.title`)}>
        <p>{t(`inbox.empty.${side}.hint`)}</p>
        <Link href={side === 'provider' ? '/publish' : '/datasets'}>{t(`inbox.empty.${side}.way`)}</Link>
      </EmptyState>
    );
  }
  const first = items.filter(isForMe);
  const rest = items.filter((item) => !isForMe(item));
  return (
    <div className={styles.groups}>
      {first.length === 0 ? null : (
        <Panel title={t('inbox.decide')} aside={t('inbox.decideNote')} flush>
          <ExchangeRows items={first} label={t('inbox.decide')} />
        </Panel>
      )}
      {rest.length === 0 ? null : (
        <Panel title={t('inbox.rest')} flush>
          <ExchangeRows items={rest} label={t('inbox.rest')} />
        </Panel>
      )}
    </div>
  );
}
