import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { rehearse, warmUp } from '#server/warm-up.ts';
import { startBroker } from '../support/broker-world.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('what is done ahead is gone when the broker is ready, and the broker knows nothing of it', async (t) => {
  const folder = await tempFolder(t);
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  t.after(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  const warm = warmUp();
  assert.equal(warmUp(), warm, 'once a process');
  // The program starts its own broker meanwhile.
  const world = await startBroker(t);
  await warm;
  const left = (await readdir(folder)).filter((name) => name.startsWith('kin-warm-'));
  assert.deepEqual(left, []);
  const { body } = await world.call('/v1/participants');
  assert.deepEqual(
    (body['items'] as { name: string }[]).map(({ name }) => name),
    ['Test broker'],
  );
});

test('a rehearsal asks everything that it means to ask', async () => {
  assert.deepEqual(await rehearse(), [200, 200, 200]);
});
