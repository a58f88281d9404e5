import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { multiaddr } from '@multiformats/multiaddr';
import { isExchangeError } from '#contracts/errors.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { createNode, type PeerNode } from '#platform/peer/libp2p-node.ts';
import { addressOf, startHost, until } from './peer-hosts.ts';

const PROTOCOL = '/kinship/test/1.0.0';
const LIMITS = { maxRequestBytes: 64, maxResponseBytes: 64 };

/** A bare libp2p node, to do what a peer host would not. */
async function startBareNode(t: TestContext): Promise<PeerNode> {
  const node = await createNode({
    seed: secureRandom(32),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    announce: [],
    reachability: {},
    maxConnections: 100,
    inboundConnectionsPerSecond: 1_000,
    dialTimeoutMs: 5_000,
    isAllowed: () => true,
    onRefused: () => undefined,
  });
  await node.start();
  t.after(() => node.stop());
  return node;
}

test('a host that is sent garbage goes on serving others and drops the streams', async (t) => {
  const [host, honest] = [await startHost(t), await startHost(t)];
  const hostile = await startBareNode(t);
  host.handle(PROTOCOL, LIMITS, async ({ bytes }) => bytes);
  const address = addressOf(host);
  const garbage = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(garbage, fc.boolean(), async (pieces, cut) => {
      const stream = await hostile.dialProtocol(multiaddr(address), PROTOCOL);
      try {
        for (const piece of pieces) stream.send(piece);
      } catch {
        // The host has closed already.
      }
      if (cut) stream.abort(new TypeError('cut'));
      else void stream.close().catch(() => undefined);
    }),
    { numRuns: 60 },
  );
  assert.deepEqual(await honest.request(address, PROTOCOL, Uint8Array.of(5), LIMITS), Uint8Array.of(5));
  const counts = host.counts();
  assert.ok(counts['streams-dropped-oversize'] > 0);
});

test('a peer that sends requests without end loses its stream, and the host keeps a bounded number', async (t) => {
  const host = await startHost(t);
  const hostile = await startBareNode(t);
  let release: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let running = 0;
  host.handle(PROTOCOL, LIMITS, async ({ bytes }) => {
    running++;
    await held;
    return bytes;
  });
  const stream = await hostile.dialProtocol(multiaddr(addressOf(host)), PROTOCOL);
  const request = Uint8Array.of(0, 0, 0, 1, 7);
  for (let i = 0; i < 2_000 && stream.status === 'open'; i++) {
    stream.send(request);
    if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => stream.status !== 'open');
  release?.();
  assert.ok(running <= 16, `${running} handlers ran`);
  assert.equal(host.counts()['streams-dropped-pipelining'], 1);
});

const ANSWERS: [string, Uint8Array, string][] = [
  ['of no known form', Uint8Array.of(0, 0, 0, 2, 9, 9), 'peer-misbehaved'],
  ['that is empty', Uint8Array.of(0, 0, 0, 0), 'peer-misbehaved'],
  ['longer than was asked for', Uint8Array.of(127, 0, 0, 0), 'limit-exceeded'],
  ['whose error is no error', Uint8Array.of(0, 0, 0, 3, 1, 0x7b, 0x7d), 'peer-misbehaved'],
  ['that stops in the middle', Uint8Array.of(0, 0, 0, 9, 0), 'peer-unreachable'],
];
for (const [what, bytes, code] of ANSWERS) {
  test(`an answer ${what} is ${code}`, async (t) => {
    const host = await startHost(t);
    const hostile = await startBareNode(t);
    await hostile.handle(PROTOCOL, (stream) => {
      stream.addEventListener('message', () => {
        stream.send(bytes);
        void stream.close().catch(() => undefined);
      });
    });
    const [address] = hostile.getMultiaddrs().map(String);
    await assert.rejects(
      host.request(address ?? '', PROTOCOL, Uint8Array.of(1), LIMITS),
      (error) => isExchangeError(error) && error.code === code,
    );
  });
}

test('a peer that never answers is given up at its time', async (t) => {
  const host = await startHost(t, { limits: { answerTimeoutMs: 60 } });
  const hostile = await startBareNode(t);
  await hostile.handle(PROTOCOL, () => undefined);
  const [address] = hostile.getMultiaddrs().map(String);
  await assert.rejects(host.request(address ?? '', PROTOCOL, Uint8Array.of(1), LIMITS), (error) =>
    isExchangeError(error, 'peer-unreachable'),
  );
});
