import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { publishRequestSchema } from '#contracts/http/console.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { recogniseFormat } from '#node/dataset/recognise-format.ts';
import { judgeDerivative, judgeSource } from '#node/publish/judge-source.ts';
import type { MakeVersionOptions } from '#node/publish/make-version.ts';
import { openPublishSource, planSource, type PublishSource } from '#node/publish/publish-source.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeAlohaFixture } from '#test/support/trajectory-fixture.ts';

/** One second into the fixture's recordings, nanoseconds. */
const MIDDLE = 1_700_000_001_000_000_000n;

/** Plans and opens, as a publication does once it has looked at the recordings. */
async function openSource(
  request: Parameters<typeof planSource>[0] & { failed?: readonly number[] },
  derivatives: string,
  told: MakeVersionOptions,
): Promise<PublishSource> {
  const { failed = [] } = request;
  return openPublishSource(await planSource(request), { derivatives, failed }, told);
}

const options = { signal: new AbortController().signal, onStep: () => undefined };

test('recordings are converted before they are desensitized, and the copy goes afterwards', async (t) => {
  const dir = await tempFolder(t);
  const raw = join(dir, 'raw');
  await writeMcapFixture(join(raw, 'a.mcap'), 2);
  const derivatives = join(dir, 'derivatives');
  {
    const request = { folder: raw, conversion: plainConversion('lerobot-v3.0') };
    await using source = await openSource(request, derivatives, options);
    assert.notEqual(source.folder, raw);
    assert.equal((await contentOf(source.folder)).length, 1);
  }
  assert.deepEqual(await readdir(derivatives), []);
});

test('recordings that come without a word on it are converted to lerobot-v3.0, LeRobot folders are taken as they are', async (t) => {
  const dir = await tempFolder(t);
  const [raw, lerobot, derivatives] = [join(dir, 'raw'), join(dir, 'lerobot'), join(dir, 'derivatives')];
  await writeMcapFixture(join(raw, 'a.mcap'), 2);
  await writeLerobotFixture(lerobot, { version: 'v2.1', episodes: 1, frames: 6 });
  const details: string[] = [];
  const onStep: MakeVersionOptions['onStep'] = ({ detail }) => details.push(detail);
  {
    await using source = await openSource({ folder: raw }, derivatives, { ...options, onStep });
    assert.deepEqual((await recogniseFormat(source.folder)).name, 'lerobot');
    assert.match(source.note ?? '', /^converted from mcap.* to lerobot-v3\.0 .*episodes 1, frames \d+$/);
    assert.match(details[0] ?? '', /^converting mcap to lerobot-v3\.0/);
    assert.equal(details.at(-1), source.note);
  }
  await using plain = await openSource({ folder: lerobot }, derivatives, options);
  assert.deepEqual([plain.folder, plain.note], [lerobot, null]);
  assert.deepEqual(await readdir(derivatives), []);
});

test('a format without a frame rate asks for one', async (t) => {
  const dir = await tempFolder(t);
  const folder = join(dir, 'raw');
  await writeAlohaFixture(join(folder, 'episode_0.hdf5'));
  const derivatives = join(dir, 'derivatives');
  await assert.rejects(openSource({ folder }, derivatives, options), (error) =>
    isExchangeError(error, 'usage'),
  );
  const conversion = { ...plainConversion('lerobot-v3.0'), fps: 50 };
  await using source = await openSource({ folder, conversion }, derivatives, options);
  assert.equal((await contentOf(source.folder)).length, 1);
});

test('what cannot be converted whole is not published in part', async (t) => {
  const dir = await tempFolder(t);
  const raw = join(dir, 'raw');
  for (const name of ['a.mcap', 'b.mcap']) await writeMcapFixture(join(raw, name), 2);
  const bytes = await readFile(join(raw, 'b.mcap'));
  await writeFile(join(raw, 'b.mcap'), bytes.subarray(0, bytes.length / 2));
  const request = { folder: raw, conversion: plainConversion('lerobot-v3.0') };
  await assert.rejects(openSource(request, join(dir, 'derivatives'), options), (error) =>
    isExchangeError(error, 'refused'),
  );
  assert.deepEqual(await readdir(join(dir, 'derivatives')), []);
});

