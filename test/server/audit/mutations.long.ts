import { test } from 'node:test';
import assert from 'node:assert/strict';
import { MutableLog, noticeServedChanges, noticeStoredChanges } from '#test/support/log-mutations.ts';
import { seededRandom } from '#test/support/mutate-bytes.ts';

const STORED = 60_000;
const SERVED = 40_000;

function report(what: string, count: number, started: number): void {
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`# ${count} changes of ${what}, ${seconds} s\n`);
}

test('notices 60,000 seeded single changes of stored bytes, and names the first bad index', async () => {
  const started = performance.now();
  await noticeStoredChanges(await MutableLog.create(300), STORED, seededRandom(101));
  report('stored bytes, seed 101', STORED, started);
});

test('notices 40,000 seeded single changes of what a log hands out', async () => {
  const started = performance.now();
  await noticeServedChanges(SERVED, seededRandom(102));
  report('served bytes, seed 102', SERVED, started);
});

test('notices a change of any hash of a tile above level 0, in a log of 66,000 entries', async () => {
  const log = await MutableLog.create(66_000);
  assert.deepEqual((await log.check()).findings, []);
  const path = 'tile/1/000';
  const good = log.disk.files().get(path) as Uint8Array;
  for (let hash = 0; hash < 256; hash += 15) {
    const changed = Uint8Array.from(good);
    changed[hash * 32 + 7] = (changed[hash * 32 + 7] as number) ^ 4;
    log.disk.tamper(path, changed);
    const { findings } = await log.check();
    assert.deepEqual([findings[0]?.path, findings[0]?.index], [path, hash * 256]);
  }
});
