import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { addressOf, startHost, until } from './peer-hosts.ts';

const TOPIC = '/kinship/test/gossip/1';
/** Good messages until one must have been passed on, and the time between two, milliseconds. */
const GOOD_ONES = 200;
const BETWEEN_MS = 50;

test('five publishers and a broker in one process: every message reaches every other host once', async (t) => {
  const broker = await startHost(t);
  const publishers = await Promise.all(Array.from({ length: 5 }, () => startHost(t)));
  const hosts = [broker, ...publishers];
  const received = new Map(hosts.map((host) => [host.peerId, [] as string[]]));
  for (const host of hosts) {
    host.subscribe(TOPIC, (bytes) => {
      received.get(host.peerId)?.push(fromUtf8(bytes));
      return 'accept';
    });
  }
  for (const publisher of publishers) publisher.keepConnected(addressOf(broker));
  await until(() => broker.subscribers(TOPIC).length === 5);
  await until(() => publishers.every((publisher) => publisher.subscribers(TOPIC).includes(broker.peerId)));
  for (let round = 0; round < 10; round++) {
    for (const [i, publisher] of publishers.entries()) {
      assert.ok((await publisher.publish(TOPIC, utf8(`${i}/${round}`))) > 0);
    }
  }
  await until(() => received.get(broker.peerId)?.length === 50);
  await until(() => publishers.every((publisher) => received.get(publisher.peerId)?.length === 40));
  for (const texts of received.values()) assert.equal(new Set(texts).size, texts.length);
});

test('a message that nobody hears is published to nobody, and says so', async (t) => {
  const host = await startHost(t);
  assert.equal(await host.publish(TOPIC, utf8('hello?')), 0);
  assert.equal(host.counts()['gossip-published-to-nobody'], 1);
});

test('a message that is too long is refused before it is lost', async (t) => {
  const host = await startHost(t);
  await assert.rejects(host.publish(TOPIC, new Uint8Array(65 * 1024)), (error) =>
    isExchangeError(error, 'limit-exceeded'),
  );
});

test('what a handler rejects or fails on is not passed on, and is counted', async (t) => {
  const [a, b, c] = [await startHost(t), await startHost(t), await startHost(t)];
  const heard: string[] = [];
  a.subscribe(TOPIC, () => 'accept');
  b.subscribe(TOPIC, (bytes) => {
    const text = fromUtf8(bytes);
    if (text === 'broken') throw new RangeError('handler bug');
    return text.startsWith('good') ? 'accept' : 'reject';
  });
  c.subscribe(TOPIC, (bytes) => {
    heard.push(fromUtf8(bytes));
    return 'accept';
  });
  await a.dial(addressOf(b));
  await c.dial(addressOf(b));
  await until(() => b.subscribers(TOPIC).length === 2 && a.subscribers(TOPIC).length === 1);
  for (const text of ['bad', 'broken']) await a.publish(TOPIC, utf8(text));
  // B passes on to its mesh, which takes C in at a beat of B's heart: what comes before is passed to nobody.
  for (let n = 0; heard.length === 0 && n < GOOD_ONES; n++) {
    await a.publish(TOPIC, utf8(`good ${n}`));
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  assert.match(heard[0] ?? '', /^good/);
  assert.deepEqual(
    heard.filter((text) => !text.startsWith('good')),
    [],
  );
  assert.equal(b.counts()['gossip-dropped-rejected'], 1);
  assert.equal(b.counts()['gossip-dropped-handler-failed'], 1);
});

test('a peer that floods is cut to its rate, and its drops are counted', async (t) => {
  const [a, b] = [
    await startHost(t),
    await startHost(t, { limits: { gossip: { perSecond: 1, burst: 10 } } }),
  ];
  let heard = 0;
  b.subscribe(TOPIC, () => {
    heard++;
    return 'accept';
  });
  await a.dial(addressOf(b));
  await until(() => a.subscribers(TOPIC).length === 1);
  for (let i = 0; i < 50; i++) await a.publish(TOPIC, utf8(`flood ${i}`));
  await until(() => b.counts()['gossip-dropped-rate'] + heard === 50);
  assert.ok(heard >= 10 && heard <= 15, `${heard} messages passed`);
});

test('twenty hosts on one address do not silence each other', async (t) => {
  const hub = await startHost(t);
  let heard = 0;
  hub.subscribe(TOPIC, () => {
    heard++;
    return 'accept';
  });
  const others = await Promise.all(Array.from({ length: 20 }, () => startHost(t)));
  // Twenty handshakes at once may take a busy machine longer than one dial waits: who comes too late dials again.
  for (const host of others) host.keepConnected(addressOf(hub));
  await until(() => others.every((host) => host.subscribers(TOPIC).length > 0));
  for (const [i, host] of others.entries()) await host.publish(TOPIC, utf8(`from ${i}`));
  await until(() => heard === 20);
});

test('a standing connection comes back after it was cut and after the peer was started again', async (t) => {
  const a = await startHost(t);
  const seed = new Uint8Array(32).fill(9);
  const first = await startHost(t, { seed });
  const address = addressOf(first);
  const events: string[] = [];
  a.onPeer(({ type }) => events.push(type));
  a.keepConnected(address);
  await until(() => first.connections().length === 1);
  await first.disconnect(a.peerId);
  await until(() => a.counts().reconnects === 1 && first.connections().length === 1);
  await first.stop();
  const port = /tcp\/(\d+)/.exec(address)?.[1];
  const second = await startHost(t, { seed, listen: [`/ip4/127.0.0.1/tcp/${port}`] });
  await until(() => second.connections().length === 1);
  assert.deepEqual(events.slice(0, 3), ['connected', 'disconnected', 'connected']);
});
