import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { publishRequestSchema } from '#contracts/http/console.ts';
import { recogniseFormat } from '#node/dataset/recognise-format.ts';
import type { MakeVersionOptions } from '#node/publish/make-version.ts';
import { openPublishSource } from '#node/publish/publish-source.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeAlohaFixture } from '#test/support/trajectory-fixture.ts';

const options = { signal: new AbortController().signal, onStep: () => undefined };

test('recordings are converted before they are desensitized, and the copy goes afterwards', async (t) => {
  const dir = await tempFolder(t);
  const raw = join(dir, 'raw');
  await writeMcapFixture(join(raw, 'a.mcap'), 2);
  const derivatives = join(dir, 'derivatives');
  {
    const request = { folder: raw, conversion: plainConversion('lerobot-v3.0') };
    await using source = await openPublishSource(request, derivatives, options);
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
    await using source = await openPublishSource({ folder: raw }, derivatives, { ...options, onStep });
    assert.deepEqual((await recogniseFormat(source.folder)).name, 'lerobot');
    assert.match(source.note ?? '', /^converted from mcap.* to lerobot-v3\.0 .*episodes 1, frames \d+$/);
    assert.match(details[0] ?? '', /^converting mcap to lerobot-v3\.0/);
    assert.equal(details.at(-1), source.note);
  }
  await using plain = await openPublishSource({ folder: lerobot }, derivatives, options);
  assert.deepEqual([plain.folder, plain.note], [lerobot, null]);
  assert.deepEqual(await readdir(derivatives), []);
});

test('a format without a frame rate asks for one', async (t) => {
  const dir = await tempFolder(t);
  const folder = join(dir, 'raw');
  await writeAlohaFixture(join(folder, 'episode_0.hdf5'));
  const derivatives = join(dir, 'derivatives');
  await assert.rejects(openPublishSource({ folder }, derivatives, options), (error) =>
    isExchangeError(error, 'usage'),
  );
  const conversion = { ...plainConversion('lerobot-v3.0'), fps: 50 };
  await using source = await openPublishSource({ folder, conversion }, derivatives, options);
  assert.equal((await contentOf(source.folder)).length, 1);
});

test('what cannot be converted whole is not published in part', async (t) => {
  const dir = await tempFolder(t);
  const raw = join(dir, 'raw');
  for (const name of ['a.mcap', 'b.mcap']) await writeMcapFixture(join(raw, name), 2);
  const bytes = await readFile(join(raw, 'b.mcap'));
  await writeFile(join(raw, 'b.mcap'), bytes.subarray(0, bytes.length / 2));
  const request = { folder: raw, conversion: plainConversion('lerobot-v3.0') };
  await assert.rejects(openPublishSource(request, join(dir, 'derivatives'), options), (error) =>
    isExchangeError(error, 'refused'),
  );
  assert.deepEqual(await readdir(join(dir, 'derivatives')), []);
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
