/** The quality table of a report: one line a metric, with a small picture of how episodes are spread. */

import type { DatasetQuality, MetricSummary } from '#contracts/dataset/quality.ts';
import { alignRows, formatNumber, type Style } from './text-layout.ts';

const BARS = '▁▂▃▄▅▆▇█';
const BINS = 16;

/** Lines of the table; metrics that no episode has a value for are named together at the end. */
export function qualityRows(quality: DatasetQuality, style: Style): string[] {
  const known = quality.metrics.filter(({ episodes }) => episodes > 0);
  const unknown = quality.metrics.filter(({ episodes }) => episodes === 0).map(({ id }) => id);
  if (known.length === 0) return [];
  const head = ['', 'median', 'p95', 'min', 'max', 'unit', 'episodes from min to max'].map(style.dim);
  const rows = known.map((metric) => rowOf(quality, metric));
  const note = unknown.length === 0 ? [] : [style.dim(`no value: ${unknown.join(', ')}`)];
  return [...alignRows([head, ...rows], [1, 2, 3, 4]), ...note];
}

function rowOf(quality: DatasetQuality, metric: MetricSummary): string[] {
  const show = (value: number | null): string => (value === null ? '—' : formatNumber(value));
  return [
    metric.id,
    show(metric.median),
    show(metric.p95),
    show(metric.min),
    show(metric.max),
    metric.unit === '1' ? '' : metric.unit,
    sparkline(quality, metric),
  ];
}

/** Histogram of the listed episodes between the metric's extremes; empty when all are equal. */
function sparkline(quality: DatasetQuality, metric: MetricSummary): string {
  const { min, max } = metric;
  if (min === null || max === null || min === max) return '';
  const at = quality.metrics.indexOf(metric);
  const counts = Array.from({ length: BINS }, () => 0);
  for (const { values } of quality.episodes) {
    const value = values[at];
    if (value === null || value === undefined) continue;
    const bin = Math.min(BINS - 1, Math.floor(((value - min) / (max - min)) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const most = Math.max(...counts, 1);
  return counts
    .map((count) => (count === 0 ? ' ' : (BARS[Math.ceil((count / most) * BARS.length) - 1] ?? '')))
    .join('');
}
