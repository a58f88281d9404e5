import assert from 'node:assert/strict';
import { copyFile, mkdir, open, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { qualityValue } from '#contracts/dataset/quality.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import {
  CAMERA,
  dataFile,
  fixtureRobot,
  numbers,
  reach,
  writeLerobotFixture,
} from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

function codes(facts: DatasetFacts): string[] {
  return [...new Set(facts.findings.map(({ code }) => code))];
}

async function changeInfo(dir: string, change: (info: Record<string, unknown>) => void): Promise<void> {
  const path = join(dir, 'meta/info.json');
  const info = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(info);
  await writeFile(path, JSON.stringify(info));
}

for (const version of ['v2.1', 'v3.0'] as const) {
  test(`reads ${version}: episodes, frames, tasks, features and videos`, async (t) => {
    const dir = join(await tempFolder(t), 'set');
    await writeLerobotFixture(dir, { version, withVideo: true });
    const facts = await scanDataset(dir);
    assert.deepEqual(facts.format, { name: 'lerobot', version });
    assert.deepEqual([facts.episodes, facts.frames, facts.seconds, facts.fps], [3, 120, 4, 30]);
    assert.deepEqual(
      facts.tasks.map(({ text, episodes, frames }) => [text, episodes, frames]),
      [
        ['Put the cup on the shelf.', 2, 80],
        ['Open the drawer.', 1, 40],
      ],
    );
    assert.deepEqual(
      facts.modalities.map(({ kind }) => kind),
      ['video', 'language', 'joint-position'],
    );
    const [camera] = facts.cameras;
    assert.ok(camera);
    assert.deepEqual(
      [camera.name, camera.codec, camera.width, camera.height, camera.frames],
      [CAMERA, 'avc', 64, 48, 120],
    );
    assert.deepEqual([camera.hasAudio, camera.pixelFormat], [false, 'yuv420p']);
    assert.deepEqual(facts.discrepancies, []);
    assert.deepEqual(facts.findings, []);
    assert.deepEqual(facts.sensing.force, { presence: 'absent', rateHz: null, channels: 0 });
    assert.equal(facts.quality.qualification.rate, 1);
    assert.deepEqual(facts.clock, { source: 'synthetic', jitterMs: null });
    assert.deepEqual([facts.control.mode, facts.control.reference], ['position', 'absolute']);
  });

  test(`gives the values of ${version} episodes as they were written`, async (t) => {
    const dir = join(await tempFolder(t), 'set');
    await writeLerobotFixture(dir, { version, joints: 2, frames: 5 });
    await using reader = await openDataset(dir);
    const episode = await reader.readEpisode(1, { columns: ['observation.state', 'task_index'] });
    const state = episode.columns.get('observation.state');
    assert.ok(state?.kind === 'numbers');
    assert.deepEqual(
      [...state.values],
      Array.from({ length: 10 }, (_, i) => Math.fround(reach(1, Math.floor(i / 2), i % 2))),
    );
    assert.deepEqual([...episode.columns.keys()].sort(), [
      'episode_index',
      'observation.state',
      'task_index',
    ]);
    assert.deepEqual(episode.meta.tasks, ['Open the drawer.']);
    await assert.rejects(reader.readEpisode(7), (error) => isExchangeError(error, 'not-found'));
  });
}

test('puts declared figures beside observed ones when the metadata lies', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir);
  await changeInfo(dir, (info) => {
    Object.assign(info, { total_episodes: 50, total_frames: 9999, splits: { train: '0:50' } });
    const features = info['features'] as Record<string, { dtype: string; shape: number[] }>;
    Object.assign(features['action'] as object, { dtype: 'float64', shape: [7] });
  });
  const facts = await scanDataset(dir);
  assert.deepEqual(
    facts.discrepancies.map(({ subject, declared, observed }) => [subject, declared, observed]),
    [
      ['episodes', 50, 3],
      ['frames', 9999, 120],
      ['splits', 50, 3],
      ['feature:action:dtype', 'float64', 'float32'],
      ['feature:action:width', 7, 6],
    ],
  );
  assert.equal(facts.declared.episodes, 50);
  assert.equal(facts.observed.episodes, 3);
});

