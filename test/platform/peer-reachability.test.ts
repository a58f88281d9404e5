import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { addressOf, startHost, until } from './peer-hosts.ts';

const PROTOCOL = '/kinship/test/1.0.0';
const LIMITS = { maxRequestBytes: 1024, maxResponseBytes: 1024 };

test('a host without an address of its own is reached through a relay', async (t) => {
  const relay = await startHost(t, { reachability: { relayServer: true } });
  const hidden = await startHost(t, {
    listen: [`${addressOf(relay)}/p2p-circuit`],
    reachability: { relayClient: true },
  });
  const other = await startHost(t, { reachability: { relayClient: true } });
  hidden.handle(PROTOCOL, LIMITS, async ({ bytes }) => utf8(`${fromUtf8(bytes)} through`));
  await until(() => hidden.addresses().length > 0);
  const answer = await other.request(addressOf(hidden), PROTOCOL, utf8('hello'), LIMITS);
  assert.equal(fromUtf8(answer), 'hello through');
});

test('a host knows its bootstrap peers from the start', async (t) => {
  const known = await startHost(t);
  const host = await startHost(t, { reachability: { bootstrap: [addressOf(known)] } });
  await until(() => host.connections().some(({ peerId }) => peerId === known.peerId));
});
