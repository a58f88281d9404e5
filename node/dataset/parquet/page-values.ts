/**
 * Values of a data page, by encoding (https://github.com/apache/parquet-format/blob/master/Encodings.md): PLAIN, dictionary,
 * RLE booleans, BYTE_STREAM_SPLIT, and the DELTA family through hyparquet.
 */

import type { Encoding } from 'hyparquet/src/types.js';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import type { Leaf } from './parquet-file.ts';
import { damaged } from './damage.ts';
import { readHybrid, type ByteCursor } from './levels.ts';

/** Values in the file's physical type; booleans as bytes 0 and 1. */
export type PhysicalValues =
  | Float32Array
  | Float64Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint8Array[];

/** What a page's values are decoded with. */
export interface ValueSource {
  readonly leaf: Leaf;
  readonly encoding: Encoding;
  readonly count: number;
  readonly dictionary: PhysicalValues | null;
}

/** Decodes `source.count` values from the cursor to the end of its bytes. Throws `bad-dataset`. */
export function decodeValues(cursor: ByteCursor, source: ValueSource): PhysicalValues {
  const physical = source.leaf.element.type;
  switch (source.encoding) {
    case 'PLAIN':
      return decodePlain(cursor, physical, source.count);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
      return decodeDictionary(cursor, source);
    case 'RLE':
      return decodeRleBooleans(cursor, source.count);
    case 'BYTE_STREAM_SPLIT':
      return joinStreams(cursor, physical, source.count);
    default:
      return decodeDelta(cursor, source);
  }
}

/** Decodes PLAIN values of a physical type; also the body of a dictionary page. */
export function decodePlain(cursor: ByteCursor, physical: string | undefined, count: number): PhysicalValues {
  switch (physical) {
    case 'FLOAT':
      return new Float32Array(aligned(cursor, count, 4), 0, count);
    case 'DOUBLE':
      return new Float64Array(aligned(cursor, count, 8), 0, count);
    case 'INT32':
      return new Int32Array(aligned(cursor, count, 4), 0, count);
    case 'INT64':
      return new BigInt64Array(aligned(cursor, count, 8), 0, count);
    case 'BOOLEAN':
      return plainBooleans(cursor, count);
    case 'BYTE_ARRAY':
      return plainByteArrays(cursor, count);
    default:
      throw damaged('The column has a type that is not read.', { type: physical ?? 'none' });
  }
}

function aligned(cursor: ByteCursor, count: number, width: number): ArrayBuffer {
  const end = cursor.at + count * width;
  if (end > cursor.bytes.length) throw damaged('A page holds fewer values than it declares.', { count });
  // A copy: pages start anywhere, typed arrays only at multiples of their width.
  const copy = new Uint8Array(cursor.bytes.subarray(cursor.at, end));
  cursor.at = end;
  return copy.buffer;
}

function plainBooleans(cursor: ByteCursor, count: number): Uint8Array {
  if (cursor.at + Math.ceil(count / 8) > cursor.bytes.length) {
    throw damaged('A page holds fewer values than it declares.', { count });
  }
  const out = new Uint8Array(count);
  for (let i = 0; i < count; i++) out[i] = ((cursor.bytes[cursor.at + (i >>> 3)] ?? 0) >>> (i & 7)) & 1;
  return out;
}

function plainByteArrays(cursor: ByteCursor, count: number): Uint8Array[] {
  const { bytes } = cursor;
  if (count * 4 > bytes.length - cursor.at)
    throw damaged('A page holds fewer values than it declares.', { count });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out: Uint8Array[] = [];
  for (let i = 0; i < count; i++) {
    if (cursor.at + 4 > bytes.length) throw damaged('A page ends inside a length.', { value: i });
    const length = view.getUint32(cursor.at, true);
    const end = cursor.at + 4 + length;
    if (end > bytes.length) throw damaged('A value is longer than its page.', { value: i, length });
    out.push(bytes.subarray(cursor.at + 4, end));
    cursor.at = end;
  }
  return out;
}

function decodeDictionary(cursor: ByteCursor, source: ValueSource): PhysicalValues {
  const { dictionary, count } = source;
  if (dictionary === null) throw damaged('A page refers to a dictionary that is not there.');
  const width = cursor.bytes[cursor.at++];
  if (width === undefined) throw damaged('A page ends before its indices.');
  const indices = new Int32Array(count);
  if (width > 0) readHybrid(cursor, width, indices);
  for (const index of indices) {
    if (index < 0 || index >= dictionary.length)
      throw damaged('An index points outside the dictionary.', { index });
  }
  if (Array.isArray(dictionary)) return Array.from(indices, (index) => dictionary[index] ?? new Uint8Array());
  return gather(dictionary, indices);
}

function gather(dictionary: Exclude<PhysicalValues, Uint8Array[]>, indices: Int32Array): PhysicalValues {
  if (dictionary instanceof BigInt64Array) {
    const out = new BigInt64Array(indices.length);
    for (let i = 0; i < indices.length; i++) out[i] = dictionary[indices[i] ?? 0] ?? 0n;
    return out;
  }
  const out = new (dictionary.constructor as Float32ArrayConstructor)(indices.length);
  for (let i = 0; i < indices.length; i++) out[i] = dictionary[indices[i] ?? 0] ?? 0;
  return out;
}

function decodeRleBooleans(cursor: ByteCursor, count: number): Uint8Array {
  // The runs are preceded by their length in bytes (four of them); the page ends with them, so the length adds nothing.
  cursor.at += 4;
  const out = new Uint8Array(count);
  readHybrid(cursor, 1, out);
  return out;
}

function joinStreams(cursor: ByteCursor, physical: string | undefined, count: number): PhysicalValues {
  const width = physical === 'FLOAT' || physical === 'INT32' ? 4 : 8;
  const streams = cursor.bytes.subarray(cursor.at, cursor.at + count * width);
  if (streams.length < count * width) throw damaged('A page holds fewer values than it declares.', { count });
  const joined = new Uint8Array(count * width);
  for (let b = 0; b < width; b++) {
    for (let i = 0; i < count; i++) joined[i * width + b] = streams[b * count + i] ?? 0;
  }
  return decodePlain({ bytes: joined, at: 0 }, physical, count);
}

function decodeDelta(cursor: ByteCursor, source: ValueSource): PhysicalValues {
  const { bytes, at } = cursor;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: at };
  const { count, encoding } = source;
  try {
    if (encoding === 'DELTA_BINARY_PACKED') {
      const out = source.leaf.element.type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, out);
      return out;
    }
    const out: Uint8Array[] = [];
    if (encoding === 'DELTA_LENGTH_BYTE_ARRAY') deltaLengthByteArray(reader, count, out);
    else if (encoding === 'DELTA_BYTE_ARRAY') deltaByteArray(reader, count, out);
    else throw damaged('The column is encoded in a way that is not read.', { encoding: encoding });
    return out;
  } catch (cause) {
    throw damaged(`A page does not decode: ${String(cause)}`.slice(0, 200), { encoding: encoding });
  }
}
