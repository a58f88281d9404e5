import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import { packetCleaner } from '#node/desensitize/clean-packet.ts';
import { cleanVideo } from '#node/desensitize/clean-video.ts';
import { inspectVideo } from '#node/desensitize/inspect-video.ts';
import { packetTimes, writeSeededVideo } from '#test/support/seeded-video.ts';

const scratch = await mkdtemp(join(tmpdir(), 'kin-video-'));
after(async () => await rm(scratch, { recursive: true, force: true }));

const SECRETS = ['Ingrid Halvorsen', 'SN-99887766', '31.2304, 121.4737', '王小明'];
const source = join(scratch, 'seeded.mp4');
await writeSeededVideo(source, { frames: 12, secrets: SECRETS });

async function rulesOf(path: string): Promise<string[]> {
  const file = await open(path);
  try {
    return [...(await inspectVideo(file, (await file.stat()).size)).keys()].sort();
  } finally {
    await file.close();
  }
}

test('keeps every picture and its time, and none of the sound, tags, dates and messages', async () => {
  const before = await readFile(source);
  for (const secret of SECRETS) assert.ok(before.includes(secret), `the fixture holds ${secret}`);
  const target = join(scratch, 'clean.mp4');
  const result = await cleanVideo(source, target);
  assert.deepEqual(result, { packets: 12, removedAudio: 1, removedOtherTracks: 0, removedMessages: 1 });
  const bytes = await readFile(target);
  for (const secret of [...SECRETS, 'voice', 'soun', 'udta']) assert.ok(!bytes.includes(secret), secret);
  assert.deepEqual(await packetTimes(target), await packetTimes(source));
  assert.deepEqual(await rulesOf(target), []);
});

test('gives the same bytes on every run', async () => {
  await cleanVideo(source, join(scratch, 'one.mp4'));
  await new Promise((resolve) => setTimeout(resolve, 1100)); // container dates count seconds
  await cleanVideo(source, join(scratch, 'two.mp4'));
  assert.ok((await readFile(join(scratch, 'one.mp4'))).equals(await readFile(join(scratch, 'two.mp4'))));
});

test('the second pass names what an uncleaned file carries', async () => {
  assert.deepEqual(await rulesOf(source), [
    'video-box',
    'video-date',
    'video-malformed',
    'video-metadata',
    'video-other-stream',
    'video-tracks',
  ]);
});

test('the second pass notices a box that was slipped in anywhere', async () => {
  const clean = join(scratch, 'base.mp4');
  await cleanVideo(source, clean);
  const bytes = await readFile(clean);
  const hidden = Buffer.concat([Buffer.of(0, 0, 0, 14), Buffer.from('free'), Buffer.from('secret')]);
  const slipped = join(scratch, 'slipped.mp4');
  await writeFile(slipped, Buffer.concat([bytes, hidden]));
  assert.deepEqual(await rulesOf(slipped), ['video-box']);
  await writeFile(slipped, Buffer.concat([bytes, Buffer.from('tail')]));
  assert.deepEqual(await rulesOf(slipped), ['video-malformed']);
});

test('the second pass finds messages in the stream and bytes that no picture claims', async () => {
  const base = join(scratch, 'samples.mp4');
  await cleanVideo(source, base);
  const bytes = await readFile(base);
  const changed = join(scratch, 'samples-changed.mp4');
  const body = bytes.readUInt32BE(bytes.indexOf('stco') + 12); // where the first picture begins
  const message = Buffer.from(bytes);
  message[body + 4] = 6; // the first unit becomes an SEI message
  await writeFile(changed, message);
  assert.deepEqual(await rulesOf(changed), ['video-message']);
  const longer = Buffer.from(bytes);
  longer[body + 3] = (longer[body + 3] as number) + 1; // the first unit reaches into the next
  await writeFile(changed, longer);
  assert.deepEqual(await rulesOf(changed), ['video-malformed']);
  const tables = Buffer.from(bytes);
  const sizes = tables.indexOf('stsz') + 4;
  tables.writeUInt32BE(tables.readUInt32BE(sizes + 8) - 1, sizes + 8); // the last picture is no longer claimed
  await writeFile(changed, tables);
  assert.deepEqual(await rulesOf(changed), ['video-hidden-bytes']);
});

