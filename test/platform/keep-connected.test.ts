import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { secureRandom } from '#platform/node-crypto.ts';
import { createKeptConnections } from '#platform/peer/keep-connected.ts';

test('a connection that the other side closes as soon as it is made is not dialled in a hot loop', async () => {
  let dials = 0;
  const kept = createKeptConnections({
    // More than a thousand would be a loop that never ends; the test must.
    dial: (_address, signal) =>
      ++dials > 1_000
        ? new Promise((_, reject) => signal.addEventListener('abort', reject))
        : Promise.resolve('peer'),
    isConnected: () => false,
    onReconnect: () => undefined,
    random: secureRandom,
  });
  kept.keep('/ip4/127.0.0.1/tcp/1');
  await sleep(700);
  await kept.stop();
  // At once, and after about 0.25 and 0.5 s more.
  assert.ok(dials >= 2 && dials <= 4, `${dials} dials`);
});

test('a connection that is lost is made again', async () => {
  let dials = 0;
  let isConnected = true;
  const kept = createKeptConnections({
    dial: async () => {
      dials += 1;
      return 'peer';
    },
    isConnected: () => isConnected,
    onReconnect: () => (isConnected = true),
    random: secureRandom,
  });
  kept.keep('/ip4/127.0.0.1/tcp/1');
  await sleep(20);
  assert.equal(dials, 1);
  isConnected = false;
  kept.check();
  // It stood for an instant only, so the next dial waits a little.
  await sleep(20);
  assert.equal(dials, 1);
  await sleep(400);
  assert.equal(dials, 2);
  await kept.stop();
});
