import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { utf8, fromUtf8 } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { addressOf, startHost, until } from './peer-hosts.ts';

const PROTOCOL = '/kinship/test/1.0.0';
const LIMITS = { maxRequestBytes: 1024, maxResponseBytes: 4 * 1024 * 1024 };

const carries = (code: ErrorCode) => (error: unknown) => isExchangeError(error) && error.code === code;

test('a request is answered by the peer that is asked', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  b.handle(PROTOCOL, LIMITS, async ({ bytes, peerId }) => utf8(`${fromUtf8(bytes)} from ${peerId}`));
  const answer = await a.request(addressOf(b), PROTOCOL, utf8('hello'), LIMITS);
  assert.equal(fromUtf8(answer), `hello from ${a.peerId}`);
  assert.equal(b.counts()['requests-served'], 1);
});

test('an error of the exchange arrives with its code and params, any other error says nothing', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  b.handle(PROTOCOL, LIMITS, async ({ bytes }) => {
    if (fromUtf8(bytes) === 'typed') {
      throw new ExchangeError('not-found', 'No such dataset.\u001b[31m', { params: { dataset: 'ds_1' } });
    }
    throw new TypeError('secret detail');
  });
  const ask = (text: string) => a.request(addressOf(b), PROTOCOL, utf8(text), LIMITS);
  await assert.rejects(ask('typed'), (error) => {
    assert.ok(isExchangeError(error, 'not-found'));
    assert.deepEqual(error.params, { dataset: 'ds_1', peer: b.peerId });
    assert.equal(error.message, 'No such dataset. [31m');
    return true;
  });
  await assert.rejects(ask('other'), (error) => {
    assert.ok(isExchangeError(error, 'internal'));
    assert.doesNotMatch(error.message, /secret/);
    return true;
  });
});

test('an exchange keeps several requests under way and gives the answers in order', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  let [running, most] = [0, 0];
  b.handle(PROTOCOL, LIMITS, async ({ bytes }) => {
    most = Math.max(most, ++running);
    await sleep(bytes[0] === 0 ? 20 : 1);
    running--;
    return bytes;
  });
  await using exchange = await a.openExchange(addressOf(b), PROTOCOL, LIMITS);
  const numbers = Array.from({ length: 40 }, (_, i) => i);
  const finished: number[] = [];
  await Promise.all(
    numbers.map(async (i) => {
      assert.deepEqual([...(await exchange.request(Uint8Array.of(i % 3, i)))], [i % 3, i]);
      finished.push(i);
    }),
  );
  assert.deepEqual(finished, numbers);
  assert.ok(most > 1 && most <= 16, `${most} at once`);
});

test('64 MiB of chunks arrive whole while the sender holds only what was asked for', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  const chunk = new Uint8Array(1024 * 1024).fill(7);
  b.handle(PROTOCOL, LIMITS, async () => chunk);
  await using exchange = await a.openExchange(addressOf(b), PROTOCOL, LIMITS);
  const began = performance.now();
  let bytes = 0;
  const pull = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const answer = await exchange.request(new Uint8Array(8));
      bytes += answer.length;
    }
  };
  await Promise.all(Array.from({ length: 8 }, () => pull(8)));
  assert.equal(bytes, 64 * chunk.length);
  t.diagnostic(`${Math.round(64_000 / (performance.now() - began))} MiB/s`);
});

test('a reader that does not read holds up the sender instead of filling its memory', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  let asked = 0;
  b.handle(PROTOCOL, LIMITS, async () => {
    asked++;
    return new Uint8Array(1024 * 1024);
  });
  await using exchange = await a.openExchange(addressOf(b), PROTOCOL, LIMITS);
  const answers = Array.from({ length: 60 }, () => exchange.request(new Uint8Array(1)));
  await answers[0];
  assert.ok(asked <= 34, `${asked} answers made after one was read`);
  await Promise.all(answers);
});

test('a protocol that the peer does not speak is an unknown version', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  await assert.rejects(a.request(addressOf(b), '/kinship/none/1.0.0', utf8('x')), carries('unknown-version'));
});

