import assert from 'node:assert/strict';
import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { create, toBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { isExchangeError } from '#contracts/errors.ts';
import { parseProtobufDefinition } from '#node/dataset/messages/protobuf-definition.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { fuzzDataset } from '#test/support/dataset-fuzz.ts';
import { writeMcapAs, type McapShape } from '#test/support/mcap-fixture.ts';
import { jointAt } from '#test/support/recording-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const SHAPES: readonly McapShape[] = (['protobuf', 'json', 'ros1'] as const).flatMap((encoding) => [
  { encoding, compression: 'zstd', chunked: true },
  { encoding, compression: 'lz4', chunked: true },
  { encoding, compression: '', chunked: true },
  { encoding, compression: '', chunked: false },
]);

for (const shape of SHAPES) {
  const { encoding, compression, chunked } = shape;
  const name = `${encoding}, ${compression === '' ? 'plain' : compression}, ${chunked ? 'chunks' : 'no chunks'}`;
  test(`reads MCAP of the format's own library to the bit: ${name}`, async (t) => {
    const dir = await tempFolder(t);
    await writeMcapAs(join(dir, 'a.mcap'), shape);
    await using reader = await openDataset(dir);
    const { columns, times } = await reader.readEpisode(0);
    const column = encoding === 'protobuf' ? '/joint_states.joints.position' : '/joint_states.position';
    const position = columns.get(column);
    assert.ok(position?.kind === 'numbers' && position.values instanceof Float64Array);
    const expected = Float64Array.from({ length: 300 }, (_, i) => jointAt(Math.floor(i / 3), i % 3));
    assert.deepEqual(position.values, expected);
    assert.ok(Math.abs((times?.get(column)?.[50] ?? 0) - 1) < 1e-9);
    assert.deepEqual(reader.findings, []);
  });
}

test('tells of protobuf channels what they measure: names, rates, contact, cameras', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapAs(join(dir, 'a.mcap'), { encoding: 'protobuf', compression: 'zstd', chunked: true });
  const facts = await scanDataset(dir);
  const position = facts.features.find(({ name }) => name === '/joint_states.joints.position');
  assert.deepEqual(
    [position?.role, position?.modality, position?.names],
    ['state', 'joint-position', ['shoulder_joint', 'elbow_joint', 'wrist_joint']],
  );
  assert.deepEqual(facts.sensing.jointTorque, { presence: 'present', rateHz: 50, channels: 3 });
  assert.deepEqual(facts.sensing.force, { presence: 'present', rateHz: 100, channels: 6 });
  assert.deepEqual(
    facts.cameras.map(({ name, codec, width, height, fps }) => [name, codec, width, height, fps]),
    [['/cam/compressed', 'jpeg', 320, 240, 10]],
  );
  assert.equal(facts.frames, 100);
});

test('leaves NaN where a protobuf message field is not set', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapAs(join(dir, 'a.mcap'), { encoding: 'protobuf', compression: '', chunked: false });
  await using reader = await openDataset(dir);
  const wrench = (await reader.readEpisode(0)).columns.get('/ft_sensor/wrench');
  assert.ok(wrench?.kind === 'numbers' && wrench.values instanceof Float64Array);
  assert.deepEqual(Array.from(wrench.values.subarray(0, 6)), [0, 0.5, -1, 1, 0, 0]);
  const unset = Number.NaN;
  assert.deepEqual(Array.from(wrench.values.subarray(6, 12)), [1, 0.5, -1, unset, unset, unset]);
});

for (const chunked of [true, false]) {
  test(`reads protobuf MCAP up to where it is cut, ${chunked ? 'with' : 'without'} chunks`, async (t) => {
    const dir = await tempFolder(t);
    const path = join(dir, 'a.mcap');
    await writeMcapAs(path, { encoding: 'protobuf', compression: '', chunked, seconds: 4 });
    const { size } = await stat(path);
    await truncate(path, Math.floor(size * 0.2));
    const facts = await scanDataset(dir);
    const [finding] = facts.findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual([finding?.code, finding?.file], ['recording-damaged', 'a.mcap']);
    assert.ok((finding?.offset ?? 0) > 0 && (finding?.offset ?? 0) < size * 0.2);
    assert.ok(facts.frames > 20 && facts.frames < 200, String(facts.frames));
  });
}

test('refuses descriptor sets that lack the type, import what is not there, or import one another', () => {
  const set = (file: object[]) =>
    toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file }));
  const bad = (error: unknown) => isExchangeError(error, 'bad-dataset');
  assert.throws(() => parseProtobufDefinition('a.B', set([{ name: 'a.proto', syntax: 'proto3' }])), bad);
  assert.throws(
    () => parseProtobufDefinition('a.B', set([{ name: 'a.proto', dependency: ['gone.proto'] }])),
    bad,
  );
  const round = [
    { name: 'a.proto', syntax: 'proto3', dependency: ['b.proto'] },
    { name: 'b.proto', syntax: 'proto3', dependency: ['a.proto'] },
  ];
  assert.throws(() => parseProtobufDefinition('a.B', set(round)), bad);
  assert.throws(() => parseProtobufDefinition('a.B', Uint8Array.of(0xff, 0xff, 1)), bad);
});

test('ends well on 100 damaged protobuf MCAP files', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapAs(join(dir, 'a.mcap'), {
    encoding: 'protobuf',
    compression: '',
    chunked: true,
    seconds: 1,
  });
  t.diagnostic(JSON.stringify(await fuzzDataset(dir, ['a.mcap'], { cases: 100, seed: 20_261_128 })));
});
