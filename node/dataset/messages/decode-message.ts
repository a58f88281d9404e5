/**
 * Decodes messages by their definition: ROS 1 serialization, and CDR as ROS 2 uses it (OMG DDS-XTypes 1.3, section 7.4: XCDR1 with
 * alignment up to 8, XCDR2 up to 4). No code is generated from the definition, which comes from the file.
 */

import { ExchangeError } from '#contracts/errors.ts';
import type { NumberType } from '../dataset-reader.ts';
import { MAX_BYTE_ARRAY, type MessageLayout } from './message-layout.ts';
import type { MessageField } from './ros-definition.ts';

/** How bytes stand for values. */
export type Wire = 'cdr' | 'ros1';

/** What was taken out of one message. */
export interface DecodedMessage {
  /** The single numbers, in the layout's order. */
  readonly scalars: readonly number[];
  /** Numeric arrays by path. */
  readonly arrays: ReadonlyMap<string, readonly number[]>;
  /** A top-level `name` sequence, as JointState has. */
  readonly names: readonly string[] | null;
  readonly picture: Uint8Array | null;
  /** Seconds of `header.stamp`; null without a header. */
  readonly stamp: number | null;
}

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

/** What numbers of float64 cannot hold, and what stands in words. */
export interface ExactParts {
  /** 64-bit integers by path; the single ones of a message below the empty path, in their order. */
  readonly integers: ReadonlyMap<string, readonly bigint[]>;
  /** Strings outside headers and arrays, by path. */
  readonly texts: ReadonlyMap<string, string>;
}

interface Taking {
  readonly exact: { readonly integers: Map<string, bigint[]>; readonly texts: Map<string, string> } | null;
  readonly scalars: number[];
  readonly arrays: Map<string, number[]>;
  names: string[] | null;
  picture: Uint8Array | null;
  stamp: number | null;
}

/** Decodes one message. Throws `bad-dataset` when the bytes do not fit the definition. */
export function decodeMessage(bytes: Uint8Array, layout: MessageLayout, wire: Wire): DecodedMessage {
  return decode(bytes, { layout, wire, exact: null });
}

/** Decodes one message with nothing rounded. Throws `bad-dataset` when the bytes do not fit the definition. */
export function decodeExactly(
  bytes: Uint8Array,
  layout: MessageLayout,
  wire: Wire,
): DecodedMessage & ExactParts {
  const exact = { integers: new Map<string, bigint[]>(), texts: new Map<string, string>() };
  return { ...decode(bytes, { layout, wire, exact }), ...exact };
}

function decode(
  bytes: Uint8Array,
  { layout, wire, exact }: { layout: MessageLayout; wire: Wire; exact: Taking['exact'] },
): DecodedMessage {
  const taking: Taking = { exact, scalars: [], arrays: new Map(), names: null, picture: null, stamp: null };
  const reader = new WireReader(bytes, wire);
  try {
    readFields(reader, layout.definition.fields, { prefix: '', taking, layout });
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', 'A message is shorter than its type.', {
      params: { type: layout.definition.name },
    });
  }
  return taking;
}

interface Place {
  readonly prefix: string;
  readonly taking: Taking;
  readonly layout: MessageLayout;
}

function readFields(reader: WireReader, fields: readonly MessageField[], place: Place): void {
  for (const field of fields) {
    const path = place.prefix === '' ? field.name : `${place.prefix}.${field.name}`;
    if (field.array === null) readSingle(reader, field, { ...place, prefix: path });
    else readArray(reader, field, { ...place, prefix: path });
  }
}

function readSingle(reader: WireReader, { type }: MessageField, place: Place): void {
  const { prefix: path, taking } = place;
  switch (type.kind) {
    case 'number': {
      if (/(^|\.)header\./.test(path)) reader.number(type.type);
      else {
        if (taking.exact !== null && isWide(type.type))
          addTo(taking.exact.integers, '', [reader.peekInteger(type.type)]);
        taking.scalars.push(reader.number(type.type));
      }
      return;
    }
    case 'string': {
      const text = reader.string(type.wide);
      if (!/(^|\.)header\./.test(path)) taking.exact?.texts.set(path, text);
      return;
    }
    case 'time': {
      const stamp = reader.number('int32') + reader.number('uint32') * 1e-9;
      if (path === 'header.stamp') taking.stamp = stamp;
      return;
    }
    default:
      // IDL knows no empty structure: ROS 2 puts one byte in its place.
      if (type.fields.length === 0) reader.emptyStruct();
      else readFields(reader, type.fields, place);
  }
}

