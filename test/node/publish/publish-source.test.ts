import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { publishRequestSchema } from '#contracts/http/console.ts';
import { openPublishSource } from '#node/publish/publish-source.ts';
import { contentOf } from '#test/support/dataset-compare.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

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
  await using plain = await openPublishSource({ folder: raw }, derivatives, options);
  assert.equal(plain.folder, raw);
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

test('derivatives are made in LeRobot formats only, and flags of a conversion need one', async () => {
  const request = { folder: '/data', robot: null, offers: ['train-only-1y'] };
  const asked = (format: 'mcap' | 'lerobot-v2.1') =>
    publishRequestSchema.safeParse({ ...request, conversion: plainConversion(format) }).success;
  assert.deepEqual([asked('mcap'), asked('lerobot-v2.1')], [false, true]);
  const publish = await kin(['publish', '/data', '--license', 'train-only-1y', '--fps', '30']);
  assert.equal(publish.code, 2);
  const pull = await kin(['pull', 'agr_1', '-o', '/nowhere', '--episodes', '0']);
  assert.equal(pull.code, 2);
});
