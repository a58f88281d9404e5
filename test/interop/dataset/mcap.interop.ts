/** The reference package reads the MCAP that is written: checksums, every message decoded, every number to the bit, every picture. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { topicOf } from '#node/dataset/convert/mcap/kinship-messages.ts';
import { columnDigests } from '#test/support/column-digests.ts';
import { CAMERA, numbers, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { ask, pythonEnvironment } from '../python/environment.ts';

const current = await pythonEnvironment('current');

interface Topic {
  readonly schema: string;
  readonly messages: number;
  readonly pictures: number;
  readonly type: string;
  readonly width?: number;
  readonly sha256: string;
}

test('mcap reads what is written of LeRobot, and it becomes the same LeRobot again', current, async (t) => {
  const folder = await tempFolder(t);
  const dir = join(folder, 'set');
  const shape = [3];
  await writeLerobotFixture(dir, {
    withVideo: true,
    extraFeatures: [{ name: 'observation.exact', dtype: 'float64', shape, names: null }],
    extraColumns: (episode, frames) =>
      new Map([
        [
          'observation.exact',
          numbers(
            'float64',
            3,
            Float64Array.from({ length: 3 * frames }, (_, i) => i / 3 + episode),
          ),
        ],
      ]),
  });
  const features = ['observation.state', 'action', 'observation.exact'];
  const mcap = join(folder, 'mcap');
  const made = await kin(['convert', dir, '--to', 'mcap', '-o', mcap]);
  assert.equal(made.code, 0, made.stderr);
  const seen = await ask<{ topics: Record<string, Topic>; streamed_equal: boolean }>(
    current,
    'read_mcap.py',
    [mcap],
  );
  assert.ok(seen.streamed_equal);
  const ours = await columnDigests(dir);
  for (const feature of features) {
    const { type, width, messages, sha256 } = seen.topics[topicOf(feature)]!;
    assert.deepEqual({ type, width, rows: messages, sha256 }, ours[feature], feature);
  }
  assert.equal(seen.topics[topicOf(CAMERA)]?.pictures, 120);
  const back = join(folder, 'back');
  const returned = await kin(['convert', mcap, '--to', 'lerobot-v3.0', '-o', back]);
  assert.equal(returned.code, 0, returned.stderr);
  const again = await columnDigests(back);
  for (const feature of features) assert.deepEqual(again[feature], ours[feature], feature);
});
