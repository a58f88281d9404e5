import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { mergeOptionsSchema, type Merge, type MergeOptions } from '#contracts/dataset/merge.ts';
import { isExchangeError } from '#contracts/errors.ts';
import type { Column } from '#node/dataset/dataset-reader.ts';
import { planMerge } from '#node/dataset/merge/merge-plan.ts';
import { runMerge } from '#node/dataset/merge/run-merge.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { CAMERA, jointNames, numbers, reach, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { jsonOf, kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const DEFAULTS: MergeOptions = {
  format: 'lerobot-v3.0',
  fps: null,
  resample: 'hold',
  rename: [],
  units: [],
  without: [],
  dropUnshared: false,
  ignoreNames: false,
  onConflict: 'refuse',
};

const JOINTS = 3;

/** A dataset of float64 states whose joints stand backwards, in degrees, under other feature names, at twice the rate. */
async function writeOther(dir: string): Promise<void> {
  const names = jointNames(JOINTS).toReversed();
  const writer = await createLerobotWriter(dir, {
    version: 'v2.1',
    fps: 60,
    robotType: 'another arm',
    features: [
      { name: 'joints', dtype: 'float64', shape: [JOINTS], names },
      { name: 'action', dtype: 'float32', shape: [JOINTS], names },
      { name: 'gripper', dtype: 'float32', shape: [1], names: null },
    ],
  });
  const frames = 8;
  const at = (lead: number) =>
    Array.from({ length: frames * JOINTS }, (_, i) =>
      reach(9, Math.floor(i / JOINTS) + lead, JOINTS - 1 - (i % JOINTS)),
    );
  await writer.addEpisode({
    columns: new Map<string, Column>([
      [
        'joints',
        numbers(
          'float64',
          JOINTS,
          Float64Array.from(at(0), (q) => (q * 180) / Math.PI),
        ),
      ],
      ['action', numbers('float32', JOINTS, Float32Array.from(at(1)))],
      ['gripper', numbers('float32', 1, new Float32Array(frames))],
    ]),
    task: 'Open the drawer.',
  });
  await writer.finish();
}

async function merged(out: string, sources: string[], options: Partial<MergeOptions> = {}): Promise<Merge> {
  const outcome = await runMerge(out, { sources, options: { ...DEFAULTS, ...options } });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
}

test('joins two datasets with the same features, episode for episode, videos too', async (t) => {
  const dir = await tempFolder(t);
  await writeLerobotFixture(join(dir, 'a'), { episodes: 2, frames: 6, withVideo: true });
  await writeLerobotFixture(join(dir, 'b'), { version: 'v2.1', episodes: 3, frames: 8, withVideo: true });
  const merge = await merged(join(dir, 'ab'), [join(dir, 'a'), join(dir, 'b')]);
  assert.deepEqual(merge.runs, [
    { source: 0, from: 0, to: 0, count: 2 },
    { source: 1, from: 0, to: 2, count: 3 },
  ]);
  assert.equal(merge.frames, 2 * 6 + 3 * 8);
  assert.deepEqual(await contentOf(join(dir, 'ab')), [
    ...(await contentOf(join(dir, 'a'))),
    ...(await contentOf(join(dir, 'b'))),
  ]);
  await using reader = await openDataset(join(dir, 'ab'));
  assert.deepEqual([...reader.tasks.values()], ['Put the cup on the shelf.', 'Open the drawer.']);
  const written = JSON.parse(await readFile(join(dir, 'ab/exchange/merge.json'), 'utf8')) as Merge;
  assert.deepEqual(written, merge);
});

test('renames, reorders joints, widens types, converts units and thins rates on the way', async (t) => {
  const dir = await tempFolder(t);
  await writeLerobotFixture(join(dir, 'a'), { episodes: 1, frames: 5, joints: JOINTS });
  await writeOther(join(dir, 'b'));
  const merge = await merged(join(dir, 'ab'), [join(dir, 'a'), join(dir, 'b')], {
    rename: [{ source: 1, from: 'joints', to: 'observation.state' }],
    units: [{ source: 1, feature: 'joints', from: 'deg', to: 'rad' }],
    dropUnshared: true,
  });
  assert.equal(merge.fps, 30);
  const [first, second] = await contentOf(join(dir, 'ab'));
  const floats = (column: unknown) =>
    new Float64Array(Uint8Array.from(Buffer.from((column as { bytes: string }).bytes, 'base64')).buffer);
  const state = floats(second?.columns['observation.state']);
  assert.equal(state.length, 4 * JOINTS);
  state.forEach((q, i) => assert.ok(Math.abs(q - reach(9, 2 * Math.floor(i / JOINTS), i % JOINTS)) < 1e-12));
  assert.deepEqual(
    [...floats(first?.columns['observation.state'])],
    Array.from({ length: 5 * JOINTS }, (_, i) => Math.fround(reach(0, Math.floor(i / JOINTS), i % JOINTS))),
  );
  assert.deepEqual(
    merge.sources[1]?.steps.map(({ code, feature }) => [code, feature]),
    [
      ['feature-renamed', 'joints'],
      ['unit-converted', 'joints'],
      ['columns-reordered', 'observation.state'],
      ['columns-reordered', 'action'],
      ['feature-left-out', 'gripper'],
      ['rate-changed', null],
    ],
  );
  assert.deepEqual(
    merge.sources[0]?.steps.map(({ code }) => code),
    ['type-widened'],
  );
});

