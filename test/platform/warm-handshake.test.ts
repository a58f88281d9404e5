import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secureRandom } from '#platform/node-crypto.ts';
import { warmHandshake } from '#platform/peer/warm-handshake.ts';

test('two nodes of a process shake hands once, and end', async () => {
  let seeds = 0;
  const random = (length: number): Uint8Array => {
    seeds += 1;
    return secureRandom(length);
  };
  await Promise.all([warmHandshake(random), warmHandshake(random)]);
  await warmHandshake(random);
  assert.equal(seeds, 2);
});
