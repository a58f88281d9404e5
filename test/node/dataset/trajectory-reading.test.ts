import assert from 'node:assert/strict';
import { copyFile, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { File as H5File, ready } from 'h5wasm/node';
import {
  ALL_FORMATS,
  Conversion,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { crc32c } from '#node/dataset/rlds/crc32c.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { fuzzDataset } from '#test/support/dataset-fuzz.ts';
import { plainVideo } from '#test/support/seeded-video.ts';
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

const EXPECTED = Float32Array.from({ length: STEPS * JOINTS }, (_, i) =>
  stateAt(Math.floor(i / JOINTS), i % JOINTS),
);

const FORMATS = [
  {
    name: 'hdf5-aloha',
    state: 'observations.qpos',
    action: 'action',
    episodes: 1,
    write: (path: string) => writeAlohaFixture(path),
  },
  {
    name: 'hdf5-robomimic',
    state: 'obs.joint_pos',
    action: 'actions',
    episodes: 11,
    write: (path: string) => writeRobomimicFixture(path),
  },
  {
    name: 'rlds',
    state: 'observation.state',
    action: 'action',
    episodes: 3,
    write: (path: string) => writeRldsFixture(path),
  },
] as const;

for (const { name, state, action, episodes, write } of FORMATS) {
  test(`reads ${name}: every episode, every step, to the bit`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, 'recording.dat'));
    await using reader = await openDataset(dir);
    assert.equal(reader.format.name, name);
    let count = 0;
    for await (const { meta, columns } of reader.streamEpisodes()) {
      assert.deepEqual([meta.index, meta.frames], [count++, STEPS]);
      const column = columns.get(state);
      assert.ok(column?.kind === 'numbers');
      assert.deepEqual(column.values, EXPECTED);
      assert.equal(columns.has('next_obs.joint_pos'), false);
    }
    assert.equal(count, episodes);
  });

  test(`states facts of ${name} and leaves unknown what the format does not say`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, 'recording.dat'));
    const facts = await scanDataset(dir);
    assert.deepEqual(
      [facts.episodes, facts.frames, facts.fps, facts.observed.seconds],
      [episodes, episodes * STEPS, null, null],
    );
    assert.equal(facts.features.find((feature) => feature.name === action)?.role, 'action');
    assert.equal(facts.clock.source, 'unknown');
    assert.deepEqual([facts.control.reference, facts.control.rateHz], ['absolute', null]);
    assert.equal(facts.quality.duplicates.length, episodes > 1 ? 1 : 0);
    assert.ok(facts.findings.every(({ severity }) => severity === 'info'));
  });

  test(`ends well on 100 damaged ${name} files`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, 'recording.dat'));
    t.diagnostic(JSON.stringify(await fuzzDataset(dir, ['recording.dat'], { cases: 100, seed: 20_261_124 })));
  });
}

test('states sensing, cameras and names of attributes of an ALOHA file, and no value of them', async (t) => {
  const dir = await tempFolder(t);
  await writeAlohaFixture(join(dir, 'episode_0.hdf5'));
  const facts = await scanDataset(dir);
  assert.deepEqual(facts.sensing.jointTorque, { presence: 'present', rateHz: null, channels: JOINTS });
  const [camera] = facts.cameras;
  assert.deepEqual(
    [camera?.name, camera?.codec, camera?.width, camera?.height],
    ['observations.images.cam_high', 'raw', 8, 6],
  );
  assert.deepEqual(
    facts.findings.map(({ params }) => params['name']),
    ['/@operator', '/@sim'],
  );
  assert.equal(JSON.stringify(facts).includes('somebody'), false);
});

