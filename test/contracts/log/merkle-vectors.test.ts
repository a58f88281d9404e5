import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fromBase64, equalBytes } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { verifyConsistency } from '#contracts/log/consistency-proof.ts';
import { verifyInclusion } from '#contracts/log/inclusion-proof.ts';
import { emptyTreeHash } from '#contracts/log/merkle-tree.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';

function readVectors(kind: string): { name: string; json: string }[] {
  const root = sharedPath(`vectors/merkle/${kind}`);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, json: readFileSync(path.join(root, name), 'utf8') }));
}

function bytes(text: string | null): Uint8Array {
  return text === null ? new Uint8Array(0) : fromBase64(text);
}

function holds(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isExchangeError(error, 'bad-proof')) return false;
    throw error;
  }
}

interface InclusionVector {
  leafIdx: number;
  treeSize: number;
  root: string | null;
  leafHash: string | null;
  proof: string[] | null;
  wantErr: boolean;
}

interface ConsistencyVector {
  size1: number;
  size2: number;
  root1: string | null;
  root2: string | null;
  proof: string[] | null;
  wantErr: boolean;
}

test('agrees with all 98 published inclusion vectors', {
  skip: skipWithoutShared('vectors/merkle'),
}, () => {
  const vectors = readVectors('inclusion');
  assert.equal(vectors.length, 98);
  for (const { name, json } of vectors) {
    const vector = JSON.parse(json) as InclusionVector;
    const proof = {
      index: vector.leafIdx,
      size: vector.treeSize,
      hashes: (vector.proof ?? []).map(bytes),
    };
    const claim = { leaf: bytes(vector.leafHash), root: bytes(vector.root) };
    assert.equal(
      holds(() => verifyInclusion(nodeCrypto, proof, claim)),
      !vector.wantErr,
      name,
    );
  }
});

test('agrees with all 98 published consistency vectors but for the empty old tree, where the witness protocol decides', {
  skip: skipWithoutShared('vectors/merkle'),
}, () => {
  const vectors = readVectors('consistency');
  assert.equal(vectors.length, 98);
  const differing: string[] = [];
  for (const { name, json } of vectors) {
    const vector = JSON.parse(json) as ConsistencyVector;
    const proof = {
      oldSize: vector.size1,
      newSize: vector.size2,
      hashes: (vector.proof ?? []).map(bytes),
    };
    const claim = { oldRoot: bytes(vector.root1), newRoot: bytes(vector.root2) };
    if (holds(() => verifyConsistency(nodeCrypto, proof, claim)) === !vector.wantErr) continue;
    differing.push(name);
    assert.equal(vector.size1, 0, name);
    assert.ok(equalBytes(claim.oldRoot, emptyTreeHash(nodeCrypto)), name);
    assert.equal(proof.hashes.length, 0, name);
  }
  assert.ok(differing.length <= 3, differing.join());
});
