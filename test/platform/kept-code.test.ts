import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
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
