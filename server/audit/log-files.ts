/**
 * The files of a running log: writes full tiles and bundles behind the commits, keeps the entries that are in no bundle yet,
 * and reads tiles, bundles and entries for others.
 */

import { ExchangeError } from '#contracts/errors.ts';
import { TILE_WIDTH, encodeBundle, hashesAtLevel, scanBundle, type Tile } from '#contracts/log/tile.ts';
import type { LogTree } from './log-tree.ts';
import type { RecoveredLog, SignedHead } from './recover-log.ts';
import type { SegmentLog } from './segment-log.ts';
import type { TileFile, TileStore } from './tile-store.ts';

/** Bytes of entries that may wait for their bundles before commits wait too: it bounds the memory of a log. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** Bundles written in one go, so that their folders are synced once. */
const BUNDLES_PER_ROUND = 16;

/** Files of one open log. */
export class LogFiles {
  readonly #tiles: TileStore;
  readonly #segments: SegmentLog;
  /** Entries from `#bundled` on. */
  readonly #tail: Uint8Array[];
  #bundled: number;
  #tailBytes: number;
  #flushing: Promise<void> | null = null;
  #wanted: { tree: LogTree; head: SignedHead } | null = null;
  #published = '';
  /** The bundle that was read last: entries are often asked for in a row. */
  #lastRead: { index: number; entries: readonly Uint8Array[] } | null = null;

  constructor(tiles: TileStore, segments: SegmentLog, recovered: RecoveredLog) {
    this.#tiles = tiles;
    this.#segments = segments;
    this.#tail = [...recovered.tail];
    this.#bundled = recovered.bundled;
    this.#tailBytes = totalBytes(recovered.tail);
  }

  /** Takes the next entry; it is durable in a segment already. */
  push(entry: Uint8Array): void {
    this.#tail.push(entry);
    this.#tailBytes += entry.length;
  }

  /** Waits while too much waits to be written. */
  async waitForRoom(): Promise<void> {
    while (this.#tailBytes > MAX_WAITING_BYTES && this.#flushing !== null) {
      await this.#flushing.catch(() => undefined);
    }
  }

  /** Writes what a head made full, and publishes the head. Throws `storage-failed`. */
  async flush(tree: LogTree, head: SignedHead): Promise<void> {
    while (hashesAtLevel(head.checkpoint.size, 0) - this.#bundled >= TILE_WIDTH) {
      await this.#flushRound(tree, head.checkpoint.size);
    }
    if (this.#published !== head.note) {
      // A reader of the folder may see the checkpoint before a crash that loses it: it was signed and stored before.
      await this.#tiles.publishCheckpoint(head.note);
      this.#published = head.note;
    }
    await this.#segments.dropBelow(this.#bundled);
  }

  /** Lets {@link flush} run behind the commits; `failed` is told when it could not. */
  flushLater(tree: LogTree, head: SignedHead, failed: (error: unknown) => void): void {
    this.#wanted = { tree, head };
    this.#flushing ??= this.#flushWanted()
      .catch(failed)
      .finally(() => {
        this.#flushing = null;
      });
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#flushing;
  }

  /**
   * Entries of a bundle, as they stand in storage: the caller checks them against the tree. Throws
   * `storage-failed` when the file is damaged or missing. `tile` has to lie within the log.
   */
  async readEntries(tile: Tile): Promise<readonly Uint8Array[]> {
    const start = tile.index * TILE_WIDTH;
    if (start >= this.#bundled) {
      const from = start - this.#bundled;
      return this.#tail.slice(from, from + tile.width);
    }
    if (this.#lastRead?.index !== tile.index) {
      const bytes = await this.#tiles.read({ ...tile, width: TILE_WIDTH });
      if (bytes === null) {
        throw new ExchangeError('storage-failed', 'A bundle of the log is missing.', {
          params: { index: start },
        });
      }
      const { entries, whole } = scanBundle(bytes, TILE_WIDTH);
      if (!whole) {
        throw new ExchangeError('storage-failed', 'A bundle of the log is damaged.', {
          params: { index: start + Math.min(entries.length, TILE_WIDTH - 1) },
        });
      }
      this.#lastRead = { index: tile.index, entries };
    }
    return this.#lastRead.entries.slice(0, tile.width);
  }

  async #flushWanted(): Promise<void> {
    while (this.#wanted !== null) {
      const { tree, head } = this.#wanted;
      this.#wanted = null;
      await this.flush(tree, head);
    }
  }

  async #flushRound(tree: LogTree, size: number): Promise<void> {
    const from = this.#bundled;
    const available = Math.floor((size - from) / TILE_WIDTH);
    const upTo = from + Math.min(BUNDLES_PER_ROUND, available) * TILE_WIDTH;
    const files: TileFile[] = [];
    for (let start = from; start < upTo; start += TILE_WIDTH) {
      const tile: Tile = { level: 'entries', index: start / TILE_WIDTH, width: TILE_WIDTH };
      const entries = this.#tail.slice(start - from, start - from + TILE_WIDTH);
      files.push({ tile, bytes: encodeBundle(entries) });
    }
    for (const tile of tilesThatFill(from, upTo)) files.push({ tile, bytes: tree.hashTile(tile, size) });
    await this.#tiles.writeTiles(files);
    this.#tailBytes -= totalBytes(this.#tail.splice(0, upTo - from));
    this.#bundled = upTo;
  }
}

function totalBytes(entries: readonly Uint8Array[]): number {
  return entries.reduce((sum, entry) => sum + entry.length, 0);
}

/** Hash tiles that become full when a log grows from one size to another. */
function tilesThatFill(from: number, to: number): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; hashesAtLevel(to, level) >= TILE_WIDTH; level++) {
    const first = Math.floor(hashesAtLevel(from, level) / TILE_WIDTH);
    const end = Math.floor(hashesAtLevel(to, level) / TILE_WIDTH);
    for (let index = first; index < end; index++) tiles.push({ level, index, width: TILE_WIDTH });
  }
  return tiles;
}
