import { join } from 'node:path';
import { test } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { fuzzConversion } from '#test/support/convert-fuzz.ts';
import { EXTRA, extraColumns } from '#test/support/extra-columns.ts';
import { CAMERA, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { writeMcapFixture } from '#test/support/recording-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeAlohaFixture, writeRldsFixture } from '#test/support/trajectory-fixture.ts';

/** Cases a format; the long run takes a hundred times as many. */
const CASES = 40;

test('conversions of damaged datasets end in a dataset or a named error', async (t) => {
  const dir = await tempFolder(t);
  const [lerobot, mcap, foreign, aloha, rlds] = ['lerobot', 'mcap', 'foreign', 'aloha', 'rlds'].map((name) =>
    join(dir, name),
  ) as [string, string, string, string, string];
  const extra = { extraFeatures: EXTRA, extraColumns };
  await writeLerobotFixture(`${lerobot}-v21`, {
    version: 'v2.1',
    episodes: 2,
    frames: 6,
    withVideo: true,
    ...extra,
  });
  await convertDataset({ root: `${lerobot}-v21`, out: lerobot, options: plainConversion('lerobot-v3.0') });
  await convertDataset({ root: lerobot, out: mcap, options: plainConversion('mcap') });
  await writeMcapFixture(join(foreign, 'a.mcap'), 1);
  await writeAlohaFixture(join(aloha, 'episode_0.hdf5'));
  await writeRldsFixture(join(rlds, 'set-train.tfrecord-00000-of-00001'), 2);
  const lerobotFiles = [
    'data/chunk-000/file-000.parquet',
    'meta/episodes/chunk-000/file-000.parquet',
    `videos/${CAMERA}/chunk-000/file-000.mp4`,
    'meta/info.json',
  ];
  const refused = {
    lerobot: await fuzzConversion(lerobot, lerobotFiles, {
      cases: CASES,
      seed: 41,
      format: 'lerobot-v2.1',
      fps: null,
    }),
    lerobotToMcap: await fuzzConversion(lerobot, lerobotFiles, {
      cases: CASES,
      seed: 42,
      format: 'mcap',
      fps: null,
    }),
    mcap: await fuzzConversion(mcap, ['episode_000000.mcap'], {
      cases: CASES,
      seed: 43,
      format: 'lerobot-v3.0',
      fps: null,
    }),
    foreign: await fuzzConversion(foreign, ['a.mcap'], {
      cases: CASES,
      seed: 44,
      format: 'lerobot-v3.0',
      fps: null,
    }),
    aloha: await fuzzConversion(aloha, ['episode_0.hdf5'], {
      cases: CASES,
      seed: 45,
      format: 'lerobot-v3.0',
      fps: 50,
    }),
    rlds: await fuzzConversion(rlds, ['set-train.tfrecord-00000-of-00001'], {
      cases: CASES,
      seed: 46,
      format: 'lerobot-v3.0',
      fps: 10,
    }),
  };
  t.diagnostic(JSON.stringify(refused));
});
