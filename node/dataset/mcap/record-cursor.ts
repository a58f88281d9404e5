import { ExchangeError } from '#contracts/errors.ts';

/** Reads little-endian fields of one record. Every read past its end throws `bad-dataset`. */
export class RecordCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes not yet read. */
  get left(): number {
    return this.#bytes.length - this.#at;
  }

  uint8(): number {
    return this.#view.getUint8(this.#step(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#step(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#step(4), true);
  }

  /** A 64-bit length; one beyond 2^53 is a lie. */
  uint64(): number {
    const value = Number(this.bigUint64());
    if (!Number.isSafeInteger(value)) throw new ExchangeError('bad-dataset', 'A length makes no sense.');
    return value;
  }

  bigUint64(): bigint {
    return this.#view.getBigUint64(this.#step(8), true);
  }

  /** A string with its 32-bit length in front. */
  string(): string {
    return new TextDecoder().decode(this.bytes(this.uint32())).toWellFormed();
  }

  bytes(length: number): Uint8Array {
    const from = this.#step(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    return this.bytes(this.left);
  }

  skip(length: number): void {
    this.#step(length);
  }

  #step(length: number): number {
    if (length > this.left) throw new ExchangeError('bad-dataset', 'A record ends inside a field.');
    const from = this.#at;
    this.#at += length;
    return from;
  }
}
