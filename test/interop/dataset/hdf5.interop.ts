/** h5py reads the same numbers from HDF5 as we do, in the layouts of ALOHA and robomimic, and after conversion to LeRobot. */

import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { columnDigests, type ColumnDigest } from '#test/support/column-digests.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeAlohaFixture, writeRobomimicFixture } from '#test/support/trajectory-fixture.ts';
import { ask, pythonEnvironment } from '../python/environment.ts';

const current = await pythonEnvironment('current');

test(
  'h5py and we read the same numbers, and all of them are in the LeRobot made of them',
  current,
  async (t) => {
    const folder = await tempFolder(t);
    const layouts = [
      { file: join(folder, 'aloha', 'episode_0.hdf5'), write: writeAlohaFixture, args: [] },
      { file: join(folder, 'robomimic', 'low_dim.hdf5'), write: writeRobomimicFixture, args: ['demo_\\d+'] },
    ];
    for (const { file, write, args } of layouts) {
      await write(file);
      const ours = await columnDigests(join(file, '..'));
      assert.ok(Object.keys(ours).length >= 3);
      const theirs = await ask<Record<string, ColumnDigest>>(current, 'read_hdf5.py', [file, ...args]);
      const made = join(folder, 'lerobot', basename(file));
      const converted = await kin([
        'convert',
        join(file, '..'),
        '--to',
        'lerobot-v3.0',
        '--fps',
        '50',
        '-o',
        made,
      ]);
      assert.equal(converted.code, 0, converted.stderr);
      const kept = new Set(Object.values(await columnDigests(made)).map(({ sha256 }) => sha256));
      for (const [name, digest] of Object.entries(ours)) {
        assert.deepEqual(theirs[name], digest, name);
        assert.ok(kept.has(digest.sha256), `${name} is in the LeRobot dataset`);
      }
    }
  },
);
