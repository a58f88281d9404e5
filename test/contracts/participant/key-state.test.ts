import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8 } from '#contracts/bytes.ts';
import { digestOf } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { participantOfRoot, peerIdOfKey } from '#contracts/keys.ts';
import type { EntryType } from '#contracts/log/entry-bodies.ts';
import { openEntry, signEntry, type EntryDraft } from '#contracts/log/entry.ts';
import { liveKeys, readKeyHistory, requireLiveKey } from '#contracts/participant/key-state.ts';
import type { Envelope } from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { seededBytes, testKey, testSigner } from '#test/support/test-keys.ts';

const root = testKey('root');
const participant = participantOfRoot(root);
const random = seededBytes('key-state');
const refuses = (code: string) => (error: unknown) => isExchangeError(error) && error.code === code;

function entry<T extends EntryType>(
  type: T,
  body: EntryDraft<T>['body'],
  by: { signer?: string; participant?: string } = {},
): Envelope {
  const { signer = 'root', participant: actor = participant } = by;
  return signEntry(
    {
      type,
      subject: { name: 'key', digest: digestOf(nodeCrypto, utf8('k')) },
      body,
      participant: actor,
      log: 'log.example',
      parties: [],
    },
    { signer: testSigner(signer), key: testKey(signer), random, nowMs: 1_790_000_000_000 },
  );
}
const registered = (key: string, purpose: 'sign' | 'peer' = 'sign'): Envelope =>
  entry('key.registered', { key: testKey(key), purpose, root, validFrom: '2026-11-22T00:00:00.000Z' });
const revoked = (key: string): Envelope =>
  entry('key.revoked', { key: testKey(key), purpose: 'sign', root, reason: 'lost', compromisedSince: null });
const read = (entries: unknown[]) => readKeyHistory(nodeCrypto, { participant, entries });

test('the root vouches for keys by purpose', async () => {
  const history = await read([registered('op'), registered('peer', 'peer')]);
  requireLiveKey(history, testKey('op'), 'sign');
  assert.throws(() => requireLiveKey(history, testKey('op'), 'peer'), refuses('unknown-signer'));
  assert.deepEqual(liveKeys(history, 'peer'), [testKey('peer')]);
});

test('a revoked key is dead, whatever registration follows', async () => {
  const history = await read([registered('op'), revoked('op'), registered('op')]);
  assert.throws(() => requireLiveKey(history, testKey('op'), 'sign'), refuses('key-revoked'));
});

test('a revocation that comes before its registration still kills the key', async () => {
  const history = await read([revoked('op'), registered('op')]);
  assert.throws(() => requireLiveKey(history, testKey('op'), 'sign'), refuses('key-revoked'));
});

test('rotation ends the key that it replaces', async () => {
  const rotated = entry('key.rotated', {
    key: testKey('op2'),
    purpose: 'sign',
    root,
    validFrom: '2026-11-22T00:00:00.000Z',
    replaces: testKey('op'),
  });
  const history = await read([registered('op'), rotated]);
  assert.deepEqual(liveKeys(history, 'sign'), [testKey('op2')]);
});

test('refuses statements of anybody but the root, and about anybody else', async () => {
  const body = {
    key: testKey('evil'),
    purpose: 'sign',
    root,
    validFrom: '2026-11-22T00:00:00.000Z',
  } as const;
  await assert.rejects(read([entry('key.registered', body, { signer: 'op' })]), refuses('unknown-signer'));
  const other = participantOfRoot(testKey('other'));
  await assert.rejects(
    read([entry('key.registered', body, { participant: other })]),
    refuses('unknown-signer'),
  );
  await assert.rejects(
    readKeyHistory(nodeCrypto, { participant: 'did:web:larkspur.example', entries: [registered('op')] }),
    refuses('unknown-signer'),
  );
});

test('a did:web company is judged by the root that its own document names', async () => {
  const web = 'did:web:larkspur.example';
  const body = { key: testKey('op'), purpose: 'sign', root, validFrom: '2026-11-22T00:00:00.000Z' } as const;
  const history = await readKeyHistory(nodeCrypto, {
    participant: web,
    entries: [entry('key.registered', body, { participant: web })],
    documentRoot: root,
  });
  requireLiveKey(history, testKey('op'), 'sign');
});

test('refuses an entry that is no key entry', async () => {
  await assert.rejects(
    read([entry('participant.suspended', { participant, reason: 'x' })]),
    refuses('schema-mismatch'),
  );
});

test('an entry without its second signature is not two-sided', async () => {
  const digest = digestOf(nodeCrypto, utf8('x'));
  const half = entry('receipt.acknowledged', {
    cosigner: { participant, key: testKey('op') },
    agreement: digest,
    bytes: 1,
    files: 1,
    inspection: 'passed',
    plaintextRoot: digest,
    ciphertextRoot: digest,
  });
  await assert.rejects(openEntry(nodeCrypto, half), refuses('bad-signature'));
});

test('the peer id follows from the peer key: known answer', () => {
  assert.match(peerIdOfKey(testKey('peer')), /^12D3KooW[1-9A-HJ-NP-Za-km-z]{44}$/);
});
