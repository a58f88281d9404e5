import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import { requireKey, keyCommitment } from '#contracts/content/chunk-identity.ts';
import {
  ciphertextRoot,
  parseChunkList,
  parseChunkSecrets,
  requireCiphertextRoot,
  type ChunkList,
} from '#contracts/content/chunk-list.ts';
import { CHUNK_BYTES } from '#contracts/content/content-root.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const hash = (digit: string) => `sha256:${digit.repeat(64)}`;

const LIST: ChunkList = {
  schema: 'chunks/1',
  files: [
    {
      path: 'data/a',
      size: CHUNK_BYTES + 5,
      chunks: [
        { cipherHash: hash('1'), cipherSize: CHUNK_BYTES + 16 },
        { cipherHash: hash('2'), cipherSize: 21 },
      ],
    },
    { path: 'meta/b', size: 0, chunks: [] },
  ],
};

test('reads a list that keeps all rules', () => {
  assert.deepEqual(parseChunkList(structuredClone(LIST)), LIST);
});

test('refuses lists whose parts contradict each other', () => {
  const broken: [string, (list: ChunkList) => unknown][] = [
    ['schema-mismatch', (list) => ({ ...list, schema: 'chunks/2' })],
    ['schema-mismatch', (list) => ({ ...list, files: [] })],
    ['schema-mismatch', (list) => ({ ...list, extra: 1 })],
    ['schema-mismatch', (list) => ({ ...list, files: [{ ...list.files[0], plainHash: hash('3') }] })],
    ['path-not-allowed', (list) => ({ ...list, files: [list.files[1], list.files[0]] })],
    ['path-not-allowed', (list) => ({ ...list, files: [{ ...list.files[0], path: '../x' }] })],
    ['content-mismatch', (list) => ({ ...list, files: [{ ...list.files[0], size: 5 }] })],
    ['content-mismatch', (list) => ({ ...list, files: [{ ...list.files[0], size: CHUNK_BYTES + 6 }] })],
    ['content-mismatch', (list) => ({ ...list, files: [{ ...list.files[0], chunks: [] }] })],
  ];
  for (const [code, change] of broken) {
    assert.throws(
      () => parseChunkList(change(structuredClone(LIST))),
      (error: unknown) => isExchangeError(error, code as never),
      code,
    );
  }
});

test('the ciphertext root covers every member of the list', () => {
  const root = ciphertextRoot(nodeCrypto, LIST);
  requireCiphertextRoot(nodeCrypto, LIST, root);
  const other = structuredClone(LIST);
  (other.files[0] as ChunkList['files'][number]).chunks[1] = { cipherHash: hash('3'), cipherSize: 21 };
  assert.throws(
    () => requireCiphertextRoot(nodeCrypto, other, root),
    (error: unknown) => isExchangeError(error, 'content-mismatch'),
  );
});

test('refuses secrets of another list', () => {
  const secrets = {
    schema: 'chunk-secrets/1',
    files: [
      { path: 'data/a', chunks: [hash('4'), hash('5')] },
      { path: 'meta/b', chunks: [] },
    ],
  };
  assert.deepEqual(parseChunkSecrets(secrets, LIST), secrets);
  for (const files of [
    secrets.files.slice(0, 1),
    [...secrets.files].reverse(),
    [{ path: 'data/a', chunks: [hash('4')] }, secrets.files[1]],
  ]) {
    assert.throws(
      () => parseChunkSecrets({ ...secrets, files }, LIST),
      (error: unknown) => isExchangeError(error, 'content-mismatch'),
    );
  }
});

test('answers any value with a list or a typed error', () => {
  const mutant = fc.tuple(
    fc.jsonValue(),
    fc.constantFrom('files', 'path', 'size', 'chunks', 'cipherSize', 'cipherHash', 'schema'),
  );
  fc.assert(
    fc.property(mutant, ([value, member]) => {
      const text = JSON.stringify(LIST, (key, old: unknown) => (key === member ? value : old));
      try {
        parseChunkList(JSON.parse(text));
      } catch (error) {
        assert.ok(isExchangeError(error));
      }
    }),
    { numRuns: 500 },
  );
});

test('a key is judged by its commitment', () => {
  const key = new Uint8Array(32).fill(7);
  const commitment = keyCommitment(nodeCrypto, key);
  requireKey(nodeCrypto, key, commitment);
  assert.throws(
    () => requireKey(nodeCrypto, new Uint8Array(32), commitment),
    (error: unknown) => isExchangeError(error, 'key-mismatch'),
  );
  assert.throws(
    () => keyCommitment(nodeCrypto, new Uint8Array(31)),
    (error: unknown) => isExchangeError(error, 'bad-key'),
  );
});
