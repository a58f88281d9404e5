/** Hours by way of collecting: a bar each, on a common scale, with the number beside it. */

import { useTranslation } from 'react-i18next';
import { useOverview } from '../../api/overview.ts';
import { useFormat } from '../../app/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import styles from './method-bars.module.css';

/** The bars. Hours span orders of magnitude, so the scale is the square root, and said to be. */
export function MethodBars() {
  const { t } = useTranslation('home');
  const format = useFormat();
  const overview = useOverview();
  return (
    <QueryView query={overview}>
      {({ methods }) => {
        const most = Math.max(...methods.map(({ hours }) => hours), 1e-9);
        return methods.length === 0 ? (
          <p className={styles.scale}>{t('methods.none')}</p>
        ) : (
          <>
            <dl className={styles.bars}>
              {methods.map(({ collection, datasets, hours }) => (
                <div key={collection}>
                  <dt>{t(`app:collection.${collection}`)}</dt>
                  <dd>
                    <span className={styles.bar} aria-hidden="true">
                      <span style={{ width: `${Math.sqrt(hours / most) * 100}%` }} />
                    </span>
                    <span className={styles.value}>
                      {format.hours(hours)} ·{' '}
                      {t('methods.datasets', { n: format.number(datasets), count: datasets })}
                    </span>
                  </dd>
                </div>
              ))}
            </dl>
            <p className={styles.scale}>{t('methods.scale')}</p>
          </>
        );
      }}
    </QueryView>
  );
}
