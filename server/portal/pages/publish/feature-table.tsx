/** The columns of a dataset: what each holds, in which unit, and which joints it moves. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import styles from './wizard-page.module.css';

/** The table. */
export function FeatureTable({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('publish');
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('feature.name')}</th>
            <th scope="col">{t('feature.role')}</th>
            <th scope="col">{t('feature.unit')}</th>
            <th scope="col" className={styles.number}>
              {t('feature.dimensions')}
            </th>
            <th scope="col" className={styles.number}>
              {t('feature.joints')}
            </th>
          </tr>
        </thead>
        <tbody>
          {facts.features.map((feature) => (
            <tr key={feature.name}>
              <th scope="row">
                <code>{feature.name}</code>
              </th>
              <td>{feature.role}</td>
              <td>{feature.unit === 'unknown' ? t('feature.unknown') : feature.unit}</td>
              <td className={styles.number}>
                {feature.shape.length === 0 ? '1' : feature.shape.join(' × ')}
              </td>
              <td className={styles.number}>{jointsOf(feature)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function jointsOf({ joints }: FeatureFacts): string {
  if (joints === null) return '–';
  return `${joints.filter((joint) => joint !== null).length} / ${joints.length}`;
}
