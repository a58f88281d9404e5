/** What the chart draws, in numbers: least, mean and greatest value of each channel. */

import { useTranslation } from 'react-i18next';
import type { Series } from '#contracts/http/samples.ts';
import type { SampleChannel } from '#contracts/sample/sample.ts';
import { useFormat } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';

const DIGITS = 4;

/** The table. */
export function SeriesTable(props: { readonly series: Series; readonly channels: readonly SampleChannel[] }) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  return (
    <DataTable label={t('sample.numbers')}>
      <caption className="visually-hidden">{t('sample.numbers')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('sample.channel')}</th>
          <th scope="col">{t('columns.unit')}</th>
          <th scope="col" className={table.number}>
            {t('columns.min')}
          </th>
          <th scope="col" className={table.number}>
            {t('sample.mean')}
          </th>
          <th scope="col" className={table.number}>
            {t('columns.max')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.series.channels.map(({ channel, values }) => {
          const about = props.channels[channel];
          const known = values.filter((value): value is number => value !== null);
          const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
          const text = (value: number): string => (known.length === 0 ? '–' : format.number(value, DIGITS));
          return (
            <tr key={channel}>
              <th scope="row">{about?.label}</th>
              <td>{about?.unit}</td>
              <td className={table.number}>{text(Math.min(...known))}</td>
              <td className={table.number}>{text(mean)}</td>
              <td className={table.number}>{text(Math.max(...known))}</td>
            </tr>
          );
        })}
      </tbody>
    </DataTable>
  );
}
