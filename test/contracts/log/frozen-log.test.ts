import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toBase64, toHex, utf8 } from '#contracts/bytes.ts';
import { openCheckpoint, signCheckpoint } from '#contracts/log/checkpoint.ts';
import { proveConsistency, verifyConsistency } from '#contracts/log/consistency-proof.ts';
import { cosign, verifyCosignature } from '#contracts/log/cosignature.ts';
import { proveInclusion } from '#contracts/log/inclusion-proof.ts';
import { TreeFrontier, emptyTreeHash, leafHash, type TreeNode } from '#contracts/log/merkle-tree.ts';
import {
  COSIGNATURE,
  NOTE_SIGNATURE,
  formatSignatureLine,
  formatVerifierKey,
  makeVerifierKey,
  parseNote,
} from '#contracts/log/signed-note.ts';
import { encodeBundle } from '#contracts/log/tile.ts';
import { formatTlogProof, openTlogProof } from '#contracts/log/tlog-proof.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';

/** Known answers of a small log, for implementations in any language. Released answers are never edited. */
interface FrozenLog {
  origin: string;
  logSeed: string;
  logKey: string;
  witnessSeed: string;
  witnessKey: string;
  entries: string[];
  leafHashes: string[];
  roots: string[];
  checkpoints: string[];
  cosignature: { time: number; line: string };
  receipts: string[];
  consistency: { oldSize: number; newSize: number; hashes: string[] }[];
  bundle: string;
}

const ENTRY_COUNT = 11;
const ORIGIN = 'vectors.example/log';
const COSIGNED_AT = 1_767_225_600;

function buildLog(): FrozenLog {
  const [logSeed, witnessSeed] = [new Uint8Array(32).fill(0x21), new Uint8Array(32).fill(0x42)];
  const [logSigner, witnessSigner] = [signerFromSeed(logSeed), signerFromSeed(witnessSeed)];
  const logKey = makeVerifierKey(nodeCrypto, {
    name: ORIGIN,
    type: NOTE_SIGNATURE,
    publicKey: logSigner.publicKey,
  });
  const witnessKey = makeVerifierKey(nodeCrypto, {
    name: 'vectors.example/witness',
    type: COSIGNATURE,
    publicKey: witnessSigner.publicKey,
  });
  const entries = Array.from(
    { length: ENTRY_COUNT },
    (_, i) => `{"entry":${i}${i % 3 === 0 ? ',"ü":"✓"' : ''}}`,
  );
  const frontier = new TreeFrontier(nodeCrypto);
  const nodes = new Map<string, Uint8Array>();
  const roots = [emptyTreeHash(nodeCrypto)];
  const leafHashes = entries.map((entry) => leafHash(nodeCrypto, utf8(entry)));
  for (const leaf of leafHashes) {
    frontier.append(leaf, (node, hash) => nodes.set(`${node.level}/${node.index}`, hash));
    roots.push(frontier.root());
  }
  const read = (node: TreeNode): Uint8Array => nodes.get(`${node.level}/${node.index}`) as Uint8Array;
  const checkpoints = roots.map((root, size) =>
    signCheckpoint({ origin: ORIGIN, size, root, extensions: [] }, logKey, logSigner),
  );
  const checkpoint = checkpoints[ENTRY_COUNT] as string;
  const { text } = parseNote(utf8(checkpoint));
  const line = formatSignatureLine(cosign(text, COSIGNED_AT, { key: witnessKey, signer: witnessSigner }));
  const receipts = entries.map((_, index) => {
    const { hashes } = proveInclusion(nodeCrypto, { index, size: ENTRY_COUNT }, read);
    return formatTlogProof({ index, hashes, checkpoint: checkpoint + line, extra: null });
  });
  const consistency = [];
  for (let oldSize = 0; oldSize <= ENTRY_COUNT; oldSize++) {
    const { hashes } = proveConsistency(nodeCrypto, { oldSize, newSize: ENTRY_COUNT }, read);
    consistency.push({ oldSize, newSize: ENTRY_COUNT, hashes: hashes.map(toBase64) });
  }
  return {
    origin: ORIGIN,
    logSeed: toHex(logSeed),
    logKey: formatVerifierKey(logKey),
    witnessSeed: toHex(witnessSeed),
    witnessKey: formatVerifierKey(witnessKey),
    entries,
    leafHashes: leafHashes.map(toHex),
    roots: roots.map(toHex),
    checkpoints,
    cosignature: { time: COSIGNED_AT, line },
    receipts,
    consistency,
    bundle: toBase64(encodeBundle(entries.map(utf8))),
  };
}

function frozen(): FrozenLog {
  return JSON.parse(
    readFileSync(new URL('../../vectors/log/log-1.json', import.meta.url), 'utf8'),
  ) as FrozenLog;
}

test('builds the frozen log again, byte for byte', () => {
  assert.deepEqual(buildLog(), frozen());
});

test('accepts every receipt, head, cosignature and consistency proof of the frozen log', async () => {
  const vector = frozen();
  const publicKeyOf = (seed: string): Uint8Array => signerFromSeed(Buffer.from(seed, 'hex')).publicKey;
  const logKey = makeVerifierKey(nodeCrypto, {
    name: vector.origin,
    type: NOTE_SIGNATURE,
    publicKey: publicKeyOf(vector.logSeed),
  });
  const witness = makeVerifierKey(nodeCrypto, {
    name: 'vectors.example/witness',
    type: COSIGNATURE,
    publicKey: publicKeyOf(vector.witnessSeed),
  });
  for (const note of vector.checkpoints) await openCheckpoint(nodeCrypto, utf8(note), logKey);
  for (const [index, receipt] of vector.receipts.entries()) {
    const leaf = leafHash(nodeCrypto, utf8(vector.entries[index] as string));
    const opened = openTlogProof(nodeCrypto, utf8(receipt), leaf);
    const cosigned = await verifyCosignature(nodeCrypto, opened.note, { witness, notAfter: COSIGNED_AT });
    assert.equal(cosigned?.time, vector.cosignature.time);
  }
  const root = (size: number): Uint8Array => Buffer.from(vector.roots[size] as string, 'hex');
  for (const proof of vector.consistency) {
    const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
    const roots = { oldRoot: root(proof.oldSize), newRoot: root(proof.newSize) };
    verifyConsistency(nodeCrypto, { ...proof, hashes }, roots);
  }
});
