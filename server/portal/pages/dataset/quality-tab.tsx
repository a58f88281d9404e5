/** Quality as computed from the bytes of the derivative. */

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './dataset-page.module.css';

/** The part. */
export function QualityTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { metrics, qualification } = view.manifest.facts.quality;
  const text = (value: number | null): string => (value === null ? '–' : format.number(value, 4));
  return (
    <div className={styles.stack}>
      <p>
        {t('quality.sentence', {
          passed: format.number(qualification.passed),
          all: format.number(qualification.passed + qualification.failed),
          profile: qualification.profile,
        })}
      </p>
      <Panel title={t('quality.metrics')} flush>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('quality.metric')}</th>
                {(['min', 'median', 'p95', 'max'] as const).map((name) => (
                  <th key={name} scope="col" className={styles.number}>
                    {t(`quality.${name}`)}
                  </th>
                ))}
                <th scope="col">{t('columns.unit')}</th>
              </tr>
            </thead>
            <tbody>
              {metrics.map((metric) => (
                <tr key={metric.id}>
                  <th scope="row">{metric.id}</th>
                  <td className={styles.number}>{text(metric.min)}</td>
                  <td className={styles.number}>{text(metric.median)}</td>
                  <td className={styles.number}>{text(metric.p95)}</td>
                  <td className={styles.number}>{text(metric.max)}</td>
                  <td>{metric.unit}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  );
}
