/** The catalog: a search one types, facets one clicks, rows one scrolls. */

import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { useDatasetPages } from '../../api/datasets.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { VirtualRows } from '../../components/virtual-rows.tsx';
import { CompareTray } from './compare-tray.tsx';
import { FacetColumn } from './facet-column.tsx';
import { FilterChips } from './filter-chips.tsx';
import { ListingRow } from './listing-row.tsx';
import { SearchBar } from './search-bar.tsx';
import { searchOf } from './search-state.ts';
import { SortSelect } from './sort-select.tsx';
import styles from './catalog-page.module.css';

/** Height of a row before it is measured, in CSS pixels. */
const ROW_HEIGHT = 142;

/** The page. */
export function CatalogPage() {
  const { t } = useTranslation('catalog');
  const [params, setParams] = useSearchParams();
  const pages = useDatasetPages(searchOf(params));
  const first = pages.data?.pages[0];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <SearchBar params={params} onSearch={setParams} />
      <div className={styles.columns}>
        <FacetColumn params={params} facets={first?.facets ?? null} onChange={setParams} />
        <section className={styles.results} aria-label={t('results')}>
          <div className={styles.bar}>
            <p className={styles.total} aria-live="polite">
              {first === undefined ? ' ' : <Total total={first.total} />}
            </p>
            <SortSelect params={params} onChange={setParams} />
          </div>
          <FilterChips params={params} onChange={setParams} />
          <Rows pages={pages} />
        </section>
      </div>
      <CompareTray />
    </>
  );
}

function Total({ total }: { readonly total: number }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return <>{t('total', { count: total, n: format.number(total) })}</>;
}

function Rows({ pages }: { readonly pages: ReturnType<typeof useDatasetPages> }) {
  const { t } = useTranslation('catalog');
  if (pages.isError) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.data === undefined) return <LoadingState />;
  const items = pages.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState title={t('empty.title')}>
        <p>{t('empty.lead')}</p>
      </EmptyState>
    );
  }
  return (
    <VirtualRows
      items={items}
      label={t('results')}
      keyOf={(listing) => listing.dataset}
      rowHeight={ROW_HEIGHT}
      total={pages.data.pages[0]?.total ?? items.length}
      onEnd={() => {
        if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
      }}
    >
      {(listing) => <ListingRow listing={listing} />}
    </VirtualRows>
  );
}
