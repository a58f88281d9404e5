import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { consistencyRanges, proveConsistency, verifyConsistency } from '#contracts/log/consistency-proof.ts';
import {
  inclusionRanges,
  nodesOfRanges,
  proveInclusion,
  verifyInclusion,
  type InclusionProof,
} from '#contracts/log/inclusion-proof.ts';
import { TreeFrontier, emptyTreeHash, leafHash, type TreeNode } from '#contracts/log/merkle-tree.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const MAX_SIZE = 140;
const nodes = new Map<string, Uint8Array>();
const roots: Uint8Array[] = [emptyTreeHash(nodeCrypto)];
const leaves: Uint8Array[] = [];
const frontier = new TreeFrontier(nodeCrypto);
for (let i = 0; i < MAX_SIZE; i++) {
  const leaf = leafHash(nodeCrypto, utf8(`entry ${i}`));
  leaves.push(leaf);
  frontier.append(leaf, (node, hash) => nodes.set(`${node.level}/${node.index}`, hash));
  roots.push(frontier.root());
}

function read(node: TreeNode): Uint8Array {
  const hash = nodes.get(`${node.level}/${node.index}`);
  assert.ok(hash !== undefined, `node ${node.level}/${node.index} was never completed`);
  return hash;
}

const isBadProof = (error: unknown): boolean => isExchangeError(error, 'bad-proof');
const sizeArbitrary = fc.integer({ min: 1, max: MAX_SIZE });

test('proves and verifies every leaf of every tree up to 140 leaves', () => {
  for (let size = 1; size <= MAX_SIZE; size++) {
    for (let index = 0; index < size; index++) {
      const proof = proveInclusion(nodeCrypto, { index, size }, read);
      verifyInclusion(nodeCrypto, proof, {
        leaf: leaves[index] as Uint8Array,
        root: roots[size] as Uint8Array,
      });
    }
  }
});

test('proves and verifies consistency between every pair of sizes up to 140, and no other pair of roots', () => {
  for (let newSize = 0; newSize <= MAX_SIZE; newSize++) {
    for (let oldSize = 0; oldSize <= newSize; oldSize++) {
      const proof = proveConsistency(nodeCrypto, { oldSize, newSize }, read);
      const oldRoot = roots[oldSize] as Uint8Array;
      const newRoot = roots[newSize] as Uint8Array;
      verifyConsistency(nodeCrypto, proof, { oldRoot, newRoot });
      const foreign = leafHash(nodeCrypto, utf8('foreign'));
      assert.throws(() => verifyConsistency(nodeCrypto, proof, { oldRoot: foreign, newRoot }), isBadProof);
      // From the empty tree nothing is said about the newer root: it is a tree's root whatever it is.
      if (oldSize > 0 || newSize === 0) {
        assert.throws(() => verifyConsistency(nodeCrypto, proof, { oldRoot, newRoot: foreign }), isBadProof);
      }
    }
  }
});

test('accepts the empty proof from the empty tree, and only with the root of the empty tree', () => {
  const newRoot = roots[9] as Uint8Array;
  const proof = { oldSize: 0, newSize: 9, hashes: [] };
  verifyConsistency(nodeCrypto, proof, { oldRoot: roots[0] as Uint8Array, newRoot });
  assert.throws(() => verifyConsistency(nodeCrypto, proof, { oldRoot: newRoot, newRoot }), isBadProof);
  const padded = { ...proof, hashes: [newRoot] };
  assert.throws(
    () => verifyConsistency(nodeCrypto, padded, { oldRoot: roots[0] as Uint8Array, newRoot }),
    isBadProof,
  );
});

test('refuses any inclusion proof in which one thing is changed', () => {
  const arbitrary = fc.record({
    size: sizeArbitrary,
    pick: fc.nat(),
    kind: fc.constantFrom('flip', 'drop', 'duplicate', 'swap', 'extend', 'index', 'size', 'leaf', 'root'),
    at: fc.nat(),
    bit: fc.integer({ min: 0, max: 255 }),
  });
  fc.assert(
    fc.property(arbitrary, ({ size, pick, kind, at, bit }) => {
      const index = pick % size;
      const good = proveInclusion(nodeCrypto, { index, size }, read);
      const claim = { leaf: leaves[index] as Uint8Array, root: roots[size] as Uint8Array };
      const changed = changeProof(good, { kind, at, bit });
      const badClaim = {
        leaf: kind === 'leaf' ? flip(claim.leaf, bit) : claim.leaf,
        root: kind === 'root' ? flip(claim.root, bit) : claim.root,
      };
      if (changed === null) return;
      assert.throws(() => verifyInclusion(nodeCrypto, changed, badClaim), isBadProof);
    }),
    { numRuns: 600 },
  );
});