test('refuses what does not fit, naming each conflict and what each source says', async (t) => {
  const dir = await tempFolder(t);
  await writeLerobotFixture(join(dir, 'a'), { episodes: 1, frames: 5, joints: 6 });
  await writeLerobotFixture(join(dir, 'b'), { episodes: 1, frames: 5, joints: 7, withVideo: true });
  const sources = [join(dir, 'a'), join(dir, 'b')];
  const outcome = await runMerge(join(dir, 'ab'), { sources, options: DEFAULTS });
  assert.ok(!outcome.ok);
  assert.deepEqual(outcome.reasons, [
    { code: 'shape-differs', params: { feature: 'observation.state', source1: '6', source2: '7' } },
    { code: 'shape-differs', params: { feature: 'action', source1: '6', source2: '7' } },
    { code: 'feature-not-shared', params: { feature: CAMERA, source1: 'absent', source2: 'video' } },
  ]);
  await assert.rejects(readFile(join(dir, 'ab/meta/info.json')));
  await assert.rejects(runMerge(join(dir, 'x'), { sources: [join(dir, 'a')], options: DEFAULTS }), (error) =>
    isExchangeError(error, 'usage'),
  );
});

test('plans units, types and names, and says which of them cannot be joined', () => {
  const shape = (unit: string | null, dtype = 'float32', names: string[] | null = null) => ({
    fps: 30,
    features: [{ name: 'q', dtype, shape: [2], names }],
    units: new Map(unit === null ? [] : [['q', unit]]),
  });
  const options = { fps: null, dropUnshared: false, onConflict: 'refuse', ignoreNames: false } as const;
  const code = (...sources: ReturnType<typeof shape>[]) => {
    const outcome = planMerge(sources, options);
    return outcome.ok ? 'ok' : outcome.conflicts[0]?.code;
  };
  assert.equal(code(shape('rad'), shape('deg')), 'ok');
  assert.equal(code(shape('rad'), shape(null)), 'ok');
  assert.equal(code(shape('rad'), shape('m')), 'unit-differs');
  assert.equal(code(shape(null), shape(null, 'float64')), 'ok');
  assert.equal(code(shape(null), shape(null, 'int64')), 'type-differs');
  assert.equal(code(shape(null, 'float32', ['a', 'b']), shape(null, 'float32', ['b', 'a'])), 'ok');
  assert.equal(code(shape(null, 'float32', ['a', 'b']), shape(null, 'float32', ['a', 'c'])), 'names-differ');
  assert.equal(mergeOptionsSchema.safeParse(DEFAULTS).success, true);
});

test('kin merge and kin convert: exit codes, JSON, -q', async (t) => {
  const dir = await tempFolder(t);
  await writeLerobotFixture(join(dir, 'a'), { episodes: 2, frames: 5, joints: 6 });
  await writeLerobotFixture(join(dir, 'b'), { episodes: 1, frames: 5, joints: 7 });
  const refused = await kin(['merge', join(dir, 'a'), join(dir, 'b'), '-o', join(dir, 'ab')]);
  assert.equal(refused.code, 6);
  assert.match(refused.stdout, /observation\.state: shape-differs/);
  const made = await kin([
    'convert',
    join(dir, 'a'),
    '--to',
    'mcap',
    '-o',
    join(dir, 'm'),
    '--episodes',
    '1',
    '--json',
  ]);
  assert.equal(made.code, 0);
  assert.equal((jsonOf(made) as { episodes: number }).episodes, 1);
  const quiet = await kin(['convert', join(dir, 'm'), '--to', 'lerobot-v2.1', '-o', join(dir, 'n'), '-q']);
  assert.deepEqual([quiet.code, quiet.stdout], [0, `${join(dir, 'n')}\n`]);
  assert.deepEqual(await contentOf(join(dir, 'n')), [(await contentOf(join(dir, 'a')))[1]]);
  assert.equal((await kin(['convert', join(dir, 'a'), '--to', 'mcap', '-o', join(dir, 'm')])).code, 1);
  assert.equal(
    (await kin(['convert', join(dir, 'a'), '--to', 'mcap', '-o', join(dir, 'o'), '--episodes', '9'])).code,
    5,
  );
  assert.equal((await kin(['convert', join(dir, 'a'), '--to', 'rlds', '-o', join(dir, 'o')])).code, 2);
  assert.equal(
    (await kin(['convert', join(dir, 'a'), '--to', 'as-is', '-o', join(dir, 'o'), '--fps', '3'])).code,
    2,
  );
  assert.equal(
    (await kin(['convert', join(dir, 'a'), '--to', 'as-is', '-o', join(dir, 'a/inside')])).code,
    2,
  );
  assert.equal((await kin(['convert', join(dir, 'a'), '--to', 'as-is', '-o', join(dir, 'o')])).code, 0);
  assert.deepEqual(await contentOf(join(dir, 'o')), await contentOf(join(dir, 'a')));
});
