import { test } from 'node:test';
import assert from 'node:assert/strict';
import { killWriters } from '#test/support/kill-log.ts';

test('keeps every acknowledged entry and every head when its process is killed, three times over', async () => {
  assert.ok((await killWriters(3, 77)) > 0);
});
