import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import { createConfigReader } from '#platform/config-reader.ts';
import { createLogger } from '#platform/logger.ts';
import { createMetrics } from '#platform/metrics.ts';
import { nextAttempt } from '#platform/back-off.ts';
import { createRateLimiter } from '#platform/peer/rate-limit.ts';

test('variables are read with their types, and blanks count as not set', () => {
  const read = createConfigReader({
    PORT: ' 8080 ',
    NAME: '',
    OPEN: 'Yes',
    URL: 'http://x.example/',
    LIST: 'a, b,,c',
  });
  assert.equal(read.integer('PORT', { fallback: 1, min: 0, max: 65_535 }), 8080);
  assert.equal(read.text('NAME', 'kin'), 'kin');
  assert.equal(read.optionalText('NAME'), undefined);
  assert.equal(read.flag('OPEN', false), true);
  assert.equal(read.optionalUrl('URL'), 'http://x.example');
  assert.deepEqual(read.list('LIST', []), ['a', 'b', 'c']);
  assert.equal(read.choice('LEVEL', ['info', 'debug'], 'info'), 'info');
});

test('a variable that does not fit is named, and its value is not repeated', () => {
  const read = createConfigReader({ SECRET: 'hunter2' });
  const wrong = [
    () => read.integer('SECRET', { fallback: 1, min: 0, max: 9 }),
    () => read.flag('SECRET', false),
    () => read.choice('SECRET', ['a'], 'a'),
    () => read.optionalUrl('SECRET'),
  ];
  for (const reading of wrong) {
    assert.throws(reading, (error) => {
      assert.ok(isExchangeError(error, 'bad-config'));
      assert.match(error.message, /SECRET/);
      assert.doesNotMatch(JSON.stringify([error.message, error.params]), /hunter2/);
      return true;
    });
  }
});

test('logs name their subsystem and blank secrets', () => {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const logger = createLogger({ program: 'test', level: 'info', destination }).child({
    subsystem: 'catalog',
  });
  logger.debug({}, 'not shown');
  logger.info({ token: 'abc', request: { authorization: 'abc' }, count: 1 }, 'listed');
  const line = JSON.parse(lines.join('')) as Record<string, unknown>;
  assert.equal(line['subsystem'], 'catalog');
  assert.equal(line['level'], 'info');
  assert.doesNotMatch(lines.join(''), /abc/);
});

test('metrics are text with the prefix of their program', async () => {
  const metrics = createMetrics({ prefix: 'kin_test_' });
  metrics
    .counter({ name: 'listings_total', help: 'Listings.', labels: ['result'] })
    .inc({ result: 'accepted' });
  metrics.expose({ name: 'peer', help: 'Counts.', snapshot: () => ({ reconnects: 3 }) });
  const text = await metrics.text();
  assert.match(text, /kin_test_listings_total\{result="accepted"\} 1/);
  assert.match(text, /kin_test_peer\{name="reconnects"\} 3/);
});

test('a bucket gives its burst, then its rate, to each peer for itself', () => {
  let now = 0;
  const limiter = createRateLimiter({ perSecond: 10, burst: 3 }, () => now);
  const taken = (key: string): number => [1, 2, 3, 4, 5].filter(() => limiter.take(key)).length;
  assert.equal(taken('a'), 3);
  assert.equal(taken('b'), 3);
  now += 200;
  assert.equal(taken('a'), 2);
  now -= 60_000;
  assert.equal(taken('a'), 0);
});

test('waits grow to their longest and are never the same for all', () => {
  const backOff = { firstMs: 100, factor: 2, longestMs: 1_000 };
  const at = (attempts: number, byte: number): number =>
    nextAttempt(backOff, attempts, () => Uint8Array.of(byte));
  assert.deepEqual(
    [0, 1, 2, 3, 4, 1_000].map((n) => at(n, 0)),
    [100, 200, 400, 800, 1_000, 1_000],
  );
  assert.equal(at(0, 255), 80);
});
