/** The columns of a dataset: what each holds, in which unit, and which joints it moves. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';

/** The table. */
export function FeatureTable({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('publish');
  return (
    <DataTable label={t('feature.name')} long>
      <thead>
        <tr>
          <th scope="col">{t('feature.name')}</th>
          <th scope="col">{t('feature.role')}</th>
          <th scope="col">{t('feature.unit')}</th>
          <th scope="col" className={table.number}>
            {t('feature.dimensions')}
          </th>
          <th scope="col" className={table.number}>
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
            <td className={table.number}>{feature.shape.length === 0 ? '1' : feature.shape.join(' × ')}</td>
            <td className={table.number}>{jointsOf(feature)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function jointsOf({ joints }: FeatureFacts): string {
  if (joints === null) return '–';
  return `${joints.filter((joint) => joint !== null).length} / ${joints.length}`;
}
