/** The reference package opens public samples, whole and cut, in both layouts: a sample is a dataset of its own. */

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { makeSample } from '#node/sample/make-sample.ts';
import { columnDigests, type ColumnDigest } from '#test/support/column-digests.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { ask, pythonEnvironment } from '../python/environment.ts';

const environments = {
  'v3.0': await pythonEnvironment('current'),
  'v2.1': await pythonEnvironment('legacy'),
} as const;
const license = LICENSE_TEMPLATES['open-research'] as LicenseTerms;

/** What `read_lerobot.py` says. */
interface Seen {
  readonly episodes: number;
  readonly frames: number;
  readonly pictures: number;
  readonly digests: Readonly<Record<string, ColumnDigest>>;
}

for (const version of ['v3.0', 'v2.1'] as const) {
  for (const { name, episodes, expected } of [
    { name: 'whole episodes', episodes: 20, expected: [2, 80] },
    { name: 'the beginning of one', episodes: 8, expected: [1, 32] },
  ]) {
    const { skip } = environments[version];
    test(`lerobot opens a sample of ${name}, ${version}`, { skip }, async (t) => {
      const folder = await tempFolder(t);
      const root = join(folder, 'files');
      await mkdir(root);
      await writeLerobotFixture(root, { version, episodes, frames: 40, withVideo: true });
      const sample = join(folder, 'sample');
      await makeSample(
        {
          root,
          outDir: sample,
          indexFile: join(folder, 'sample.json'),
          folder,
          dataset: `urn:kin:ds:${'b'.repeat(52)}`,
          derivative: `sha256:${'1'.repeat(64)}`,
          facts: await inspectDataset(root),
          jointMap: null,
          signal: t.signal,
        },
        { license: 'open-research', smallDatasetConfirmed: true },
        license,
      );
      const seen = await ask<Seen>(environments[version], 'read_lerobot.py', [sample, '']);
      assert.deepEqual([seen.episodes, seen.frames], expected);
      assert.equal(seen.pictures, seen.frames);
      assert.deepEqual(seen.digests, await columnDigests(sample));
    });
  }
}
