/** Writes CDR as ROS 2 does (OMG DDS-XTypes 1.3, section 7.4, XCDR1): little-endian, every value aligned to its size. */

import type { NumberColumn, NumberType } from '../../dataset-reader.ts';

const HEADER = Uint8Array.of(0, 1, 0, 0);
const START_BYTES = 1024;

/** Bytes of one element. */
const SIZES: Readonly<Record<NumberType, number>> = {
  bool: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
};

/** A message being written. */
export class CdrWriter {
  #bytes = Buffer.alloc(START_BYTES);
  #at = HEADER.length;

  constructor() {
    this.#bytes.set(HEADER);
  }

  /** The message; a copy. */
  get bytes(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 0, this.#at);
  }

  /** A 32-bit number without sign. */
  uint32(value: number): this {
    const at = this.#reserve(4, 4);
    this.#bytes.writeUInt32LE(value, at);
    return this;
  }

  /** A 32-bit number. */
  int32(value: number): this {
    const at = this.#reserve(4, 4);
    this.#bytes.writeInt32LE(value, at);
    return this;
  }

  /** `builtin_interfaces/Time` of a time in nanoseconds. */
  time(nanoseconds: bigint): this {
    return this.int32(Number(nanoseconds / 1_000_000_000n)).uint32(Number(nanoseconds % 1_000_000_000n));
  }

  /** A string with its closing zero. */
  string(value: string): this {
    const text = Buffer.from(value);
    this.uint32(text.length + 1);
    const at = this.#reserve(text.length + 1, 1);
    this.#bytes.set(text, at);
    this.#bytes[at + text.length] = 0;
    return this;
  }

  /** A sequence of strings. */
  strings(values: readonly string[]): this {
    this.uint32(values.length);
    for (const value of values) this.string(value);
    return this;
  }

  /** A sequence of bytes. */
  blob(value: Uint8Array): this {
    this.uint32(value.length);
    const at = this.#reserve(value.length, 1);
    this.#bytes.set(value, at);
    return this;
  }

  /** One row of a column as a sequence of its own type. */
  row({ type, width, values }: NumberColumn, row: number): this {
    this.uint32(width);
    const size = SIZES[type];
    const at = this.#reserve(width * size, width === 0 ? 1 : size);
    const raw = new Uint8Array(values.buffer, values.byteOffset + row * width * size, width * size);
    this.#bytes.set(raw, at);
    return this;
  }

  /** Aligns, makes room, and moves on; where the value goes. */
  #reserve(length: number, align: number): number {
    const over = (this.#at - HEADER.length) % align;
    const start = over === 0 ? this.#at : this.#at + align - over;
    const end = start + length;
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#at));
      this.#bytes = larger;
    } else this.#bytes.fill(0, this.#at, start);
    this.#at = end;
    return start;
  }
}