test('refuses what is no MP4 with pictures, and leaves nothing behind', async () => {
  const target = join(scratch, 'never.mp4');
  const bytes = await readFile(source);
  for (const [n, broken] of [Buffer.alloc(0), Buffer.from('not a video'), bytes.subarray(0, 300)].entries()) {
    const path = join(scratch, `broken-${n}.bin`);
    await writeFile(path, broken);
    await assert.rejects(
      cleanVideo(path, target),
      (error: unknown) =>
        isExchangeError(error, 'bad-dataset') || isExchangeError(error, 'unsupported-format'),
    );
  }
  assert.ok(!(await readdir(scratch)).some((name) => name.startsWith('never')));
});

test('a changed video gives a clean file or a typed error, never a leak', { timeout: 60_000 }, async () => {
  const bytes = await readFile(source);
  const path = join(scratch, 'mutant.mp4');
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      const mutant = Buffer.from(bytes);
      mutant[at] = value;
      await writeFile(path, mutant);
      const target = join(scratch, 'mutant-clean.mp4');
      try {
        await cleanVideo(path, target);
      } catch (error) {
        assert.ok(isExchangeError(error));
        return;
      }
      assert.deepEqual(await rulesOf(target), []);
    }),
    { numRuns: 60 },
  );
});

test('cuts messages out of H.264, H.265 and AV1 packets and keeps the rest to the bit', () => {
  const unit = (header: readonly number[], body: string) => {
    const bytes = Buffer.concat([Buffer.from(header), Buffer.from(body)]);
    return Buffer.concat([Buffer.of(0, 0, 0, bytes.length), bytes]);
  };
  const avcC = Buffer.of(1, 0x42, 0, 0x1f, 0xff, 0xe0, 0);
  const avc = packetCleaner('avc', avcC);
  const slice = unit([0x65], 'picture');
  assert.deepEqual(Buffer.from(avc.clean(Buffer.concat([unit([6], 'secret'), slice]))), slice);
  assert.equal(avc.removed(), 1);

  const hvcC = Buffer.concat([Buffer.alloc(21), Buffer.of(3, 1, 39, 0, 1, 0, 3), Buffer.from('abc')]);
  const hevc = packetCleaner('hevc', hvcC);
  assert.equal(hevc.configuration?.length, 23, 'the SEI array is cut out of the configuration');
  const hevcSlice = unit([2, 1], 'picture');
  const packet = Buffer.concat([unit([39 << 1, 1], 'secret'), hevcSlice, unit([40 << 1, 1], 'after')]);
  assert.deepEqual(Buffer.from(hevc.clean(packet)), hevcSlice);

  const obu = (type: number, body: string) =>
    Buffer.concat([Buffer.of((type << 3) | 2, body.length), Buffer.from(body)]);
  const av1 = packetCleaner(
    'av1',
    Buffer.concat([Buffer.of(0x81, 0, 0, 0), obu(1, 'sequence'), obu(5, 'secret')]),
  );
  assert.ok(!Buffer.from(av1.configuration ?? []).includes('secret'));
  assert.deepEqual(
    Buffer.from(
      av1.clean(Buffer.concat([obu(2, ''), obu(5, 'secret'), obu(6, 'picture'), obu(15, 'padding')])),
    ),
    Buffer.concat([obu(2, ''), obu(6, 'picture')]),
  );
  for (const cleaner of [avc, hevc, av1]) {
    assert.throws(
      () => cleaner.clean(Buffer.of(0x12, 0xff, 0xff, 0xff, 0xff)),
      (error: unknown) => isExchangeError(error, 'bad-dataset'),
    );
  }
  assert.throws(
    () => packetCleaner('vp9', undefined),
    (error: unknown) => isExchangeError(error, 'unsupported-format'),
  );
});