test('episodes that do not qualify stay out, under the numbers that the conversion gives them', async (t) => {
  const dir = await tempFolder(t);
  const [raw, derivatives] = [join(dir, 'raw'), join(dir, 'derivatives')];
  for (const name of ['a', 'b', 'c', 'd']) await writeMcapFixture(join(raw, `${name}.mcap`), 2);
  const bytes = await readFile(join(raw, 'b.mcap'));
  await writeFile(join(raw, 'b.mcap'), bytes.subarray(0, bytes.length / 2));
  {
    await using source = await openSource({ folder: raw, failed: [1, 3] }, derivatives, options);
    assert.deepEqual([source.leaveOut, source.leftBehind], [[2], 1]);
    assert.equal((await contentOf(source.folder)).length, 3);
  }
  await assert.rejects(openSource({ folder: raw, failed: [3] }, derivatives, options), (error) =>
    isExchangeError(error, 'refused'),
  );
});

test('recordings are judged on their own clock, which a conversion would make even', async (t) => {
  const dir = await tempFolder(t);
  const [raw, derivatives] = [join(dir, 'raw'), join(dir, 'derivatives')];
  await writeMcapFixture(join(raw, 'a.mcap'), 2, {
    clock: (ns) => ns + ((ns / 10_000_000n) % 3n) * 2_000_000n,
  });
  await writeMcapFixture(join(raw, 'b.mcap'), 2, { clock: (ns) => (ns < MIDDLE ? ns : ns + 800_000_000n) });
  const plan = await planSource({ folder: raw });
  const look = { request: {}, robot: null, plan, stated: {}, store: join(dir, 'inspections') };
  const judged = await judgeSource(look, options);
  assert.deepEqual(judged.failed, [1]);
  await using source = await openPublishSource(plan, { derivatives, failed: judged.failed }, options);
  assert.deepEqual([source.leaveOut, source.leftBehind], [[1], 0]);
  // Nothing of it is left to be seen: the two recordings are alike now.
  const converted = await inspectDataset(source.folder);
  assert.deepEqual(converted.quality.qualification.reasons, [{ reason: 'duplicate', episodes: 1 }]);
  const facts = await judgeDerivative(
    source.folder,
    { robot: null, stated: {}, raw: judged.raw, source },
    options,
  );
  assert.deepEqual([facts.clock.source, facts.clock.jitterMs], ['synthetic', null]);
  const { sourceTiming, source: outcome } = facts.quality;
  assert.equal(sourceTiming?.clock.source, 'device');
  const worst = (metric: string): number => sourceTiming?.metrics.find(({ id }) => id === metric)?.max ?? 0;
  assert.ok(worst('timestamp-jitter') > 1 && worst('timestamp-gap-longest') > 0.7);
  assert.deepEqual([outcome?.passed, outcome?.failed], [1, 1]);
});

test('derivatives are made in LeRobot formats only', async () => {
  const request = { folder: '/data', robot: null, offers: ['train-only-1y'] };
  const asked = (format: 'mcap' | 'lerobot-v2.1') =>
    publishRequestSchema.safeParse({ ...request, conversion: plainConversion(format) }).success;
  assert.deepEqual([asked('mcap'), asked('lerobot-v2.1')], [false, true]);
  const publish = await kin(['publish', '/data', '--license', 'train-only-1y', '--format', 'mcap']);
  assert.equal(publish.code, 2);
  const pull = await kin(['pull', 'agr_1', '-o', '/nowhere', '--episodes', '0']);
  assert.equal(pull.code, 2);
});
