/**
 * The full check of a log's folder: reads every byte again, hashes every entry again, and compares the files with one another
 * and with the signed head. What it has not read it does not call good. It changes nothing, and runs on a log that is closed
 * or on a copy.
 */

import { equalBytes, utf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { openCheckpoint, type Checkpoint } from '#contracts/log/checkpoint.ts';
import { HASH_LENGTH, leafHash } from '#contracts/log/merkle-tree.ts';
import type { VerifierKey } from '#contracts/log/signed-note.ts';
import { TILE_WIDTH, hashesAtLevel, scanBundle, tilePath, type Tile } from '#contracts/log/tile.ts';
import { LogTree } from './log-tree.ts';
import { SEGMENT_FOLDER, parseSegment, segmentPath, segmentStart } from './segment.ts';
import type { StoragePort } from './storage-port.ts';
import { CHECKPOINT_PATH } from './tile-store.ts';
import { unexpectedPaths } from './unexpected-files.ts';

/** One thing that is not as it has to be. */
export interface FsckFinding {
  /** File that it was found in; empty when it concerns the log as a whole. */
  readonly path: string;
  /** First index of the log that it concerns; null when it concerns no entry. */
  readonly index: number | null;
  /** For people. */
  readonly problem: string;
}

/** What a check read, and what it found. */
export interface FsckReport {
  /** The signed head that the files were compared with; null when there is none that can be trusted. */
  readonly checkpoint: Checkpoint | null;
  /** Entries that were read and hashed. */
  readonly entries: number;
  /** Durable entries behind the head, which a start would integrate. */
  readonly unsigned: number;
  /** In the order of the first index concerned; findings without one come first. Empty when all is well. */
  readonly findings: readonly FsckFinding[];
}

/** What is checked. */
export interface FsckInput {
  readonly storage: StoragePort;
  readonly crypto: CryptoPort;
  /** The trusted key of the log. */
  readonly logKey: VerifierKey;
  /** The head as the head store has it, when the caller has it: the published one must be the same. */
  readonly head?: string;
}

/** Checks a log's folder. Throws only `storage-failed`, when the disk cannot be read at all. */
export async function fsck(input: FsckInput): Promise<FsckReport> {
  const check = new FolderCheck(input);
  return check.run();
}

class FolderCheck {
  readonly #input: FsckInput;
  readonly #tree: LogTree;
  readonly #findings: FsckFinding[] = [];
  #bundled = 0;
  #checkpoint: Checkpoint | null = null;
  /** Root at the size of the head, as the entries give it. */
  #rootAtHead: Uint8Array | null = null;

  constructor(input: FsckInput) {
    this.#input = input;
    this.#tree = new LogTree(input.crypto);
  }

  async run(): Promise<FsckReport> {
    this.#checkpoint = await this.#checkHeads();
    if (this.#checkpoint?.size === 0) this.#rootAtHead = this.#tree.root();
    await this.#readBundles();
    await this.#readSegments();
    await this.#checkUpperTiles();
    if (this.#checkpoint !== null) this.#checkRoot(this.#checkpoint);
    for (const path of await unexpectedPaths(this.#input.storage, this.#bundled)) {
      this.#find(path, null, 'This file is no part of the log.');
    }
    return {
      checkpoint: this.#checkpoint,
      entries: this.#tree.size,
      unsigned: Math.max(0, this.#tree.size - (this.#checkpoint?.size ?? 0)),
      findings: this.#findings.toSorted((a, b) => (a.index ?? -1) - (b.index ?? -1)),
    };
  }

  #append(leaf: Uint8Array): void {
    this.#tree.append(leaf);
    if (this.#tree.size === this.#checkpoint?.size) this.#rootAtHead = this.#tree.root();
  }

  #find(path: string, index: number | null, problem: string): void {
    this.#findings.push({ path, index, problem });
  }

  async #checkHeads(): Promise<Checkpoint | null> {
    const published = await this.#input.storage.read(CHECKPOINT_PATH);
    const { head } = this.#input;
    if (published === null) this.#find(CHECKPOINT_PATH, null, 'There is no published checkpoint.');
    const fromFile = published === null ? null : await this.#openHead(CHECKPOINT_PATH, published);
    if (head === undefined) return fromFile;
    const fromStore = await this.#openHead('', utf8(head));
    if (published !== null && !equalBytes(published, utf8(head))) {
      this.#find(CHECKPOINT_PATH, null, 'The published checkpoint is not the head in the head store.');
    }
    return fromStore ?? fromFile;
  }

  async #openHead(path: string, bytes: Uint8Array): Promise<Checkpoint | null> {
    try {
      return (await openCheckpoint(this.#input.crypto, bytes, this.#input.logKey)).checkpoint;
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      this.#find(path, null, error.message);
      return null;
    }
  }

  /** Bundles are hashed entry by entry; the tree is built from these hashes, never from tiles. */
  async #readBundles(): Promise<void> {
    for (let index = 0; ; index++) {
      const bundle = await this.#readTile({ level: 'entries', index, width: TILE_WIDTH });
      const tile = await this.#readTile({ level: 0, index, width: TILE_WIDTH });
      if (bundle === null && tile === null) break;
      const start = index * TILE_WIDTH;
      // Without its bundle, or behind a damaged one, the tile's own hashes let the rest be checked.
      if (bundle === null) this.#find(pathOf('entries', index), start, 'A bundle is missing.');
      if (tile === null) this.#find(pathOf(0, index), start, 'A hash tile is missing.');
      this.#takeTile(start, { bundle, tile });
    }
    this.#bundled = this.#tree.size;
  }

  #takeTile(start: number, files: { bundle: Uint8Array | null; tile: Uint8Array | null }): void {
    const { crypto } = this.#input;
    const { entries, whole } = scanBundle(files.bundle ?? new Uint8Array(0), TILE_WIDTH);
    const index = start / TILE_WIDTH;
    let firstBad: number | null = null;
    for (let offset = 0; offset < TILE_WIDTH; offset++) {
      const entry = entries[offset];
      const fromEntry = entry === undefined ? null : leafHash(crypto, entry);
      const fromTile = hashOfTile(files.tile, offset);
      if (fromEntry === null || fromTile === null || !equalBytes(fromEntry, fromTile))
        firstBad ??= start + offset;
      this.#append(fromEntry ?? fromTile ?? new Uint8Array(HASH_LENGTH));
    }
    if (files.bundle === null || files.tile === null) return;
    if (files.tile.length !== TILE_WIDTH * HASH_LENGTH) firstBad ??= start + TILE_WIDTH - 1;
    if (!whole) firstBad ??= start + TILE_WIDTH - 1;
    if (firstBad !== null) {
      this.#find(pathOf('entries', index), firstBad, 'An entry and its hash in the tile do not agree.');
    }
  }

  async #readSegments(): Promise<void> {
    const names = await this.#input.storage.list(SEGMENT_FOLDER);
    const starts = names.flatMap((name) => segmentStart(name) ?? []).sort((a, b) => a - b);
    for (const [position, start] of starts.entries()) {
      await this.#readSegment(start, starts[position + 1]);
    }
  }

  async #readSegment(start: number, next: number | undefined): Promise<void> {
    const path = segmentPath(start);
    const bytes = (await this.#input.storage.read(path)) ?? new Uint8Array(0);
    let content: ReturnType<typeof parseSegment>;
    try {
      content = parseSegment(bytes, start);
    } catch (error) {
      if (!isExchangeError(error, 'storage-failed')) throw error;
      this.#find(path, start, error.message);
      return;
    }
    if (start > this.#tree.size)
      this.#find(path, this.#tree.size, 'Entries are missing before this segment.');
    const end = start + content.entries.length;
    if (content.torn || (next !== undefined && end !== next)) {
      this.#find(path, end, 'What follows the last whole record is no record.');
    }
    for (const [offset, entry] of content.entries.entries()) this.#takeEntry(path, start + offset, entry);
  }

  #takeEntry(path: string, index: number, entry: Uint8Array): void {
    const leaf = leafHash(this.#input.crypto, entry);
    if (index === this.#tree.size) this.#append(leaf);
    else if (index < this.#tree.size && !equalBytes(this.#tree.leaf(index), leaf)) {
      this.#find(path, index, 'The segment holds another entry than the bundle.');
    }
  }

  async #checkUpperTiles(): Promise<void> {
    for (let level = 1; hashesAtLevel(this.#bundled, level) >= TILE_WIDTH; level++) {
      const count = Math.floor(hashesAtLevel(this.#bundled, level) / TILE_WIDTH);
      for (let index = 0; index < count; index++)
        await this.#checkUpperTile({ level, index, width: TILE_WIDTH });
    }
  }

  async #checkUpperTile(tile: Tile & { level: number }): Promise<void> {
    const found = await this.#readTile(tile);
    const expected = this.#tree.hashTile(tile, this.#tree.size);
    const leavesPerHash = TILE_WIDTH ** tile.level;
    const start = tile.index * TILE_WIDTH * leavesPerHash;
    if (found === null) {
      this.#find(tilePath(tile), start, 'A hash tile is missing.');
      return;
    }
    if (equalBytes(found, expected)) return;
    const same = expected.findIndex((byte, at) => byte !== found[at]);
    const hash = same < 0 ? TILE_WIDTH - 1 : Math.floor(same / HASH_LENGTH);
    const index = start + hash * leavesPerHash;
    this.#find(tilePath(tile), index, 'A hash tile does not follow from the entries.');
  }

  #checkRoot(checkpoint: Checkpoint): void {
    if (this.#rootAtHead === null) {
      this.#find('', this.#tree.size, `Entries are missing: the head covers ${checkpoint.size}.`);
      return;
    }
    if (equalBytes(this.#rootAtHead, checkpoint.root)) return;
    // Bundles were compared with tiles: where none of them disagree, the doubt begins behind them.
    const index = this.#findings.some((finding) => finding.index !== null) ? null : this.#bundled;
    this.#find('', index, 'The entries do not hash to the root that was signed.');
  }

  async #readTile(tile: Tile): Promise<Uint8Array | null> {
    return this.#input.storage.read(tilePath(tile));
  }
}

function pathOf(level: Tile['level'], index: number): string {
  return tilePath({ level, index, width: TILE_WIDTH });
}

function hashOfTile(tile: Uint8Array | null, offset: number): Uint8Array | null {
  const hash = tile?.subarray(offset * HASH_LENGTH, (offset + 1) * HASH_LENGTH);
  return hash?.length === HASH_LENGTH ? hash : null;
}
