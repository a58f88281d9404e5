import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { McapIndexedReader } from '@mcap/core';
import { readFile, writeFile } from 'node:fs/promises';
import { plainConversion, type ConversionOptions } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { fromAnnexB, isKeyPicture, toAnnexB } from '#node/dataset/convert/mcap/annex-b.ts';
import { encodePng } from '#node/dataset/convert/png.ts';
import { pickRows } from '#node/dataset/convert/resample.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { EXTRA, extraColumns } from '#test/support/extra-columns.ts';
import { CAMERA, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import {
  jointAt,
  writeMcapFixture,
  writeRosbag1Fixture,
  writeRosbag2Fixture,
} from '#test/support/recording-fixture.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import {
  JOINTS,
  stateAt,
  STEPS,
  TASK,
  writeAlohaFixture,
  writeRldsFixture,
  writeRobomimicFixture,
} from '#test/support/trajectory-fixture.ts';

async function convert(root: string, out: string, options: Partial<ConversionOptions> = {}) {
  return convertDataset({ root, out, options: { ...plainConversion('lerobot-v3.0'), ...options } });
}

function numbersOf(column: unknown): { type: string; values: number[] } {
  const { type, bytes } = column as { type: string; bytes: string };
  const raw = Uint8Array.from(Buffer.from(bytes, 'base64')).buffer;
  if (type === 'float64') return { type, values: [...new Float64Array(raw)] };
  if (type === 'float32') return { type, values: [...new Float32Array(raw)] };
  return { type, values: [...new BigInt64Array(raw)].map(Number) };
}

test('LeRobot → MCAP → LeRobot keeps every number, text, image and picture', async (t) => {
  const dir = await tempFolder(t);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => join(dir, name)) as [string, string, string];
  await writeLerobotFixture(a, {
    episodes: 3,
    frames: 20,
    withVideo: true,
    extraFeatures: EXTRA,
    extraColumns,
  });
  await convert(a, b, { format: 'mcap' });
  const { record } = await convert(b, c);
  const first = await contentOf(a);
  assert.equal(first[2]?.pictures[CAMERA]?.length, 20);
  assert.deepEqual(await contentOf(c), first);
  assert.equal(
    record.steps.some(({ lossy }) => lossy),
    false,
  );
});

test('writes MCAP that the format’s own library reads by its index', async (t) => {
  const dir = await tempFolder(t);
  await writeLerobotFixture(join(dir, 'a'), { episodes: 1, frames: 5, withVideo: true });
  await convert(join(dir, 'a'), join(dir, 'b'), { format: 'mcap' });
  const bytes = await readFile(join(dir, 'b/episode_000000.mcap'));
  const reader = await McapIndexedReader.Initialize({
    readable: {
      size: () => Promise.resolve(BigInt(bytes.length)),
      read: (offset, size) => Promise.resolve(bytes.subarray(Number(offset), Number(offset + size))),
    },
    decompressHandlers: { zstd: (packed) => zstdDecompressSync(packed) },
  });
  const counts = new Map<string, number>();
  let last = 0n;
  for await (const { channelId, logTime } of reader.readMessages()) {
    const topic = reader.channelsById.get(channelId)?.topic ?? '';
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
    assert.ok(logTime >= last);
    last = logTime;
  }
  assert.deepEqual(Object.fromEntries(counts), {
    '/action': 5,
    '/observation/images/top': 5,
    '/observation/state': 5,
    '/task': 1,
    '/timestamp': 5,
  });
  assert.equal(
    reader.schemasById.get(reader.channelsById.values().next().value?.schemaId ?? 0)?.encoding,
    'ros2msg',
  );
});

