/** Statistics in LeRobot's sense: per dimension over the frames of an episode, and their aggregate over episodes. */

import { asFloat64, type NumberColumn } from '../dataset-reader.ts';
import type { FeatureStats } from './lerobot-spec.ts';

/** Quantiles that v3.0 stores. */
export const QUANTILES: Readonly<Record<string, number>> = {
  q01: 0.01,
  q10: 0.1,
  q50: 0.5,
  q90: 0.9,
  q99: 0.99,
};

/** Statistics of one column. Standard deviation is the population's, as numpy computes it; quantiles interpolate linearly. */
export function columnStats(column: NumberColumn): FeatureStats {
  const values = asFloat64(column);
  const { width, rows } = column;
  const stats = { min: [] as number[], max: [] as number[], mean: [] as number[], std: [] as number[] };
  const quantiles: Record<string, number[]> = Object.fromEntries(
    Object.keys(QUANTILES).map((name) => [name, []]),
  );
  for (let channel = 0; channel < width; channel++) {
    const sorted = new Float64Array(rows);
    for (let row = 0; row < rows; row++) sorted[row] = values[row * width + channel] ?? Number.NaN;
    let sum = 0;
    for (const value of sorted) sum += value;
    const mean = sum / rows;
    let squares = 0;
    for (const value of sorted) squares += (value - mean) ** 2;
    sorted.sort();
    stats.min.push(sorted[0] ?? 0);
    stats.max.push(sorted.at(-1) ?? 0);
    stats.mean.push(mean);
    stats.std.push(Math.sqrt(squares / rows));
    for (const [name, share] of Object.entries(QUANTILES)) quantiles[name]?.push(quantile(sorted, share));
  }
  return { ...stats, count: rows, quantiles };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

/** Running aggregate of one feature's statistics. Mean and deviation combine exactly; quantiles are count-weighted means, as LeRobot's own. */
export class StatsAggregate {
  #sum: FeatureStats | null = null;

  /** Adds the statistics of one episode. */
  add(stats: FeatureStats): void {
    this.#sum = this.#sum === null ? stats : combine(this.#sum, stats);
  }

  /** The aggregate; null when nothing was added. */
  get value(): FeatureStats | null {
    return this.#sum;
  }
}

function combine(a: FeatureStats, b: FeatureStats): FeatureStats {
  const count = a.count + b.count;
  const weigh = (x: number, y: number): number => (x * a.count + y * b.count) / count;
  const mean = zip(a.mean, b.mean, weigh);
  const std = mean.map((m, i) => {
    const first = (a.std[i] ?? 0) ** 2 + ((a.mean[i] ?? 0) - m) ** 2;
    const second = (b.std[i] ?? 0) ** 2 + ((b.mean[i] ?? 0) - m) ** 2;
    return Math.sqrt(weigh(first, second));
  });
  const quantiles = Object.fromEntries(
    Object.keys(a.quantiles).map((name) => [
      name,
      zip(a.quantiles[name] ?? [], b.quantiles[name] ?? [], weigh),
    ]),
  );
  return { min: zip(a.min, b.min, Math.min), max: zip(a.max, b.max, Math.max), mean, std, count, quantiles };
}

function zip(a: readonly number[], b: readonly number[], join: (x: number, y: number) => number): number[] {
  return a.map((value, i) => join(value, b[i] ?? value));
}

/** Statistics as `stats.json` and `episodes_stats.jsonl` hold them; image statistics have shape (3, 1, 1). */
export function statsJson(stats: FeatureStats, isImage: boolean): Record<string, unknown> {
  const shaped = (values: readonly number[]): unknown =>
    isImage ? values.map((value) => [[value]]) : values;
  return {
    min: shaped(stats.min),
    max: shaped(stats.max),
    mean: shaped(stats.mean),
    std: shaped(stats.std),
    count: [stats.count],
    ...Object.fromEntries(Object.entries(stats.quantiles).map(([name, values]) => [name, shaped(values)])),
  };
}
