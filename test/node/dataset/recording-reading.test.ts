import assert from 'node:assert/strict';
import { copyFile, mkdir, open, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { decodeMessage } from '#node/dataset/messages/decode-message.ts';
import { layoutOf } from '#node/dataset/messages/message-layout.ts';
import { parseRosDefinition } from '#node/dataset/messages/ros-definition.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import {
  fixtureMessages,
  jointAt,
  TOPICS,
  writeMcapFixture,
  writeRosbag1Fixture,
  writeRosbag2Fixture,
} from '#test/support/recording-fixture.ts';
import { fuzzDataset } from '#test/support/dataset-fuzz.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const FORMATS = [
  { name: 'mcap', file: 'a.mcap', write: writeMcapFixture, full: true },
  { name: 'rosbag2-sqlite', file: 'a.db3', write: writeRosbag2Fixture, full: true },
  { name: 'rosbag1', file: 'a.bag', write: writeRosbag1Fixture, full: false },
] as const;

function feature(facts: DatasetFacts, name: string) {
  return facts.features.find((found) => found.name === name);
}

for (const { name, file, write, full } of FORMATS) {
  test(`reads ${name}: channels, rates, units, names and contact sensing`, async (t) => {
    const dir = await tempFolder(t);
    // The ending is wrong on purpose: bytes decide.
    await write(join(dir, 'recording.dat'));
    const facts = await scanDataset(dir);
    assert.equal(facts.format.name, name);
    assert.deepEqual([facts.episodes, facts.frames], [1, 100]);
    const joints = feature(facts, '/joint_states.position');
    assert.deepEqual(joints?.names, ['shoulder_joint', 'elbow_joint', 'wrist_joint']);
    assert.deepEqual(
      [joints?.unit, joints?.unitBasis, joints?.role, joints?.modality],
      ['rad', 'convention', 'state', 'joint-position'],
    );
    assert.ok(Math.abs((joints?.rateHz ?? 0) - 50) < 0.01);
    if (!full) return;
    assert.deepEqual(facts.sensing.jointTorque, { presence: 'present', rateHz: 50, channels: 3 });
    assert.deepEqual(facts.sensing.force, { presence: 'present', rateHz: 100, channels: 6 });
    assert.equal(facts.sensing.tactile.presence, 'absent');
    const [camera] = facts.cameras;
    assert.deepEqual(
      [camera?.name, camera?.codec, camera?.width, camera?.height, camera?.fps],
      ['/cam/compressed', 'jpeg', 320, 240, 10],
    );
    assert.equal(file.length > 0, true);
  });

  test(`gives the values of ${name} to the bit, with their own clocks`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, file));
    await using reader = await openDataset(dir);
    const { columns, times } = await reader.readEpisode(0);
    const position = columns.get('/joint_states.position');
    assert.ok(position?.kind === 'numbers' && position.values instanceof Float64Array);
    const expected = Float64Array.from({ length: 300 }, (_, i) => jointAt(Math.floor(i / 3), i % 3));
    assert.deepEqual(position.values, expected);
    assert.ok(Math.abs((times?.get('/joint_states.position')?.[50] ?? 0) - 1) < 1e-9);
  });

  test(`reads ${name} up to where it is cut`, async (t) => {
    const dir = await tempFolder(t);
    const path = join(dir, file);
    await write(path, 4);
    await truncate(path, Math.floor((await stat(path)).size * 0.6));
    const facts = await scanDataset(dir);
    const [finding] = facts.findings.filter(({ severity }) => severity === 'error');
    assert.equal(finding?.file, file);
    if (name !== 'rosbag2-sqlite') assert.ok(facts.frames > 50 && facts.frames < 200, String(facts.frames));
  });

  test(`ends well on 100 damaged ${name} files`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, file), 1);
    t.diagnostic(JSON.stringify(await fuzzDataset(dir, [file], { cases: 100, seed: 20_261_123 })));
  });
}

test('loses one chunk of an MCAP file to damage, and says where', async (t) => {
  const dir = await tempFolder(t);
  const path = join(dir, 'a.mcap');
  await writeMcapFixture(path, 6);
  const handle = await open(path, 'r+');
  const { size } = await handle.stat();
  await handle.write(Buffer.alloc(20, 0xff), 0, 20, Math.floor(size * 0.75));
  await handle.close();
  const facts = await scanDataset(dir);
  const damage = facts.findings.filter(({ code }) => code === 'recording-damaged');
  assert.equal(damage.length, 1);
  assert.ok((damage[0]?.offset ?? 0) > 0 && (damage[0]?.offset ?? 0) < size * 0.75);
  assert.ok(facts.frames > 260 && facts.frames < 300, String(facts.frames));
});

