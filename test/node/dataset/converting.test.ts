import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { plainConversion, type ConversionOptions } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { renumberSplits } from '#node/dataset/convert/episode-selection.ts';
import { runConversion } from '#node/dataset/convert/run-conversion.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { EXTRA, extraColumns } from '#test/support/extra-columns.ts';
import { CAMERA, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const FRAMES = 24;

async function fixture(dir: string, version: 'v2.1' | 'v3.0', episodes = 3): Promise<void> {
  const extra = { extraFeatures: EXTRA, extraColumns };
  await writeLerobotFixture(dir, { version, episodes, frames: FRAMES, withVideo: true, ...extra });
}

async function convert(root: string, out: string, options: Partial<ConversionOptions>) {
  return convertDataset({ root, out, options: { ...plainConversion('lerobot-v3.0'), ...options } });
}

test('keeps every number and every picture through v2.1 → v3.0 → v2.1', async (t) => {
  const dir = await tempFolder(t);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => join(dir, name)) as [string, string, string];
  await fixture(a, 'v2.1');
  const there = await convert(a, b, { format: 'lerobot-v3.0' });
  const back = await convert(b, c, { format: 'lerobot-v2.1' });
  const first = await contentOf(a);
  assert.equal(first.length, 3);
  assert.equal(first[0]?.pictures[CAMERA]?.length, FRAMES);
  assert.deepEqual(await contentOf(b), first);
  assert.deepEqual(await contentOf(c), first);
  assert.equal(
    there.record.steps.some(({ lossy }) => lossy),
    false,
  );
  assert.equal(
    back.record.steps.some(({ lossy }) => lossy),
    false,
  );
});

test('joins the episodes of a camera in one file of v3.0, each where its offsets say', async (t) => {
  const dir = await tempFolder(t);
  await fixture(join(dir, 'a'), 'v2.1');
  await convert(join(dir, 'a'), join(dir, 'b'), {});
  await using reader = await openDataset(join(dir, 'b'));
  const files = reader.files.filter(({ path }) => path.endsWith('.mp4'));
  assert.deepEqual(
    files.map(({ path }) => path),
    [`videos/${CAMERA}/chunk-000/file-000.mp4`],
  );
  const offsets: number[] = [];
  for await (const { videos } of reader.episodes()) offsets.push(videos[0]?.from ?? Number.NaN);
  assert.deepEqual(offsets, [0, FRAMES / 30, (2 * FRAMES) / 30]);
});

test('takes exactly the selected episodes, in both versions', async (t) => {
  const dir = await tempFolder(t);
  const source = { 'v2.1': join(dir, 'v21'), 'v3.0': join(dir, 'v30') };
  const episodes = 6;
  await writeLerobotFixture(source['v2.1'], { version: 'v2.1', episodes, frames: 6, withVideo: true });
  await convert(source['v2.1'], source['v3.0'], {});
  const whole = await contentOf(source['v3.0']);
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(episodes - 1), { minLength: 1 }),
      fc.constantFrom('v2.1' as const, 'v3.0' as const),
      fc.constantFrom('lerobot-v2.1' as const, 'lerobot-v3.0' as const),
      async (chosen, from, format) => {
        const out = join(dir, `out${run++}`);
        const { record } = await convert(source[from], out, { format, episodes: chosen.join(',') });
        const sorted = chosen.toSorted((a, b) => a - b);
        assert.deepEqual(
          record.runs.flatMap((each) => Array.from({ length: each.count }, (_, i) => each.from + i)),
          sorted,
        );
        assert.deepEqual(
          await contentOf(out),
          sorted.map((index) => whole[index]),
        );
        const info = JSON.parse(await readFile(join(out, 'meta/info.json'), 'utf8')) as Record<
          string,
          unknown
        >;
        assert.equal(info['total_episodes'], sorted.length);
        assert.equal(info['total_frames'], sorted.length * 6);
        assert.deepEqual(info['splits'], { train: `0:${sorted.length}` });
      },
    ),
    { numRuns: 12, seed: 31 },
  );
});

