/**
 * The run-length / bit-packed hybrid of parquet: levels and dictionary indices.
 *
 * https://github.com/apache/parquet-format/blob/master/Encodings.md ("RLE / Bit-Packing Hybrid"). Output is bounded by the caller's
 * array: a run that claims more values than that is cut, since padding of bit-packed runs is legal.
 */

import { damaged } from './damage.ts';

/** A place in a page's bytes. */
export interface ByteCursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Bits needed for values 0..max. */
export function bitWidthOf(max: number): number {
  return 32 - Math.clz32(max);
}

/** Reads an unsigned LEB128 of at most 32 bits. */
export function readVarint(cursor: ByteCursor): number {
  let result = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw damaged('A number runs past the end of its page.');
    result += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return result;
  }
  throw damaged('A number has too many bytes.');
}

/** Fills `out` with values of `width` bits. Throws `bad-dataset` when the bytes end first. */
export function readHybrid(cursor: ByteCursor, width: number, out: Uint8Array | Int32Array): void {
  if (width > 32) throw damaged('Levels wider than 32 bits.', { width });
  let done = 0;
  while (done < out.length) {
    const header = readVarint(cursor);
    if (header % 2 === 1) done = readPacked(cursor, width, { out, done, count: (header >>> 1) * 8 });
    else {
      const count = Math.min(Math.floor(header / 2), out.length - done);
      if (count === 0) throw damaged('A run of no values.');
      out.fill(readRunValue(cursor, width), done, done + count);
      done += count;
    }
  }
}

function readRunValue(cursor: ByteCursor, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i += 8) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) throw damaged('A run ends before its value.');
    value |= byte << i;
  }
  return value;
}

interface PackedRun {
  readonly out: Uint8Array | Int32Array;
  readonly done: number;
  readonly count: number;
}

function readPacked(cursor: ByteCursor, width: number, run: PackedRun): number {
  const { out } = run;
  const stop = Math.min(run.done + run.count, out.length);
  if (stop === run.done) throw damaged('A packed run of no values.');
  const { bytes } = cursor;
  const needed = Math.ceil(((stop - run.done) * width) / 8);
  if (cursor.at + needed > bytes.length) throw damaged('A packed run is longer than its page.');
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
  let at = cursor.at;
  // Up to 7 left-over bits plus one byte fit a 32-bit register for widths up to 24; wider values take the exact path.
  if (width > 24) return readWide(cursor, width, run);
  let register = 0;
  let bits = 0;
  for (let i = run.done; i < stop; i++) {
    while (bits < width) {
      register |= (bytes[at++] ?? 0) << bits;
      bits += 8;
    }
    out[i] = register & mask;
    register >>>= width;
    bits -= width;
  }
  cursor.at += Math.ceil((run.count * width) / 8);
  return stop;
}

function readWide(cursor: ByteCursor, width: number, run: PackedRun): number {
  const stop = Math.min(run.done + run.count, run.out.length);
  for (let i = run.done; i < stop; i++) {
    const firstBit = (i - run.done) * width;
    let value = 0;
    for (let bit = 0; bit < width; bit++) {
      const at = firstBit + bit;
      const byte = cursor.bytes[cursor.at + (at >>> 3)] ?? 0;
      value += ((byte >>> (at & 7)) & 1) * 2 ** bit;
    }
    run.out[i] = value;
  }
  cursor.at += Math.ceil((run.count * width) / 8);
  return stop;
}
