import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { utf8 } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { openCheckpoint, signCheckpoint } from '#contracts/log/checkpoint.ts';
import { proveInclusion } from '#contracts/log/inclusion-proof.ts';
import { TreeFrontier, leafHash } from '#contracts/log/merkle-tree.ts';
import { NOTE_SIGNATURE, formatNote, makeVerifierKey } from '#contracts/log/signed-note.ts';
import { formatTlogProof, openTlogProof, parseTlogProof } from '#contracts/log/tlog-proof.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import { mutateBytes, seededRandom } from '#test/support/mutate-bytes.ts';

const origin = 'log.example/one';
const signer = signerFromSeed(new Uint8Array(32).fill(3));
const key = makeVerifierKey(nodeCrypto, { name: origin, type: NOTE_SIGNATURE, publicKey: signer.publicKey });
const SIZE = 11;
const leaves = Array.from({ length: SIZE }, (_, i) => leafHash(nodeCrypto, utf8(`entry ${i}`)));
const nodes = new Map<string, Uint8Array>();
const frontier = new TreeFrontier(nodeCrypto);
for (const leaf of leaves) frontier.append(leaf, (n, hash) => nodes.set(`${n.level}/${n.index}`, hash));
const checkpoint = signCheckpoint({ origin, size: SIZE, root: frontier.root(), extensions: [] }, key, signer);

function receipt(index: number, extra: Uint8Array | null = null): string {
  const { hashes } = proveInclusion(
    nodeCrypto,
    { index, size: SIZE },
    (n) => nodes.get(`${n.level}/${n.index}`) as Uint8Array,
  );
  return formatTlogProof({ index, hashes, checkpoint, extra });
}

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

test('writes receipts that read back to the byte, with and without extra data', () => {
  for (const extra of [null, utf8('out of band')]) {
    const text = receipt(7, extra);
    const parsed = parseTlogProof(utf8(text));
    assert.equal(formatTlogProof(parsed), text);
    assert.equal(parsed.checkpoint, checkpoint);
    assert.deepEqual(parsed.extra, extra);
  }
});

test('opens a receipt for the leaf it was made for, and for no other', () => {
  for (let index = 0; index < SIZE; index++) {
    const bytes = utf8(receipt(index));
    assert.equal(openTlogProof(nodeCrypto, bytes, leaves[index] as Uint8Array).inclusion.index, index);
    const other = leaves[(index + 1) % SIZE] as Uint8Array;
    assert.throws(() => openTlogProof(nodeCrypto, bytes, other), throwsCode('bad-proof'));
  }
});

test('refuses receipts in any but the one strict form', () => {
  const good = receipt(7);
  const bad = [
    '',
    good.replace('v1', 'v2'),
    good.replace('index 7', 'index 07'),
    good.replace('index 7', 'index  7'),
    good.replace('index 7', 'index 0x7'),
    good.replace('index 7\n', ''),
    good.replace('index 7', 'extra AAA\nindex 7'),
    good.replaceAll('\n', '\r\n'),
    good.replace('\n\n', '\n'),
    good.replace('index 7\n', 'index 7\nAAAA\n'),
    good.replace('index 7', 'index 11'),
    good.replace('index 7', 'index 6'),
  ];
  for (const text of bad) {
    assert.throws(
      () => openTlogProof(nodeCrypto, utf8(text), leaves[7] as Uint8Array),
      throwsCode('bad-proof'),
      JSON.stringify(text.slice(0, 80)),
    );
  }
  assert.throws(() => parseTlogProof(new Uint8Array(200_000)), throwsCode('limit-exceeded'));
});

test('refuses every receipt in which one thing is changed, with a typed error', async () => {
  const good = utf8(receipt(7));
  const random = seededRandom(20_260_801);
  for (let i = 0; i < 600; i++) {
    const changed = mutateBytes(good, random);
    try {
      const opened = openTlogProof(nodeCrypto, changed, leaves[7] as Uint8Array);
      await openCheckpoint(nodeCrypto, utf8(formatNote(opened.note)), key);
      assert.fail(`change ${i} was not noticed: ${JSON.stringify(Buffer.from(changed).toString())}`);
    } catch (error) {
      assert.ok(error instanceof ExchangeError, String(error));
    }
  }
});

test('answers arbitrary bytes with a typed error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.throws(
        () => openTlogProof(nodeCrypto, bytes, leaves[7] as Uint8Array),
        (error) => error instanceof ExchangeError,
      );
    }),
    { numRuns: 300 },
  );
});
