/** The bodies that the catalog's data was recorded on. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBodies, useRecordedBodies, type CatalogBody } from '../../api/robots.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { SkeletonDrawing } from '../../body/skeleton-drawing.tsx';
import layout from '../../components/layout.module.css';
import styles from './robots.module.css';

/** The page. */
export function RobotsPage() {
  const { t } = useTranslation('robots');
  const bodies = useBodies();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={<Actions />} />
      <QueryView query={bodies} what={t('what')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('none')}>
              <p>{t('noneHint')}</p>
            </EmptyState>
          ) : (
            <Gallery bodies={items} />
          )
        }
      </QueryView>
    </>
  );
}

function Actions() {
  const { t } = useTranslation('robots');
  return (
    <>
      <Link href="/robots/compare">{t('compare.title')}</Link>
      <Link href="/match">{t('match')}</Link>
    </>
  );
}

function Gallery({ bodies }: { readonly bodies: readonly CatalogBody[] }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const recorded = useRecordedBodies(bodies);
  return (
    <ul className={styles.gallery} aria-label={t('title')}>
      {bodies.map(({ id, label: code, listings }, i) => {
        const label = format.body(code);
        const body = recorded[i]?.data?.manifest.embodiment?.body;
        const hours = listings.reduce((sum, listing) => sum + listing.hours, 0);
        return (
          <li key={id} className={styles.card}>
            <div className={styles.picture}>
              {body === undefined ? null : (
                <SkeletonDrawing body={body} label={t('drawing', { name: label })} />
              )}
            </div>
            <h2 className={styles.name}>
              <Link href={`/robots/${encodeURIComponent(id)}`}>{label}</Link>
            </h2>
            <p className={layout.soft}>
              {body === undefined
                ? ''
                : body.joints.length === 0
                  ? t(`kind.${body.kind}`)
                  : format.list([
                      t(`kind.${body.kind}`),
                      t('dof', { n: body.joints.filter(({ follows }) => follows === null).length }),
                    ])}
            </p>
            <p className={layout.soft}>
              {t('datasets', { count: listings.length, hours: format.hours(hours) })}
            </p>
            <p className={layout.soft}>
              <Link href={`/robots/compare?a=${encodeURIComponent(id)}`}>
                {t('compare.doShort')}
                <span className="visually-hidden"> {label}</span>
              </Link>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
