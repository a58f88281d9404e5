import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { concatBytes, equalBytes, utf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { TreeFrontier, leafHash, type TreeNode } from '#contracts/log/merkle-tree.ts';
import {
  MAX_ENTRY_BYTES,
  encodeBundle,
  hashesAtLevel,
  nodeFromTile,
  parseBundle,
  parseTilePath,
  tileHashes,
  tileOfNode,
  tilePath,
  tilesOfTree,
  type Tile,
} from '#contracts/log/tile.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

test('writes the paths of the specification and reads them back', () => {
  const cases: [Tile, string][] = [
    [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 112 }, 'tile/0/000.p/112'],
    [{ level: 'entries', index: 273, width: 1 }, 'tile/entries/273.p/1'],
    [{ level: 2, index: 1000, width: 255 }, 'tile/2/x001/000.p/255'],
  ];
  for (const [tile, path] of cases) {
    assert.equal(tilePath(tile), path);
    assert.deepEqual(parseTilePath(path), tile);
  }
});

test('refuses every other spelling of a path', () => {
  const bad = [
    '',
    'tile/0/0',
    'tile/00/000',
    'tile/7/000',
    'tile/64/000',
    'tile/0/x000/000',
    'tile/0/x001/x234/067.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/012',
    'tile/0/000.p/12/',
    'tile/0/001/000',
    'tile/0/../000',
    '/tile/0/000',
    'tile/entries/x',
    'tile/data/000',
    `tile/0/${'x001/'.repeat(20)}000`,
  ];
  for (const path of bad) assert.throws(() => parseTilePath(path), throwsCode('path-not-allowed'), path);
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (path) => {
      try {
        assert.equal(tilePath(parseTilePath(path)), path);
      } catch (error) {
        assert.ok(isExchangeError(error, 'path-not-allowed'));
      }
    }),
    { numRuns: 300 },
  );
});

test('names the files of a tree of 70,000 entries as the specification counts them', () => {
  const tiles = [...tilesOfTree(70_000)];
  const count = (level: Tile['level'], full: boolean): number =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
  assert.equal(count(0, true), 273);
  assert.equal(count('entries', true), 273);
  assert.deepEqual(
    tiles.filter((tile) => tile.width < 256),
    [
      { level: 'entries', index: 273, width: 112 },
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ],
  );
  assert.deepEqual([...tilesOfTree(256)].map(tilePath), ['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
  assert.deepEqual([...tilesOfTree(0)], []);
});

test('finds every complete node of a tree in its tiles', () => {
  const size = 70_000;
  const frontier = new TreeFrontier(nodeCrypto);
  const levels: Uint8Array[][] = [];
  const nodes: [TreeNode, Uint8Array][] = [];
  for (let i = 0; i < size; i++) {
    frontier.append(leafHash(nodeCrypto, utf8(String(i))), (node, hash) => {
      if (node.level % 8 === 0) (levels[node.level / 8] ??= []).push(hash);
      if (i > size - 600 || node.level > 7 || i % 997 === 0) nodes.push([node, hash]);
    });
  }
  for (const [level, hashes] of levels.entries()) assert.equal(hashes.length, hashesAtLevel(size, level));
  for (const [node, hash] of nodes) {
    const part = tileOfNode(node, size);
    const { level, index, width } = part.tile;
    const bytes = concatBytes(
      ...(levels[level as number] as Uint8Array[]).slice(index * 256, index * 256 + width),
    );
    assert.equal(tileHashes(bytes).length, width);
    assert.ok(equalBytes(nodeFromTile(nodeCrypto, bytes, part), hash));
  }
  assert.throws(() => tileOfNode({ level: 0, index: size }, size), throwsCode('bad-proof'));
});

test('writes bundles that read back, and refuses any that hold more, fewer or a part of an entry', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(entries, fc.nat(), (list, cut) => {
      const bundle = encodeBundle(list);
      assert.deepEqual(
        parseBundle(bundle, list.length).map((e) => [...e]),
        list.map((e) => [...e]),
      );
      const bad = [bundle.slice(0, cut % bundle.length), concatBytes(bundle, Uint8Array.of(0))];
      for (const bytes of bad) assert.throws(() => parseBundle(bytes, list.length), throwsCode('bad-digest'));
      assert.throws(() => parseBundle(bundle, list.length + 1), throwsCode('bad-digest'));
    }),
    { numRuns: 100 },
  );
});

test('takes entries of up to 65,535 bytes', () => {
  const longest = new Uint8Array(MAX_ENTRY_BYTES);
  assert.equal(parseBundle(encodeBundle([longest]), 1)[0]?.length, MAX_ENTRY_BYTES);
  assert.throws(() => encodeBundle([new Uint8Array(MAX_ENTRY_BYTES + 1)]), throwsCode('limit-exceeded'));
});
