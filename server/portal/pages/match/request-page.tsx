/** Asking for a dataset: under which of its licenses, for what. */

import { useTranslation } from 'react-i18next';
import { useDataset } from '../../api/dataset.ts';
import { useIdParam } from '../../app/id-param.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RequestForm } from './request-form.tsx';

/** The page of `/request/:id`. */
export function RequestPage() {
  const { t } = useTranslation('match');
  const dataset = useDataset(useIdParam());
  return (
    <QueryView query={dataset} what={t('request.what')} level={1}>
      {({ listing, manifest }) => (
        <>
          <PageHeader
            over={t('request.over', { name: listing.provider.name })}
            title={listing.title}
            lead={t('request.lead')}
          />
          <RequestForm dataset={listing.dataset} offers={manifest.offers} />
        </>
      )}
    </QueryView>
  );
}
