import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { retargetDataset, retargetRobotOf } from '#node/retarget/retarget-dataset.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const signal = new AbortController().signal;

async function filesOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

test('a v3.0 dataset gives the same files however many processes answer and however often they are interrupted', async (t) => {
  const root = join(await tempFolder(t), 'recorded');
  await writeRobotRecording(root, { robot: 'larkspur-arm7', tasks: ['reach'] });
  const folder = await tempFolder(t);
  const robot = await readRobot(robotFile('pebblehaven-arm6'));
  const ask = (out: string, extra: object = {}) =>
    retargetDataset({
      root,
      out: join(folder, out),
      robot: retargetRobotOf(robot),
      sourceRobot: robotFile('larkspur-arm7'),
      up: 'z',
      signal,
      ...extra,
    });
  await ask('one', { workers: 1 });
  const stop = new AbortController();
  const interrupted = ask('two', {
    workers: 1,
    signal: stop.signal,
    onProgress: (step: string, share: number | null) => {
      if (step === 'following' && share !== null && share > 0.3) stop.abort();
    },
  });
  await assert.rejects(interrupted, { code: 'interrupted' });
  const shares: number[] = [];
  await ask('two', {
    workers: 2,
    onProgress: (step: string, share: number | null) => {
      if (step === 'following' && share !== null) shares.push(share);
    },
  });
  assert.ok(shares[0]! > 0.3, 'what was done is not done again');
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  assert.deepEqual(await filesOf(two), await filesOf(one));
  for (const path of await filesOf(one))
    assert.ok((await readFile(join(one, path))).equals(await readFile(join(two, path))), path);
  assert.deepEqual((await readdir(folder)).sort(), ['one', 'two']);
});
