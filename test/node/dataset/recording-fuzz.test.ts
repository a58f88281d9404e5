import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fuzzDataset } from '#test/support/dataset-fuzz.ts';
import { plainVideo } from '#test/support/seeded-video.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

test('ends well on 100 damaged folders of video', async (t) => {
  const dir = await tempFolder(t);
  const files = ['a.bin', 'b.bin'];
  for (const [i, file] of files.entries()) await writeFile(join(dir, file), await plainVideo(20 + 10 * i));
  t.diagnostic(JSON.stringify(await fuzzDataset(dir, files, { cases: 100, seed: 20_261_128 })));
});
