/** MCAP files written by the format's own library, in every message encoding, compression and arrangement that is read. */

import { create, toBinary, createFileRegistry, type DescMessage } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
  file_google_protobuf_timestamp,
  type FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { McapWriter, type IWritable } from '@mcap/core';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { jointAt, SMALL_CAMERA, type FixtureCamera } from './recording-fixture.ts';

const START = 1_700_000_000_000_000_000n;
const JOINTS = ['shoulder_joint', 'elbow_joint', 'wrist_joint'];

/** How a fixture is written. */
export interface McapShape {
  readonly encoding: 'protobuf' | 'json' | 'ros1';
  readonly compression: '' | 'zstd' | 'lz4';
  readonly chunked: boolean;
  readonly seconds?: number;
  /** Of protobuf files. */
  readonly camera?: FixtureCamera;
}

/** Writes joints at 50 Hz; protobuf files also wrenches at 100 Hz and pictures at 10 Hz. */
export async function writeMcapAs(path: string, shape: McapShape): Promise<void> {
  const out = new MemoryWritable();
  const writer = new McapWriter({
    writable: out,
    useChunks: shape.chunked,
    chunkSize: 4096,
    ...packing(shape),
  });
  await writer.start({ profile: '', library: 'fixture' });
  for (const { channel, rate, body } of streamsOf(shape)) {
    const schemaId = await writer.registerSchema(channel.schema);
    const channelId = await writer.registerChannel({
      topic: channel.topic,
      schemaId,
      messageEncoding: shape.encoding,
      metadata: new Map(),
    });
    for (let i = 0; i < (shape.seconds ?? 2) * rate; i++) {
      const logTime = START + BigInt(Math.round((i * 1e9) / rate));
      await writer.addMessage({ channelId, sequence: i, logTime, publishTime: logTime, data: body(i) });
    }
  }
  await writer.end();
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, out.bytes());
}

function packing({
  compression,
}: McapShape): Pick<ConstructorParameters<typeof McapWriter>[0], 'compressChunk'> {
  if (compression === '') return {};
  const pack = compression === 'zstd' ? zstdCompressSync : lz4Frame;
  return { compressChunk: (plain) => ({ compression, compressedData: new Uint8Array(pack(plain)) }) };
}

/** An LZ4 frame whose blocks hold literals only: valid, and no smaller than its content. */
export function lz4Frame(plain: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82)];
  for (let at = 0; at < plain.length; at += 60_000) {
    const literals = plain.subarray(at, at + 60_000);
    const lengths: number[] = [];
    for (let left = literals.length - 15; left >= 0; left -= 255) lengths.push(Math.min(255, left));
    const token = Uint8Array.of(Math.min(15, literals.length) << 4, ...lengths);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(token.length + literals.length);
    parts.push(size, token, literals);
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}

interface Stream {
  readonly channel: { topic: string; schema: { name: string; encoding: string; data: Uint8Array } };
  readonly rate: number;
  readonly body: (sample: number) => Uint8Array;
}

function streamsOf({ encoding, camera = SMALL_CAMERA }: McapShape): Stream[] {
  if (encoding === 'protobuf') return protobufStreams(camera);
  const topic = '/joint_states';
  if (encoding === 'json') {
    const schema = { name: 'JointStates', encoding: 'jsonschema', data: Buffer.from('{"type":"object"}') };
    const body = (i: number) =>
      Buffer.from(JSON.stringify({ timestamp: { sec: 1 }, position: JOINTS.map((_, j) => jointAt(i, j)) }));
    return [{ channel: { topic, schema }, rate: 50, body }];
  }
  const text =
    `Header header\nstring[] name\nfloat64[] position\nfloat64[] velocity\nfloat64[] effort\n${'='.repeat(80)}\n` +
    'MSG: std_msgs/Header\nuint32 seq\ntime stamp\nstring frame_id\n';
  const schema = { name: 'sensor_msgs/JointState', encoding: 'ros1msg', data: Buffer.from(text) };
  return [{ channel: { topic, schema }, rate: 50, body: ros1Joints }];
}