test('takes the frames of a recording from its joint states to the bit and names what is resampled', async (t) => {
  const dir = await tempFolder(t);
  for (const [name, write] of [
    ['mcap', writeMcapFixture],
    ['rosbag2', writeRosbag2Fixture],
  ] as const) {
    await write(join(dir, name, 'a.rec'), 2);
    const { record } = await convert(join(dir, name), join(dir, `${name}-out`));
    const [episode] = await contentOf(join(dir, `${name}-out`));
    const expected = Array.from({ length: 300 }, (_, i) => jointAt(Math.floor(i / 3), i % 3));
    assert.deepEqual(numbersOf(episode?.columns['observation.state']), { type: 'float64', values: expected });
    const resampled = record.steps.filter(({ code }) => code === 'feature-resampled');
    assert.deepEqual(
      resampled.map(({ feature, params }) => [feature, params['method'], params['fromHz'], params['toHz']]),
      [
        ['/ft_sensor/wrench', 'hold', 100, 50],
        ['/note.data', 'hold', 1, 50],
        ['/cam/compressed', 'hold', 10, 50],
      ],
    );
    const wrench = numbersOf(episode?.columns['observation.ft_sensor.wrench']).values;
    assert.deepEqual(
      Array.from({ length: 100 }, (_, row) => wrench[row * 6]),
      Array.from({ length: 100 }, (_, row) => row * 2),
    );
  }
});

test('reads ROS 1 bags onto frames, with log times kept', async (t) => {
  const dir = await tempFolder(t);
  await writeRosbag1Fixture(join(dir, 'a/a.bag'), 2);
  await convert(join(dir, 'a'), join(dir, 'b'));
  const [episode] = await contentOf(join(dir, 'b'));
  assert.equal(numbersOf(episode?.columns['observation.state']).values.length, 300);
  const { bytes } = (episode?.columns['log_time'] ?? { bytes: '' }) as { bytes: string };
  const clock = new BigInt64Array(Uint8Array.from(Buffer.from(bytes, 'base64')).buffer);
  assert.equal(clock[1], 1_700_000_000_020_000_000n);
});

test('takes another channel as frames, another rate and another method when asked', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapFixture(join(dir, 'a/a.mcap'), 2);
  await convert(join(dir, 'a'), join(dir, 'b'), { grid: '/ft_sensor/wrench' });
  const [byWrench] = await contentOf(join(dir, 'b'));
  assert.equal(numbersOf(byWrench?.columns['observation.state']).values.length, 200 * 6);
  await convert(join(dir, 'a'), join(dir, 'c'), { fps: 25, resample: 'linear' });
  const [even] = await contentOf(join(dir, 'c'));
  const state = numbersOf(even?.columns['observation.state']).values;
  assert.equal(state.length, 50 * 3);
  assert.equal(state[3], jointAt(2, 0));
  await assert.rejects(convert(join(dir, 'a'), join(dir, 'd'), { grid: '/none' }), (error) =>
    isExchangeError(error, 'not-found'),
  );
});

test('ALOHA, robomimic and RLDS keep every step, pictures without loss', async (t) => {
  const dir = await tempFolder(t);
  await writeAlohaFixture(join(dir, 'aloha/episode_0.hdf5'));
  await writeRobomimicFixture(join(dir, 'robomimic/set.hdf5'), 3);
  await writeRldsFixture(join(dir, 'rlds/set-train.tfrecord-00000-of-00001'), 2);
  const expected = Array.from({ length: STEPS * JOINTS }, (_, i) =>
    stateAt(Math.floor(i / JOINTS), i % JOINTS),
  );
  for (const [name, episodes] of [
    ['aloha', 1],
    ['robomimic', 3],
    ['rlds', 2],
  ] as const) {
    const { record } = await convert(join(dir, name), join(dir, `${name}-out`), { fps: 50 });
    const content = await contentOf(join(dir, `${name}-out`));
    assert.equal(content.length, episodes);
    assert.deepEqual(record.leftOut, []);
    for (const { columns } of content) {
      assert.deepEqual(numbersOf(columns['observation.state']), { type: 'float32', values: expected });
    }
  }
  const [aloha] = await contentOf(join(dir, 'aloha-out'));
  assert.equal(numbersOf(aloha?.columns['observation.effort']).type, 'float64');
  const [png = ''] = (aloha?.columns['observation.images.cam_high'] ?? []) as string[];
  const bytes = Buffer.from(png, 'base64');
  assert.equal(bytes.readUInt32BE(16), 8);
  assert.equal(bytes.readUInt32BE(20), 6);
  const [rlds] = await contentOf(join(dir, 'rlds-out'));
  assert.deepEqual(rlds?.tasks, [TASK]);
  assert.equal(((rlds?.columns['observation.images.image'] ?? []) as string[]).length, STEPS);
});

