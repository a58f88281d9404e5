/** Small recordings with known content in the containers of ROS, written byte by byte from their specifications. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32, zstdCompressSync } from 'node:zlib';

/** Messages of the fixture: joint states at 50 Hz, wrenches at 100 Hz, pictures at 10 Hz, a note. */
export interface FixtureMessage {
  readonly topic: string;
  readonly nanoseconds: bigint;
  readonly cdr: Uint8Array;
}

const START = 1_700_000_000_000_000_000n;
const JOINTS = ['shoulder_joint', 'elbow_joint', 'wrist_joint'];

const HEADER = 'MSG: std_msgs/Header\nbuiltin_interfaces/Time stamp\nstring frame_id\n';
const TIME = 'MSG: builtin_interfaces/Time\nint32 sec\nuint32 nanosec\n';
const RULE = `${'='.repeat(80)}\n`;

/** Type and definition by topic. */
export const TOPICS: Readonly<Record<string, { type: string; definition: string }>> = {
  '/joint_states': {
    type: 'sensor_msgs/msg/JointState',
    definition: `# joints\nstd_msgs/Header header\nstring[] name\nfloat64[] position\nfloat64[] velocity\nfloat64[] effort\n${RULE}${HEADER}${RULE}${TIME}`,
  },
  '/ft_sensor/wrench': {
    type: 'geometry_msgs/msg/WrenchStamped',
    definition:
      `std_msgs/Header header\nWrench wrench\n${RULE}${HEADER}${RULE}${TIME}${RULE}` +
      `MSG: geometry_msgs/Wrench\nVector3 force\nVector3 torque\n${RULE}MSG: geometry_msgs/Vector3\nfloat64 x\nfloat64 y\nfloat64 z\n`,
  },
  '/cam/compressed': {
    type: 'sensor_msgs/msg/CompressedImage',
    definition: `std_msgs/Header header\nstring format\nuint8[] data\n${RULE}${HEADER}${RULE}${TIME}`,
  },
  '/note': { type: 'std_msgs/msg/String', definition: 'string data\n' },
};

/** Position of a joint at a sample. */
export function jointAt(sample: number, joint: number): number {
  return Math.sin(sample / 15 + joint);
}

/** Writes CDR, little-endian, with its alignment. */
class CdrWriter {
  readonly #bytes: number[] = [0, 1, 0, 0];

  #align(size: number): void {
    while ((this.#bytes.length - 4) % size !== 0) this.#bytes.push(0);
  }

  uint32(value: number): this {
    this.#align(4);
    const view = Buffer.alloc(4);
    view.writeUInt32LE(value);
    this.#bytes.push(...view);
    return this;
  }

  float64(value: number): this {
    this.#align(8);
    const view = Buffer.alloc(8);
    view.writeDoubleLE(value);
    this.#bytes.push(...view);
    return this;
  }

  string(value: string): this {
    const text = Buffer.from(value);
    this.uint32(text.length + 1);
    this.#bytes.push(...text, 0);
    return this;
  }

  floats(values: readonly number[]): this {
    this.uint32(values.length);
    for (const value of values) this.float64(value);
    return this;
  }

  blob(value: Uint8Array): this {
    this.uint32(value.length);
    for (const byte of value) this.#bytes.push(byte);
    return this;
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }
}

/** The smallest JPEG head that tells its size: 320 by 240. */
const PICTURE = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 240, 1, 64, 1, 1, 17, 0, 0xff, 0xd9);

/** What a camera sends: one picture after the other, again and again. */
export interface FixtureCamera {
  readonly format: 'jpeg' | 'png';
  readonly pictures: readonly Uint8Array[];
}

/** The camera of small fixtures. */
export const SMALL_CAMERA: FixtureCamera = { format: 'jpeg', pictures: [PICTURE] };

