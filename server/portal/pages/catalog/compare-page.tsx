/** Datasets side by side: one fact a line, differences marked by more than colour. */

import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import type { Listing } from '#contracts/http/catalog.ts';
import { useListings } from '../../api/datasets.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { valueWords } from './value-words.ts';
import styles from './compare-page.module.css';

type Words = ReturnType<typeof useTranslation<'catalog'>>['t'];

/** The page; datasets stand in the address. */
export function ComparePage() {
  const { t } = useTranslation('catalog');
  const [params] = useSearchParams();
  const ids = params.getAll('dataset').slice(0, 4);
  return (
    <>
      <PageHeader
        over={<Link href="/datasets">{t('title')}</Link>}
        title={t('compare.title')}
        lead={t('compare.lead')}
      />
      {ids.length < 2 ? (
        <EmptyState title={t('compare.empty')}>
          <p>{t('compare.emptyLead')}</p>
        </EmptyState>
      ) : (
        <Table ids={ids} />
      )}
    </>
  );
}

function Table({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const listings = useListings(ids);
  return (
    <QueryView query={listings}>
      {(items) => (
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('compare.title')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('compare.fact')}</th>
                {items.map((listing) => (
                  <th key={listing.dataset} scope="col">
                    {listing.title}
                    <span className={styles.by}>{listing.provider.name}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {factsOf(t, format).map(([label, read]) => {
                const values = items.map(read);
                const same = new Set(values).size === 1;
                return (
                  <tr key={label} data-same={same}>
                    <th scope="row">
                      {label}
                      {same ? null : <span className={styles.differs}>{t('compare.differs')}</span>}
                    </th>
                    {values.map((value, i) => (
                      <td key={items[i]?.dataset ?? i}>{value}</td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </QueryView>
  );
}

function factsOf(t: Words, format: Format): readonly (readonly [string, (listing: Listing) => string])[] {
  return [
    [t('facet.hours'), ({ hours }) => format.hours(hours)],
    [t('fact.episodes'), ({ episodes }) => format.number(episodes)],
    [t('fact.rate'), ({ fps }) => (fps === null ? '–' : `${format.number(fps, 1)} Hz`)],
    [t('facet.collection'), ({ collection }) => valueWords('collection', collection, t)],
    [t('facet.bodyClass'), ({ bodyClass }) => valueWords('bodyClass', bodyClass, t)],
    [t('fact.robot'), ({ embodiment }) => (embodiment === null ? '–' : format.body(embodiment.label))],
    [t('facet.dof'), ({ dof }) => (dof === null ? '–' : format.number(dof))],
    [
      t('fact.sensors'),
      ({ modalities }) => modalities.map((kind) => valueWords('modality', kind, t)).join(', '),
    ],
    [t('facet.quality'), ({ quality }) => (quality === null ? t('notJudged') : format.percent(quality))],
    [t('facet.task'), ({ tasks }) => tasks.join(' · ')],
    [t('facet.license'), ({ licenses }) => licenses.join(', ')],
    [t('facet.access'), ({ access }) => valueWords('access', access, t)],
    [t('fact.policy'), ({ policy }) => policy],
    [t('fact.size'), ({ bytes }) => format.bytes(bytes)],
    [t('fact.listed'), ({ publishedAt }) => format.date(publishedAt)],
  ];
}
