/** Values of one channel as they come in, in arrays of their own type that grow. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Column, NumberArray, NumberType } from '../../dataset-reader.ts';

/** Bytes of values and times of one recording that are held; a longer recording is not converted. */
export const MAX_HELD_BYTES = 192 * 1024 * 1024;

const START_LENGTH = 256;

type ArrayConstructor = { new (length: number): NumberArray };

const ARRAYS: Readonly<Record<NumberType, ArrayConstructor>> = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bool: Uint8Array,
};

/** Counts what is held in memory. Throws `limit-exceeded` beyond {@link MAX_HELD_BYTES}. */
export class HeldBytes {
  #bytes = 0;

  /** Counts more. */
  add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > MAX_HELD_BYTES) {
      throw new ExchangeError('limit-exceeded', 'The recording is too long to be converted in one piece.', {
        params: { limit: MAX_HELD_BYTES },
      });
    }
  }
}

/** Times of messages, nanoseconds. */
export class TimeSeries {
  readonly #held: HeldBytes;
  #times = new BigInt64Array(START_LENGTH);
  length = 0;

  constructor(held: HeldBytes) {
    this.#held = held;
  }

  /** Adds a time. */
  push(time: bigint): void {
    if (this.length === this.#times.length)
      this.#times = grown(this.#times, this.length * 2) as BigInt64Array<ArrayBuffer>;
    this.#held.add(8);
    this.#times[this.length++] = time;
  }

  /** All times in order of arrival. */
  get times(): BigInt64Array {
    return this.#times.subarray(0, this.length);
  }
}

/** Numbers of one channel, equally many a message. */
export class NumberSeries {
  readonly type: NumberType;
  readonly width: number;
  readonly clock: TimeSeries;
  readonly #held: HeldBytes;
  #values: NumberArray;

  constructor(type: NumberType, width: number, held: HeldBytes) {
    this.type = type;
    this.width = width;
    this.clock = new TimeSeries(held);
    this.#held = held;
    this.#values = new ARRAYS[type](START_LENGTH * Math.max(1, width));
  }

  /** Adds a message's values, `width` of them. */
  push(time: bigint, values: readonly (number | bigint)[]): void {
    const at = this.clock.length * this.width;
    if (at + this.width > this.#values.length) this.#values = grown(this.#values, this.#values.length * 2);
    this.#held.add(this.width * this.#values.BYTES_PER_ELEMENT);
    this.#values.set(values as never, at);
    this.clock.push(time);
  }

  /** Everything held as a column. */
  column(): Column {
    const rows = this.clock.length;
    const values = this.#values.subarray(0, rows * this.width);
    return { kind: 'numbers', type: this.type, width: this.width, rows, values, missing: null };
  }
}

/** Text of one channel. */
export class TextSeries {
  readonly clock: TimeSeries;
  readonly #held: HeldBytes;
  readonly #values: string[] = [];

  constructor(held: HeldBytes) {
    this.clock = new TimeSeries(held);
    this.#held = held;
  }

  /** Adds a message's text. */
  push(time: bigint, text: string): void {
    this.#held.add(text.length * 2 + 16);
    this.#values.push(text);
    this.clock.push(time);
  }

  /** Everything held as a column. */
  column(): Column {
    return { kind: 'text', rows: this.#values.length, values: this.#values };
  }
}

function grown(values: NumberArray, length: number): NumberArray {
  const larger = new (values.constructor as ArrayConstructor)(length);
  larger.set(values as never);
  return larger;
}
