import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { ThreadClient } from '#platform/thread.ts';

function startThread(
  t: TestContext,
  onDeath?: (error: ExchangeError) => void,
): ThreadClient<{ op: string; bytes?: Uint8Array }, unknown> {
  const thread = new ThreadClient<{ op: string; bytes?: Uint8Array }, unknown>({
    module: new URL('./thread-module.ts', import.meta.url),
    name: 'The test’s thread',
    setting: { seen: true },
    maxWaiting: 2,
    ...(onDeath === undefined ? {} : { onDeath }),
  });
  t.after(() => thread.close());
  return thread;
}

test('a thread answers each question, passes typed errors on, and hides what the others say', async (t) => {
  const thread = startThread(t);
  assert.deepEqual(await Promise.all([thread.ask({ op: 'one' }), thread.ask({ op: 'two' })]), ['one', 'two']);
  assert.deepEqual(await thread.ask({ op: 'setting' }), { seen: true });
  await assert.rejects(
    thread.ask({ op: 'refuse' }),
    (error) => isExchangeError(error, 'conflict') && error.params['who'] === 'thread',
  );
  await assert.rejects(
    thread.ask({ op: 'break' }),
    (error) => isExchangeError(error, 'internal') && !error.message.includes('secret'),
  );
});

test('bytes that are handed over are copied on neither side, unless they lie in something larger', async (t) => {
  const thread = startThread(t);
  const whole = Uint8Array.of(1, 2, 3);
  const part = Uint8Array.of(0, 1, 2, 3).subarray(1);
  assert.deepEqual(await thread.ask({ op: 'turn round', bytes: whole }, [whole]), Uint8Array.of(3, 2, 1));
  assert.deepEqual(await thread.ask({ op: 'turn round', bytes: part }, [part]), Uint8Array.of(3, 2, 1));
  assert.deepEqual([whole.length, part.length], [0, 3]);
  assert.deepEqual(await thread.ask({ op: 'what is left' }), [0, 0]);
});

test('more questions than may wait are refused, and those that wait are answered', async (t) => {
  const thread = startThread(t);
  const waiting = [thread.ask({ op: 'one' }), thread.ask({ op: 'two' })];
  await assert.rejects(thread.ask({ op: 'three' }), { code: 'rate-limited' });
  assert.deepEqual(await Promise.all(waiting), ['one', 'two']);
});

test('a thread that dies fails what waits, says so once, and takes nothing more', async (t) => {
  const deaths: string[] = [];
  const thread = startThread(t, (error) => deaths.push(error.code));
  const waiting = thread.ask({ op: 'waits' });
  await Promise.all([
    assert.rejects(waiting, { code: 'interrupted' }),
    assert.rejects(thread.ask({ op: 'die' }), { code: 'interrupted' }),
  ]);
  assert.equal(thread.ended, true);
  await assert.rejects(thread.ask({ op: 'later' }), { code: 'interrupted' });
  assert.deepEqual(deaths, ['interrupted']);
});

test('a thread that is closed fails what waits and tells of no death', async (t) => {
  const deaths: string[] = [];
  const thread = startThread(t, (error) => deaths.push(error.code));
  const refused = assert.rejects(thread.ask({ op: 'waits' }), { code: 'interrupted' });
  await thread.close();
  await refused;
  assert.deepEqual(deaths, []);
});