test('a peer that is not there is unreachable, and a wrong peer id in an address is refused', async (t) => {
  const [a, b, c] = [await startHost(t), await startHost(t), await startHost(t)];
  const wrong = addressOf(b).replace(b.peerId, c.peerId);
  await assert.rejects(a.request(wrong, PROTOCOL, utf8('x')), carries('peer-unreachable'));
  const gone = addressOf(b);
  await b.stop();
  await assert.rejects(a.request(gone, PROTOCOL, utf8('x')), carries('peer-unreachable'));
  await assert.rejects(a.request('no address', PROTOCOL, utf8('x')), carries('bad-config'));
});

test('a request can be given up, and the handler is told', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  const asking = new AbortController();
  let told = false;
  b.handle(PROTOCOL, LIMITS, async ({ signal }) => {
    signal.addEventListener('abort', () => (told = true));
    // Given up while it is answered, however long the way here took.
    asking.abort();
    await sleep(5_000, undefined, { signal });
    return new Uint8Array();
  });
  const { signal } = asking;
  await assert.rejects(a.request(addressOf(b), PROTOCOL, utf8('x'), { signal }), carries('interrupted'));
  await until(() => told);
});

test('a peer that stops while it is asked is unreachable', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  b.handle(PROTOCOL, LIMITS, ({ signal }) => sleep(60_000, new Uint8Array(), { signal }));
  const asked = a.request(addressOf(b), PROTOCOL, utf8('x'));
  await sleep(100);
  const stopped = b.stop();
  await assert.rejects(asked, carries('peer-unreachable'));
  await stopped;
});

test('a handler that takes too long is answered for, and later requests still work', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t, { limits: { handlerTimeoutMs: 50 } })];
  b.handle(PROTOCOL, LIMITS, async ({ bytes }) =>
    bytes.length === 0 ? sleep(5_000, bytes, { ref: false }) : bytes,
  );
  await using exchange = await a.openExchange(addressOf(b), PROTOCOL, LIMITS);
  await assert.rejects(exchange.request(new Uint8Array()), carries('internal'));
  assert.deepEqual([...(await exchange.request(Uint8Array.of(1)))], [1]);
});

test('a peer that asks too often is told so and counted', async (t) => {
  const [a, b] = [
    await startHost(t),
    await startHost(t, { limits: { requests: { perSecond: 1, burst: 5 } } }),
  ];
  b.handle(PROTOCOL, LIMITS, async ({ bytes }) => bytes);
  await using exchange = await a.openExchange(addressOf(b), PROTOCOL, LIMITS);
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => exchange.request(utf8('x'))));
  assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 5);
  assert.equal(b.counts()['requests-dropped-rate'], 7);
});

test('requests and answers beyond the protocol are refused on either side', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  b.handle(
    PROTOCOL,
    { maxRequestBytes: 10, maxResponseBytes: 10 },
    async ({ bytes }) => new Uint8Array((bytes[0] ?? 0) * 4),
  );
  const ask = (bytes: Uint8Array, limits: object) => a.request(addressOf(b), PROTOCOL, bytes, limits);
  await assert.rejects(ask(new Uint8Array(11), { maxRequestBytes: 10 }), carries('limit-exceeded'));
  await assert.rejects(ask(new Uint8Array(11), { maxRequestBytes: 20 }), carries('peer-unreachable'));
  assert.equal(b.counts()['streams-dropped-oversize'], 1);
  await assert.rejects(ask(Uint8Array.of(3), {}), carries('internal'));
  assert.equal((await ask(Uint8Array.of(2), {})).length, 8);
});

test('a gate keeps peers out from the first answer on, also those that were in', async (t) => {
  const [a, b] = [await startHost(t), await startHost(t)];
  b.handle(PROTOCOL, LIMITS, async ({ bytes }) => bytes);
  await a.request(addressOf(b), PROTOCOL, utf8('x'));
  await b.setGate((peerId) => peerId !== a.peerId);
  await until(() => b.connections().length === 0);
  await assert.rejects(a.request(addressOf(b), PROTOCOL, utf8('x')), carries('peer-unreachable'));
  await assert.rejects(b.dial(addressOf(a)), carries('forbidden'));
  await b.setGate(() => true);
  assert.equal((await a.request(addressOf(b), PROTOCOL, utf8('x'))).length, 1);
});
