import { test } from 'node:test';
import assert from 'node:assert/strict';
import { concatBytes, equalBytes, fromUtf8, utf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { openCheckpoint } from '#contracts/log/checkpoint.ts';
import { verifyConsistency } from '#contracts/log/consistency-proof.ts';
import { leafHash, treeHash } from '#contracts/log/merkle-tree.ts';
import { MAX_ENTRY_BYTES, encodeBundle, parseBundle, tilePath, tilesOfTree } from '#contracts/log/tile.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { AppendReceipt, TransparencyLog } from '#server/audit/transparency-log.ts';
import {
  assertKeepsPromises,
  assertReceipt,
  logKey,
  openOnDisk,
  readAllEntries,
  testEntry,
} from '#test/support/log-on-disk.ts';
import { SimulatedDisk } from '#test/support/simulated-disk.ts';

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

async function appendMany(log: TransparencyLog, from: number, to: number): Promise<AppendReceipt[]> {
  const appends: Promise<AppendReceipt>[] = [];
  for (let i = from; i < to; i++) appends.push(log.append(testEntry(i)));
  return Promise.all(appends);
}

test('answers every entry with its index and a receipt that the log key alone verifies', async () => {
  const log = await openOnDisk(new SimulatedDisk());
  for (let i = 0; i < 5; i++) {
    const receipt = await log.append(testEntry(i));
    assert.equal(receipt.index, i);
    assert.equal(receipt.repeated, false);
    await assertReceipt(testEntry(i), receipt);
  }
  const together = await appendMany(log, 5, 700);
  for (const [offset, receipt] of together.entries()) {
    assert.equal(receipt.index, 5 + offset);
    if (offset % 50 === 0) await assertReceipt(testEntry(5 + offset), receipt);
  }
  await log.close();
});

test('a repeat gets the first index: within a commit, later, and after a restart', async () => {
  const disk = new SimulatedDisk();
  const log = await openOnDisk(disk);
  const [first, second, third] = await Promise.all([0, 1, 0].map((i) => log.append(testEntry(i))));
  assert.deepEqual([first?.index, second?.index, third?.index], [0, 1, 0]);
  assert.deepEqual([first?.repeated, third?.repeated], [false, true]);
  await appendMany(log, 2, 400);
  const later = await log.append(testEntry(1));
  assert.deepEqual([later.index, later.repeated], [1, true]);
  await assertReceipt(testEntry(1), later);
  await log.close();
  const reopened = await openOnDisk(disk);
  const again = await reopened.append(testEntry(300));
  assert.deepEqual([again.index, again.repeated], [300, true]);
  await assertReceipt(testEntry(300), again);
  assert.equal(reopened.has(leafHash(nodeCrypto, testEntry(399))), 399);
  assert.equal(reopened.has(leafHash(nodeCrypto, testEntry(400))), null);
  await reopened.close();
});

test('entries that wait together share one commit', async () => {
  const disk = new SimulatedDisk();
  const log = await openOnDisk(disk);
  const before = disk.heads.length;
  await appendMany(log, 0, 1000);
  assert.ok(disk.heads.length - before <= 2, `${disk.heads.length - before} heads for 1000 entries`);
  await log.close();
});

test('writes full tiles and bundles once, and serves every partial one from memory', async () => {
  const disk = new SimulatedDisk();
  const log = await openOnDisk(disk);
  const size = 1100;
  await appendMany(log, 0, 700);
  await appendMany(log, 700, size);
  await log.close();
  const entries = Array.from({ length: size }, (_, i) => testEntry(i));
  const leaves = entries.map((entry) => leafHash(nodeCrypto, entry));
  const files = disk.files();
  for (const tile of tilesOfTree(size)) {
    const path = tilePath(tile);
    const slice = (list: readonly Uint8Array[]): readonly Uint8Array[] =>
      list.slice(tile.index * 256, tile.index * 256 + tile.width);
    const expected =
      tile.level === 'entries'
        ? encodeBundle(slice(entries))
        : tile.level === 0
          ? concatBytes(...slice(leaves))
          : concatBytes(
              ...[0, 1, 2, 3].map((i) => treeHash(nodeCrypto, leaves.slice(i * 256, i * 256 + 256))),
            );
    const stored = files.get(path);
    if (tile.width === 256) assert.ok(stored !== undefined && equalBytes(stored, expected), path);
    else assert.equal(stored, undefined, `${path} is partial and must not be a file`);
    const served = tile.level === 'entries' ? await log.reader.readBundle(path) : log.reader.readPublic(path);
    assert.ok(equalBytes(served.bytes, expected), path);
  }
  assert.equal(fromUtf8(files.get('checkpoint') as Uint8Array), log.checkpoint());
});

test('serves the partial tiles of any size ever signed, and nothing beyond the head', async () => {
  const log = await openOnDisk(new SimulatedDisk());
  await appendMany(log, 0, 300);
  const whole = log.reader.readPublic('tile/0/000').bytes;
  for (const width of [1, 17, 255]) {
    const partial = log.reader.readPublic(`tile/0/000.p/${width}`).bytes;
    assert.ok(equalBytes(partial, whole.subarray(0, width * 32)));
    const bundle = await log.reader.readBundle(`tile/entries/000.p/${width}`);
    assert.equal(parseBundle(bundle.bytes, width).length, width);
  }
  for (const path of ['tile/0/001', 'tile/0/001.p/45', 'tile/0/002.p/1', 'tile/1/000', 'tile/3/000.p/1']) {
    assert.throws(() => log.reader.readPublic(path), throwsCode('not-found'), path);
  }
  await assert.rejects(log.reader.readBundle('tile/entries/001.p/45'), throwsCode('not-found'));
  await assert.rejects(log.reader.readEntry(300), throwsCode('not-found'));
  assert.throws(() => log.reader.prove(300), throwsCode('not-found'));
  await log.close();
});

test('entry bundles are not public, and paths outside the log are refused', async () => {
  const log = await openOnDisk(new SimulatedDisk());
  await appendMany(log, 0, 3);
  assert.throws(() => log.reader.readPublic('tile/entries/000.p/3'), throwsCode('forbidden'));
  for (const path of ['', 'wal/0000000000000000.seg', '../head.sqlite', 'tile/0/../../x', 'checkpoint/']) {
    assert.throws(() => log.reader.readPublic(path), throwsCode('path-not-allowed'), path);
  }
  await log.close();
});

test('every head is consistent with every later one', async () => {
  const log = await openOnDisk(new SimulatedDisk());
  const heads = [log.head().checkpoint];
  for (const [from, to] of [
    [0, 1],
    [1, 300],
    [300, 301],
    [301, 812],
  ] as const) {
    await appendMany(log, from, to);
    heads.push(log.head().checkpoint);
  }
  const newest = log.head().checkpoint;
  for (const head of heads) {
    const proof = log.reader.proveConsistency(head.size);
    verifyConsistency(nodeCrypto, proof, { oldRoot: head.root, newRoot: newest.root });
  }
  await log.close();
});

test('goes on after a restart where it stopped, and removes segments that bundles hold', async () => {
  const disk = new SimulatedDisk();
  let log = await openOnDisk(disk);
  await openCheckpoint(nodeCrypto, utf8(log.checkpoint()), logKey);
  const acknowledged = new Map<number, Uint8Array>();
  for (let i = 0; i < 1000; i += 90) {
    for (const [offset, receipt] of (await appendMany(log, i, i + 90)).entries()) {
      acknowledged.set(receipt.index, testEntry(i + offset));
    }
    await log.close();
    disk.powerOn(() => 0, true);
    log = await openOnDisk(disk);
  }
  await assertKeepsPromises(log, { acknowledged, heads: disk.heads });
  assert.equal((await readAllEntries(log)).length, 1080);
  const segments = [...disk.files().keys()].filter((path) => path.startsWith('wal/'));
  assert.ok(!segments.includes('wal/0000000000000000.seg'), segments.join());
  await log.close();
});

test('refuses entries that are too long, and everything once it is closed', async () => {
  const log = await openOnDisk(new SimulatedDisk());
  await log.append(new Uint8Array(MAX_ENTRY_BYTES));
  await assert.rejects(log.append(new Uint8Array(MAX_ENTRY_BYTES + 1)), throwsCode('limit-exceeded'));
  const last = log.append(testEntry(1));
  await log.close();
  assert.equal((await last).index, 1);
  await assert.rejects(log.append(testEntry(2)), throwsCode('log-unavailable'));
});

test('logs what it was given, whatever the caller does with its buffer afterwards', async () => {
  const log = await openOnDisk(new SimulatedDisk());
  const buffer = testEntry(1);
  const pending = log.append(buffer);
  buffer.fill(0);
  await assertReceipt(testEntry(1), await pending);
  assert.deepEqual([...(await log.readLeaf(0))], [...testEntry(1)]);
  await log.close();
});
