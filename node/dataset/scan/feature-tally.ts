/** What the bytes show of each feature: how wide, of which type, between which values, in how many episodes. */

import { asFloat64, type Column } from '../dataset-reader.ts';

/** Observations of one feature over all episodes. */
export interface FeatureObservation {
  /** Element types seen. */
  readonly types: Set<string>;
  /** Values per row; null when rows or episodes differ. */
  width: number | null;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Episodes that have the feature. */
  episodes: number;
  /** Samples and seconds between them, where the feature has a clock of its own. */
  samples: number;
  seconds: number;
}

/** What one episode shows of one feature. */
export interface FeatureSample {
  readonly name: string;
  readonly type: string;
  /** Values per row; null for what is not numeric. */
  readonly width: number | null;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Samples and seconds between them; 0 where the feature has no clock of its own. */
  readonly samples: number;
  readonly seconds: number;
}

/** Observes the columns of one episode, and their own clocks where they have them. */
export function observeColumns(
  columns: ReadonlyMap<string, Column>,
  times?: ReadonlyMap<string, Float64Array>,
): FeatureSample[] {
  return [...columns].map(([name, column]) => {
    const clock = times?.get(name) ?? new Float64Array();
    const timed = clock.length < 2 ? 0 : clock.length - 1;
    const seconds = timed === 0 ? 0 : (clock.at(-1) ?? 0) - (clock[0] ?? 0);
    const numbers = column.kind === 'numbers' ? column : null;
    const type = numbers?.type ?? column.kind;
    return { name, type, width: numbers?.width ?? null, ...boundsOf(numbers), samples: timed, seconds };
  });
}

function boundsOf(column: Extract<Column, { kind: 'numbers' }> | null): Pick<FeatureSample, 'min' | 'max'> {
  const width = column?.width ?? 0;
  const min = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(width).fill(Number.NEGATIVE_INFINITY);
  let channel = 0;
  for (const value of column === null ? [] : asFloat64(column)) {
    if (Number.isFinite(value)) {
      if (value < (min[channel] ?? 0)) min[channel] = value;
      if (value > (max[channel] ?? 0)) max[channel] = value;
    }
    channel = channel + 1 === width ? 0 : channel + 1;
  }
  return { min, max };
}

/** Tally over all episodes, by feature name. */
export class FeatureTally {
  readonly #byName = new Map<string, FeatureObservation>();

  /** What was seen of a feature; undefined when no episode had it. */
  get(name: string): FeatureObservation | undefined {
    return this.#byName.get(name);
  }

  /** Adds what one episode shows. */
  merge(samples: readonly FeatureSample[]): void {
    for (const sample of samples) {
      const { width } = sample;
      let seen = this.#byName.get(sample.name);
      if (seen === undefined) {
        const [min, max] = [sample.min.slice(), sample.max.slice()];
        seen = { types: new Set(), width, min, max, episodes: 0, samples: 0, seconds: 0 };
        this.#byName.set(sample.name, seen);
      }
      if (seen.width !== width) seen.width = null;
      seen.types.add(sample.type);
      seen.episodes++;
      seen.samples += sample.samples;
      seen.seconds += sample.seconds;
      if (seen.min.length !== sample.min.length) continue;
      for (let channel = 0; channel < seen.min.length; channel++) {
        seen.min[channel] = Math.min(seen.min[channel] ?? 0, sample.min[channel] ?? 0);
        seen.max[channel] = Math.max(seen.max[channel] ?? 0, sample.max[channel] ?? 0);
      }
    }
  }

  /** Samples per second of a feature with a clock of its own; null when it has none. */
  rateOf(name: string): number | null {
    const seen = this.#byName.get(name);
    return seen === undefined || seen.seconds <= 0 ? null : seen.samples / seen.seconds;
  }
}
