/** The factors of a score as a table with bars: value, what it weighs, what it costs, in words. The costs add up to what the score lost. */

import { useTranslation } from 'react-i18next';
import type { FactorScore } from '#contracts/matching/schema.ts';
import { useFormat } from '../app/format.ts';
import styles from './factor-bars.module.css';

/** The table. */
export function FactorBars({ factors }: { readonly factors: readonly FactorScore[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.place}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('app:factors.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('app:factors.factor')}</th>
            <th scope="col">{t('app:factors.value')}</th>
            <th scope="col" className={styles.number}>
              {t('app:factors.weight')}
            </th>
            <th scope="col" className={styles.number}>
              {t('app:factors.lost')}
            </th>
            <th scope="col">{t('app:factors.why')}</th>
          </tr>
        </thead>
        <tbody>
          {factors
            .filter(({ weight }) => weight > 0)
            .map(({ factor, value, low, high, weight, lost, reason }) => (
              <tr key={factor}>
                <th scope="row">{t(`app:factor.${factor}`)}</th>
                <td>
                  <div className={styles.bar} aria-hidden="true">
                    <span style={{ left: percentOf(low), width: percentOf(Math.max(0.01, high - low)) }} />
                    {value === null ? null : <i style={{ width: percentOf(value) }} />}
                  </div>
                  {value === null ? t('app:factors.unknown') : format.percent(value)}
                </td>
                <td className={styles.number}>{format.percent(weight)}</td>
                <td className={styles.number}>{format.fixed(lost, 2)}</td>
                <td>{format.reason(reason)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {factors.some(({ factor, weight }) => factor === 'usefulness' && weight > 0) ? (
        <p className={styles.note}>{t('app:factors.usefulnessNote')}</p>
      ) : null}
    </div>
  );
}

function percentOf(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
