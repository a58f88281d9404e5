import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import { newExchangeId } from '#contracts/ids.ts';
import { CHUNK_TOKEN_TTL_MS } from '#contracts/transfer/messages.ts';
import { ChunkTokens } from '#node/transfer/chunk-tokens.ts';
import { KeyedLock } from '#node/transfer/keyed-lock.ts';
import { patiently } from '#node/transfer/patience.ts';
import { newWrapKey, openWrappedKey, wrapContentKey } from '#node/transfer/wrap-key.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { seededBytes } from '#test/support/test-keys.ts';
import { fails } from '#test/support/exchange-steps.ts';

const random = seededBytes('keys and tokens');
const BINDING = {
  agreement: `sha256:${'1'.repeat(64)}`,
  exchange: newExchangeId(random),
  receiver: 'did:web:marigold.example',
};
const CLAIM = { transfer: 'urn:uuid:1', agreement: BINDING.agreement };

test('a wrapped key opens for its receiver and its agreement only', () => {
  const receiver = newWrapKey(random);
  const contentKey = random(32);
  const wrapped = wrapContentKey(contentKey, { key: receiver.publicKey, binding: BINDING }, random);
  assert.deepEqual(openWrappedKey(wrapped, receiver.secretKey, BINDING), contentKey);
  const mismatch = (work: () => unknown): void => {
    assert.throws(work, (error) => isExchangeError(error, 'key-mismatch'));
  };
  mismatch(() => openWrappedKey(wrapped, newWrapKey(random).secretKey, BINDING));
  for (const [name, value] of [
    ['agreement', `sha256:${'2'.repeat(64)}`],
    ['exchange', newExchangeId(random)],
    ['receiver', 'did:web:nettle.example'],
  ] as const) {
    mismatch(() => openWrappedKey(wrapped, receiver.secretKey, { ...BINDING, [name]: value }));
  }
});

test('two wrappings of one key have nothing in common', () => {
  const receiver = newWrapKey(random);
  const contentKey = random(32);
  const to = { key: receiver.publicKey, binding: BINDING };
  const [a, b] = [wrapContentKey(contentKey, to, random), wrapContentKey(contentKey, to, random)];
  assert.notEqual(a.box, b.box);
  assert.notEqual(a.from, b.from);
  assert.notEqual(a.nonce, b.nonce);
});

test('a token holds for its time, in its process, and for nothing that was changed', () => {
  let nowMs = 1_000_000;
  const tokens = new ChunkTokens(random, () => nowMs);
  const { token, expires } = tokens.issue(CLAIM);
  assert.equal(expires, nowMs + CHUNK_TOKEN_TTL_MS);
  assert.deepEqual(tokens.check(token), { ...CLAIM, expires });
  const refused = (text: string, by = tokens): void => {
    assert.throws(
      () => by.check(text),
      (error) => isExchangeError(error, 'unauthenticated'),
    );
  };
  refused(token, new ChunkTokens(random, () => nowMs));
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '.', '-', '0'), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      if (changed !== token) refused(changed);
    }),
  );
  fc.assert(fc.property(fc.string({ maxLength: 600 }), (text) => refused(text)));
  nowMs = expires;
  refused(token);
});

test('work for one key runs in turn, also after a failure, and other keys do not wait', async () => {
  const lock = new KeyedLock();
  const order: string[] = [];
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const first = lock.run('a', async () => {
    await held;
    order.push('first');
    throw new ExchangeError('conflict', 'planned');
  });
  const second = lock.run('a', async () => order.push('second'));
  await lock.run('b', async () => order.push('other'));
  release();
  await fails(first, 'conflict');
  await second;
  assert.deepEqual(order, ['other', 'first', 'second']);
});

test('patience repeats what may pass, gives up in time, and repeats nothing else', async () => {
  const signal = new AbortController().signal;
  let calls = 0;
  const flaky = async (): Promise<number> => {
    calls += 1;
    if (calls < 3) throw new ExchangeError('peer-unreachable', 'Away.');
    return calls;
  };
  assert.equal(await patiently({ signal, patienceMs: 5_000 }, flaky), 3);
  const never = async (): Promise<never> => {
    throw new ExchangeError('peer-unreachable', 'Away.');
  };
  await fails(patiently({ signal, patienceMs: 50 }, never), 'peer-unreachable');
  calls = 0;
  const refused = async (): Promise<never> => {
    calls += 1;
    throw new ExchangeError('refused', 'No.');
  };
  await fails(patiently({ signal, patienceMs: 5_000 }, refused), 'refused');
  assert.equal(calls, 1);
  await fails(patiently({ signal: AbortSignal.abort(), patienceMs: 5_000 }, flaky), 'interrupted');
});
