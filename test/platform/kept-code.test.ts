import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { tempFolder } from '#test/support/temp-folder.ts';

const PARENT = join(import.meta.dirname, 'kept-code-parent.ts');

test('a child leaves compiled code for the next, and nothing once it has its input', async (t) => {
  const folder = await tempFolder(t);
  const kept = async (): Promise<string[]> => (await readdir(folder, { recursive: true })).sort();
  const run = async (...act: string[]): Promise<string> => {
    const env = { ...process.env, NODE_COMPILE_CACHE: folder };
    return (await promisify(execFile)(process.execPath, [PARENT, ...act], { env })).stdout;
  };
  await run();
  const ofParent = await kept();
  assert.equal(await run('echo'), 'null');
  const ofChild = await kept();
  assert.ok(ofChild.length > ofParent.length, 'the code of the child is there');
  assert.deepEqual(
    ofChild.filter((name) => name.includes('door-')),
    [],
    'the way to it is not',
  );
  // The door's own path, the folder behind it, and what is compiled later.
  for (const act of ['write-door', 'write-kept', 'load-late']) {
    assert.match(await run(act), act === 'load-late' ? /^"loaded"$/ : /^"refused/, act);
    assert.deepEqual(await kept(), ofChild, act);
  }
});

test('where Node cannot take a right back, what a child makes of its door goes with the child', async (t) => {
  const folder = await tempFolder(t);
  const env = { ...process.env, NODE_COMPILE_CACHE: folder };
  const script = [PARENT, 'make-door', 'without-drop'];
  const { stdout } = await promisify(execFile)(process.execPath, script, { env });
  assert.equal(stdout, '"done"');
  assert.deepEqual(
    (await readdir(folder, { recursive: true })).filter((name) => name.includes('door-')),
    [],
  );
});

test('doors that a killed process left are taken away by a later one, and others stay', async (t) => {
  const folder = await tempFolder(t);
  const env = { ...process.env, NODE_COMPILE_CACHE: folder };
  const run = promisify(execFile);
  await run(process.execPath, [PARENT], { env });
  const [version = ''] = await readdir(folder);
  const kept = join(folder, version);
  await symlink(kept, join(kept, 'door-left'));
  const doors = async (): Promise<string[]> =>
    (await readdir(kept)).filter((name) => name.startsWith('door-'));
  await run(process.execPath, [PARENT, 'echo'], { env });
  assert.deepEqual(await doors(), ['door-left'], 'its child may be loading yet');
  const later = 'data:text/javascript,const { now } = Date; Date.now = () => now() + 3600000';
  await run(process.execPath, ['--import', later, PARENT, 'echo'], { env });
  assert.deepEqual(await doors(), []);
  assert.ok((await readdir(kept)).length > 0, 'what the door led to is there');
});

for (const act of ['wait', 'spin']) {
  test(`a child ends with its parent: ${act}`, async (t) => {
    if (act === 'spin' && !existsSync('/usr/bin/setpriv')) return t.skip('setpriv(1) is not there');
    const parent = spawn(process.execPath, [PARENT, act], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = Number(said.toString());
    assert.equal(isThere(child), true);
    parent.kill('SIGKILL');
    for (let waited = 0; isThere(child) && waited < 10_000; waited += 20) await sleep(20);
    assert.equal(isThere(child), false);
  });
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
