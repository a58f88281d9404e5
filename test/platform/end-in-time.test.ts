import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ending } from '#platform/end-in-time.ts';
import type { Logger } from '#platform/logger.ts';
import { silentLogger } from '#platform/logger.ts';

test('what hangs or fails is named and keeps nothing else from ending', async () => {
  const named: unknown[] = [];
  const logger: Logger = { ...silentLogger, error: ({ part }) => void named.push(part) };
  const ended: string[] = [];
  const ending = new Ending(logger, 20);
  ending.defer('lock', () => ended.push(ending.complete ? 'lock' : 'lock kept'));
  ending.defer('failing', () => {
    throw new TypeError('no');
  });
  ending.defer('rejecting', () => Promise.reject(new TypeError('no')));
  ending.defer('database', () => ended.push(`database ${ending.complete}`));
  ending.defer('hanging', () => new Promise(() => undefined));
  ending.defer('server', async () => ended.push(`server ${ending.complete}`));
  await ending[Symbol.asyncDispose]();
  assert.deepEqual(ended, ['server true', 'database false', 'lock kept']);
  assert.deepEqual(named, ['hanging', 'rejecting', 'failing']);
});
