/** What was picked for comparison, at the foot of the window. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useCompared } from './compared.ts';
import styles from './compare-tray.module.css';

/** The tray; nothing is shown while nothing is picked. */
export function CompareTray() {
  const { t } = useTranslation('catalog');
  const { items, toggle, clear } = useCompared();
  if (items.length === 0) return null;
  const search = new URLSearchParams(items.map(({ dataset }) => ['dataset', dataset]));
  return (
    <section className={styles.tray} aria-label={t('compare.tray')}>
      <ul className={styles.items}>
        {items.map((item) => (
          <li key={item.dataset}>
            <button type="button" onClick={() => toggle(item)}>
              {item.title} <span aria-hidden="true">×</span>
              <span className="visually-hidden">{t('remove')}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > 1 ? (
        <Link className={styles.go} href={`/datasets/compare?${search}`}>
          {t('compare.go', { n: items.length })}
        </Link>
      ) : (
        <span className={styles.hint}>{t('compare.hint')}</span>
      )}
      <button type="button" className={styles.clear} onClick={clear}>
        {t('compare.clear')}
      </button>
    </section>
  );
}