test('names what is missing: a video, a data file, a column', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { version: 'v2.1', withVideo: true });
  await rm(join(dir, `videos/chunk-000/${CAMERA}/episode_000001.mp4`));
  await rm(join(dir, 'data/chunk-000/episode_000002.parquet'));
  await changeInfo(dir, (info) => {
    Object.assign(info['features'] as object, {
      'observation.force': { dtype: 'float32', shape: [6], names: null },
    });
  });
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 2);
  assert.deepEqual(codes(facts), ['feature-without-column', 'video-not-found']);
  const missing = facts.findings.find(({ code }) => code === 'video-not-found');
  assert.equal(missing?.file, `videos/chunk-000/${CAMERA}/episode_000001.mp4`);
  const row = facts.quality.episodes.find(({ episode }) => episode === 1);
  assert.ok(row?.reasons.includes('modality-completeness'));
});

test('reads the rest when one file is truncated', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { version: 'v2.1' });
  const broken = 'data/chunk-000/episode_000001.parquet';
  await truncate(join(dir, broken), 400);
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 2);
  const [finding] = facts.findings;
  assert.deepEqual([finding?.code, finding?.file, finding?.offset], ['file-unreadable', broken, 396]);
});

test('loses one column of one episode to a damaged page, and nothing else', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { frames: 300 });
  const handle = await open(dataFile(dir), 'r+');
  await handle.write(Buffer.alloc(600, 0x5a), 0, 600, 60);
  await handle.close();
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 3);
  const [finding] = facts.findings;
  assert.deepEqual(
    [finding?.code, finding?.file, finding?.params['column'], finding?.offset],
    ['column-unreadable', 'data/chunk-000/file-000.parquet', 'observation.state', 4],
  );
  assert.equal(facts.findings.length, 1);
  const complete = facts.quality.episodes.map((row) =>
    qualityValue(facts.quality, row, 'modality-completeness'),
  );
  assert.ok((complete[0] ?? 1) < 1);
  assert.deepEqual(complete.slice(1), [1, 1]);
});

test('finds a video whose index is damaged', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true });
  const video = `videos/${CAMERA}/chunk-000/file-001.mp4`;
  await truncate(join(dir, video), 200);
  const facts = await scanDataset(dir);
  const finding = facts.findings.find(({ code }) => code === 'video-unreadable');
  assert.equal(finding?.file, video);
  assert.equal(facts.cameras[0]?.files, 2);
});

test('counts rows without a video frame', async (t) => {
  const folder = await tempFolder(t);
  const short = join(folder, 'short');
  const dir = join(folder, 'set');
  await writeLerobotFixture(short, { withVideo: true, frames: 30, episodes: 1 });
  await writeLerobotFixture(dir, { withVideo: true, frames: 40 });
  await copyFile(
    join(short, `videos/${CAMERA}/chunk-000/file-000.mp4`),
    join(dir, `videos/${CAMERA}/chunk-000/file-002.mp4`),
  );
  const facts = await scanDataset(dir);
  const row = facts.quality.episodes[2];
  assert.ok(row);
  assert.equal(qualityValue(facts.quality, row, 'video-missing'), 10);
  assert.deepEqual(row.reasons, ['video-missing']);
});

test('follows no link and no template out of the folder', async (t) => {
  const folder = await tempFolder(t);
  const dir = join(folder, 'set');
  await writeLerobotFixture(dir, { withVideo: true });
  await mkdir(join(folder, 'outside'));
  await rename(dataFile(dir), join(folder, 'outside/file.parquet'));
  await symlink(join(folder, 'outside/file.parquet'), dataFile(dir));
  await changeInfo(dir, (info) =>
    Object.assign(info, { video_path: '../../{video_key}/file-{file_index:03d}.mp4' }),
  );
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 0);
  assert.deepEqual(codes(facts), ['not-a-regular-file', 'bad-path-template', 'camera-without-video']);
});

test('reads metadata that Python wrote with NaN and names in nested lists', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { joints: 2 });
  await changeInfo(dir, (info) => {
    Object.assign((info['features'] as Record<string, object>)['action'] as object, {
      names: { motors: [['a_joint'], ['b_joint']] },
    });
  });
  const path = join(dir, 'meta/info.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"total_tasks":2', '"total_tasks":NaN'));
  const facts = await scanDataset(dir);
  assert.equal(facts.declared.tasks, null);
  assert.deepEqual(facts.features.find(({ name }) => name === 'action')?.names, ['a_joint', 'b_joint']);
  assert.deepEqual(codes(facts), ['not-json']);
});

