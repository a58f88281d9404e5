import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import type { Column } from '#node/dataset/dataset-reader.ts';
import { encodePng } from '#node/dataset/convert/png.ts';
import { runConversion } from '#node/dataset/convert/run-conversion.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const ROWS = 21;

/** A LeRobot set of two episodes with images in three colours, and in one. */
async function withImages(t: TestContext, [width, height]: readonly [number, number]): Promise<string> {
  const root = join(await tempFolder(t), 'set');
  await mkdir(root);
  const picture = (channels: number, frame: number): Uint8Array => {
    const data = new Uint8Array(width * height * channels).fill(60 + frame);
    for (let i = 0; i < 300; i++) data[(frame * 29 + i * 13) % data.length] = 255;
    return encodePng({ width, height, channels, bits: 8, data });
  };
  const image = (name: string, channels: number) => ({
    name,
    dtype: 'image',
    shape: [height, width, channels],
    names: ['height', 'width', 'channel'],
  });
  const writer = await createLerobotWriter(root, {
    version: 'v3.0',
    fps: 10,
    robotType: null,
    features: [
      { name: 'observation.state', dtype: 'float32', shape: [1], names: null },
      image('observation.images.top', 3),
      image('observation.images.depth', 1),
    ],
  });
  for (let episode = 0; episode < 2; episode++) {
    const state = Float32Array.from({ length: ROWS }, (_, row) => Math.sin(row / 5 + episode));
    const images = (channels: number) => ({
      kind: 'images' as const,
      rows: ROWS,
      values: Array.from({ length: ROWS }, (_, row) => ({ bytes: picture(channels, row), path: null })),
    });
    await writer.addEpisode({
      task: 'look',
      columns: new Map<string, Column>([
        [
          'observation.state',
          { kind: 'numbers', type: 'float32', width: 1, rows: ROWS, values: state, missing: null },
        ],
        ['observation.images.top', images(3)],
        ['observation.images.depth', images(1)],
      ]),
    });
  }
  await writer.finish();
  return root;
}

for (const format of ['lerobot-v3.0', 'lerobot-v2.1', 'mcap'] as const) {
  test(`makes video of images in ${format} where that is asked for, every frame of it`, async (t) => {
    const source = await withImages(t, [64, 48]);
    const out = join(await tempFolder(t), 'out');
    const options = { ...plainConversion(format), encodeVideo: true as const };
    const conversions = await runConversion(out, { source, options });
    assert.deepEqual([conversions.episodes, conversions.frames, conversions.leftOut], [2, 2 * ROWS, []]);
    const encoded = conversions.steps.filter(({ code }) => code === 'pictures-encoded');
    assert.deepEqual(
      encoded.map(({ feature, lossy }) => [feature, lossy]),
      [['observation.images.top', true]],
    );
    if (format === 'mcap') return;
    const facts = await inspectDataset(out, { pictures: 'all' });
    const camera = facts.cameras.find(({ name }) => name === 'observation.images.top');
    assert.deepEqual(
      [camera?.codec, camera?.width, camera?.height, camera?.frames],
      ['avc', 64, 48, 2 * ROWS],
    );
    const judged =
      facts.quality.pictures?.rows.filter((row) => row.camera === 'observation.images.top') ?? [];
    assert.deepEqual(
      judged.map((row) => [row.judged, row.black]),
      [
        [ROWS, 0],
        [ROWS, 0],
      ],
    );
    assert.deepEqual(
      facts.findings.filter(({ severity }) => severity === 'error'),
      [],
    );
    await using reader = await openDataset(out);
    const dtypes = new Map(reader.features.map(({ name, dtype }) => [name, dtype]));
    assert.deepEqual(
      [dtypes.get('observation.images.top'), dtypes.get('observation.images.depth')],
      ['video', 'image'],
    );
  });
}

test('pictures of odd size stay images, and a copy as it is encodes nothing', async (t) => {
  const source = await withImages(t, [63, 48]);
  const out = join(await tempFolder(t), 'out');
  const asked = { encodeVideo: true as const };
  const conversions = await runConversion(out, {
    source,
    options: { ...plainConversion('lerobot-v3.0'), ...asked },
  });
  assert.equal(
    conversions.steps.some(({ code }) => code === 'pictures-encoded'),
    false,
  );
  await assert.rejects(
    runConversion(join(await tempFolder(t), 'copy'), {
      source,
      options: { ...plainConversion('as-is'), ...asked },
    }),
    /changes nothing/,
  );
});
