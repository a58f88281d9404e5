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

/** Tally over all episodes, by feature name. */
export class FeatureTally {
  readonly #byName = new Map<string, FeatureObservation>();

  /** What was seen of a feature; undefined when no episode had it. */
  get(name: string): FeatureObservation | undefined {
    return this.#byName.get(name);
  }

  /** Adds the columns of one episode, and their own clocks where they have them. */
  add(columns: ReadonlyMap<string, Column>, times?: ReadonlyMap<string, Float64Array>): void {
    for (const [name, column] of columns) {
      if (column.kind === 'numbers') this.#addNumbers(name, column);
      else this.#touch(name, column.kind, null);
    }
    for (const [name, clock] of times ?? []) {
      const seen = this.#byName.get(name);
      if (seen === undefined || clock.length < 2) continue;
      seen.samples += clock.length - 1;
      seen.seconds += (clock.at(-1) ?? 0) - (clock[0] ?? 0);
    }
  }

  /** Samples per second of a feature with a clock of its own; null when it has none. */
  rateOf(name: string): number | null {
    const seen = this.#byName.get(name);
    return seen === undefined || seen.seconds <= 0 ? null : seen.samples / seen.seconds;
  }

  #touch(name: string, type: string, width: number | null): FeatureObservation {
    let seen = this.#byName.get(name);
    if (seen === undefined) {
      seen = {
        types: new Set(),
        width,
        min: new Float64Array(width ?? 0).fill(Number.POSITIVE_INFINITY),
        max: new Float64Array(width ?? 0).fill(Number.NEGATIVE_INFINITY),
        episodes: 0,
        samples: 0,
        seconds: 0,
      };
      this.#byName.set(name, seen);
    }
    if (seen.width !== width) seen.width = null;
    seen.types.add(type);
    seen.episodes++;
    return seen;
  }

  #addNumbers(name: string, column: Extract<Column, { kind: 'numbers' }>): void {
    const { width } = column;
    const seen = this.#touch(name, column.type, width);
    if (seen.min.length !== width) return;
    const values = asFloat64(column);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      const channel = i % width;
      if (value < (seen.min[channel] ?? 0)) seen.min[channel] = value;
      if (value > (seen.max[channel] ?? 0)) seen.max[channel] = value;
    }
  }
}
