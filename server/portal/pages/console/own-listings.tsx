/** This company's datasets: the newest version of each, and where it stands. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { OwnListingView } from '#contracts/http/console.ts';
import { useOwnListings } from '../../api/console.ts';
import { troubleWords } from '../../api/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import rows from '../../components/rows.module.css';
import styles from './console-page.module.css';

const TONES: Readonly<Record<OwnListingView['state'], Tone>> = {
  preparing: 'wait',
  pending: 'wait',
  listed: 'good',
  superseded: 'idle',
  withdrawn: 'idle',
  failed: 'bad',
};

/** The list. */
export function OwnListings() {
  const { t } = useTranslation('console');
  const listings = useOwnListings();
  return (
    <QueryView query={listings} what={t('listings.what')}>
      {(items) => {
        const newest = newestOfEach(items);
        if (newest.length === 0) {
          return (
            <div className={rows.nothing}>
              <EmptyState title={t('listings.empty')} level={3}>
                <p>{t('listings.hint')}</p>
                <Link href="/publish">{t('listings.way')}</Link>
              </EmptyState>
            </div>
          );
        }
        return (
          <ul aria-label={t('listings.title')}>
            {newest.map((item) => (
              <Row key={item.dataset} item={item} />
            ))}
          </ul>
        );
      }}
    </QueryView>
  );
}

function Row({ item }: { readonly item: OwnListingView }) {
  const { t } = useTranslation('console');
  const format = useFormat();
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <Link href={`/datasets/${item.dataset}`} className={rows.title}>
          {item.title}
        </Link>
        <span className={styles.soft}>
          {t('listings.version', { slug: item.slug, version: item.version })}, {t(`access.${item.access}`)}
          {item.reason === null
            ? ''
            : `: ${item.state === 'pending' ? troubleWords(item.reason, t) : item.reason}`}
        </span>
      </div>
      <StatusBadge tone={TONES[item.state]}>{t(`listing.${item.state}`)}</StatusBadge>
      <span className={styles.when}>{format.relative(item.updatedAt)}</span>
    </li>
  );
}

function newestOfEach(items: readonly OwnListingView[]): OwnListingView[] {
  const newest = new Map<string, OwnListingView>();
  for (const item of items) {
    const known = newest.get(item.dataset);
    if (known === undefined || item.version > known.version) newest.set(item.dataset, item);
  }
  return [...newest.values()];
}