test('repeats what a file says about simulation, and claims nothing for others', async (t) => {
  const methodOf = async (write: (path: string) => Promise<void>) => {
    const dir = await tempFolder(t);
    await write(join(dir, 'recording.dat'));
    const { method, methodBasis, simulator } = (await scanDataset(dir)).collection;
    return [method, methodBasis, simulator];
  };
  assert.deepEqual(await methodOf(writeAlohaFixture), ['simulation', 'declared', null]);
  assert.deepEqual(await methodOf(writeRobomimicFixture), ['simulation', 'declared', 'robosuite']);
  assert.deepEqual(await methodOf(writeRldsFixture), ['unknown', 'unknown', null]);
});

test('tells of RLDS tasks and metadata', async (t) => {
  const dir = await tempFolder(t);
  await writeRldsFixture(join(dir, 'a.tfrecord'));
  const facts = await scanDataset(dir);
  assert.deepEqual(facts.tasks, [{ index: 0, text: TASK, episodes: 3, frames: 3 * STEPS }]);
  assert.deepEqual([facts.cameras[0]?.codec, facts.cameras[0]?.width], ['jpeg', 320]);
  assert.equal(facts.findings[0]?.params['name'], 'episode_metadata/file_path');
});

test('leaves out a TFRecord whose checksum is wrong, and reads the others', async (t) => {
  const dir = await tempFolder(t);
  const path = join(dir, 'a.tfrecord');
  await writeRldsFixture(path, 3);
  const { size } = await stat(path);
  const handle = await open(path, 'r+');
  await handle.write(Buffer.of(0xff), 0, 1, Math.floor(size / 2));
  await handle.close();
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 2);
  const damage = facts.findings.find(({ code }) => code === 'record-damaged');
  assert.deepEqual([damage?.file, damage?.offset], ['a.tfrecord', size / 3]);
  await truncate(path, size - 5);
  assert.equal((await scanDataset(dir)).episodes, 1);
});

test('computes CRC-32C as published', () => {
  assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  assert.equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  assert.equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e);
  assert.equal(crc32c(Uint8Array.from({ length: 32 }, (_, i) => 31 - i)), 0x113fdb5c);
  assert.equal(crc32c(new Uint8Array(0)), 0);
});

test('refuses HDF5 of another layout by name, and follows no external link', async (t) => {
  const dir = await tempFolder(t);
  await ready;
  const file = new H5File(join(dir, 'other.h5'), 'w');
  file.create_dataset({ name: 'temperature', data: Float32Array.of(1, 2) });
  file.close();
  await assert.rejects(
    scanDataset(dir),
    (error) => isExchangeError(error, 'unsupported-format') && error.params['format'] === 'hdf5',
  );
  const linked = await tempFolder(t);
  await writeAlohaFixture(join(linked, 'secret.dat'));
  const aloha = new H5File(join(dir, 'other.h5'), 'w');
  aloha.create_dataset({ name: 'action', data: new Float32Array(20), shape: [10, 2] });
  aloha
    .create_group('observations')
    .create_external_link(join(linked, 'secret.dat'), '/observations/qpos', 'qpos');
  aloha.close();
  const facts = await scanDataset(dir);
  assert.deepEqual(
    facts.features.map(({ name }) => name),
    ['action'],
  );
});

test('takes each file of a folder of videos as an episode', async (t) => {
  const dir = await tempFolder(t);
  await writeFile(join(dir, 'a.bin'), await plainVideo(30));
  await writeFile(join(dir, 'b.bin'), await plainVideo(45));
  const facts = await scanDataset(dir);
  assert.deepEqual([facts.format.name, facts.episodes, facts.frames, facts.fps], ['video-folder', 2, 75, 30]);
  assert.deepEqual([facts.cameras[0]?.codec, facts.cameras[0]?.files], ['avc', 2]);
  assert.equal(facts.quality.qualification.rate, 1);
  await truncate(join(dir, 'b.bin'), 100);
  const damaged = await scanDataset(dir);
  assert.deepEqual(
    [damaged.episodes, damaged.findings[0]?.code, damaged.findings[0]?.file],
    [1, 'file-unreadable', 'b.bin'],
  );
});

