/**
 * Reads MCAP files front to back (mcap.dev/spec): truncated files give everything up to the cut, and a damaged chunk costs that chunk.
 */

import { crc32, zstdDecompressSync } from 'node:zlib';
import { ExchangeError } from '#contracts/errors.ts';
import { ByteFile } from '../recordings/byte-file.ts';
import { decompressLz4Frame } from '../recordings/lz4-frame.ts';
import { makeChannel } from '../recordings/make-channel.ts';
import type { Channel, RecordedMessage, RecordingSink } from '../recordings/recording.ts';
import { RecordCursor } from './record-cursor.ts';

/** Largest record, and largest chunk when decompressed, bytes. */
export const MAX_RECORD_BYTES = 128 * 1024 * 1024;

const MAGIC_BYTES = 8;
const OP = {
  schema: 0x03,
  channel: 0x04,
  message: 0x05,
  chunk: 0x06,
  attachment: 0x09,
  metadata: 0x0c,
  dataEnd: 0x0f,
};

interface Schema {
  readonly name: string;
  readonly encoding: string;
  readonly bytes: Uint8Array;
}

interface Tables {
  readonly schemas: Map<number, Schema>;
  readonly channels: Map<number, Channel>;
}

/** Yields the messages of an MCAP file in file order. */
export async function* readMcap(path: string, sink: RecordingSink): AsyncGenerator<RecordedMessage> {
  await using file = await ByteFile.open(path);
  file.skip(MAGIC_BYTES);
  const tables: Tables = { schemas: new Map(), channels: new Map() };
  while (file.left >= 9) {
    const offset = file.at;
    const head = new RecordCursor(await file.take(9));
    const opcode = head.uint8();
    const length = head.uint64();
    if (length > file.left) {
      sink.onDamage(new ExchangeError('bad-dataset', 'The file ends inside a record.'), offset);
      return;
    }
    if (opcode === OP.dataEnd) return;
    if (length > MAX_RECORD_BYTES) {
      sink.onDamage(new ExchangeError('limit-exceeded', `A record of ${length} bytes.`), offset);
      file.skip(length);
      continue;
    }
    const body = await file.take(length);
    try {
      yield* readRecord(opcode, body, { tables, sink });
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      sink.onDamage(error, offset);
    }
  }
}

interface Reading {
  readonly tables: Tables;
  readonly sink: RecordingSink;
}

function* readRecord(opcode: number, body: Uint8Array, reading: Reading): Generator<RecordedMessage> {
  if (opcode === OP.chunk) yield* readChunk(body, reading);
  else if (opcode === OP.message) {
    const message = readMessage(body, reading.tables);
    if (message !== null) yield message;
  } else if (opcode === OP.schema) readSchema(body, reading.tables);
  else if (opcode === OP.channel) readChannel(body, reading.tables);
  else if (opcode === OP.attachment || opcode === OP.metadata) readSide(opcode, body, reading.sink);
}

function* readChunk(body: Uint8Array, reading: Reading): Generator<RecordedMessage> {
  const cursor = new RecordCursor(body);
  cursor.skip(16);
  const size = cursor.uint64();
  const crc = cursor.uint32();
  const compression = cursor.string();
  const packed = cursor.bytes(cursor.uint64());
  const records = decompress(packed, size, compression);
  if (crc !== 0 && crc32(records) !== crc)
    throw new ExchangeError('bad-dataset', 'The checksum of a chunk is wrong.');
  const inner = new RecordCursor(records);
  while (inner.left >= 9) {
    const opcode = inner.uint8();
    const content = inner.bytes(inner.uint64());
    if (opcode !== OP.chunk) yield* readRecord(opcode, content, reading);
  }
}

function decompress(packed: Uint8Array, size: number, compression: string): Uint8Array {
  if (size > MAX_RECORD_BYTES) throw new ExchangeError('limit-exceeded', `A chunk of ${size} bytes.`);
  try {
    if (compression === '') return packed;
    if (compression === 'zstd') return zstdDecompressSync(packed, { maxOutputLength: Math.max(size, 1) });
    if (compression === 'lz4') return decompressLz4Frame(packed, size);
  } catch (cause) {
    throw new ExchangeError('bad-dataset', `A chunk does not decompress: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  }
  throw new ExchangeError('bad-dataset', `A chunk is compressed with "${compression.slice(0, 20)}".`);
}

function readSchema(body: Uint8Array, { schemas }: Tables): void {
  const cursor = new RecordCursor(body);
  const id = cursor.uint16();
  const name = cursor.string();
  const encoding = cursor.string();
  schemas.set(id, { name, encoding, bytes: cursor.bytes(cursor.uint32()) });
}

function readChannel(body: Uint8Array, { schemas, channels }: Tables): void {
  const cursor = new RecordCursor(body);
  const id = cursor.uint16();
  const schema = schemas.get(cursor.uint16());
  const topic = cursor.string();
  const encoding = cursor.string();
  if (channels.has(id)) return;
  const isRos = schema?.encoding === 'ros2msg' || schema?.encoding === 'ros1msg';
  const channel = makeChannel({
    topic,
    type: schema?.name ?? '',
    encoding,
    definition: isRos ? new TextDecoder().decode(schema.bytes) : null,
    descriptors: schema?.encoding === 'protobuf' ? schema.bytes : null,
  });
  channels.set(id, { ...channel, metadata: readMap(cursor) });
}

/** A map of strings: its length in bytes, then keys and values. */
function readMap(cursor: RecordCursor): Map<string, string> {
  const inner = new RecordCursor(cursor.bytes(cursor.uint32()));
  const values = new Map<string, string>();
  while (inner.left > 0) values.set(inner.string(), inner.string());
  return values;
}

function readMessage(body: Uint8Array, { channels }: Tables): RecordedMessage | null {
  const cursor = new RecordCursor(body);
  const channel = channels.get(cursor.uint16());
  cursor.skip(4);
  const time = cursor.bigUint64();
  cursor.skip(8);
  if (channel === undefined)
    throw new ExchangeError('bad-dataset', 'A message names a channel that is not there.');
  return { channel, time, bytes: cursor.rest() };
}

function readSide(opcode: number, body: Uint8Array, sink: RecordingSink): void {
  const cursor = new RecordCursor(body);
  const isAttachment = opcode === OP.attachment;
  if (isAttachment) cursor.skip(16);
  const name = cursor.string();
  sink.onSideContent?.({
    kind: isAttachment ? 'attachment' : 'metadata',
    name: name.slice(0, 160),
    bytes: body.length,
  });
  if (!isAttachment && sink.onMetadata !== undefined) sink.onMetadata(name, readMap(cursor));
}
