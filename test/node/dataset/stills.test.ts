import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { encodePng } from '#node/dataset/convert/png.ts';
import type { ImageColumn } from '#node/dataset/dataset-reader.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { openColumn } from '#node/dataset/parquet/column-reader.ts';
import { openParquet } from '#node/dataset/parquet/parquet-file.ts';
import { evenPlaces, StillSampler } from '#node/dataset/pictures/still-sampler.ts';
import { sampledStills } from '#node/dataset/scan/picture-scan.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { STEPS, writeAlohaFixture } from '#test/support/trajectory-fixture.ts';

const [WIDTH, HEIGHT, ROWS] = [48, 32, 60];

/** A picture of a grey that specks wander over. */
function specks(frame: number, grey: number): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).fill(grey);
  for (let i = 0; i < 300; i++) data[(frame * 29 + i * 13) % data.length] = 255;
  return encodePng({ width: WIDTH, height: HEIGHT, channels: 3, bits: 8, data });
}

const BLACK = encodePng({
  width: WIDTH,
  height: HEIGHT,
  channels: 3,
  bits: 8,
  data: new Uint8Array(WIDTH * HEIGHT * 3),
});

/** A LeRobot set whose robot moves all the time, with pictures in its tables. */
async function withImages(
  t: TestContext,
  values: (row: number) => ImageColumn['values'][number],
): Promise<string> {
  const root = join(await tempFolder(t), 'set');
  await mkdir(root);
  const writer = await createLerobotWriter(root, {
    version: 'v3.0',
    fps: 10,
    robotType: null,
    features: [
      { name: 'observation.state', dtype: 'float32', shape: [1], names: ['elbow'] },
      {
        name: 'observation.images.top',
        dtype: 'image',
        shape: [HEIGHT, WIDTH, 3],
        names: ['height', 'width', 'channel'],
      },
    ],
  });
  const state = Float32Array.from({ length: ROWS }, (_, row) => Math.sin(row / 9));
  await writer.addEpisode({
    task: 'look',
    columns: new Map([
      [
        'observation.state',
        { kind: 'numbers', type: 'float32', width: 1, rows: ROWS, values: state, missing: null },
      ],
      [
        'observation.images.top',
        { kind: 'images', rows: ROWS, values: Array.from({ length: ROWS }, (_, row) => values(row)) },
      ],
    ]),
  });
  await writer.finish();
  return root;
}

function camera(facts: DatasetFacts) {
  const [row] = facts.quality.pictures?.rows ?? [];
  assert.ok(row !== undefined, JSON.stringify(facts.findings));
  return row;
}

test('chooses a few pictures evenly, however many there are', () => {
  assert.deepEqual(evenPlaces(3, 8), [0, 1, 2]);
  assert.deepEqual(evenPlaces(101, 3), [0, 50, 100]);
  assert.deepEqual(evenPlaces(5, 1), [0]);
  for (const count of [1, 7, 8, 40, 1000]) {
    const sampler = new StillSampler(8);
    for (let i = 0; i < count; i++)
      sampler.offer('top', () => ({ seconds: i, bytes: Uint8Array.of(i % 256), raw: null }));
    const times = (sampler.result().get('top') ?? []).map(({ seconds }) => seconds ?? -1);
    assert.equal(times.length, Math.min(count, 8));
    assert.equal(times[0], 0);
    assert.ok((times.at(-1) ?? 0) >= (count - 1) * 0.75, times.join(' '));
  }
  const heavy = new StillSampler(8);
  for (let i = 0; i < 64; i++)
    heavy.offer('top', () => ({ seconds: i, bytes: new Uint8Array(12 * 1024 * 1024), raw: null }));
  const held = (heavy.result().get('top') ?? []).reduce((sum, { bytes }) => sum + bytes.length, 0);
  assert.ok(held > 0 && held <= 48 * 1024 * 1024);
});

test('an episode’s number alone says whether its pictures are sampled', () => {
  const judged = (from: number, to: number): number =>
    Array.from({ length: to - from }, (_, i) => sampledStills(from + i)).filter((count) => count > 0).length;
  assert.deepEqual(
    [judged(0, 100), judged(100, 400), judged(400, 1600), judged(1600, 6400)],
    [100, 75, 75, 75],
  );
});

