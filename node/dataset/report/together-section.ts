/** What shows when episodes are compared or counted, and what decoded pictures show, as rows for either report. */

import type { DatasetQuality } from '#contracts/dataset/quality.ts';
import { formatNumber, plural, safeText } from './text-layout.ts';

/** Name, figure and a word on what it means, one row a metric that has a value. */
export function togetherRows(quality: DatasetQuality): [string, string, string][] {
  const near = quality.nearDuplicates;
  const rows = (quality.overall ?? []).flatMap(({ id, unit, value }): [string, string, string][] => {
    if (value === null) return [];
    if (unit === 'share') return [[id, `${(value * 100).toFixed(1)} %`, 'of the episodes']];
    return [[id, formatNumber(value), `distinct poses among ${plural(near?.compared ?? 0, 'episode')}`]];
  });
  const groups = (near?.groups ?? []).slice(0, 3).map((group) => group.slice(0, 6).join(' = '));
  return groups.length === 0 ? rows : [...rows, ['near-duplicates', groups.join('; '), 'episodes']];
}

/** One row a camera and episode, those with the most black or frozen pictures first. */
export function pictureRows(quality: DatasetQuality, most: number): (string | number | null)[][] {
  const worst = (quality.pictures?.rows ?? []).toSorted(
    (a, b) => (b.black ?? 0) - (a.black ?? 0) || (b.frozenLongest ?? 0) - (a.frozenLongest ?? 0),
  );
  return worst
    .slice(0, most)
    .map((row) => [
      row.episode,
      safeText(row.camera, 40),
      row.judged,
      row.black,
      row.frozenLongest,
      row.sharpness,
      row.dark,
      row.bright,
    ]);
}