test('asks for the frame rate that a format does not state', async (t) => {
  const dir = await tempFolder(t);
  await writeAlohaFixture(join(dir, 'a/episode_0.hdf5'));
  await assert.rejects(convert(join(dir, 'a'), join(dir, 'b')), (error) => isExchangeError(error, 'usage'));
});

test('writes PNG whose pixels are those that went in', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(1, 3, 4),
      fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
      fc.infiniteStream(fc.nat(255)),
      (channels, [width, height], random) => {
        const data = Uint8Array.from({ length: width * height * channels }, () => random.next().value ?? 0);
        const png = Buffer.from(encodePng({ width, height, channels, bits: 8, data }));
        const length = png.readUInt32BE(33);
        const lines = inflateSync(png.subarray(41, 41 + length));
        const stride = width * channels;
        const decoded = new Uint8Array(data.length);
        for (let row = 0; row < height; row++) {
          assert.equal(lines[row * (stride + 1)], 1);
          for (let i = 0; i < stride; i++) {
            const left = i < channels ? 0 : (decoded[row * stride + i - channels] ?? 0);
            decoded[row * stride + i] = (lines[row * (stride + 1) + 1 + i] ?? 0) + left;
          }
        }
        assert.deepEqual(decoded, data);
      },
    ),
    { numRuns: 60, seed: 5 },
  );
});

test('packs H.264 units for streams and back to the same bytes', () => {
  const unit = fc.uint8Array({ minLength: 1, maxLength: 12, min: 1 });
  fc.assert(
    fc.property(
      fc.array(unit, { minLength: 1, maxLength: 4 }),
      fc.array(unit, { maxLength: 2 }),
      fc.boolean(),
      (units, sets, isKey) => {
        const packet = Buffer.concat(
          units.map((one) => {
            const length = Buffer.alloc(4);
            length.writeUInt32BE(one.length);
            return Buffer.concat([length, one]);
          }),
        );
        const known = { lengthSize: 4, units: sets };
        const stream = toAnnexB(packet, known, isKey);
        assert.deepEqual(Buffer.from(fromAnnexB(stream, known, isKey)), packet);
        assert.equal(
          isKeyPicture('avc', stream),
          [...units, ...(isKey ? sets : [])].some((one) => ((one[0] ?? 0) & 31) === 5),
        );
      },
    ),
    { numRuns: 200, seed: 6 },
  );
});

test('picks the message that was there at a frame, and the nearest one', () => {
  const pick = pickRows(Float64Array.of(0, 1, 2), Float64Array.of(-1, 0.4, 0.6, 1, 5));
  assert.deepEqual([...pick.before], [0, 0, 0, 1, 2]);
  assert.deepEqual([...pick.nearest], [0, 0, 1, 1, 2]);
});

test('leaves a damaged recording out and says why', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapFixture(join(dir, 'a/a.mcap'), 2);
  await writeMcapFixture(join(dir, 'a/b.mcap'), 2);
  const bytes = await readFile(join(dir, 'a/b.mcap'));
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0xff;
  await writeFile(join(dir, 'a/b.mcap'), bytes);
  const { record } = await convert(join(dir, 'a'), join(dir, 'out'));
  assert.equal(record.episodes, 1);
  assert.deepEqual(
    record.leftOut.map(({ episode }) => episode),
    [1],
  );
});

for (const [name, source] of [
  ['a real v3.0 dataset with AV1 video', 'samples/derived/lerobot_v30_g1_full'],
] as const) {
  test(`${name} survives MCAP whole`, { skip: skipWithoutShared(source) }, async (t) => {
    const dir = await tempFolder(t);
    await convert(sharedPath(source), join(dir, 'b'), { format: 'mcap' });
    await convert(join(dir, 'b'), join(dir, 'c'));
    const first = await contentOf(sharedPath(source));
    assert.equal(first.length, 2);
    assert.deepEqual(await contentOf(join(dir, 'c')), first);
  });
}