function readArray(reader: WireReader, field: MessageField, place: Place): void {
  const { type } = field;
  const { prefix: path, taking, layout } = place;
  const count = field.array === 'any' ? reader.number('uint32') : (field.array ?? 0);
  if (type.kind === 'number') {
    if (path === layout.picture) taking.picture = reader.bytes(count * SIZES[type.type]);
    else if (SIZES[type.type] === 1 && count > MAX_BYTE_ARRAY) reader.bytes(count);
    else {
      if (taking.exact !== null && isWide(type.type))
        addTo(taking.exact.integers, path, reader.peekIntegers(type.type, count));
      taking.arrays.set(path, reader.numbers(type.type, count));
    }
    return;
  }
  // Every element takes at least one byte, so a count beyond the rest of the message is a lie.
  reader.expect(count);
  const nowhere: Taking = {
    exact: null,
    scalars: [],
    arrays: new Map(),
    names: null,
    picture: null,
    stamp: null,
  };
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    if (type.kind === 'string') names.push(reader.string(type.wide));
    else readSingle(reader, { ...field, array: null }, { ...place, prefix: `${path}[]`, taking: nowhere });
  }
  if (type.kind === 'string' && /^(joint_)?names?$/.test(path)) taking.names = names;
}

function isWide(type: NumberType): boolean {
  return type === 'int64' || type === 'uint64';
}

function addTo(map: Map<string, bigint[]>, path: string, values: readonly bigint[]): void {
  const known = map.get(path);
  if (known === undefined) map.set(path, [...values]);
  else for (const value of values) known.push(value);
}

class WireReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #little: boolean;
  /** Largest alignment; 1 when values are packed. */
  readonly #maxAlign: number;
  readonly #origin: number;
  readonly #wire: Wire;
  #at = 0;

  constructor(bytes: Uint8Array, wire: Wire) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#wire = wire;
    this.#little = true;
    this.#maxAlign = 1;
    this.#origin = 0;
    if (wire === 'cdr') {
      const kind = bytes[1] ?? 0xff;
      if (bytes.length < 4 || ![0, 1, 6, 7].includes(kind)) {
        throw new ExchangeError('bad-dataset', 'A message has no CDR header that is read.', {
          params: { kind },
        });
      }
      this.#little = kind % 2 === 1;
      this.#maxAlign = kind >= 6 ? 4 : 8;
      this.#origin = 4;
      this.#at = 4;
    }
  }

  /** Throws unless `count` more bytes are there. */
  expect(count: number): void {
    if (count > this.#bytes.length - this.#at)
      throw new ExchangeError('bad-dataset', 'A message ends early.');
  }

  /** Passes over what stands for a structure without fields. */
  emptyStruct(): void {
    if (this.#wire === 'cdr') this.number('uint8');
  }

  number(type: NumberType): number {
    const size = SIZES[type];
    this.#align(size);
    const at = this.#at;
    this.#at += size;
    return this.#get(type, at);
  }

  numbers(type: NumberType, count: number): number[] {
    const size = SIZES[type];
    if (count > 0) this.#align(size);
    this.expect(count * size);
    const out: number[] = [];
    for (let i = 0; i < count; i++) out.push(this.#get(type, this.#at + i * size));
    this.#at += count * size;
    return out;
  }

  /** A 64-bit integer whole; the reader stays before it. */
  peekInteger(type: NumberType): bigint {
    this.#align(8);
    return this.#integer(type, this.#at);
  }

  /** 64-bit integers whole; the reader stays before them. */
  peekIntegers(type: NumberType, count: number): bigint[] {
    if (count > 0) this.#align(8);
    this.expect(count * 8);
    return Array.from({ length: count }, (_, i) => this.#integer(type, this.#at + i * 8));
  }

  #integer(type: NumberType, at: number): bigint {
    return type === 'int64'
      ? this.#view.getBigInt64(at, this.#little)
      : this.#view.getBigUint64(at, this.#little);
  }

  bytes(count: number): Uint8Array {
    this.expect(count);
    const out = this.#bytes.subarray(this.#at, this.#at + count);
    this.#at += count;
    return out;
  }

  string(wide: boolean): string {
    const length = this.number('uint32');
    const raw = this.bytes(wide ? length * 2 : length);
    // CDR counts the closing zero, ROS 1 has none.
    const end = this.#wire === 'cdr' && raw.at(-1) === 0 ? raw.length - 1 : raw.length;
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(raw.subarray(0, end));
  }

  #align(size: number): void {
    const step = Math.min(size, this.#maxAlign);
    const over = (this.#at - this.#origin) % step;
    if (over !== 0) this.#at += step - over;
  }

  #get(type: NumberType, at: number): number {
    const view = this.#view;
    const little = this.#little;
    switch (type) {
      case 'float64':
        return view.getFloat64(at, little);
      case 'float32':
        return view.getFloat32(at, little);
      case 'int8':
        return view.getInt8(at);
      case 'int16':
        return view.getInt16(at, little);
      case 'int32':
        return view.getInt32(at, little);
      case 'int64':
        return Number(view.getBigInt64(at, little));
      case 'uint16':
        return view.getUint16(at, little);
      case 'uint32':
        return view.getUint32(at, little);
      case 'uint64':
        return Number(view.getBigUint64(at, little));
      default:
        return view.getUint8(at);
    }
  }
}
