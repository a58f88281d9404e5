/** The quality of the report: metrics in groups, each with its spread and a bar an episode; episodes compared; pictures. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import {
  DATASET_METRIC_WORDS,
  METRIC_GROUPS,
  reasonName,
  type MetricGroup,
} from '#contracts/dataset/metric-words.ts';
import type { DatasetQuality, MetricSummary } from '#contracts/dataset/quality.ts';
import { BUILT_IN_PROFILE } from '../../quality/qualification.ts';
import { pictureRows, togetherRows } from '../together-section.ts';
import { plural } from '../text-layout.ts';
import { explained, note, part, table, type Cell, type TableColumn } from './elements.ts';
import { episodePlot } from './episode-plot.ts';
import { withUnit } from './verdict-part.ts';

/** Rows of cameras and episodes that are shown. */
const MAX_PICTURE_ROWS = 24;

const number = (head: string): TableColumn => ({ head, isNumber: true });

/** Everything that is measured per episode. */
export function qualityPart({ quality }: DatasetFacts): string {
  const groups = METRIC_GROUPS.map((group) => part(group.en, metricTable(quality, group)));
  const silent = quality.metrics
    .filter(({ episodes }) => episodes === 0)
    .map(({ id }) => reasonName(id, 'en'));
  const unmeasured = silent.length === 0 ? '' : `Without a value here: ${silent.join(', ')}.`;
  const omitted =
    quality.episodesOmitted === 0 ? '' : `${plural(quality.episodesOmitted, 'episode')} not drawn.`;
  return groups.join('') + note([unmeasured, omitted].filter((text) => text !== '').join(' '));
}

function metricTable(quality: DatasetQuality, { metrics }: MetricGroup): string {
  const rows = metrics.flatMap(({ id, en: [name, words] }): Cell[][] => {
    const metric = quality.metrics.find((one) => one.id === id);
    if (metric === undefined || metric.episodes === 0) return [];
    const show = (value: number | null): Cell => (value === null ? null : withUnit(value, metric.unit));
    const [median, p95, min, max] = [metric.median, metric.p95, metric.min, metric.max].map(show);
    const bound = boundOf(quality, metric);
    return [
      [
        explained(name, words),
        median,
        p95,
        min,
        max,
        bound.words,
        { html: plotOf(quality, metric, bound.max) },
      ].map((cell) => cell ?? null),
    ];
  });
  const columns: TableColumn[] = [
    { head: 'Metric', kind: 'name' },
    number('Median'),
    number('95th pct.'),
    number('Least'),
    number('Most'),
    number('Bound'),
    { head: 'Episodes in order', kind: 'plot' },
  ];
  return table(columns, rows, 'fixed');
}

/** What the rules ask of a metric, where they are the built-in ones: others are known by name only. */
function boundOf(
  quality: DatasetQuality,
  { id, unit }: MetricSummary,
): { words: string | null; max: number | null } {
  const rule =
    quality.qualification.profile === BUILT_IN_PROFILE.name
      ? BUILT_IN_PROFILE.rules.find(({ metric }) => metric === id)
      : undefined;
  if (rule === undefined) return { words: null, max: null };
  const per = rule.perFrame === true ? 'share' : unit;
  const frames = rule.perFrame === true ? ' of frames' : '';
  const words = [
    rule.min === undefined ? '' : `≥ ${withUnit(rule.min, per)}${frames}`,
    rule.max === undefined ? '' : `≤ ${withUnit(rule.max, per)}${frames}`,
  ];
  return {
    words: words.filter((word) => word !== '').join(', '),
    max: rule.perFrame === true ? null : (rule.max ?? null),
  };
}

function plotOf(quality: DatasetQuality, metric: MetricSummary, bound: number | null): string {
  if (metric.min === metric.max) return '';
  const at = quality.metrics.indexOf(metric);
  const values = quality.episodes.flatMap(({ values: row, reasons }) => {
    const value = row[at];
    return value === null || value === undefined ? [] : [{ value, failed: reasons.includes(metric.id) }];
  });
  return episodePlot(values, { label: reasonName(metric.id, 'en'), median: metric.median, bound });
}

/** What shows only when episodes are compared or counted. */
export function comparedPart({ quality }: DatasetFacts): string {
  const names: Readonly<Record<string, string>> = {
    ...Object.fromEntries(DATASET_METRIC_WORDS.map(({ id, en }) => [id, en[0]])),
    'near-duplicates': 'Nearly the same as one another',
  };
  const rows = togetherRows(quality).map(([id, value, words]): Cell[] => [
    names[id] ?? id,
    value.replace('.0 %', '\u202f%').replace(' %', '\u202f%'),
    words,
  ]);
  return table([{ head: 'Metric', kind: 'name' }, number('Figure'), { head: 'Of what' }], rows, 'compact');
}

/** What decoded pictures show, the worst first. */
export function picturesPart({ quality }: DatasetFacts): string {
  const { pictures } = quality;
  if (pictures === undefined) return '';
  const which = pictures.sampling === 'all' ? 'Every picture was decoded' : 'A sample was decoded';
  const hidden = Math.max(0, pictures.rows.length - MAX_PICTURE_ROWS) + pictures.rowsOmitted;
  const more =
    hidden > 0 ? ` The ${MAX_PICTURE_ROWS} worst rows of ${MAX_PICTURE_ROWS + hidden} are shown.` : '';
  const rows = pictureRows(quality, MAX_PICTURE_ROWS).map(
    ([
      episode = null,
      camera = null,
      judged = null,
      black = null,
      frozen = null,
      sharpness = null,
      dark = null,
      bright = null,
    ]) => [
      episode,
      camera,
      judged,
      share(black),
      typeof frozen === 'number' ? withUnit(frozen, 's') : null,
      sharpness,
      share(dark),
      share(bright),
    ],
  );
  const columns = [
    number('Episode'),
    { head: 'Camera', kind: 'code' },
    ...['Judged', 'Black', 'Frozen', 'Sharpness', 'Clipped dark', 'Clipped bright'].map(number),
  ];
  return note(`${which}: ${plural(pictures.judged, 'picture')}.${more}`) + table(columns, rows);
}

function share(value: string | number | null): Cell {
  return typeof value === 'number' ? withUnit(value, 'share') : value;
}
