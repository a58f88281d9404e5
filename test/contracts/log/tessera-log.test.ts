import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { concatBytes, fromBase64, utf8 } from '#contracts/bytes.ts';
import { openCheckpoint, signCheckpoint } from '#contracts/log/checkpoint.ts';
import { TreeFrontier, leafHash } from '#contracts/log/merkle-tree.ts';
import { parseVerifierKey } from '#contracts/log/signed-note.ts';
import { encodeBundle, parseBundle, tilePath } from '#contracts/log/tile.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';

/** A published test log with a published signing key: transparency-dev/tessera, testdata/build_log.sh. */
const VERIFIER_KEY = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
const SEED = fromBase64('AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg').slice(1);
const ENTRIES = 'one two three four five six seven eit nain ten ileven twelf threeten fourten fivten'.split(
  ' ',
);

function published(path: string): Buffer {
  return readFileSync(sharedPath(`vectors/tessera-log/${path}`));
}

test('rebuilds the published log of Tessera byte for byte: 15 tiles, 15 bundles and 15 signed heads', {
  skip: skipWithoutShared('vectors/tessera-log'),
}, async () => {
  const key = parseVerifierKey(nodeCrypto, VERIFIER_KEY);
  const signer = signerFromSeed(SEED);
  const frontier = new TreeFrontier(nodeCrypto);
  const hashes: Uint8Array[] = [];
  let files = 0;
  for (let size = 1; size <= ENTRIES.length; size++) {
    const entries = ENTRIES.slice(0, size).map(utf8);
    const leaf = leafHash(nodeCrypto, entries[size - 1] as Uint8Array);
    hashes.push(leaf);
    frontier.append(leaf);
    const head = { origin: key.name, size, root: frontier.root(), extensions: [] };
    const bundlePath = tilePath({ level: 'entries', index: 0, width: size });
    const rebuilt: [string, Uint8Array][] = [
      [`checkpoint.${size}`, utf8(signCheckpoint(head, key, signer))],
      [tilePath({ level: 0, index: 0, width: size }), concatBytes(...hashes)],
      [bundlePath, encodeBundle(entries)],
    ];
    for (const [path, bytes] of rebuilt) {
      assert.deepEqual(Buffer.from(bytes), published(path), path);
      files += 1;
    }
    assert.deepEqual(parseBundle(published(bundlePath), size).map(String), ENTRIES.slice(0, size));
    await openCheckpoint(nodeCrypto, published(`checkpoint.${size}`), key);
  }
  assert.equal(files, 45);
});

test('opens the empty head and the latest head of the published log', {
  skip: skipWithoutShared('vectors/tessera-log'),
}, async () => {
  const key = parseVerifierKey(nodeCrypto, VERIFIER_KEY);
  assert.equal((await openCheckpoint(nodeCrypto, published('checkpoint.0'), key)).checkpoint.size, 0);
  assert.equal((await openCheckpoint(nodeCrypto, published('checkpoint'), key)).checkpoint.size, 15);
});
