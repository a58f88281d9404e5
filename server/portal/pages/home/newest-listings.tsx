/** What was listed last. */

import { useTranslation } from 'react-i18next';
import { useDatasets } from '../../api/datasets.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import styles from './newest-listings.module.css';

const SHOWN = 8;

/** The list; each row tells title, company, body, hours and age. */
export function NewestListings() {
  const { t } = useTranslation('home');
  const format = useFormat();
  const page = useDatasets({ sort: 'newest', limit: SHOWN });
  return (
    <div className={styles.frame}>
      <QueryView query={page}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('newest.empty')}>
              <p>{t('newest.hint')}</p>
            </EmptyState>
          ) : (
            <ol className={styles.list}>
              {items.map((listing) => (
                <li key={listing.dataset}>
                  <span className={styles.title}>{listing.title}</span>
                  <span className={styles.by}>{listing.provider.name}</span>
                  <span className={styles.body}>
                    {listing.embodiment === null ? t('newest.noBody') : format.body(listing.embodiment.label)}
                  </span>
                  <span className={styles.hours}>{format.hours(listing.hours)}</span>
                  <span className={styles.when}>{format.relative(listing.publishedAt)}</span>
                </li>
              ))}
            </ol>
          )
        }
      </QueryView>
    </div>
  );
}
