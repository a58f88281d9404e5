/** The verdict of the report: how many episodes qualify, why others do not, and what the recordings behind a derivative were like. */

import { reasonName } from '#contracts/dataset/metric-words.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { Qualification } from '#contracts/dataset/quality.ts';
import { formatNumber, plural } from '../text-layout.ts';
import { escapeHtml, note, part, table, type Cell } from './elements.ts';

/** Failed episodes that are listed. */
const MAX_FAILED = 40;
/** Good data bases reach this; below the second the data needs work. */
const GOOD_RATE = 0.95;
const FAIR_RATE = 0.8;

/** Tone of a qualification rate. */
export function toneOf(rate: number | null): 'good' | 'warn' | 'bad' | 'plain' {
  if (rate === null) return 'plain';
  return rate >= GOOD_RATE ? 'good' : rate >= FAIR_RATE ? 'warn' : 'bad';
}

/** The rate in large figures, for the head of the page. */
export function verdict({ quality: { qualification } }: DatasetFacts): string {
  const { profile, passed, failed, rate } = qualification;
  if (rate === null) return '<div class="verdict"><p>There is no episode to judge.</p></div>';
  const share = percent(rate);
  const tone = toneOf(rate);
  const words = `${formatNumber(passed)} of ${plural(passed + failed, 'episode')} qualify under ${escapeHtml(profile)}`;
  return `<div class="verdict"><strong class="${tone}">${share}</strong><div class="bar ${tone}"><i style="width:${(rate * 100).toFixed(1)}%"></i></div><p>${words}</p></div>`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}\u202f%`;
}

/** Reasons, failed episodes, and the recordings behind a derivative. */
export function verdictPart(facts: DatasetFacts): string {
  const { quality } = facts;
  const own = reasons(quality.qualification);
  const body = own === '' ? note('Every episode qualifies.') : own;
  return body + failedEpisodes(facts) + part('The recordings behind it', recordings(facts));
}

function reasons({ reasons: rows, passed, failed }: Qualification): string {
  const all = passed + failed;
  return table(
    [{ head: 'Reason', kind: 'name' }, { head: 'Episodes', isNumber: true }, { head: 'Share of all' }],
    rows.map(({ reason, episodes }) => [
      reasonName(reason, 'en'),
      episodes,
      {
        html: `<div class="bar bad" style="width:14rem;margin-top:.45rem"><i style="width:${((100 * episodes) / Math.max(1, all)).toFixed(1)}%"></i></div>`,
      },
    ]),
    'compact',
  );
}

function failedEpisodes({ quality }: DatasetFacts): string {
  const failed = quality.episodes.filter(({ reasons: why }) => why.length > 0);
  if (failed.length === 0) return '';
  const rows = failed.slice(0, MAX_FAILED).map((row): Cell[] => [
    row.episode,
    row.reasons
      .map((reason) => {
        const at = quality.metrics.findIndex(({ id }) => id === reason);
        const value = at < 0 ? null : (row.values[at] ?? null);
        const unit = quality.metrics[at]?.unit ?? '1';
        return value === null
          ? reasonName(reason, 'en')
          : `${reasonName(reason, 'en')} ${withUnit(value, unit)}`;
      })
      .join('; '),
  ]);
  const hidden = quality.qualification.failed - rows.length;
  const list = table(
    [{ head: 'Episode', isNumber: true }, { head: 'What speaks against it' }],
    rows,
    'compact',
  );
  return part(
    'Episodes that do not qualify',
    list + note(hidden > 0 ? `and ${plural(hidden, 'further episode')}` : ''),
  );
}

/** Three digits that count; what is next to nothing is said to be so. */
function short(value: number): string {
  if (value !== 0 && Math.abs(value) < 5e-4) return value < 0 ? '> −0.001' : '< 0.001';
  return formatNumber(Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** A figure with its unit as people write it; shares in percent. */
export function withUnit(value: number, unit: string): string {
  if (unit === 'share') return percent(value);
  if (unit === '1' || unit === 'count' || unit === 'unit/s^3') return short(value);
  return `${short(value)}\u202f${unit}`;
}

function recordings({ quality: { source, sourceTiming } }: DatasetFacts): string {
  if (source === undefined) return '';
  const { passed, failed, rate, profile } = source;
  const sentence =
    rate === null
      ? 'No recording was judged.'
      : `${percent(rate)} of the recordings qualified: ${formatNumber(passed)} of ${plural(passed + failed, 'episode')} under ${profile}. Those that failed were left out of what is described here.`;
  const why = source.reasons.length === 0 ? '' : reasons(source);
  return note(sentence) + why + (sourceTiming === undefined ? '' : timing(sourceTiming));
}

function timing({ clock, metrics }: NonNullable<DatasetFacts['quality']['sourceTiming']>): string {
  const clocks = {
    device: 'The recordings’ own clock, which the conversion made even:',
    synthetic: 'The recordings’ own clock was frame / rate:',
    unknown: 'The recordings’ clock is not known:',
  };
  const columns = [
    { head: 'Metric', kind: 'name' },
    ...['Median', '95th percentile', 'Most'].map((head) => ({ head, isNumber: true })),
  ];
  const rows = metrics.map((metric) => [
    reasonName(metric.id, 'en'),
    ...[metric.median, metric.p95, metric.max].map((value) =>
      value === null ? null : withUnit(value, metric.unit),
    ),
  ]);
  return note(clocks[clock.source]) + table(columns, rows, 'compact');
}
