/** Reads a file forward in large steps and hands it out in small ones. */

import { open, type FileHandle } from 'node:fs/promises';
import { ExchangeError } from '#contracts/errors.ts';

const WINDOW_BYTES = 1024 * 1024;

/** A place in a file that only moves forward. */
export class ByteFile implements AsyncDisposable {
  readonly #handle: FileHandle;
  #window = new Uint8Array();
  #windowStart = 0;
  readonly size: number;
  at = 0;

  /** Opens a file for reading. */
  static async open(path: string): Promise<ByteFile> {
    const handle = await open(path, 'r');
    return new ByteFile(handle, (await handle.stat()).size);
  }

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Bytes from here to the end of the file. */
  get left(): number {
    return this.size - this.at;
  }

  /** Takes exactly `length` bytes; they stay valid. Throws `bad-dataset` at the end of the file. */
  async take(length: number): Promise<Uint8Array> {
    if (length > this.left) {
      throw new ExchangeError('bad-dataset', 'The file ends inside a record.', {
        params: { offset: this.at },
      });
    }
    const inWindow = this.at - this.#windowStart;
    if (inWindow + length > this.#window.length || inWindow < 0) await this.#fill(length);
    const from = this.at - this.#windowStart;
    this.at += length;
    return this.#window.subarray(from, from + length);
  }

  /** Moves on without reading. */
  skip(length: number): void {
    this.at += length;
  }

  async #fill(length: number): Promise<void> {
    // A new window each time: slices of the old one may still be in use.
    const bytes = new Uint8Array(Math.min(Math.max(length, WINDOW_BYTES), this.left));
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await this.#handle.read(bytes, done, bytes.length - done, this.at + done);
      if (bytesRead === 0)
        throw new ExchangeError('bad-dataset', 'The file became shorter.', { params: { offset: this.at } });
      done += bytesRead;
    }
    this.#window = bytes;
    this.#windowStart = this.at;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#handle.close();
  }
}