function ros1Joints(sample: number): Uint8Array {
  const uint = (value: number): Buffer => {
    const out = Buffer.alloc(4);
    out.writeUInt32LE(value);
    return out;
  };
  const text = (value: string): Buffer => Buffer.concat([uint(value.length), Buffer.from(value)]);
  const positions = Float64Array.from(JOINTS, (_, joint) => jointAt(sample, joint));
  return Buffer.concat([
    uint(sample),
    uint(1_700_000_000),
    uint(0),
    text('base'),
    uint(JOINTS.length),
    ...JOINTS.map(text),
    uint(JOINTS.length),
    Buffer.from(positions.buffer),
    uint(0),
    uint(0),
  ]);
}

/** Files of the protobuf schema, importers first: readers must not count on an order. */
function schemaFiles(): FileDescriptorProto[] {
  const optional = Label.OPTIONAL;
  const repeated = Label.REPEATED;
  const file = {
    name: 'kin/robot.proto',
    package: 'kin',
    syntax: 'proto3',
    dependency: ['google/protobuf/timestamp.proto'],
    messageType: [
      {
        name: 'Joint',
        field: [
          { name: 'name', number: 1, type: Type.STRING, label: optional },
          { name: 'position', number: 2, type: Type.DOUBLE, label: optional },
          { name: 'effort', number: 3, type: Type.FLOAT, label: optional },
        ],
      },
      {
        name: 'JointStates',
        field: [
          {
            name: 'timestamp',
            number: 1,
            type: Type.MESSAGE,
            typeName: '.google.protobuf.Timestamp',
            label: optional,
          },
          { name: 'joints', number: 2, type: Type.MESSAGE, typeName: '.kin.Joint', label: repeated },
          { name: 'mode', number: 3, type: Type.INT64, label: optional },
        ],
      },
      {
        name: 'Vector3',
        field: ['x', 'y', 'z'].map((name, i) => ({
          name,
          number: i + 1,
          type: Type.DOUBLE,
          label: optional,
        })),
      },
      {
        name: 'Wrench',
        field: [
          { name: 'force', number: 1, type: Type.MESSAGE, typeName: '.kin.Vector3', label: optional },
          { name: 'torque', number: 2, type: Type.MESSAGE, typeName: '.kin.Vector3', label: optional },
        ],
      },
      {
        name: 'CompressedImage',
        field: [
          { name: 'data', number: 1, type: Type.BYTES, label: optional },
          { name: 'format', number: 2, type: Type.STRING, label: optional },
        ],
      },
    ],
  };
  const set = create(FileDescriptorSetSchema, { file: [file, file_google_protobuf_timestamp.proto] });
  return set.file;
}

function protobufStreams({ format, pictures }: FixtureCamera): Stream[] {
  const files = schemaFiles();
  const data = toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: files }));
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: files.toReversed() }));
  const stream = (name: string, topic: string, rate: number) => {
    const type = registry.getMessage(`kin.${name}`) as DescMessage;
    const schema = { name: `kin.${name}`, encoding: 'protobuf', data };
    return (fields: (sample: number) => Record<string, unknown>): Stream => ({
      channel: { topic, schema },
      rate,
      body: (sample) => toBinary(type, create(type, fields(sample))),
    });
  };
  return [
    stream(
      'JointStates',
      '/joint_states',
      50,
    )((sample) => ({
      joints: JOINTS.map((name, joint) => ({ name, position: jointAt(sample, joint), effort: 1 })),
      mode: BigInt(sample),
    })),
    stream(
      'Wrench',
      '/ft_sensor/wrench',
      100,
    )((sample) => ({
      force: { x: sample, y: 0.5, z: -1 },
      ...(sample % 2 === 0 ? { torque: { x: 1 } } : {}),
    })),
    stream(
      'CompressedImage',
      '/cam/compressed',
      10,
    )((sample) => ({
      data: pictures[sample % pictures.length]!,
      format,
    })),
  ];
}

class MemoryWritable implements IWritable {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  write(bytes: Uint8Array): Promise<void> {
    this.#parts.push(bytes.slice());
    this.#length += bytes.length;
    return Promise.resolve();
  }

  position(): bigint {
    return BigInt(this.#length);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}
