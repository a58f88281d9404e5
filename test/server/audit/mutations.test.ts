import { test } from 'node:test';
import assert from 'node:assert/strict';
import { MutableLog, noticeServedChanges, noticeStoredChanges } from '#test/support/log-mutations.ts';
import { seededRandom } from '#test/support/mutate-bytes.ts';

const CHANGES = 1000;

test('notices 1,000 seeded single changes of stored bytes, and names the first bad index', async () => {
  await noticeStoredChanges(await MutableLog.create(300), CHANGES, seededRandom(1));
});

test('notices 1,000 seeded single changes of what a log hands out', async () => {
  await noticeServedChanges(CHANGES, seededRandom(2));
});

test('finds nothing wrong with a log that nobody changed', async () => {
  for (const size of [1, 255, 256, 257, 600]) {
    const report = await (await MutableLog.create(size)).check();
    assert.deepEqual(report.findings, []);
    assert.equal(report.entries, size);
    assert.equal(report.unsigned, 0);
  }
});