test('tells of attachments and metadata, and of channels that it cannot decode', async (t) => {
  const dir = await tempFolder(t);
  await writeMcapFixture(join(dir, 'a.mcap'));
  const facts = await scanDataset(dir);
  assert.deepEqual(
    facts.findings.map(({ code, params }) => [code, params['name']]),
    [
      ['carries-attachment', 'calibration.yaml'],
      ['carries-metadata', 'hardware'],
    ],
  );
});

test('parses definitions with constants, defaults, bounds and comments', () => {
  const text =
    'int8 KIND=3 # a constant\nstring<=10 label "x"\nfloat32[<=4] few\nint16[2] pair [1, 2]\nbool flag true\nOther other\n===\nMSG: pkg/Other\nuint8 a\n';
  const { fields } = parseRosDefinition('pkg/msg/Thing', text);
  assert.deepEqual(
    fields.map(({ name, array, type }) => [name, array, type.kind]),
    [
      ['label', null, 'string'],
      ['few', 'any', 'number'],
      ['pair', 2, 'number'],
      ['flag', null, 'number'],
      ['other', null, 'struct'],
    ],
  );
});

test('refuses types that contain themselves or grow without bound', () => {
  const refused = (text: string) => () => parseRosDefinition('pkg/A', text);
  const bad = (error: unknown) =>
    isExchangeError(error, 'limit-exceeded') || isExchangeError(error, 'bad-dataset');
  assert.throws(refused('A inner\n'), bad);
  const doubling = Array.from({ length: 16 }, (_, i) => `MSG: pkg/T${i}\nT${i + 1} a\nT${i + 1} b\n`).join(
    '===\n',
  );
  assert.throws(refused(`T0 t\n===\n${doubling}===\nMSG: pkg/T16\nuint8 x\n`), bad);
  assert.throws(refused('Nowhere x\n'), bad);
});

test('refuses messages that are shorter than they say', () => {
  const layout = layoutOf(
    parseRosDefinition('sensor_msgs/JointState', TOPICS['/joint_states']?.definition ?? ''),
  );
  const message = fixtureMessages(1).find(({ topic }) => topic === '/joint_states')?.cdr ?? new Uint8Array();
  assert.deepEqual(decodeMessage(message, layout, 'cdr').arrays.get('effort'), [1, 2, 3]);
  for (let length = 0; length < message.length; length += 3) {
    assert.throws(
      () => decodeMessage(message.subarray(0, length), layout, 'cdr'),
      (error) => isExchangeError(error, 'bad-dataset'),
    );
  }
  const lying = message.slice();
  // The count of joint names stands behind the CDR header, the stamp and the frame's name.
  lying[27] = 0xff;
  assert.throws(
    () => decodeMessage(lying, layout, 'cdr'),
    (error) => isExchangeError(error, 'bad-dataset'),
  );
});

test('reads the real recordings of ROS', { skip: skipWithoutShared('samples/rosbag1') }, async (t) => {
  const bags = join(await tempFolder(t), 'bags');
  await mkdir(bags);
  for (const bag of ['example', 'example-lz4', 'example-bz2']) {
    await copyFile(sharedPath(`samples/rosbag1/fixtures/${bag}.bag`), join(bags, `${bag}.bag`));
  }
  const turtles = await scanDataset(bags);
  assert.deepEqual([turtles.episodes, turtles.frames, turtles.findings], [3, 4032, []]);
  const mcap = await scanDataset(sharedPath('samples/rosbag2_mcap'));
  assert.equal(mcap.episodes, 8);
  assert.deepEqual(feature(mcap, '/array_topic.float64_values')?.shape, [3]);
  const databases = await scanDataset(sharedPath('samples/rosbag2_db3'));
  assert.deepEqual([databases.episodes, databases.findings], [6, []]);
});

test('reads the derived G1 recording with the same motion as its source', {
  skip: skipWithoutShared('samples/derived'),
}, async (t) => {
  const dir = await tempFolder(t);
  await copyFile(sharedPath('samples/derived/seeded_pii_g1.mcap'), join(dir, 'g1.mcap'));
  const facts = await scanDataset(dir);
  const jerk = facts.quality.metrics.find(({ id }) => id === 'jerk')?.median;
  const source = await scanDataset(sharedPath('samples/derived/lerobot_v30_g1_full'));
  assert.equal(jerk, source.quality.metrics.find(({ id }) => id === 'jerk')?.max);
  assert.deepEqual([facts.frames, feature(facts, '/joint_states.position')?.shape], [280, [26]]);
});