test('refuses other versions by name', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir);
  await changeInfo(dir, (info) => Object.assign(info, { codebase_version: 'v1.6' }));
  await assert.rejects(
    scanDataset(dir),
    (error) => isExchangeError(error, 'unsupported-format') && error.params['version'] === 'v1.6',
  );
});

test('states presence and rate of force, torque and touch', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  const extraFeatures = [
    { name: 'observation.wrench', dtype: 'float64', shape: [6], names: ['fx', 'fy', 'fz', 'tx', 'ty', 'tz'] },
    { name: 'observation.tactile', dtype: 'uint8', shape: [2, 3], names: null },
    { name: 'observation.effort', dtype: 'float32', shape: [6], names: null },
  ];
  await writeLerobotFixture(dir, {
    extraFeatures,
    extraColumns: (_, frames) =>
      new Map([
        ['observation.wrench', numbers('float64', 6, new Float64Array(6 * frames).fill(0.5))],
        ['observation.tactile', numbers('uint8', 6, new Uint8Array(6 * frames))],
        ['observation.effort', numbers('float32', 6, new Float32Array(6 * frames))],
      ]),
  });
  const { sensing } = await scanDataset(dir);
  assert.deepEqual(sensing, {
    jointTorque: { presence: 'present', rateHz: 30, channels: 6 },
    force: { presence: 'present', rateHz: 30, channels: 6 },
    tactile: { presence: 'present', rateHz: 30, channels: 6 },
  });
});

test('maps names to joints and infers the unit from the limits', async (t) => {
  const folder = await tempFolder(t);
  await writeLerobotFixture(join(folder, 'rad'));
  await writeLerobotFixture(join(folder, 'deg'), { motion: (e, f, j) => (reach(e, f, j) * 180) / Math.PI });
  const rad = await scanDataset(join(folder, 'rad'), { robot: fixtureRobot() });
  const deg = await scanDataset(join(folder, 'deg'), { robot: fixtureRobot() });
  const state = (facts: DatasetFacts) => facts.features.find(({ name }) => name === 'observation.state');
  assert.deepEqual(state(rad)?.joints, ['joint_1', 'joint_2', 'joint_3', 'joint_4', 'joint_5', 'joint_6']);
  assert.deepEqual([state(rad)?.unit, state(rad)?.unitBasis], ['rad', 'inferred']);
  assert.equal(state(deg)?.unit, 'deg');
  assert.equal(rad.quality.metrics.find(({ id }) => id === 'limit-violations')?.max, 0);
});

test('states facts even where numbers have no form in canonical JSON', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, {
    withVideo: true,
    extraFeatures: [{ name: 'observation.odd', dtype: 'float64', shape: [2], names: null }],
    extraColumns: (_, frames) =>
      new Map([
        [
          'timestamp',
          numbers(
            'float32',
            1,
            Float32Array.from({ length: frames }, (_v, i) => i * 1e-44),
          ),
        ],
        [
          'observation.odd',
          numbers(
            'float64',
            2,
            Float64Array.from({ length: 2 * frames }, (_v, i) => (i % 2 === 0 ? 1e300 : Number.NaN)),
          ),
        ],
      ]),
  });
  await changeInfo(dir, (info) => {
    Object.assign(info, { total_frames: 9e15, fps: 1e-5 });
    Object.assign((info['features'] as Record<string, object>)[CAMERA] as object, {
      info: { 'video.height': 1e300 },
    });
  });
  const facts = await scanDataset(dir);
  assert.equal(facts.episodes, 3);
  assert.equal(facts.observed.fps, null);
  assert.deepEqual(facts.features.find(({ name }) => name === 'observation.odd')?.max, [null, null]);
  assert.ok(facts.discrepancies.some(({ declared }) => declared === '1e+300'));
});

test('finds episodes that are equal', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { episodes: 4, motion: (e, f, j) => reach(e === 3 ? 1 : e, f, j) });
  const { quality } = await scanDataset(dir);
  assert.deepEqual(quality.duplicates, [[1, 3]]);
  assert.deepEqual(quality.episodes.find(({ episode }) => episode === 3)?.reasons, ['duplicate']);
  assert.equal(quality.qualification.rate, 0.75);
});

test('keeps facts small however many episodes there are', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { episodes: 700, frames: 16, joints: 2 });
  const { quality, episodes } = await scanDataset(dir);
  assert.equal(episodes, 700);
  assert.equal(quality.metrics[0]?.episodes, 700);
  assert.equal(quality.episodes.length + quality.episodesOmitted, 700);
  assert.ok(quality.episodes.length <= 500);
});
