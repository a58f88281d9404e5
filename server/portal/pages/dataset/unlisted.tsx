/** A dataset that the catalog does not have: an own one is on its way there, and the page waits for it; any other is not there. */

import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnListingView } from '#contracts/http/console.ts';
import { useOwnListings } from '../../api/console.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';

/** How often the catalog is asked for what is on its way, milliseconds. */
const ASKED_MS = 2000;
const COMING: readonly OwnListingView['state'][] = ['preparing', 'pending', 'listed'];

/** The page of such a dataset; `query` is what found nothing. */
export function Unlisted(props: { readonly dataset: string; readonly query: UseQueryResult }) {
  const { t } = useTranslation('dataset');
  const { dataset, query } = props;
  const { refetch } = query;
  const own = useOwnListings();
  const coming = own.data?.find((item) => item.dataset === dataset && COMING.includes(item.state));
  const waits = coming !== undefined;
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(() => void refetch(), ASKED_MS);
    return () => clearInterval(timer);
  }, [waits, refetch]);
  if (own.isPending) return <LoadingState what={t('what')} />;
  if (coming === undefined)
    return <ErrorState error={query.error} onRetry={() => void refetch()} level={1} />;
  const { title, version } = coming;
  return (
    <>
      <PageHeader
        title={t('coming.title')}
        lead={t(coming.state === 'listed' ? 'coming.lead' : 'coming.pending', { title, version })}
      />
      <LoadingState what={t('coming.title')} />
    </>
  );
}
