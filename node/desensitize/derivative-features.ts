/** How the kept columns and cameras are declared in the derivative. */

import { cleanImage } from './clean-image.ts';
import type { ColumnDecision } from './column-rules.ts';
import type { DerivativeSpec, ImageColumn, SourceColumn, SourceEpisode } from './ports.ts';

const SAFE_SETTING = /^[A-Za-z0-9_.-]{1,32}$/;
// Properties of a video stream that a reader needs; serials, exposure and encoder settings are not among them.
const VIDEO_SETTINGS: ReadonlySet<string> = new Set([
  'height',
  'width',
  'codec',
  'pix_fmt',
  'fps',
  'channels',
  'is_depth_map',
]);

/** True when the first picture of a column is of a kind that can be cleaned. */
export function canClean(column: ImageColumn): boolean {
  const bytes = column.values.find((value) => value.bytes !== null)?.bytes;
  try {
    if (bytes !== null && bytes !== undefined) cleanImage(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The feature as the derivative declares it; none for what is left out and for the columns that every dataset has. Element type and width are
 * those of the values, not those that the source declares.
 */
export function keptFeature(
  decision: ColumnDecision,
  first: SourceEpisode,
): DerivativeSpec['features'][number][] {
  if (decision.kind === 'drop' || decision.kind === 'core') return [];
  const { feature, name, names, kind } = decision;
  if (kind === 'numbers')
    return [{ name, ...typeOf(feature, first.columns.get(feature.name)), names, info: {} }];
  const info: Record<string, string | number | boolean | null> = {};
  if (kind === 'video') {
    for (const [key, value] of Object.entries(feature.info)) {
      const safe = typeof value !== 'string' || SAFE_SETTING.test(value);
      if (VIDEO_SETTINGS.has(key) && safe) info[key] = value;
    }
    info['has_audio'] = false;
  }
  return [{ name, dtype: feature.dtype, shape: feature.shape, names, info }];
}

function typeOf(
  feature: { readonly dtype: string; readonly shape: readonly number[] },
  column: SourceColumn | undefined,
): { dtype: string; shape: readonly number[] } {
  if (column?.kind !== 'numbers') return feature;
  const width = feature.shape.reduce((product, size) => product * size, 1);
  return { dtype: column.type, shape: width === column.width ? feature.shape : [column.width] };
}
