import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { MotionFile } from '#server/matching/motion-file.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

test('motions come back as they were written, however many came, changed and went', async (t) => {
  const random = seededRandom(5701);
  const file = new MotionFile(join(await tempFolder(t), 'motions'));
  t.after(() => file.close());
  const wanted = new Map<number, Uint32Array>();
  for (let k = 0; k < 6000; k++) {
    const slot = random.below(1500);
    if (random.unit() < 0.2) {
      file.delete(slot);
      wanted.delete(slot);
      continue;
    }
    const length = random.unit() < 0.1 ? 0 : random.below(700);
    const motion = Uint32Array.from({ length }, () => random.uint32());
    file.put(slot, motion);
    wanted.set(slot, motion);
    if (k % 500 !== 0) continue;
    for (const [at, words] of wanted) assert.deepEqual(file.get(at), words);
  }
  for (const [at, words] of wanted) assert.deepEqual(file.get(at), words);
  assert.deepEqual(file.get(20_000), new Uint32Array(0), 'a slot that was never written has none');
});

test('room of motions that are gone is used again', async (t) => {
  const file = new MotionFile(join(await tempFolder(t), 'motions'));
  t.after(() => file.close());
  const motion = new Uint32Array(100).fill(7);
  for (let k = 0; k < 5000; k++) file.put(k % 10, motion);
  assert.ok(file.bytes <= 11 * 512, `${file.bytes} bytes for ten motions`);
});
