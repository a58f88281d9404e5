/** A log on a simulated disk, and the promises that every log has to keep. */

import assert from 'node:assert/strict';
import { equalBytes, utf8 } from '#contracts/bytes.ts';
import { openCheckpoint, parseCheckpointNote } from '#contracts/log/checkpoint.ts';
import { leafHash, treeHash } from '#contracts/log/merkle-tree.ts';
import { NOTE_SIGNATURE, makeVerifierKey } from '#contracts/log/signed-note.ts';
import { parseBundle, tilePath, tilesOfTree } from '#contracts/log/tile.ts';
import { openTlogProof } from '#contracts/log/tlog-proof.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import { openLog, type AppendReceipt, type TransparencyLog } from '#server/audit/transparency-log.ts';
import type { SimulatedDisk } from './simulated-disk.ts';

export const LOG_ORIGIN = 'log.example/audit';
export const logSigner = signerFromSeed(new Uint8Array(32).fill(9));
export const logKey = makeVerifierKey(nodeCrypto, {
  name: LOG_ORIGIN,
  type: NOTE_SIGNATURE,
  publicKey: logSigner.publicKey,
});

/** Small, so that tests see segments come and go. */
const TEST_SEGMENT_BYTES = 6000;

/** Opens the log on a simulated disk. */
export async function openOnDisk(disk: SimulatedDisk): Promise<TransparencyLog> {
  return openLog({
    storage: disk.storage(),
    headStore: disk.headStore(),
    signer: logSigner,
    origin: LOG_ORIGIN,
    crypto: nodeCrypto,
    segmentBytes: TEST_SEGMENT_BYTES,
  });
}

/** Entry number `i` of a test: distinct, and of changing length. */
export function testEntry(i: number): Uint8Array {
  return utf8(`entry ${i} ${'x'.repeat((i * 7) % 61)}`);
}

/** Checks a receipt by nothing but the entry and the log's key. */
export async function assertReceipt(entry: Uint8Array, receipt: AppendReceipt): Promise<void> {
  const opened = openTlogProof(nodeCrypto, utf8(receipt.proof), leafHash(nodeCrypto, entry));
  await openCheckpoint(nodeCrypto, utf8(receipt.checkpoint), logKey);
  assert.equal(opened.inclusion.index, receipt.index);
  assert.ok(receipt.proof.endsWith(`\n\n${receipt.checkpoint}`));
}

/** Every entry under the log's head, in order. */
export async function readAllEntries(log: TransparencyLog): Promise<Uint8Array[]> {
  const { size } = log.head().checkpoint;
  const entries: Uint8Array[] = [];
  for (const tile of tilesOfTree(size)) {
    if (tile.level !== 'entries') continue;
    const { bytes } = await log.reader.readBundle(tilePath(tile));
    entries.push(...parseBundle(bytes, tile.width));
  }
  return entries;
}

/** No acknowledged entry is lost or moved, and every head that was ever stored is a prefix of the log. */
export async function assertKeepsPromises(
  log: TransparencyLog,
  promised: { acknowledged: ReadonlyMap<number, Uint8Array>; heads: readonly string[] },
): Promise<void> {
  const entries = await readAllEntries(log);
  for (const [index, entry] of promised.acknowledged) {
    const held = entries[index];
    assert.ok(held !== undefined && equalBytes(held, entry), `acknowledged entry ${index} is lost or moved`);
  }
  const leaves = entries.map((entry) => leafHash(nodeCrypto, entry));
  for (const note of promised.heads) {
    const { checkpoint } = parseCheckpointNote(utf8(note));
    assert.ok(checkpoint.size <= leaves.length, 'the log fell behind a head that it signed');
    assert.ok(
      equalBytes(treeHash(nodeCrypto, leaves.slice(0, checkpoint.size)), checkpoint.root),
      'forked head',
    );
  }
}
