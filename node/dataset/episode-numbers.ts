/** Numeric columns of an episode, row by row. */

import type { PoseElement } from '#contracts/dataset/pose-map.ts';
import { asFloat64, type Episode } from './dataset-reader.ts';

/** Values of numeric columns as float64, `width` per row. */
export type EpisodeNumbers = ReadonlyMap<string, { readonly values: Float64Array; readonly width: number }>;

/** The numeric ones among the columns of these names. */
export function numbersOf(episode: Episode, names: readonly string[]): EpisodeNumbers {
  const columns = new Map<string, { values: Float64Array; width: number }>();
  for (const name of names) {
    const column = episode.columns.get(name);
    if (column?.kind === 'numbers') columns.set(name, { values: asFloat64(column), width: column.width });
  }
  return columns;
}

/** One number of a row; NaN where there is none. */
export function numberAt(numbers: EpisodeNumbers, { feature, dimension }: PoseElement, row: number): number {
  const column = numbers.get(feature);
  return column?.values[row * column.width + dimension] ?? Number.NaN;
}
