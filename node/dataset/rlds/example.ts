/** `tf.train.Example` (tensorflow, `example.proto` and `feature.proto`): named lists of bytes, float32 or int64. */

import { ExchangeError } from '#contracts/errors.ts';

/** Values of one feature. */
export type ExampleFeature =
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'floats'; readonly values: Float32Array }
  | { readonly kind: 'ints'; readonly values: BigInt64Array };

/** Named lists of one example. */
const MAX_FEATURES = 4096;

/** Parses an example. Throws `bad-dataset` for bytes that are none. */
export function parseExample(bytes: Uint8Array): Map<string, ExampleFeature> {
  const features = new Map<string, ExampleFeature>();
  for (const outer of fields(bytes)) {
    if (outer.number !== 1) continue;
    for (const entry of fields(outer.bytes)) {
      if (entry.number !== 1) continue;
      if (features.size >= MAX_FEATURES)
        throw new ExchangeError('limit-exceeded', 'An example has too many features.');
      let key = '';
      let value: ExampleFeature | null = null;
      for (const part of fields(entry.bytes)) {
        if (part.number === 1) key = new TextDecoder().decode(part.bytes).toWellFormed();
        else if (part.number === 2) value = parseFeature(part.bytes);
      }
      if (value !== null) features.set(key, value);
    }
  }
  return features;
}

function parseFeature(bytes: Uint8Array): ExampleFeature | null {
  for (const list of fields(bytes)) {
    if (list.number === 1)
      return { kind: 'bytes', values: [...fields(list.bytes)].map((item) => item.bytes) };
    if (list.number === 2) return { kind: 'floats', values: parseFloats(list.bytes) };
    if (list.number === 3) return { kind: 'ints', values: parseInts(list.bytes) };
  }
  return null;
}

function parseFloats(list: Uint8Array): Float32Array {
  const parts = [...fields(list)].map(({ bytes }) => bytes);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length % 4 !== 0) throw new ExchangeError('bad-dataset', 'A list of floats has a broken length.');
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return new Float32Array(joined.buffer);
}

function parseInts(list: Uint8Array): BigInt64Array {
  const values: bigint[] = [];
  for (const { bytes, varint } of fields(list)) {
    if (varint !== null) values.push(BigInt.asIntN(64, varint));
    else
      for (const reader = { bytes, at: 0 }; reader.at < bytes.length; )
        values.push(BigInt.asIntN(64, readVarint(reader)));
  }
  return BigInt64Array.from(values);
}

interface Field {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly varint: bigint | null;
}

/** Fields of a protobuf message (protobuf.dev, "Encoding"). */
function* fields(bytes: Uint8Array): Generator<Field> {
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = Number(readVarint(reader));
    const number = tag >>> 3;
    switch (tag & 7) {
      case 0:
        yield { number, bytes: new Uint8Array(), varint: readVarint(reader) };
        break;
      case 1:
        yield { number, bytes: take(reader, 8), varint: null };
        break;
      case 2:
        yield { number, bytes: take(reader, Number(readVarint(reader))), varint: null };
        break;
      case 5:
        yield { number, bytes: take(reader, 4), varint: null };
        break;
      default:
        throw new ExchangeError('bad-dataset', 'An example is no protobuf message.');
    }
  }
}

function take(reader: { readonly bytes: Uint8Array; at: number }, length: number): Uint8Array {
  if (length > reader.bytes.length - reader.at)
    throw new ExchangeError('bad-dataset', 'An example ends inside a field.');
  reader.at += length;
  return reader.bytes.subarray(reader.at - length, reader.at);
}

function readVarint(reader: { readonly bytes: Uint8Array; at: number }): bigint {
  let result = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new ExchangeError('bad-dataset', 'An example ends inside a number.');
    result |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return result;
  }
  throw new ExchangeError('bad-dataset', 'A number in an example has too many bytes.');
}
