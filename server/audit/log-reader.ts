/**
 * What readers may ask of a log. Checkpoint and hash tiles are public; entries are not, and the gate stands in front of
 * {@link LogReader.readBundle} and {@link LogReader.readEntry}: who calls them has checked who asks.
 */

import { equalBytes, utf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { proveConsistency, type ConsistencyProof } from '#contracts/log/consistency-proof.ts';
import { leafHash, rangeHash } from '#contracts/log/merkle-tree.ts';
import { TILE_WIDTH, encodeBundle, parseTilePath, tileWidth } from '#contracts/log/tile.ts';
import type { LogFiles } from './log-files.ts';
import type { LogTree } from './log-tree.ts';
import { batchProver } from './prove-batch.ts';
import type { SignedHead } from './recover-log.ts';
import { CHECKPOINT_PATH } from './tile-store.ts';

/** A file of the log as it is served. */
export interface ServedFile {
  readonly bytes: Uint8Array;
  readonly contentType: 'text/plain; charset=utf-8' | 'application/octet-stream';
  /** True when these bytes will never change under this path. */
  readonly immutable: boolean;
}

/** Reads one open log. */
export class LogReader {
  readonly #crypto: CryptoPort;
  readonly #tree: LogTree;
  readonly #files: LogFiles;
  readonly #head: () => SignedHead;

  constructor(parts: { crypto: CryptoPort; tree: LogTree; files: LogFiles; head: () => SignedHead }) {
    this.#crypto = parts.crypto;
    this.#tree = parts.tree;
    this.#files = parts.files;
    this.#head = parts.head;
  }

  /**
   * A public file: `checkpoint` or `tile/<level>/…`. Throws `path-not-allowed` for what is no path of a log, `forbidden` for
   * entry bundles, `not-found` for tiles beyond the signed head.
   */
  readPublic(path: string): ServedFile {
    const head = this.#head();
    if (path === CHECKPOINT_PATH) {
      return { bytes: utf8(head.note), contentType: 'text/plain; charset=utf-8', immutable: false };
    }
    const tile = parseTilePath(path);
    if (tile.level === 'entries') {
      throw new ExchangeError('forbidden', 'Entries are served to auditors and to their parties only.');
    }
    const bytes = this.#tree.hashTile(tile, head.checkpoint.size);
    return { bytes, contentType: 'application/octet-stream', immutable: true };
  }

  /**
   * An entry bundle, `tile/entries/…`. Not public. Throws `path-not-allowed`, `not-found`, and `storage-failed` when an entry
   * does not hash to its leaf any more.
   */
  async readBundle(path: string): Promise<ServedFile> {
    const tile = parseTilePath(path);
    if (
      tile.level !== 'entries' ||
      tile.width > tileWidth(this.#head().checkpoint.size, 'entries', tile.index)
    ) {
      throw new ExchangeError('not-found', 'The log has no such bundle.');
    }
    const entries = await this.#files.readEntries(tile);
    for (const [offset, entry] of entries.entries())
      this.#requireLeaf(entry, tile.index * TILE_WIDTH + offset);
    const bytes = encodeBundle(entries);
    return { bytes, contentType: 'application/octet-stream', immutable: true };
  }

  /** One entry. Not public. Throws `not-found`, `storage-failed`. */
  async readEntry(index: number): Promise<Uint8Array> {
    this.#requireIndex(index);
    const tileIndex = Math.floor(index / TILE_WIDTH);
    const width = (index % TILE_WIDTH) + 1;
    const entries = await this.#files.readEntries({ level: 'entries', index: tileIndex, width });
    const entry = entries[width - 1] as Uint8Array;
    this.#requireLeaf(entry, index);
    return entry;
  }

  /** Receipt (c2sp.org/tlog-proof) of a logged entry under the last signed head. Throws `not-found`. */
  prove(index: number): string {
    this.#requireIndex(index);
    return batchProver(this.#crypto, this.#tree, this.#head())(index);
  }

  /** Root of the log when it had `size` entries. Throws `bad-proof` for a size beyond the signed head. */
  rootAt(size: number): Uint8Array {
    if (size > this.#head().checkpoint.size) {
      throw new ExchangeError('bad-proof', 'The log has not grown to that size yet.', { params: { size } });
    }
    return rangeHash(this.#crypto, { start: 0, end: size }, (node) => this.#tree.node(node));
  }

  /** Proof that the log of `oldSize` entries is a prefix of that under the last signed head. Throws `bad-proof`. */
  proveConsistency(oldSize: number): ConsistencyProof {
    const newSize = this.#head().checkpoint.size;
    return proveConsistency(this.#crypto, { oldSize, newSize }, (node) => this.#tree.node(node));
  }

  #requireLeaf(entry: Uint8Array, index: number): void {
    if (equalBytes(leafHash(this.#crypto, entry), this.#tree.leaf(index))) return;
    throw new ExchangeError('storage-failed', 'A stored entry does not hash to its leaf.', {
      params: { index },
    });
  }

  #requireIndex(index: number): void {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.#head().checkpoint.size) {
      throw faultError('not-found', 'entry-unknown', { index });
    }
  }
}
