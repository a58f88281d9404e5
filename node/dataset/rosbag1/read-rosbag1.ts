/**
 * Reads ROS 1 bags (wiki.ros.org/Bags/Format/2.0) front to back: no index is needed, so unfinished bags give everything up to their end.
 */

import Bzip2 from '@foxglove/wasm-bz2';
import { ExchangeError } from '#contracts/errors.ts';
import { RecordCursor } from '../mcap/record-cursor.ts';
import { ByteFile } from '../recordings/byte-file.ts';
import { decompressLz4Frame } from '../recordings/lz4-frame.ts';
import { makeChannel } from '../recordings/make-channel.ts';
import type { Channel, RecordedMessage, RecordingSink } from '../recordings/recording.ts';

/** Largest record and largest chunk when decompressed, bytes. */
export const MAX_RECORD_BYTES = 128 * 1024 * 1024;
/** Largest record header, bytes: connection headers hold message definitions in their data, not here. */
const MAX_HEADER_BYTES = 1024 * 1024;

const MAGIC_BYTES = '#ROSBAG V2.0\n'.length;
const OP = { message: 0x02, chunk: 0x05, connection: 0x07 };

type Fields = ReadonlyMap<string, Uint8Array>;

interface Reading {
  readonly channels: Map<number, Channel>;
}

let bzip2: Promise<Bzip2> | undefined;

/** Yields the messages of a bag in file order. */
export async function* readRosbag1(path: string, sink: RecordingSink): AsyncGenerator<RecordedMessage> {
  await using file = await ByteFile.open(path);
  file.skip(MAGIC_BYTES);
  const reading: Reading = { channels: new Map() };
  while (file.left > 0) {
    const offset = file.at;
    try {
      const fields = await readHeader(file);
      const length = uint32(await file.take(4));
      if (length > MAX_RECORD_BYTES) {
        sink.onDamage(new ExchangeError('limit-exceeded', `A record of ${length} bytes.`), offset);
        file.skip(length);
        continue;
      }
      yield* readRecord(fields, await file.take(length), reading);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      sink.onDamage(error, offset);
      // Lengths chain the records: behind a record that ends early there is nothing to hold on to.
      if (file.at === offset || file.left === 0 || error.params['fatal'] === true) return;
    }
  }
}

async function readHeader(file: ByteFile): Promise<Fields> {
  const length = uint32(await file.take(4));
  if (length > MAX_HEADER_BYTES || length > file.left) {
    throw new ExchangeError('bad-dataset', 'The file ends inside a record header.', {
      params: { fatal: true },
    });
  }
  return fieldsOf(new RecordCursor(await file.take(length)));
}

function fieldsOf(cursor: RecordCursor): Fields {
  const fields = new Map<string, Uint8Array>();
  while (cursor.left >= 4) {
    const field = cursor.bytes(cursor.uint32());
    const equals = field.indexOf(0x3d);
    if (equals < 0) throw new ExchangeError('bad-dataset', 'A header field has no name.');
    fields.set(text(field.subarray(0, equals)), field.subarray(equals + 1));
  }
  return fields;
}

async function* readRecord(
  fields: Fields,
  data: Uint8Array,
  reading: Reading,
): AsyncGenerator<RecordedMessage> {
  const op = fields.get('op')?.[0];
  if (op === OP.chunk) yield* readChunk(fields, data, reading);
  else if (op === OP.connection) addChannel(fields, data, reading.channels);
  else if (op === OP.message) yield readMessage(fields, data, reading.channels);
}

async function* readChunk(
  fields: Fields,
  data: Uint8Array,
  reading: Reading,
): AsyncGenerator<RecordedMessage> {
  const compression = text(fields.get('compression') ?? new Uint8Array());
  const size = uint32(fields.get('size') ?? new Uint8Array());
  const cursor = new RecordCursor(await decompress(data, compression, size));
  while (cursor.left >= 8) {
    const inner = fieldsOf(new RecordCursor(cursor.bytes(cursor.uint32())));
    const body = cursor.bytes(cursor.uint32());
    if (inner.get('op')?.[0] !== OP.chunk) yield* readRecord(inner, body, reading);
  }
}

async function decompress(data: Uint8Array, compression: string, size: number): Promise<Uint8Array> {
  if (size > MAX_RECORD_BYTES) throw new ExchangeError('limit-exceeded', `A chunk of ${size} bytes.`);
  try {
    if (compression === 'none') return data;
    if (compression === 'lz4') return decompressLz4Frame(data, size);
    if (compression === 'bz2') return (await (bzip2 ??= Bzip2.init())).decompress(data, size);
  } catch (cause) {
    throw new ExchangeError('bad-dataset', `A chunk does not decompress: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  }
  throw new ExchangeError('bad-dataset', `A chunk is compressed with "${compression.slice(0, 20)}".`);
}

function addChannel(fields: Fields, data: Uint8Array, channels: Map<number, Channel>): void {
  const id = uint32(fields.get('conn') ?? new Uint8Array());
  if (channels.has(id)) return;
  const connection = fieldsOf(new RecordCursor(data));
  const value = (name: string): string => text(connection.get(name) ?? fields.get(name) ?? new Uint8Array());
  const topic = text(fields.get('topic') ?? new Uint8Array());
  channels.set(
    id,
    makeChannel({ topic, type: value('type'), encoding: 'ros1', definition: value('message_definition') }),
  );
}

function readMessage(
  fields: Fields,
  data: Uint8Array,
  channels: ReadonlyMap<number, Channel>,
): RecordedMessage {
  const channel = channels.get(uint32(fields.get('conn') ?? new Uint8Array()));
  if (channel === undefined)
    throw new ExchangeError('bad-dataset', 'A message names a connection that is not there.');
  const time = new RecordCursor(fields.get('time') ?? new Uint8Array());
  const seconds = BigInt(time.uint32());
  return { channel, time: seconds * 1_000_000_000n + BigInt(time.uint32()), bytes: data };
}

function uint32(bytes: Uint8Array): number {
  return new RecordCursor(bytes).uint32();
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).toWellFormed();
}
