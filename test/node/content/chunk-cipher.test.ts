import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isExchangeError } from '#contracts/errors.ts';
import { keyCommitment } from '#contracts/content/chunk-identity.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import {
  chunkHash,
  openChunk,
  openSecrets,
  sealChunk,
  sealSecrets,
  type ChunkSecret,
} from '#node/content/chunk-cipher.ts';

const PLAIN = Buffer.from('the arm reaches for the cup');
const SECRET: ChunkSecret = {
  contentKey: Buffer.alloc(32, 1),
  place: { derivative: `sha256:${'ab'.repeat(32)}`, path: 'data/a.parquet', index: 3, count: 9 },
  plainHash: chunkHash(PLAIN),
};

test('opens what it sealed, and seals the same bytes again', () => {
  const sealed = sealChunk(SECRET, PLAIN);
  assert.deepEqual(openChunk(SECRET, sealed), PLAIN);
  assert.deepEqual(sealChunk(SECRET, PLAIN), sealed);
  assert.equal(sealed.length, PLAIN.length + 16);
});

test('opens nothing when any bound part differs', () => {
  const sealed = sealChunk(SECRET, PLAIN);
  const others: ChunkSecret[] = [
    { ...SECRET, contentKey: Buffer.alloc(32, 2) },
    { ...SECRET, plainHash: chunkHash(Buffer.of(1)) },
    { ...SECRET, place: { ...SECRET.place, path: 'data/b.parquet' } },
    { ...SECRET, place: { ...SECRET.place, index: 4 } },
    { ...SECRET, place: { ...SECRET.place, count: 10 } },
    { ...SECRET, place: { ...SECRET.place, derivative: `sha256:${'ac'.repeat(32)}` } },
  ];
  for (const other of others) {
    assert.throws(
      () => openChunk(other, sealed),
      (error: unknown) => isExchangeError(error, 'content-mismatch'),
    );
  }
  for (let i = 0; i < sealed.length; i++) {
    const changed = Buffer.from(sealed);
    changed[i] = (changed[i] as number) ^ 1;
    assert.throws(
      () => openChunk(SECRET, changed),
      (error: unknown) => isExchangeError(error, 'content-mismatch'),
    );
  }
  for (const length of [0, 15, 16, sealed.length - 1]) {
    assert.throws(
      () => openChunk(SECRET, sealed.subarray(0, length)),
      (error: unknown) => isExchangeError(error, 'content-mismatch'),
    );
  }
});

test('equal chunks at two places are sealed under different keys', () => {
  const here = sealChunk(SECRET, PLAIN);
  const there = sealChunk({ ...SECRET, place: { ...SECRET.place, index: 4 } }, PLAIN);
  assert.notDeepEqual(here.subarray(0, PLAIN.length), there.subarray(0, PLAIN.length));
});

test('the sealed list of chunk hashes opens only for its key and derivative', () => {
  const { contentKey, place } = SECRET;
  const sealed = sealSecrets(contentKey, place.derivative, PLAIN);
  assert.deepEqual(openSecrets(contentKey, place.derivative, sealed), PLAIN);
  const attempts: [Uint8Array, string, Uint8Array][] = [
    [Buffer.alloc(32, 2), place.derivative, sealed],
    [contentKey, `sha256:${'ac'.repeat(32)}`, sealed],
    [contentKey, place.derivative, sealed.subarray(1)],
    [contentKey, place.derivative, Buffer.alloc(3)],
  ];
  for (const [key, derivative, bytes] of attempts) {
    assert.throws(
      () => openSecrets(key, derivative, bytes),
      (error: unknown) => isExchangeError(error, 'content-mismatch'),
    );
  }
});

interface CipherVector {
  readonly contentKey: string;
  readonly derivative: string;
  readonly path: string;
  readonly index: number;
  readonly count: number;
  readonly plaintext: string;
  readonly sealed: string;
  readonly keyCommitment: string;
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../../vectors/content/sealed-chunks.json', import.meta.url), 'utf8'),
) as CipherVector[];

test('repeats the frozen sealed chunks', () => {
  assert.ok(VECTORS.length >= 3);
  for (const vector of VECTORS) {
    const plaintext = Buffer.from(vector.plaintext, 'hex');
    const contentKey = Buffer.from(vector.contentKey, 'hex');
    const { derivative, path, index, count } = vector;
    const secret = { contentKey, place: { derivative, path, index, count }, plainHash: chunkHash(plaintext) };
    assert.equal(sealChunk(secret, plaintext).toString('hex'), vector.sealed);
    assert.equal(keyCommitment(nodeCrypto, contentKey), vector.keyCommitment);
  }
});

test('the frozen sealed chunks open by the words of the protocol alone', () => {
  for (const vector of VECTORS) {
    const u64 = (n: number) => Buffer.from(n.toString(16).padStart(16, '0'), 'hex');
    const associated = Buffer.concat([
      Buffer.from('kin/chunk/1\0'),
      Buffer.from(vector.derivative.slice(7), 'hex'),
      u64(vector.index),
      u64(vector.count),
      Buffer.from(vector.path, 'utf8'),
    ]);
    const salt = createHash('sha256').update(Buffer.from(vector.plaintext, 'hex')).digest();
    const extracted = createHmac('sha256', salt).update(Buffer.from(vector.contentKey, 'hex')).digest();
    const key = createHmac('sha256', extracted)
      .update(Buffer.concat([associated, Buffer.of(1)]))
      .digest();
    const sealed = Buffer.from(vector.sealed, 'hex');
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12));
    decipher.setAAD(associated);
    decipher.setAuthTag(sealed.subarray(-16));
    const opened = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    assert.equal(opened.toString('hex'), vector.plaintext);
  }
});
