/** LZ4 frames (github.com/lz4/lz4, doc/lz4_Frame_format.md and lz4_Block_format.md), as MCAP and ROS 1 bags hold them. */

import { ExchangeError } from '#contracts/errors.ts';

const MAGIC = 0x184d2204;

/** Decompresses one frame to at most `maxLength` bytes. Throws `bad-dataset` or `limit-exceeded`. */
export function decompressLz4Frame(bytes: Uint8Array, maxLength: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 7 || view.getUint32(0, true) !== MAGIC) throw damaged('no LZ4 frame');
  const flags = bytes[4] ?? 0;
  if (flags >> 6 !== 1) throw damaged('another version of LZ4');
  const hasBlockChecksum = (flags & 0x10) !== 0;
  let at = 7 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
  const out = new Output(maxLength);
  for (;;) {
    if (at + 4 > bytes.length) throw damaged('the frame has no end');
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return out.bytes();
    const size = word & 0x7fffffff;
    const block = bytes.subarray(at, at + size);
    if (block.length < size) throw damaged('a block is cut');
    if (word >>> 31 === 1) out.append(block);
    else decompressBlock(block, out);
    at += size + (hasBlockChecksum ? 4 : 0);
  }
}

function decompressBlock(block: Uint8Array, out: Output): void {
  let at = 0;
  const extended = (start: number): number => {
    let length = start;
    if (start !== 15) return length;
    for (;;) {
      const more = block[at++];
      if (more === undefined) throw damaged('a length is cut');
      length += more;
      if (more !== 255) return length;
    }
  };
  while (at < block.length) {
    const token = block[at++] ?? 0;
    const literals = extended(token >> 4);
    if (at + literals > block.length) throw damaged('literals are cut');
    out.append(block.subarray(at, at + literals));
    at += literals;
    if (at >= block.length) return;
    const distance = (block[at] ?? 0) | ((block[at + 1] ?? 0) << 8);
    at += 2;
    out.repeat(distance, extended(token & 15) + 4);
  }
}

/** Output that grows, and that later blocks may refer back into. */
class Output {
  readonly #max: number;
  #bytes = new Uint8Array(65_536);
  #length = 0;

  constructor(max: number) {
    this.#max = max;
  }

  append(part: Uint8Array): void {
    this.#reserve(part.length);
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
  }

  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.#length) throw damaged('a match points before the start');
    this.#reserve(length);
    const to = this.#length;
    if (distance >= length) this.#bytes.copyWithin(to, to - distance, to - distance + length);
    else for (let i = 0; i < length; i++) this.#bytes[to + i] = this.#bytes[to + i - distance] ?? 0;
    this.#length += length;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed > this.#max) {
      throw new ExchangeError('limit-exceeded', 'A compressed block is larger than it says.', {
        params: { limit: this.#max },
      });
    }
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.min(this.#max, Math.max(needed, this.#bytes.length * 2)));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

function damaged(what: string): ExchangeError {
  return new ExchangeError('bad-dataset', `LZ4: ${what}.`);
}