test('judges pictures that stand in the tables of a LeRobot set', async (t) => {
  const good = await inspectDataset(await withImages(t, (row) => ({ bytes: specks(row, 90), path: null })));
  const { judged, black, frozenLongest, sharpness } = camera(good);
  assert.deepEqual([judged, black, frozenLongest], [8, 0, 0]);
  assert.ok((sharpness ?? 0) > 50);
  assert.deepEqual(good.quality.qualification.reasons, []);
  const dark = await inspectDataset(
    await withImages(t, (row) => ({ bytes: row < 40 ? BLACK : specks(row, 90), path: null })),
  );
  assert.ok((camera(dark).black ?? 0) > 0.5);
  assert.ok(dark.quality.qualification.reasons.some(({ reason }) => reason === 'black-frames'));
  const stalled = await inspectDataset(await withImages(t, () => ({ bytes: specks(0, 90), path: null })));
  assert.ok((camera(stalled).frozenLongest ?? 0) > 3);
  assert.ok(stalled.quality.qualification.reasons.some(({ reason }) => reason === 'picture-frozen-longest'));
});

test('judges pictures in files that the tables name, wherever the set was written', async (t) => {
  const name = (row: number): string => `images/top/episode-000000/frame-${String(row).padStart(6, '0')}.png`;
  const root = await withImages(t, (row) => ({ bytes: null, path: `/home/somebody/set/${name(row)}` }));
  await mkdir(join(root, 'images/top/episode-000000'), { recursive: true });
  for (let row = 0; row < ROWS; row++) await writeFile(join(root, name(row)), specks(row, 120));
  assert.equal(camera(await inspectDataset(root)).judged, 8);
  const outside = await withImages(t, () => ({ bytes: null, path: '../../../etc/passwd' }));
  assert.equal((await inspectDataset(outside)).quality.pictures?.judged, 0);
});

test('a picture that is none costs itself, and says so when there is no other', async (t) => {
  const broken = Uint8Array.from(specks(0, 90));
  broken.fill(7, 30, 200);
  const some = await inspectDataset(
    await withImages(t, (row) => ({ bytes: row === 0 ? broken : specks(row, 90), path: null })),
  );
  assert.equal(camera(some).judged, 7);
  const none = await inspectDataset(await withImages(t, () => ({ bytes: broken, path: null })));
  assert.deepEqual(none.quality.pictures?.rows, []);
  assert.ok(none.findings.some(({ code }) => code === 'pictures-not-decoded'));
});

test('judges pictures of recordings by their times, and raw ones of HDF5 without', async (t) => {
  const dir = await tempFolder(t);
  const pictures = Array.from({ length: 10 }, (_, i) => specks(i, 100));
  await writeMcapFixture(join(dir, 'mcap/a.mcap'), 4, { camera: { format: 'png', pictures } });
  const moving = camera(await inspectDataset(join(dir, 'mcap')));
  assert.deepEqual(
    [moving.camera, moving.judged, moving.black, moving.frozenLongest],
    ['/cam/compressed', 8, 0, 0],
  );
  const [only] = pictures;
  await writeMcapFixture(join(dir, 'still/a.mcap'), 4, {
    camera: { format: 'png', pictures: [only ?? BLACK] },
  });
  assert.ok((camera(await inspectDataset(join(dir, 'still'))).frozenLongest ?? 0) > 2);
  await writeAlohaFixture(join(dir, 'aloha/episode_0.hdf5'), {
    width: WIDTH,
    height: HEIGHT,
    pixels: new Uint8Array(STEPS * WIDTH * HEIGHT * 3),
  });
  const aloha = camera(await inspectDataset(join(dir, 'aloha')));
  assert.deepEqual([aloha.judged, aloha.black, aloha.frozenLongest], [8, 1, null]);
});

test('passes over pages of pictures that nobody asked for', async (t) => {
  const root = await withImages(t, (row) => ({ bytes: specks(row, 90), path: null }));
  const data = join(root, 'data/chunk-000');
  const [name = ''] = await readdir(data);
  await using file = await openParquet(join(data, name));
  for (const row of [0, 1, 17, ROWS - 1]) {
    const reader = openColumn(file, 'observation.images.top');
    await reader.skip(row);
    const column = await reader.read(1);
    assert.ok(column.kind === 'images');
    assert.ok(Buffer.from(specks(row, 90)).equals(column.values[0]?.bytes ?? new Uint8Array()));
  }
  const reader = openColumn(file, 'observation.state');
  await reader.skip(ROWS);
  await assert.rejects(reader.read(1));
});