/** All messages of one recording, by time. `seconds` is its length. */
export function fixtureMessages(seconds = 2, camera = SMALL_CAMERA): FixtureMessage[] {
  const { format, pictures } = camera;
  const messages: FixtureMessage[] = [];
  const add = (topic: string, rate: number, body: (cdr: CdrWriter, i: number) => CdrWriter): void => {
    for (let i = 0; i < seconds * rate; i++) {
      const nanoseconds = START + BigInt(Math.round((i * 1e9) / rate));
      messages.push({ topic, nanoseconds, cdr: body(new CdrWriter(), i).bytes });
    }
  };
  const header = (cdr: CdrWriter): CdrWriter => cdr.uint32(1_700_000_000).uint32(5).string('base');
  add('/joint_states', 50, (cdr, i) => {
    header(cdr).uint32(JOINTS.length);
    for (const name of JOINTS) cdr.string(name);
    const positions = JOINTS.map((_, joint) => jointAt(i, joint));
    return cdr
      .floats(positions)
      .floats(positions.map((q) => q / 2))
      .floats([1, 2, 3]);
  });
  add('/ft_sensor/wrench', 100, (cdr, i) => {
    header(cdr);
    for (const value of [i, 0.5, -1, 0.01, 0.02, 0.03]) cdr.float64(value);
    return cdr;
  });
  add('/cam/compressed', 10, (cdr, i) =>
    header(cdr)
      .string(format)
      .blob(pictures[i % pictures.length]!),
  );
  add('/note', 1, (cdr) => cdr.string('the operator said hello'));
  return messages.sort((a, b) => Number(a.nanoseconds - b.nanoseconds));
}

function sized(...parts: readonly (string | Uint8Array | number)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : field(part))));
}

/** A string or bytes with its 32-bit length in front. */
function field(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint(bytes.length, 4), bytes]);
}

function uint(value: number | bigint, size: number): Buffer {
  const out = Buffer.alloc(size);
  if (size === 8) out.writeBigUInt64LE(BigInt(value));
  else out.writeUIntLE(Number(value), 0, size);
  return out;
}

function record(opcode: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(opcode), uint(body.length, 8), body]);
}

/** Writes an MCAP file with zstd chunks (mcap.dev/spec), an attachment and a metadata record; no summary. */
export async function writeMcapFixture(
  path: string,
  seconds = 2,
  { camera = SMALL_CAMERA, clock = (nanoseconds: bigint) => nanoseconds } = {},
): Promise<void> {
  const topics = Object.keys(TOPICS);
  const magic = Buffer.from('\x89MCAP0\r\n', 'latin1');
  const schemas = topics.map((topic, i) =>
    record(3, uint(i + 1, 2), sized(TOPICS[topic]?.type ?? '', 'ros2msg', TOPICS[topic]?.definition ?? '')),
  );
  const channels = topics.map((topic, i) =>
    record(4, uint(i, 2), uint(i + 1, 2), sized(topic, 'cdr'), uint(0, 4)),
  );
  const messages = fixtureMessages(seconds, camera).map(({ topic, nanoseconds, cdr }) =>
    record(
      5,
      uint(topics.indexOf(topic), 2),
      uint(0, 4),
      uint(clock(nanoseconds), 8),
      uint(clock(nanoseconds), 8),
      cdr,
    ),
  );
  const chunks: Buffer[] = [];
  for (let at = 0; at < messages.length; at += 60) {
    const plain = Buffer.concat([
      ...(at === 0 ? [...schemas, ...channels] : []),
      ...messages.slice(at, at + 60),
    ]);
    const packed = zstdCompressSync(plain);
    chunks.push(
      record(
        6,
        uint(0, 8),
        uint(0, 8),
        uint(plain.length, 8),
        uint(crc32(plain), 4),
        field('zstd'),
        uint(packed.length, 8),
        packed,
      ),
    );
  }
  const attachment = record(
    9,
    uint(0, 8),
    uint(0, 8),
    sized('calibration.yaml', 'text/yaml'),
    uint(3, 8),
    Buffer.from('a: '),
    uint(0, 4),
  );
  const metadata = record(12, field('hardware'), uint(0, 4));
  const file = [
    magic,
    record(1, sized('ros2', 'fixture')),
    ...chunks,
    attachment,
    metadata,
    record(15, uint(0, 4)),
    record(2, uint(0, 8), uint(0, 8), uint(0, 4)),
    magic,
  ];
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.concat(file));
}

/** Writes a rosbag2 database of schema version 4. */
export async function writeRosbag2Fixture(path: string, seconds = 2, camera = SMALL_CAMERA): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(
    'CREATE TABLE topics(id INTEGER PRIMARY KEY, name TEXT, type TEXT, serialization_format TEXT, offered_qos_profiles TEXT);' +
      'CREATE TABLE messages(id INTEGER PRIMARY KEY, topic_id INTEGER, timestamp INTEGER, data BLOB);' +
      'CREATE TABLE message_definitions(id INTEGER PRIMARY KEY, topic_type TEXT, encoding TEXT, encoded_message_definition TEXT);',
  );
  const topics = Object.keys(TOPICS);
  const addTopic = database.prepare('INSERT INTO topics VALUES (?, ?, ?, ?, ?)');
  const addText = database.prepare('INSERT INTO message_definitions VALUES (?, ?, ?, ?)');
  topics.forEach((topic, i) => {
    addTopic.run(i + 1, topic, TOPICS[topic]?.type ?? '', 'cdr', '');
    addText.run(i + 1, TOPICS[topic]?.type ?? '', 'ros2msg', TOPICS[topic]?.definition ?? '');
  });
  const add = database.prepare('INSERT INTO messages(topic_id, timestamp, data) VALUES (?, ?, ?)');
  database.exec('BEGIN');
  for (const { topic, nanoseconds, cdr } of fixtureMessages(seconds, camera))
    add.run(topics.indexOf(topic) + 1, nanoseconds, cdr);
  database.exec('COMMIT');
  database.close();
}

