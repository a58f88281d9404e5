import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import {
  CHUNK_BYTES,
  chunkCount,
  chunkLength,
  contentRoot,
  type FileRecord,
} from '#contracts/content/content-root.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const sha = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 6962 section 2.1, written as the recursion that the text gives. */
function treeHead(inputs: readonly Uint8Array[]): Buffer {
  if (inputs.length === 0) return sha();
  if (inputs.length === 1) return sha(Buffer.of(0), inputs[0] as Uint8Array);
  let k = 1;
  while (k * 2 < inputs.length) k *= 2;
  return sha(Buffer.of(1), treeHead(inputs.slice(0, k)), treeHead(inputs.slice(k)));
}

function rootByDefinition(tag: string, files: readonly FileRecord[]): string {
  const leaves = files.map((file) => {
    const size = Buffer.alloc(8);
    size.writeBigUInt64BE(BigInt(file.size));
    return Buffer.concat([Buffer.from(`${tag}\0`), size, treeHead(file.chunkHashes), Buffer.from(file.path)]);
  });
  return `sha256:${treeHead(leaves).toString('hex')}`;
}

const fileArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 5 * CHUNK_BYTES }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
  .map(([size, seed]) => ({
    size,
    chunkHashes: Array.from({ length: chunkCount(size) }, (_, i) => sha(seed, Buffer.of(i))),
  }));

test('both roots agree with the definition in the protocol', () => {
  fc.assert(
    fc.property(fc.array(fileArbitrary, { minLength: 1, maxLength: 20 }), (bodies) => {
      const files = bodies.map((body, i) => ({ path: `f${String(i).padStart(3, '0')}`, ...body }));
      assert.equal(contentRoot(nodeCrypto, 'plaintext', files), rootByDefinition('kin/file/1', files));
      assert.equal(
        contentRoot(nodeCrypto, 'ciphertext', files),
        rootByDefinition('kin/sealed-file/1', files),
      );
    }),
  );
});

test('the root changes with path, size, order of chunks and number of files', () => {
  const chunk = (i: number) => sha(Buffer.of(i));
  const base: FileRecord[] = [
    { path: 'a', size: 2 * CHUNK_BYTES, chunkHashes: [chunk(1), chunk(2)] },
    { path: 'b', size: 0, chunkHashes: [] },
  ];
  const [a, b] = base as [FileRecord, FileRecord];
  const variants: FileRecord[][] = [
    base,
    [{ ...a, path: 'A' }, b],
    [{ ...a, size: a.size - 1 }, b],
    [{ ...a, chunkHashes: [chunk(2), chunk(1)] }, b],
    [a],
    [a, b, { ...b, path: 'c' }],
  ];
  const roots = new Set(
    variants.flatMap((files) => [
      contentRoot(nodeCrypto, 'plaintext', files),
      contentRoot(nodeCrypto, 'ciphertext', files),
    ]),
  );
  assert.equal(roots.size, 2 * variants.length);
});

test('refuses an empty folder, files out of order and sizes that do not fit the chunks', () => {
  const file: FileRecord = { path: 'a', size: 1, chunkHashes: [sha()] };
  for (const [files, code] of [
    [[], 'content-mismatch'],
    [[file, file], 'path-not-allowed'],
    [[{ ...file, path: 'b' }, file], 'path-not-allowed'],
    [[{ ...file, size: 0 }], 'content-mismatch'],
    [[{ ...file, size: CHUNK_BYTES + 1 }], 'content-mismatch'],
    [[{ ...file, path: '../a' }], 'path-not-allowed'],
  ] as const) {
    assert.throws(
      () => contentRoot(nodeCrypto, 'plaintext', files),
      (error: unknown) => isExchangeError(error, code),
    );
  }
});

test('cuts files into full chunks and one shorter last chunk', () => {
  assert.equal(chunkCount(0), 0);
  assert.equal(chunkCount(1), 1);
  assert.equal(chunkCount(CHUNK_BYTES), 1);
  assert.equal(chunkCount(CHUNK_BYTES + 1), 2);
  assert.equal(chunkLength(CHUNK_BYTES + 1, 0), CHUNK_BYTES);
  assert.equal(chunkLength(CHUNK_BYTES + 1, 1), 1);
});

interface RootVector {
  readonly name: string;
  readonly files: readonly { path: string; text: string; repeat: number }[];
  readonly plaintextRoot: string;
}

test('repeats the frozen plaintext roots', () => {
  const vectors = JSON.parse(
    readFileSync(new URL('../../vectors/content/roots.json', import.meta.url), 'utf8'),
  ) as RootVector[];
  assert.ok(vectors.length >= 3);
  for (const vector of vectors) {
    const files = vector.files.map(({ path, text, repeat }) => {
      const bytes = Buffer.from(text.repeat(repeat));
      const chunkHashes = Array.from({ length: chunkCount(bytes.length) }, (_, i) =>
        sha(bytes.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES)),
      );
      return { path, size: bytes.length, chunkHashes };
    });
    assert.equal(contentRoot(nodeCrypto, 'plaintext', files), vector.plaintextRoot, vector.name);
  }
});
