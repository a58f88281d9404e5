import { test } from 'node:test';
import assert from 'node:assert/strict';
import { concatBytes, utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { TreeFrontier, leafHash } from '#contracts/log/merkle-tree.ts';
import {
  proveConsistencyFromTiles,
  proveInclusionFromTiles,
  type FetchTile,
  type TrustedHead,
} from '#contracts/log/tile-hashes.ts';
import { tilePath, type Tile } from '#contracts/log/tile.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

/** Two full tiles of level 1 would take 131,072 leaves; 66,000 reach a full one and a partial one. */
const SIZE = 66_000;
const SIZES = [0, 1, 2, 255, 256, 257, 1000, 65_535, 65_536, 65_537, SIZE];

const levels: Uint8Array[][] = [];
const heads = new Map<number, TrustedHead>();
const frontier = new TreeFrontier(nodeCrypto);
const leaf = (i: number): Uint8Array => leafHash(nodeCrypto, utf8(`leaf ${i}`));
for (let i = 0; i <= SIZE; i++) {
  if (SIZES.includes(i)) heads.set(i, { size: i, root: frontier.root() });
  if (i === SIZE) break;
  frontier.append(leaf(i), (node, hash) => {
    if (node.level % 8 === 0) (levels[node.level / 8] ??= []).push(hash);
  });
}
const head = (size: number): TrustedHead => heads.get(size) as TrustedHead;
const isRefused = (error: unknown): boolean =>
  isExchangeError(error, 'bad-proof') || isExchangeError(error, 'bad-digest');

function honest(asked: Tile[] = []): FetchTile {
  return async (tile) => {
    asked.push(tile);
    const hashes = levels[tile.level as number] as Uint8Array[];
    return concatBytes(...hashes.slice(tile.index * 256, tile.index * 256 + tile.width));
  };
}

test('proves entries and growth from the tiles of a log alone', async () => {
  for (const size of SIZES.slice(1)) {
    for (const index of [0, Math.floor(size / 2), size - 1]) {
      await proveInclusionFromTiles(nodeCrypto, { leaf: leaf(index), index, head: head(size) }, honest());
    }
    for (const old of SIZES.filter((old) => old <= size)) {
      await proveConsistencyFromTiles(nodeCrypto, { oldHead: head(old), newHead: head(size) }, honest());
    }
  }
});

test('asks for each tile once, and for no more than the path needs', async () => {
  const asked: Tile[] = [];
  await proveInclusionFromTiles(
    nodeCrypto,
    { leaf: leaf(40_000), index: 40_000, head: head(SIZE) },
    honest(asked),
  );
  assert.equal(new Set(asked.map(tilePath)).size, asked.length);
  assert.ok(asked.length <= 4, asked.map(tilePath).join());
});

test('refuses proofs from tiles in which any hash that they use is changed, at every level', async () => {
  const claims = [0, 255, 256, 40_000, 65_535, 65_536, SIZE - 1];
  let refused = 0;
  for (const index of claims) {
    const asked: Tile[] = [];
    const claim = { leaf: leaf(index), index, head: head(SIZE) };
    await proveInclusionFromTiles(nodeCrypto, claim, honest(asked));
    for (const target of asked) {
      // Every hash of the tile, one after the other: only the leaf's own place may go unread.
      for (let at = 0; at < target.width; at += 17) {
        const changed: FetchTile = async (tile) => {
          const bytes = Uint8Array.from(await honest()(tile));
          if (tilePath(tile) === tilePath(target)) bytes[at * 32] = (bytes[at * 32] as number) ^ 1;
          return bytes;
        };
        const outcome = await proveInclusionFromTiles(nodeCrypto, claim, changed).catch((error: unknown) => {
          assert.ok(isRefused(error), String(error));
          return null;
        });
        if (outcome === null) refused += 1;
      }
    }
  }
  assert.ok(refused > 250, `${refused}`);
});

test('refuses another entry, another root, a shrunken log, and tiles of another size', async () => {
  const claim = { leaf: leaf(7), index: 7, head: head(1000) };
  const refuse = (act: Promise<unknown>): Promise<void> => assert.rejects(act, isRefused);
  await refuse(proveInclusionFromTiles(nodeCrypto, { ...claim, leaf: leaf(8) }, honest()));
  await refuse(proveInclusionFromTiles(nodeCrypto, { ...claim, index: 1000 }, honest()));
  await refuse(
    proveInclusionFromTiles(nodeCrypto, { ...claim, head: { size: 1000, root: leaf(0) } }, honest()),
  );
  const cut: FetchTile = async (tile) => (await honest()(tile)).slice(32);
  await refuse(proveInclusionFromTiles(nodeCrypto, claim, cut));
  const forked = { oldHead: { size: 257, root: leaf(0) }, newHead: head(1000) };
  await refuse(proveConsistencyFromTiles(nodeCrypto, forked, honest()));
  await refuse(proveConsistencyFromTiles(nodeCrypto, { oldHead: head(1000), newHead: head(257) }, honest()));
});
