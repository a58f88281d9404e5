import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readUrdf } from '#contracts/embodiment/description/read-urdf.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { kindOfBytes, recogniseFormat } from '#node/dataset/recognise-format.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { dataFile, fixtureRobot, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import {
  writeMcapFixture,
  writeRosbag1Fixture,
  writeRosbag2Fixture,
} from '#test/support/recording-fixture.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeAlohaFixture, writeRldsFixture } from '#test/support/trajectory-fixture.ts';

const G1_V21 = 'samples/lerobot_v21_g1';
const G1_V30 = 'samples/derived/lerobot_v30_g1_full';
const G1_URDF = 'robots/unitree_g1_29dof_inspire.urdf';

test('states the same facts from a confined child as from this process', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true });
  const robot = fixtureRobot();
  const files = new Set<string>();
  const facts = await inspectDataset(dir, {
    robot,
    pictures: 'none',
    onProgress: ({ file }) => files.add(file),
  });
  assert.deepEqual(facts, await scanDataset(dir, { robot }));
  assert.ok(files.has('data/chunk-000/file-000.parquet'));
});

test('stops when it is told to, and refuses what it does not know', async (t) => {
  const folder = await tempFolder(t);
  const dir = join(folder, 'set');
  await writeLerobotFixture(dir);
  const signal = AbortSignal.abort();
  await assert.rejects(inspectDataset(dir, { signal }), (error) => isExchangeError(error, 'interrupted'));
  await assert.rejects(inspectDataset(join(folder, 'nothing')), (error) =>
    isExchangeError(error, 'not-found'),
  );
  await writeFile(join(folder, 'set.txt'), 'text');
  await assert.rejects(inspectDataset(join(folder, 'set.txt')), (error) =>
    isExchangeError(error, 'bad-dataset'),
  );
});

test('reads every format in the confined child', async (t) => {
  const formats = {
    'hdf5-aloha': writeAlohaFixture,
    rlds: writeRldsFixture,
    mcap: writeMcapFixture,
    'rosbag2-sqlite': writeRosbag2Fixture,
    rosbag1: writeRosbag1Fixture,
  };
  for (const [name, write] of Object.entries(formats)) {
    const dir = await tempFolder(t);
    await write(join(dir, 'recording.dat'));
    const facts = await inspectDataset(dir, { pictures: 'none' });
    assert.equal(facts.format.name, name);
    assert.deepEqual(facts, await scanDataset(dir));
    assert.ok(facts.frames > 0 && facts.findings.every(({ severity }) => severity === 'info'), name);
  }
});

test('leaves out a file that ended an earlier attempt, says so, and reads the rest', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { version: 'v2.1' });
  const file = 'data/chunk-000/episode_000001.parquet';
  const facts = await scanDataset(dir, { skip: new Map([[file, 'memory']]) });
  assert.equal(facts.episodes, 2);
  assert.deepEqual(facts.findings, [
    { code: 'reader-died', severity: 'error', file, offset: null, row: null, params: { reason: 'memory' } },
  ]);
});

test('recognises files by their first bytes', async (t) => {
  assert.equal(kindOfBytes(Buffer.from('\x89MCAP0\r\nxxxx', 'latin1')), 'mcap');
  assert.equal(kindOfBytes(Buffer.from('SQLite format 3\0')), 'sqlite');
  assert.equal(kindOfBytes(Buffer.from('\0\0\0\x20ftypisom')), 'mp4');
  assert.equal(kindOfBytes(Buffer.from('PAR1')), 'parquet');
  assert.equal(kindOfBytes(Buffer.from('plain text')), 'unknown');
  const folder = await tempFolder(t);
  await writeFile(
    join(folder, 'recording.mcap'),
    Buffer.from('VisionRe then more of it, whatever the name says'),
  );
  await assert.rejects(recogniseFormat(folder), (error) => {
    return isExchangeError(error, 'unsupported-format') && error.params['format'] === 'vrs';
  });
});

test('names a folder of parquet tables that is no LeRobot dataset', async (t) => {
  const folder = await tempFolder(t);
  const dir = join(folder, 'set');
  await writeLerobotFixture(dir);
  await writeFile(join(folder, 'table.bin'), await readFile(dataFile(dir)));
  await writeFile(join(dir, 'meta/info.json'), '{"total_episodes": 3}');
  await assert.rejects(recogniseFormat(folder), (error) => {
    return isExchangeError(error, 'unsupported-format') && error.params['format'] === 'parquet';
  });
});

test('says of the real v2.1 sample what is there and what is only declared', {
  skip: skipWithoutShared(G1_V21),
}, async () => {
  const facts = await inspectDataset(sharedPath(G1_V21));
  assert.deepEqual(
    [facts.format.version, facts.episodes, facts.frames, facts.robotType],
    ['v2.1', 3, 761, 'Unitree_G1_Inspire'],
  );
  assert.deepEqual(
    facts.discrepancies.map(({ subject, declared, observed }) => [subject, declared, observed]),
    [
      ['episodes', 100, 3],
      ['frames', 35_965, 761],
      ['videos', 100, 2],
      ['splits', 100, 3],
    ],
  );
  const [camera] = facts.cameras;
  assert.deepEqual([camera?.codec, camera?.width, camera?.height, camera?.frames], ['av1', 640, 480, 501]);
  assert.deepEqual(
    facts.findings.map(({ code, params }) => [code, params['episode']]),
    [['video-not-found', 82]],
  );
  assert.deepEqual(facts.quality.qualification.reasons, [{ reason: 'modality-completeness', episodes: 1 }]);
});

test('reads the real bags, compressed and not, in the confined child', {
  skip: skipWithoutShared('samples/rosbag1'),
}, async () => {
  const facts = await inspectDataset(sharedPath('samples/rosbag1/fixtures'));
  assert.deepEqual([facts.episodes, facts.frames, facts.findings], [3, 4032, []]);
});

test('maps the arms of the real sample to the real robot', {
  skip: skipWithoutShared(G1_URDF) || skipWithoutShared(G1_V30),
}, async () => {
  const robot = readUrdf(await readFile(sharedPath(G1_URDF), 'utf8'));
  const facts = await inspectDataset(sharedPath(G1_V30), { robot });
  const state = facts.features.find(({ name }) => name === 'observation.state');
  assert.deepEqual(state?.joints?.slice(0, 4), [
    'left_shoulder_pitch_joint',
    'left_shoulder_roll_joint',
    'left_shoulder_yaw_joint',
    'left_elbow_joint',
  ]);
  // Hands run from 0 to 1 beside arms in radians, so the feature as a whole has no single unit.
  assert.deepEqual([state?.unit, state?.joints?.[20]], ['mixed', null]);
  assert.equal(facts.quality.metrics.find(({ id }) => id === 'limit-violations')?.max, 0);
  assert.deepEqual([facts.episodes, facts.frames, facts.discrepancies, facts.findings], [2, 501, [], []]);
});
