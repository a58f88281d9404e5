/** The data dictionary: every column with type, unit, names, joints and range. */

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';
import type { TabProps } from './tab-props.ts';

const NAMES_SHOWN = 40;

/** The part. */
export function ColumnsTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { features } = view.manifest.facts;
  const range = (values: readonly (number | null)[] | null, pick: (...all: number[]) => number): string => {
    const known = (values ?? []).filter((value): value is number => value !== null);
    return known.length === 0 ? '–' : format.number(pick(...known), 3);
  };
  return (
    <Panel title={t('columns.title')} aside={format.number(features.length)} flush>
      <DataTable label={t('columns.title')}>
        <thead>
          <tr>
            <th scope="col">{t('columns.name')}</th>
            <th scope="col">{t('columns.type')}</th>
            <th scope="col">{t('columns.unit')}</th>
            <th scope="col">{t('columns.role')}</th>
            <th scope="col">{t('columns.dimensions')}</th>
            <th scope="col" className={table.number}>
              {t('columns.min')}
            </th>
            <th scope="col" className={table.number}>
              {t('columns.max')}
            </th>
          </tr>
        </thead>
        <tbody>
          {features.map((feature) => (
            <tr key={feature.name}>
              <th scope="row">
                <code>{feature.name}</code>
              </th>
              <td>
                {feature.dtype} {feature.shape.length === 0 ? '' : `[${feature.shape.join(', ')}]`}
              </td>
              <td>{feature.unit === 'unknown' ? t('unknown') : feature.unit}</td>
              <td>{feature.role}</td>
              <td>{feature.names?.slice(0, NAMES_SHOWN).join(', ') ?? '–'}</td>
              <td className={table.number}>{range(feature.min, Math.min)}</td>
              <td className={table.number}>{range(feature.max, Math.max)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
