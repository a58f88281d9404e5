/** Small HDF5 and TFRecord files with known content. HDF5 is written by its library, TFRecord byte by byte. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { File as H5File, ready } from 'h5wasm/node';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { maskedCrc32c } from '#node/dataset/rlds/crc32c.ts';

/** Steps and joints of every fixture episode. */
export const STEPS = 50;
export const JOINTS = 7;
export const TASK = 'Put the cup on the shelf.';

/** State of a joint at a step. */
export function stateAt(step: number, joint: number): number {
  return Math.fround(Math.sin(step / 8 + joint));
}

function states(lead = 0): Float32Array {
  return Float32Array.from({ length: STEPS * JOINTS }, (_, i) =>
    stateAt(Math.floor(i / JOINTS) + lead, i % JOINTS),
  );
}

const SMALL_PICTURE = { width: 8, height: 6 };

/** Writes an ALOHA file: one episode with raw pictures of `width` by `height`, black unless `pixels` are given. */
export async function writeAlohaFixture(
  path: string,
  { width, height, pixels }: { width: number; height: number; pixels?: Uint8Array } = SMALL_PICTURE,
): Promise<void> {
  await ready;
  await mkdir(dirname(path), { recursive: true });
  const file = new H5File(path, 'w');
  file.create_attribute('operator', 'somebody');
  file.create_attribute('sim', 1, null, '<i');
  file.create_dataset({ name: 'action', data: states(2), shape: [STEPS, JOINTS] });
  const observations = file.create_group('observations');
  observations.create_dataset({
    name: 'qpos',
    data: states(),
    shape: [STEPS, JOINTS],
    chunks: [10, JOINTS],
    compression: 'gzip',
  });
  observations.create_dataset({ name: 'effort', data: Float64Array.from(states()), shape: [STEPS, JOINTS] });
  const images = observations.create_group('images');
  images.create_dataset({
    name: 'cam_high',
    // Neither black nor still: episodes of black pictures do not qualify.
    data: pixels ?? Uint8Array.from({ length: STEPS * height * width * 3 }, (_, i) => 40 + ((i * 37) % 150)),
    shape: [STEPS, height, width, 3],
  });
  file.close();
}

/** Writes a robomimic file with demonstrations 0 … count - 1, each with square pictures of `side` pixels where those are given. */
export async function writeRobomimicFixture(
  path: string,
  count = 11,
  camera?: { readonly side: number; readonly pixels: Uint8Array },
): Promise<void> {
  await ready;
  await mkdir(dirname(path), { recursive: true });
  const file = new H5File(path, 'w');
  const data = file.create_group('data');
  data.create_attribute('env_args', '{"env_name":"Lift","type":1}');
  for (let i = 0; i < count; i++) {
    const demo = data.create_group(`demo_${i}`);
    demo.create_dataset({ name: 'actions', data: states(2), shape: [STEPS, JOINTS] });
    demo.create_dataset({ name: 'rewards', data: new Float64Array(STEPS).fill(i), shape: [STEPS] });
    const obs = demo.create_group('obs');
    obs.create_dataset({ name: 'joint_pos', data: states(), shape: [STEPS, JOINTS] });
    if (camera !== undefined) {
      const shape = [STEPS, camera.side, camera.side, 3];
      obs.create_dataset({ name: 'agentview_image', data: camera.pixels, shape });
    }
    const next = demo.create_group('next_obs');
    next.create_dataset({ name: 'joint_pos', data: states(1), shape: [STEPS, JOINTS] });
  }
  file.close();
}

function varint(value: number): Buffer {
  const out: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.of(...out, left);
    out.push((left % 128) | 0x80);
  }
}

function message(number: number, body: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
}

function featureEntry(name: string, list: Buffer): Buffer {
  return message(1, Buffer.concat([message(1, Buffer.from(name)), message(2, list)]));
}

/** A TFRecord with its two checksums. */
export function tfrecord(data: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(data.length));
  head.writeUInt32LE(maskedCrc32c(head.subarray(0, 8)), 8);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(maskedCrc32c(data));
  return Buffer.concat([head, data, tail]);
}

/** The smallest JPEG head that tells its size: 320 by 240. */
const PICTURE = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 240, 1, 64, 1, 1, 17, 0, 0xff, 0xd9);

/** One RLDS episode as a serialized Example, its pictures one after the other, again and again. */
export function rldsExample(pictures: readonly Uint8Array[] = [PICTURE]): Buffer {
  const floats = (values: Float32Array) =>
    message(2, message(1, Buffer.from(values.buffer, values.byteOffset, values.byteLength)));
  const bytes = (values: readonly Uint8Array[]) =>
    message(1, Buffer.concat(values.map((value) => message(1, value))));
  const flags = Buffer.from(Uint8Array.from({ length: STEPS }, (_, i) => (i === 0 ? 1 : 0)));
  const each = <T>(value: T): T[] => Array.from({ length: STEPS }, () => value);
  const features = [
    featureEntry('steps/observation/state', floats(states())),
    featureEntry('steps/action', floats(states(2))),
    featureEntry('steps/is_first', message(3, message(1, flags))),
    featureEntry('steps/language_instruction', bytes(each(Buffer.from(TASK)))),
    featureEntry(
      'steps/observation/image',
      bytes(Array.from({ length: STEPS }, (_, i) => pictures[i % pictures.length]!)),
    ),
    featureEntry('episode_metadata/file_path', bytes([Buffer.from('/somewhere/episode.npy')])),
  ];
  return message(1, Buffer.concat(features));
}

/** Writes a shard with some RLDS episodes. */
export async function writeRldsFixture(
  path: string,
  episodes = 3,
  pictures?: readonly Uint8Array[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    Buffer.concat(Array.from({ length: episodes }, () => tfrecord(rldsExample(pictures)))),
  );
}

/** Writes a robomimic file with one demonstration of tool poses for each list: place, and rotation with w last, as robosuite names them. */
export async function writeEefRobomimic(path: string, demos: readonly (readonly Pose[])[]): Promise<void> {
  await ready;
  await mkdir(dirname(path), { recursive: true });
  const file = new H5File(path, 'w');
  const data = file.create_group('data');
  data.create_attribute('env_args', '{"env_name":"Lift","type":1}');
  demos.forEach((poses, i) => {
    const steps = poses.length;
    const demo = data.create_group(`demo_${i}`);
    const places = Float64Array.from(poses.flatMap(({ position }) => position));
    const turns = Float64Array.from(poses.flatMap(({ rotation: [w, x, y, z] }) => [x, y, z, w]));
    demo.create_dataset({
      name: 'actions',
      data: new Float64Array(7 * steps).fill(i / 10),
      shape: [steps, 7],
    });
    const obs = demo.create_group('obs');
    obs.create_dataset({ name: 'robot0_eef_pos', data: places, shape: [steps, 3] });
    obs.create_dataset({ name: 'robot0_eef_quat', data: turns, shape: [steps, 4] });
  });
  file.close();
}
