/** Quality as computed from bytes: every metric by its name and what it means, in groups, and the set as a whole. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import {
  DATASET_METRIC_WORDS,
  METRIC_GROUPS,
  type MetricGroup,
  type MetricWords,
} from '#contracts/dataset/metric-words.ts';
import type { DatasetMetric, METRIC_UNITS, MetricSummary } from '#contracts/dataset/quality.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';
import styles from './metric-table.module.css';

type Quality = Pick<DatasetFacts['quality'], 'metrics' | 'overall'>;
type Unit = (typeof METRIC_UNITS)[number];

const COLUMNS = ['min', 'median', 'p95', 'max'] as const;
/** Digits of a number that is neither a share nor a count. */
const DIGITS = 3;

/** The table. */
export function MetricTable({ quality }: { readonly quality: Quality }) {
  const { t } = useTranslation('quality');
  const { language } = useFormat();
  const { metrics, overall = [] } = quality;
  const silent = new Set<string>([
    ...metrics.filter(({ median }) => median === null).map(({ id }) => id),
    ...overall.filter(({ value }) => value === null).map(({ id }) => id),
  ]);
  const names = [...METRIC_GROUPS.flatMap((group) => group.metrics), ...DATASET_METRIC_WORDS]
    .filter(({ id }) => silent.has(id))
    .map((words) => words[language][0]);
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
        {METRIC_GROUPS.map((group) => (
          <Group key={group.id} group={group} metrics={metrics} />
        ))}
        <Whole overall={overall} />
      </DataTable>
      {names.length === 0 ? null : (
        <p className={styles.silent}>{t('unmeasured', { names: names.join(', ') })}</p>
      )}
    </>
  );
}

function Group(props: { readonly group: MetricGroup; readonly metrics: readonly MetricSummary[] }) {
  const format = useFormat();
  const { group } = props;
  const rows = group.metrics.flatMap((words) => {
    const metric = props.metrics.find(({ id, median }) => id === words.id && median !== null);
    return metric === undefined ? [] : [{ words, metric }];
  });
  if (rows.length === 0) return null;
  return (
    <tbody>
      <Heading name={group[format.language]} />
      {rows.map(({ words, metric }) => (
        <tr key={words.id}>
          <Name words={words} />
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
  const { t } = useTranslation('quality');
  const format = useFormat();
  const rows = DATASET_METRIC_WORDS.flatMap((words) => {
    const metric = overall.find(({ id, value }) => id === words.id && value !== null);
    return metric === undefined ? [] : [{ words, metric }];
  });
  if (rows.length === 0) return null;
  return (
    <tbody>
      <Heading name={t('whole')} />
      {rows.map(({ words, metric }) => (
        <tr key={words.id}>
          <Name words={words} />
          <td className={table.number} colSpan={COLUMNS.length}>
            {written(metric.value, metric.unit, format)}
          </td>
          <td>{unitOf(metric.unit)}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Heading({ name }: { readonly name: string }) {
  return (
    <tr>
      <th scope="colgroup" colSpan={COLUMNS.length + 2} className={styles.group}>
        {name}
      </th>
    </tr>
  );
}

function Name({ words }: { readonly words: MetricWords<string> }) {
  const { language } = useFormat();
  const [name, means] = words[language];
  return (
    <th scope="row">
      {name}
      <span className={styles.means}>{means}</span>
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
