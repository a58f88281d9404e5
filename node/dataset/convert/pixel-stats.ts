/** Statistics of pixels in LeRobot's sense: per colour channel, 0 to 1, over a sample of pixels of every picture that passes. */

import { QUANTILES } from '../write/episode-stats.ts';
import type { FeatureStats } from '../write/lerobot-spec.ts';

/** Pixels of one picture that are looked at. */
const SAMPLED_PIXELS = 2048;
const LEVELS = 256;

/** Gathers histograms; pictures of 8 bits only. */
export class PixelStats {
  readonly #counts: Float64Array[];

  constructor(channels: number) {
    this.#counts = Array.from({ length: channels }, () => new Float64Array(LEVELS));
  }

  /** Takes in a picture, pixel after pixel. */
  add(data: Uint8Array): void {
    const channels = this.#counts.length;
    const pixels = Math.floor(data.length / channels);
    // A step without common factors with usual widths, so that samples do not stand in columns.
    const step = Math.max(1, Math.floor(pixels / SAMPLED_PIXELS)) | 1;
    for (let pixel = 0; pixel < pixels; pixel += step) {
      for (let channel = 0; channel < channels; channel++) {
        const counts = this.#counts[channel];
        const level = data[pixel * channels + channel] ?? 0;
        if (counts !== undefined) counts[level] = (counts[level] ?? 0) + 1;
      }
    }
  }

  /** The statistics; null before the first picture. `pictures` is the count that aggregates weigh with. */
  result(pictures: number): FeatureStats | null {
    if (pictures === 0) return null;
    const each = this.#counts.map(channelStats);
    const pick = (of: (one: (typeof each)[number]) => number): number[] => each.map(of);
    return {
      min: pick(({ min }) => min),
      max: pick(({ max }) => max),
      mean: pick(({ mean }) => mean),
      std: pick(({ std }) => std),
      count: pictures,
      quantiles: Object.fromEntries(
        Object.keys(QUANTILES).map((name) => [name, pick(({ quantiles }) => quantiles[name] ?? 0)]),
      ),
    };
  }
}

function channelStats(counts: Float64Array) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  let squares = 0;
  counts.forEach((count, level) => (sum += count * (level / 255)));
  const mean = sum / total;
  counts.forEach((count, level) => (squares += count * (level / 255 - mean) ** 2));
  const quantile = (share: number): number => {
    let seen = 0;
    for (let level = 0; level < LEVELS; level++) {
      seen += counts[level] ?? 0;
      if (seen >= share * total) return level / 255;
    }
    return 1;
  };
  return {
    min: counts.findIndex((count) => count > 0) / 255,
    max: counts.findLastIndex((count) => count > 0) / 255,
    mean,
    std: Math.sqrt(squares / total),
    quantiles: Object.fromEntries(Object.entries(QUANTILES).map(([name, share]) => [name, quantile(share)])),
  };
}
