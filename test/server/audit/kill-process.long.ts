import { test } from 'node:test';
import assert from 'node:assert/strict';
import { killWriters } from '#test/support/kill-log.ts';

const KILLS = 50;
const SEED = 4242;

test('keeps every acknowledged entry and every head over 50 killed processes', async () => {
  const started = performance.now();
  const size = await killWriters(KILLS, SEED);
  assert.ok(size > 1000);
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`# ${KILLS} SIGKILLs, seed ${SEED}, ${size} entries, ${seconds} s\n`);
});
