import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { toHex, utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import {
  TreeFrontier,
  emptyTreeHash,
  frontierNodes,
  leafHash,
  nodeHash,
  rangeHash,
  rangeNodes,
  splitPoint,
  treeHash,
  type TreeNode,
} from '#contracts/log/merkle-tree.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

/** The definition of RFC 6962 section 2.1, word for word. */
function recursiveTreeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return nodeCrypto.sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const k = splitPoint(leaves.length);
  return nodeHash(nodeCrypto, recursiveTreeHash(leaves.slice(0, k)), recursiveTreeHash(leaves.slice(k)));
}

function leaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => leafHash(nodeCrypto, utf8(`leaf ${i}`)));
}

test('hashes the empty tree, one leaf and one node as RFC 6962 defines them', () => {
  assert.equal(
    toHex(emptyTreeHash(nodeCrypto)),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  assert.equal(
    toHex(leafHash(nodeCrypto, new Uint8Array(0))),
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
  const left = leafHash(nodeCrypto, utf8('a'));
  const right = leafHash(nodeCrypto, utf8('b'));
  assert.deepEqual(
    nodeHash(nodeCrypto, left, right),
    nodeCrypto.sha256(Buffer.concat([Buffer.from([1]), left, right])),
  );
});

test('agrees with the recursive definition for every size up to 300', () => {
  const all = leaves(300);
  const frontier = new TreeFrontier(nodeCrypto);
  for (let size = 0; size <= all.length; size++) {
    assert.deepEqual(frontier.root(), recursiveTreeHash(all.slice(0, size)), `size ${size}`);
    if (size < all.length) frontier.append(all[size] as Uint8Array);
  }
  assert.deepEqual(treeHash(nodeCrypto, all), recursiveTreeHash(all));
});

test('tells every completed node once, and any aligned range can be rebuilt from them', () => {
  const all = leaves(200);
  const nodes = new Map<string, Uint8Array>();
  const frontier = new TreeFrontier(nodeCrypto);
  for (const leaf of all) {
    frontier.append(leaf, (node, hash) => {
      const key = `${node.level}/${node.index}`;
      assert.ok(!nodes.has(key));
      nodes.set(key, hash);
    });
  }
  const read = (node: TreeNode): Uint8Array => nodes.get(`${node.level}/${node.index}`) as Uint8Array;
  for (let size = 1; size <= all.length; size++) {
    assert.deepEqual(
      rangeHash(nodeCrypto, { start: 0, end: size }, read),
      recursiveTreeHash(all.slice(0, size)),
    );
  }
  assert.deepEqual(
    rangeHash(nodeCrypto, { start: 128, end: 200 }, read),
    recursiveTreeHash(all.slice(128, 200)),
  );
});

test('takes up a tree at any size from the hashes of its edge', () => {
  fc.assert(
    fc.property(fc.nat(120), fc.nat(80), (first, more) => {
      const all = leaves(first + more);
      const frontier = new TreeFrontier(nodeCrypto);
      for (const leaf of all.slice(0, first)) frontier.append(leaf);
      const resumed = new TreeFrontier(nodeCrypto, { size: first, edge: frontier.edge });
      const copy = resumed.clone();
      for (const leaf of all.slice(first)) resumed.append(leaf);
      assert.deepEqual(resumed.root(), treeHash(nodeCrypto, all));
      assert.equal(copy.size, first);
      assert.deepEqual(copy.root(), frontier.root());
    }),
    { numRuns: 50 },
  );
});

test('names the edge of a tree beyond 2^32 leaves exactly', () => {
  const size = 2 ** 40 + 2 ** 33 + 5;
  assert.deepEqual(frontierNodes(size), [
    { level: 40, index: 0 },
    { level: 33, index: 2 ** 7 },
    { level: 2, index: 2 ** 38 + 2 ** 31 },
    { level: 0, index: size - 1 },
  ]);
});

test('refuses impossible sizes and hashes of another length', () => {
  for (const size of [-1, 1.5, Number.NaN, 2 ** 53]) {
    assert.throws(
      () => rangeNodes(0, size),
      (e) => isExchangeError(e, 'bad-proof'),
    );
  }
  const short = new Uint8Array(31);
  assert.throws(
    () => treeHash(nodeCrypto, [short]),
    (e) => isExchangeError(e, 'bad-digest'),
  );
  assert.throws(
    () => new TreeFrontier(nodeCrypto, { size: 3, edge: [new Uint8Array(32)] }),
    (e) => isExchangeError(e, 'bad-digest'),
  );
});