test('gives the same bytes for the same source and options', async (t) => {
  const dir = await tempFolder(t);
  await fixture(join(dir, 'a'), 'v3.0');
  const roots: string[] = [];
  for (const name of ['b', 'c']) {
    const task = { source: join(dir, 'a'), options: plainConversion('lerobot-v2.1') };
    roots.push((await runConversion(join(dir, name), task)).output.root);
  }
  assert.equal(roots[0], roots[1]);
});

test('refuses a selection that names an episode that is not there', async (t) => {
  const dir = await tempFolder(t);
  await writeLerobotFixture(join(dir, 'a'));
  for (const episodes of ['7', '0,9-']) {
    await assert.rejects(convert(join(dir, 'a'), join(dir, `b${episodes}`), { episodes }), (error) =>
      isExchangeError(error, 'not-found'),
    );
  }
});

test('renames, leaves out, converts units and thins the rate, and says so', async (t) => {
  const dir = await tempFolder(t);
  await fixture(join(dir, 'a'), 'v3.0', 1);
  const { record } = await convert(join(dir, 'a'), join(dir, 'b'), {
    fps: 15,
    rename: { action: 'action.joints' },
    without: ['note'],
    units: { action: { from: 'deg', to: 'rad' } },
  });
  assert.deepEqual(
    record.steps.filter(({ lossy }) => lossy).map(({ code, feature }) => [code, feature]),
    [
      ['feature-left-out', 'note'],
      ['unit-converted', 'action'],
      ['rate-changed', null],
    ],
  );
  const [before] = await contentOf(join(dir, 'a'));
  const [after] = await contentOf(join(dir, 'b'));
  assert.equal(after?.columns['note'], undefined);
  const values = (column: unknown) =>
    new Float32Array(Uint8Array.from(Buffer.from((column as { bytes: string }).bytes, 'base64')).buffer);
  const old = values(before?.columns['action']);
  const expected = Float32Array.from({ length: old.length / 2 }, (_, i) => {
    const [row, joint] = [Math.floor(i / 6), i % 6];
    return (old[row * 2 * 6 + joint] ?? 0) * (Math.PI / 180);
  });
  assert.deepEqual(values(after?.columns['action.joints']), expected);
});

test('leaves a video out of an unfitting rate rather than encode it again', async (t) => {
  const dir = await tempFolder(t);
  await fixture(join(dir, 'a'), 'v3.0', 1);
  await assert.rejects(convert(join(dir, 'a'), join(dir, 'b'), { fps: 20 }), (error) =>
    isExchangeError(error, 'usage'),
  );
});

test('renumbers splits that stay whole ranges', () => {
  const splits = { train: '0:4', val: '4:6' };
  assert.deepEqual(renumberSplits(splits, [0, 2, 3, 5]), { train: '0:3', val: '3:4' });
  assert.deepEqual(renumberSplits(splits, [4, 5]), { val: '0:2' });
  assert.deepEqual(renumberSplits({}, [1, 2]), { train: '0:2' });
});

test('keeps every number and picture of a real dataset through v2.1 → v3.0 → v2.1', {
  skip: skipWithoutShared('samples/lerobot_v21_g1'),
}, async (t) => {
  const dir = await tempFolder(t);
  const source = sharedPath('samples/lerobot_v21_g1');
  const { record } = await convert(source, join(dir, 'b'), {});
  await convert(join(dir, 'b'), join(dir, 'c'), { format: 'lerobot-v2.1' });
  assert.deepEqual(record.runs, [
    { from: 29, to: 0, count: 1 },
    { from: 59, to: 1, count: 1 },
  ]);
  assert.deepEqual(
    record.leftOut.map(({ episode }) => episode),
    [82],
  );
  const first = (await contentOf(source)).filter(({ pictures }) => Object.keys(pictures).length > 0);
  assert.equal(first.length, 2);
  assert.deepEqual(await contentOf(join(dir, 'b')), first);
  assert.deepEqual(await contentOf(join(dir, 'c')), first);
});