test('reads the real and derived samples', { skip: skipWithoutShared('samples/derived') }, async (t) => {
  const copy = async (name: string) => {
    const dir = await tempFolder(t);
    await copyFile(sharedPath(`samples/derived/${name}`), join(dir, name));
    return scanDataset(dir);
  };
  const aloha = await copy('aloha_layout_g1.hdf5');
  assert.deepEqual([aloha.format.name, aloha.frames, aloha.cameras[0]?.width], ['hdf5-aloha', 40, 160]);
  const robomimic = await copy('robomimic_layout_g1.hdf5');
  assert.deepEqual([robomimic.format.name, robomimic.frames], ['hdf5-robomimic', 280]);
  const rlds = await scanDataset(sharedPath('samples/derived/rlds_layout_g1'));
  assert.deepEqual(
    [rlds.format.name, rlds.frames, rlds.tasks[0]?.text],
    ['rlds', 40, 'Pick up the yellow bottle on the table.'],
  );
  await assert.rejects(scanDataset(sharedPath('samples/hdf5')), (error) =>
    isExchangeError(error, 'unsupported-format'),
  );
});

test('names VRS and refuses it', { skip: skipWithoutShared('samples/faces_plates') }, async (t) => {
  const dir = await tempFolder(t);
  const vrs = await readFile(sharedPath('samples/faces_plates/gen2/demo_assets/multi_stream.vrs'));
  await writeFile(join(dir, 'recording'), vrs);
  await assert.rejects(
    scanDataset(dir),
    (error) => isExchangeError(error, 'unsupported-format') && error.params['format'] === 'vrs',
  );
});

test('a broken HDF5 file costs itself, wherever it stands, and says at which byte it ends', async (t) => {
  const dir = await tempFolder(t);
  for (const name of ['a.txt', 'b.txt']) await writeAlohaFixture(join(dir, name));
  const { size } = await stat(join(dir, 'a.txt'));
  const end = Math.floor(size * 0.6);
  await truncate(join(dir, 'a.txt'), end);
  const facts = await scanDataset(dir);
  assert.deepEqual([facts.format.name, facts.episodes, facts.frames], ['hdf5-aloha', 1, STEPS]);
  const found = facts.findings.find(({ severity }) => severity === 'error');
  assert.deepEqual([found?.code, found?.file, found?.offset], ['file-unreadable', 'a.txt', end]);
  assert.match(String(found?.params['reason']), new RegExp(`ends at byte ${end} of the ${size}`));
});

test('a video that ends before its index is read up to its end, and is no whole episode', async (t) => {
  const dir = await tempFolder(t);
  const whole = await plainVideo(60);
  // The encoder writes its index behind the pictures; one that stands before them outlives a cut.
  await writeFile(join(dir, 'plain.mp4'), whole);
  await moveIndexToFront(join(dir, 'plain.mp4'), join(dir, 'film.txt'));
  await rm(join(dir, 'plain.mp4'));
  const { size } = await stat(join(dir, 'film.txt'));
  const end = Math.floor(size * 0.7);
  await truncate(join(dir, 'film.txt'), end);
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 1);
  assert.ok(facts.frames > 10 && facts.frames < 60, String(facts.frames));
  const found = facts.findings.find(({ code }) => code === 'video-cut-short');
  assert.deepEqual([found?.file, found?.offset, found?.row], ['film.txt', end, facts.frames]);
  assert.equal(found?.params['missing'], 60 - facts.frames);
  const out = await tempFolder(t);
  await assert.rejects(
    convertDataset({ root: dir, out, options: plainConversion('lerobot-v3.0') }),
    /ends \d+ pictures early/,
  );
});

/** Copies an MP4 with its index before its pictures. */
async function moveIndexToFront(from: string, to: string): Promise<void> {
  using input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS });
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(to),
  });
  const conversion = await Conversion.init({ input, output });
  await conversion.execute();
}
