import { test } from 'node:test';
import assert from 'node:assert/strict';
import { utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { leafHash, treeHash } from '#contracts/log/merkle-tree.ts';
import { replayLog, type FetchBundle } from '#contracts/log/replay-log.ts';
import type { TrustedHead } from '#contracts/log/tile-hashes.ts';
import { encodeBundle } from '#contracts/log/tile.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const all = Array.from({ length: 900 }, (_, i) => utf8(`entry ${i}`));

function headOf(size: number): TrustedHead {
  return {
    size,
    root: treeHash(
      nodeCrypto,
      all.slice(0, size).map((entry) => leafHash(nodeCrypto, entry)),
    ),
  };
}

function bundlesOf(entries: readonly Uint8Array[], asked: number[] = []): FetchBundle {
  return async ({ index, width }) => {
    asked.push(index);
    return encodeBundle(entries.slice(index * 256, index * 256 + width));
  };
}

test('hands over every entry in order and ends at the root of the head', async () => {
  for (const size of [0, 1, 256, 257, 900]) {
    const seen: string[] = [];
    const frontier = await replayLog(
      nodeCrypto,
      { head: headOf(size), fetchBundle: bundlesOf(all) },
      (first, entries) => {
        assert.equal(first, seen.length);
        seen.push(...entries.map((entry) => Buffer.from(entry).toString()));
      },
    );
    assert.equal(frontier.size, size);
    assert.deepEqual(
      seen,
      all.slice(0, size).map((entry) => Buffer.from(entry).toString()),
    );
  }
});

test('reads on from where it stopped, and only what is new', async () => {
  const after = await replayLog(
    nodeCrypto,
    { head: headOf(300), fetchBundle: bundlesOf(all) },
    () => undefined,
  );
  const asked: number[] = [];
  const firsts: number[] = [];
  const input = { head: headOf(900), after, fetchBundle: bundlesOf(all, asked) };
  await replayLog(nodeCrypto, input, (first) => void firsts.push(first));
  assert.deepEqual(asked, [1, 2, 3]);
  assert.deepEqual(firsts, [300, 512, 768]);
  assert.equal(after.size, 300);
});

test('refuses a log that changed, shrank, or was served with another entry', async () => {
  const isBadProof = (error: unknown): boolean => isExchangeError(error, 'bad-proof');
  const changed = all.map((entry, i) => (i === 511 ? utf8('entry 51l') : entry));
  const input = { head: headOf(900), fetchBundle: bundlesOf(changed) };
  await assert.rejects(
    replayLog(nodeCrypto, input, () => undefined),
    isBadProof,
  );
  const after = await replayLog(
    nodeCrypto,
    { head: headOf(600), fetchBundle: bundlesOf(all) },
    () => undefined,
  );
  await assert.rejects(
    replayLog(nodeCrypto, { head: headOf(300), after, fetchBundle: bundlesOf(all) }, () => undefined),
    isBadProof,
  );
  const rewritten: TrustedHead = {
    size: 900,
    root: treeHash(
      nodeCrypto,
      changed.map((entry) => leafHash(nodeCrypto, entry)),
    ),
  };
  await assert.rejects(
    replayLog(nodeCrypto, { head: rewritten, after, fetchBundle: bundlesOf(changed) }, () => undefined),
    isBadProof,
  );
  const cut: FetchBundle = async (tile) => (await bundlesOf(all)(tile)).slice(0, -1);
  await assert.rejects(
    replayLog(nodeCrypto, { head: headOf(900), fetchBundle: cut }, () => undefined),
    (error) => isExchangeError(error, 'bad-digest'),
  );
});