function bagHeader(fields: Readonly<Record<string, Uint8Array | string>>): Buffer {
  const parts = Object.entries(fields).map(([name, value]) =>
    field(Buffer.concat([Buffer.from(`${name}=`), Buffer.from(value)])),
  );
  return Buffer.concat(parts);
}

function bagRecord(fields: Readonly<Record<string, Uint8Array | string>>, data: Uint8Array): Buffer {
  return Buffer.concat([field(bagHeader(fields)), field(data)]);
}

const ROS1_HEADER = `${RULE}MSG: std_msgs/Header\nuint32 seq\ntime stamp\nstring frame_id\n`;
const ROS1_TOPICS = [
  {
    topic: '/joint_states',
    type: 'sensor_msgs/JointState',
    definition: `Header header\nstring[] name\nfloat64[] position\nfloat64[] velocity\nfloat64[] effort\n${ROS1_HEADER}`,
  },
  {
    topic: '/cam/compressed',
    type: 'sensor_msgs/CompressedImage',
    definition: `Header header\nstring format\nuint8[] data\n${ROS1_HEADER}`,
  },
] as const;

/**
 * Writes a ROS 1 bag with one uncompressed chunk a second: joint states at 50 Hz as ROS 1 serializes them, and pictures at 10 Hz
 * where there is a camera.
 */
export async function writeRosbag1Fixture(path: string, seconds = 2, camera?: FixtureCamera): Promise<void> {
  const connections = ROS1_TOPICS.slice(0, camera === undefined ? 1 : 2).map(
    ({ topic, type, definition }, i) =>
      bagRecord(
        { op: Buffer.of(7), conn: uint(i, 4), topic },
        bagHeader({ topic, type, md5sum: '0', message_definition: definition }),
      ),
  );
  const messages: Buffer[][] = [];
  for (let i = 0; i < seconds * 50; i++) {
    const second = Math.floor(i / 50);
    const time = Buffer.concat([uint(1_700_000_000 + second, 4), uint((i % 50) * 20_000_000, 4)]);
    const says = (conn: number, body: Uint8Array): Buffer =>
      bagRecord({ op: Buffer.of(2), conn: uint(conn, 4), time }, body);
    const chunk = (messages[second] ??= second === 0 ? [...connections] : []);
    chunk.push(says(0, ros1JointStates(i)));
    if (camera !== undefined && i % 5 === 0) chunk.push(says(1, ros1Picture(i, camera)));
  }
  const chunks = messages.map((parts) => {
    const plain = Buffer.concat(parts);
    return bagRecord({ op: Buffer.of(5), compression: 'none', size: uint(plain.length, 4) }, plain);
  });
  const bagHead = bagRecord(
    {
      op: Buffer.of(3),
      index_pos: uint(0, 8),
      conn_count: uint(connections.length, 4),
      chunk_count: uint(chunks.length, 4),
    },
    Buffer.alloc(64, 0x20),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.concat([Buffer.from('#ROSBAG V2.0\n'), bagHead, ...chunks]));
}

function ros1Head(sequence: number): Buffer {
  return Buffer.concat([uint(sequence, 4), uint(1_700_000_000, 4), uint(0, 4), field('base')]);
}

function ros1JointStates(sample: number): Buffer {
  const positions = JOINTS.map((_, joint) => jointAt(sample, joint));
  const floats = (values: readonly number[]): Buffer =>
    Buffer.concat([uint(values.length, 4), Buffer.from(Float64Array.from(values).buffer)]);
  const names = Buffer.concat([uint(JOINTS.length, 4), ...JOINTS.map(field)]);
  return Buffer.concat([ros1Head(sample), names, floats(positions), floats([]), floats([])]);
}

function ros1Picture(sample: number, { format, pictures }: FixtureCamera): Buffer {
  return Buffer.concat([ros1Head(sample), field(format), field(pictures[(sample / 5) % pictures.length]!)]);
}