function changeProof(
  good: InclusionProof,
  change: { kind: string; at: number; bit: number },
): InclusionProof | null {
  const hashes = [...good.hashes];
  const position = hashes.length === 0 ? 0 : change.at % hashes.length;
  const target = hashes[position];
  switch (change.kind) {
    case 'extend':
      return { ...good, hashes: [...hashes, leaves[0] as Uint8Array] };
    case 'index': {
      const other = change.at % good.size;
      return other === good.index ? null : { ...good, index: other };
    }
    case 'size':
      // A larger size asks for another path as soon as the path has another length; equal lengths lead to the same root.
      return { ...good, size: good.size * 2 + 1 };
    case 'leaf':
    case 'root':
      return good;
    default:
      if (target === undefined) return null;
  }
  if (change.kind === 'flip') hashes[position] = flip(target, change.bit);
  else if (change.kind === 'drop') hashes.splice(position, 1);
  else if (change.kind === 'duplicate') hashes.splice(position, 0, target);
  else {
    const other = (position + 1) % hashes.length;
    if (other === position) return null;
    hashes[position] = hashes[other] as Uint8Array;
    hashes[other] = target;
  }
  return { ...good, hashes };
}

function flip(hash: Uint8Array, bit: number): Uint8Array {
  const out = Uint8Array.from(hash);
  const at = bit >> 3;
  out[at] = (out[at] as number) ^ (1 << (bit & 7));
  return out;
}

test('refuses any consistency proof with a flipped bit or a missing, doubled or added hash', () => {
  const arbitrary = fc.tuple(sizeArbitrary, sizeArbitrary, fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(arbitrary, ([a, b, at, bit]) => {
      const sizes = { oldSize: Math.min(a, b), newSize: Math.max(a, b) };
      const good = proveConsistency(nodeCrypto, sizes, read);
      const claim = {
        oldRoot: roots[sizes.oldSize] as Uint8Array,
        newRoot: roots[sizes.newSize] as Uint8Array,
      };
      const extended = { ...good, hashes: [...good.hashes, leaves[0] as Uint8Array] };
      assert.throws(() => verifyConsistency(nodeCrypto, extended, claim), isBadProof);
      if (good.hashes.length === 0) return;
      const position = at % good.hashes.length;
      const flipped = good.hashes.map((hash, i) => (i === position ? flip(hash, bit) : hash));
      const dropped = good.hashes.filter((_, i) => i !== position);
      const doubled = good.hashes.flatMap((hash, i) => (i === position ? [hash, hash] : [hash]));
      for (const hashes of [flipped, dropped, doubled]) {
        assert.throws(() => verifyConsistency(nodeCrypto, { ...good, hashes }, claim), isBadProof);
      }
    }),
    { numRuns: 300 },
  );
});

test('refuses impossible sizes, indices and hashes with a typed error', () => {
  assert.throws(() => inclusionRanges(5, 5), isBadProof);
  assert.throws(() => inclusionRanges(-1, 5), isBadProof);
  assert.throws(() => inclusionRanges(0.5, 5), isBadProof);
  assert.throws(() => inclusionRanges(0, 2 ** 53), isBadProof);
  assert.throws(() => consistencyRanges(6, 5), isBadProof);
  assert.throws(() => consistencyRanges(Number.NaN, 5), isBadProof);
  const proof = { index: 0, size: 2, hashes: [new Uint8Array(31)] };
  const claim = { leaf: leaves[0] as Uint8Array, root: roots[2] as Uint8Array };
  assert.throws(() => verifyInclusion(nodeCrypto, proof, claim), isBadProof);
});

test('plans proofs in trees of 2^52 leaves without walking them', () => {
  const size = 2 ** 52 + 12_345;
  const ranges = inclusionRanges(2 ** 51 + 1, size);
  assert.equal(ranges.length, 53);
  assert.ok(nodesOfRanges(ranges).length < 200);
  assert.ok(consistencyRanges(2 ** 51 + 1, size).length < 60);
});
