import { join } from 'node:path';
import { test } from 'node:test';
import { fuzzDataset } from '#test/support/dataset-fuzz.ts';
import { CAMERA, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

test('ends well on 100 damaged LeRobot datasets', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true, frames: 30, joints: 3 });
  const files = [
    'meta/info.json',
    'meta/tasks.parquet',
    'meta/episodes/chunk-000/file-000.parquet',
    'data/chunk-000/file-000.parquet',
    'data/chunk-000/file-000.parquet',
    `videos/${CAMERA}/chunk-000/file-001.mp4`,
  ];
  t.diagnostic(JSON.stringify(await fuzzDataset(dir, files, { cases: 100, seed: 20_261_122 })));
});
