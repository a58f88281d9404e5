/** Quality as computed from bytes: every metric by its name and what it means, in groups, and the set as a whole. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type {
  DatasetMetric,
  METRIC_UNITS,
  MetricSummary,
  QualityMetricId,
} from '#contracts/dataset/quality.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';
import styles from './metric-table.module.css';

type Quality = Pick<DatasetFacts['quality'], 'metrics' | 'overall'>;
type Unit = (typeof METRIC_UNITS)[number];

const COLUMNS = ['min', 'median', 'p95', 'max'] as const;
const GROUPS: Readonly<Record<string, readonly QualityMetricId[]>> = {
  time: [
    'duration',
    'frames',
    'timestamp-jitter',
    'timestamp-gap-longest',
    'dropped-frames',
    'timestamp-reversals',
    'stream-drift',
    'stream-overlap',
  ],
  signals: [
    'non-finite',
    'frozen-share',
    'frozen-longest',
    'dead-channels',
    'saturated-share',
    'label-coverage',
    'modality-completeness',
  ],
  motion: [
    'jumps',
    'jerk',
    'smoothness',
    'idle-share',
    'limit-violations',
    'velocity-violations',
    'action-lag',
    'tracking-error',
  ],
  pictures: [
    'video-missing',
    'video-stall-longest',
    'black-frames',
    'picture-frozen-longest',
    'sharpness',
    'exposure-clipped',
  ],
};
/** Digits of a number that is neither a share nor a count. */
const DIGITS = 3;

/** The table. */
export function MetricTable({ quality }: { readonly quality: Quality }) {
  const { t } = useTranslation('quality');
  const { overall = [] } = quality;
  const known = new Map(quality.metrics.map((metric) => [metric.id, metric]));
  const silent = [...quality.metrics.filter(({ median }) => median === null), ...overall]
    .filter((metric) => !('value' in metric) || metric.value === null)
    .map(({ id }) => t(`name.${id}`));
  return (
    <>
      <DataTable label={t('column.metric')}>
        <thead>
          <tr>
            <th scope="col">{t('column.metric')}</th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className={table.number}>
                {t(`column.${name}`)}
              </th>
            ))}
            <th scope="col">{t('column.unit')}</th>
          </tr>
        </thead>
        {Object.entries(GROUPS).map(([group, ids]) => (
          <Group key={group} name={group} metrics={ids.flatMap((id) => known.get(id) ?? [])} />
        ))}
        <Whole overall={overall} />
      </DataTable>
      {silent.length === 0 ? null : (
        <p className={styles.silent}>{t('unmeasured', { names: silent.join(', ') })}</p>
      )}
    </>
  );
}

function Group({ name, metrics }: { readonly name: string; readonly metrics: readonly MetricSummary[] }) {
  const format = useFormat();
  const measured = metrics.filter(({ median }) => median !== null);
  if (measured.length === 0) return null;
  return (
    <tbody>
      <Heading name={name} />
      {measured.map((metric) => (
        <tr key={metric.id}>
          <Name id={metric.id} />
          {COLUMNS.map((column) => (
            <td key={column} className={table.number}>
              {written(metric[column], metric.unit, format)}
            </td>
          ))}
          <td>{unitOf(metric.unit)}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Whole({ overall }: { readonly overall: readonly DatasetMetric[] }) {
  const format = useFormat();
  const measured = overall.filter(({ value }) => value !== null);
  if (measured.length === 0) return null;
  return (
    <tbody>
      <Heading name="whole" />
      {measured.map(({ id, unit, value }) => (
        <tr key={id}>
          <Name id={id} />
          <td className={table.number} colSpan={COLUMNS.length}>
            {written(value, unit, format)}
          </td>
          <td>{unitOf(unit)}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Heading({ name }: { readonly name: string }) {
  const { t } = useTranslation('quality');
  return (
    <tr>
      <th scope="colgroup" colSpan={COLUMNS.length + 2} className={styles.group}>
        {t(`group.${name}`)}
      </th>
    </tr>
  );
}

function Name({ id }: { readonly id: string }) {
  const { t } = useTranslation('quality');
  const means = t(`means.${id}`, { defaultValue: '' });
  return (
    <th scope="row">
      {t(`name.${id}`)}
      {means === '' ? null : <span className={styles.means}>{means}</span>}
    </th>
  );
}

function written(value: number | null, unit: Unit, format: Format): string {
  if (value === null) return '–';
  if (unit === 'share') return format.percent(value, 1);
  return format.number(value, unit === 'count' ? 0 : DIGITS);
}

/** Percentages carry their sign, counts and pure numbers have no unit. */
function unitOf(unit: Unit): string {
  return unit === 'share' || unit === 'count' || unit === '1' ? '' : unit.replace('^3', '³');
}
