import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isExchangeError } from '#contracts/errors.ts';
import type { PreviewRequest } from '#contracts/http/previews.ts';
import {
  createPreviews,
  type Previews,
  type PreviewSide,
  type PreviewState,
} from '#node/publish/previews.ts';
import { silentLogger } from '#platform/logger.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { CAMERA, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

async function shelf(t: TestContext): Promise<{ previews: Previews; folder: string; recording: string }> {
  const root = await tempFolder(t);
  const recording = join(root, 'recording');
  await mkdir(recording);
  const folder = join(root, 'previews');
  const previews = createPreviews({ folder, random: secureRandom, logger: silentLogger });
  t.after(() => previews.stop());
  return { previews, folder, recording };
}

async function made(previews: Previews, request: PreviewRequest): Promise<PreviewState> {
  const { id } = previews.begin(request);
  for (;;) {
    const state = previews.get(id);
    if (state.status !== 'running') return state;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function series(side: PreviewSide): Promise<Float32Array> {
  const [episode] = side.sample.episodes;
  const file = side.sample.files.find(({ digest }) => digest === episode?.series);
  assert.ok(file);
  const bytes = await readFile(side.pathOf(file));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const plain = { approveTasks: false, roster: [] };

test('a lister sees the same motion before and after, and what a policy keeps back', async (t) => {
  const { previews, folder, recording } = await shelf(t);
  await writeLerobotFixture(recording, { episodes: 4, frames: 30, joints: 3, withVideo: true });
  const standard = await made(previews, { folder: recording, policy: 'standard', ...plain });
  assert.equal(standard.status, 'done', JSON.stringify(standard.error));
  assert.ok(standard.before && standard.after);
  assert.deepEqual(
    standard.before.sample.cameras.map(({ name }) => name),
    [CAMERA],
  );
  assert.deepEqual(standard.after.sample.cameras, []);
  assert.deepEqual(standard.left, [CAMERA]);
  assert.ok(standard.warnings.includes('video-left-out'));
  assert.deepEqual(await series(standard.after), await series(standard.before));
  assert.notDeepEqual(standard.before.sample.episodes[0]?.tasks, standard.after.sample.episodes[0]?.tasks);

  const open = await made(previews, { folder: recording, policy: 'open', ...plain });
  assert.equal(open.after?.sample.cameras.length, 1, 'this policy lets pictures out');
  assert.deepEqual(open.left, []);

  assert.throws(
    () => previews.begin({ folder: recording, policy: 'strict', ...plain }),
    (error) => isExchangeError(error, 'refused'),
  );
  await previews.remove(standard.id);
  assert.equal(existsSync(join(folder, standard.id)), false);
  assert.throws(() => previews.get(standard.id), { code: 'not-found' });
  await previews.stop();
  assert.equal(existsSync(folder), false, 'nothing stays behind');
});

test('a folder that cannot be previewed says why', async (t) => {
  const { previews, recording } = await shelf(t);
  const state = await made(previews, { folder: recording, policy: 'standard', ...plain });
  assert.equal(state.status, 'failed');
  assert.equal(state.error?.code, 'bad-dataset');
});

test('a folder that cannot be cleared or made fails the preview, and ends nobody', async (t) => {
  const root = await tempFolder(t);
  const blocked = join(root, 'file');
  await writeFile(blocked, '');
  const previews = createPreviews({
    folder: join(blocked, 'previews'),
    random: secureRandom,
    logger: silentLogger,
  });
  const state = await Promise.race([
    made(previews, { folder: root, policy: 'standard', ...plain }),
    sleep(2_000, null),
  ]);
  assert.equal(state?.status, 'failed');
});
