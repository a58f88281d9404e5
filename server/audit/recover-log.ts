/**
 * The start of a log: rebuilds the tree from tiles and segments, and checks it against the last signed head.
 *
 * What must hold before a single entry is taken: every entry under the head is there and hashes to the head's root, and the
 * published checkpoint is not ahead of the head. A folder that is older than its head (a restored backup) is refused, since
 * going on would sign a second history.
 */

import { equalBytes, utf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { openCheckpoint, type Checkpoint } from '#contracts/log/checkpoint.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import type { VerifierKey } from '#contracts/log/signed-note.ts';
import { TILE_WIDTH, hashesAtLevel, tileHashes, type Tile } from '#contracts/log/tile.ts';
import { LogTree } from './log-tree.ts';
import { SEGMENT_FOLDER, parseSegment, segmentPath, segmentStart, type SegmentContent } from './segment.ts';
import type { StoragePort } from './storage-port.ts';
import type { TileStore } from './tile-store.ts';

/** A signed head with the note that carries it. */
export interface SignedHead {
  readonly checkpoint: Checkpoint;
  readonly note: string;
}

/** What a start finds. */
export interface RecoveredLog {
  readonly tree: LogTree;
  /** Entries from {@link bundled} on: those that are in no full bundle on disk. */
  readonly tail: readonly Uint8Array[];
  /** Number of entries whose bundles and hash tiles are on disk; a multiple of 256. */
  readonly bundled: number;
  /** The last segment, to be written on; null when there is none. */
  readonly lastSegment: SegmentContent | null;
  /** First indices of all segments, ascending. */
  readonly segments: readonly number[];
  /** The last signed head; null for a log that is new. */
  readonly head: SignedHead | null;
}

/** What recovery reads from. */
export interface RecoveryInput {
  readonly crypto: CryptoPort;
  readonly storage: StoragePort;
  readonly tiles: TileStore;
  readonly logKey: VerifierKey;
  /** The note in the head store. */
  readonly headNote: string | null;
}

/**
 * Rebuilds a log. Throws `log-forked` when the folder and the head tell different histories, `storage-failed` when a file is
 * damaged (with the first index that it concerns), `log-origin-mismatch`, `unknown-signer` or `bad-signature` when the
 * stored head is not one that this log's key signed.
 */
export async function recoverLog(input: RecoveryInput): Promise<RecoveredLog> {
  const head = input.headNote === null ? null : await openHead(input, utf8(input.headNote));
  const tree = new LogTree(input.crypto);
  const watch = new HeadWatch(tree, head);
  const bundled = await readTiles(input, tree, watch);
  const { tail, lastSegment, segments } = await readSegments(input, { tree, watch, bundled });
  watch.finish();
  await checkUpperTiles(input, tree, bundled);
  await checkPublished(input, head);
  if (head === null && tree.size > 0) {
    throw new ExchangeError('log-forked', 'The folder holds a log, but its head store is empty.', {
      params: { entries: tree.size },
    });
  }
  return { tree, tail, bundled, lastSegment, segments, head };
}

/** Compares the tree with the head in the moment it reaches the head's size. */
class HeadWatch {
  readonly #tree: LogTree;
  readonly #head: SignedHead | null;

  constructor(tree: LogTree, head: SignedHead | null) {
    this.#tree = tree;
    this.#head = head;
    this.check();
  }

  check(): void {
    if (this.#head === null || this.#tree.size !== this.#head.checkpoint.size) return;
    if (!equalBytes(this.#tree.root(), this.#head.checkpoint.root)) {
      throw new ExchangeError('log-forked', 'The entries do not hash to the root that was signed.', {
        params: { size: this.#tree.size },
      });
    }
  }

  finish(): void {
    if (this.#head === null || this.#tree.size >= this.#head.checkpoint.size) return;
    throw new ExchangeError(
      'log-forked',
      'The folder is older than the last signed head: was a backup restored?',
      {
        params: {
          entries: this.#tree.size,
          signed: this.#head.checkpoint.size,
          firstMissing: this.#tree.size,
        },
      },
    );
  }
}

async function openHead(input: RecoveryInput, bytes: Uint8Array): Promise<SignedHead> {
  const { checkpoint } = await openCheckpoint(input.crypto, bytes, input.logKey);
  return { checkpoint, note: new TextDecoder().decode(bytes) };
}

/** Takes up full level-0 tiles whose bundle is there too, from the first on. */
async function readTiles(input: RecoveryInput, tree: LogTree, watch: HeadWatch): Promise<number> {
  for (let index = 0; ; index++) {
    const tile: Tile = { level: 0, index, width: TILE_WIDTH };
    const bytes = await input.tiles.read(tile);
    if (bytes === null || !(await input.tiles.has({ ...tile, level: 'entries' }))) break;
    const hashes = fullTile(bytes, index);
    for (const hash of hashes) {
      tree.append(hash);
      watch.check();
    }
  }
  // A process may have died between naming these files and syncing their folders: from now on they are relied on.
  await input.tiles.syncFolders(tree.size);
  return tree.size;
}

function fullTile(bytes: Uint8Array, index: number): readonly Uint8Array[] {
  const hashes = bytes.length % 32 === 0 && bytes.length > 0 ? tileHashes(bytes) : [];
  if (hashes.length === TILE_WIDTH) return hashes;
  throw damaged('A hash tile does not have its full width.', index * TILE_WIDTH);
}

async function readSegments(
  input: RecoveryInput,
  at: { tree: LogTree; watch: HeadWatch; bundled: number },
): Promise<Pick<RecoveredLog, 'tail' | 'lastSegment' | 'segments'>> {
  const { tree, watch, bundled } = at;
  const names = await input.storage.list(SEGMENT_FOLDER);
  const segments = names.flatMap((name) => segmentStart(name) ?? []).sort((a, b) => a - b);
  const tail: Uint8Array[] = [];
  let lastSegment: SegmentContent | null = null;
  for (const [position, start] of segments.entries()) {
    const next = segments[position + 1];
    // Wholly in bundles: it was about to be removed.
    if (next !== undefined && next <= bundled) continue;
    const bytes = await input.storage.read(segmentPath(start));
    if (bytes === null) throw damaged('A write-ahead segment vanished.', start);
    const content = parseSegment(bytes, start);
    if (start > tree.size) throw damaged('Entries are missing before a write-ahead segment.', tree.size);
    if (next !== undefined && start + content.entries.length !== next) {
      throw damaged('A write-ahead segment is damaged.', start + content.entries.length);
    }
    takeEntries(input.crypto, content, { tree, watch, tail, bundled });
    lastSegment = content;
  }
  return { tail, lastSegment, segments };
}

/** Entries that bundles hold already are compared with the tree; the others extend it. */
function takeEntries(
  crypto: CryptoPort,
  content: SegmentContent,
  into: { tree: LogTree; watch: HeadWatch; tail: Uint8Array[]; bundled: number },
): void {
  for (const [offset, entry] of content.entries.entries()) {
    const index = content.start + offset;
    const leaf = leafHash(crypto, entry);
    if (index < into.tree.size) {
      if (!equalBytes(into.tree.leaf(index), leaf)) throw damaged('A tile and a segment disagree.', index);
    } else {
      into.tree.append(leaf);
      into.watch.check();
    }
    if (index >= into.bundled) into.tail.push(entry);
  }
}

/** Full tiles above level 0 that are on disk must be those of the tree. Missing ones are written again. */
async function checkUpperTiles(input: RecoveryInput, tree: LogTree, bundled: number): Promise<void> {
  for (let level = 1; hashesAtLevel(bundled, level) >= TILE_WIDTH; level++) {
    const count = Math.floor(hashesAtLevel(bundled, level) / TILE_WIDTH);
    for (let index = 0; index < count; index++) {
      const tile: Tile = { level, index, width: TILE_WIDTH };
      const bytes = await input.tiles.read(tile);
      const expected = tree.hashTile(tile, tree.size);
      if (bytes === null) await input.tiles.writeTiles([{ tile, bytes: expected }]);
      else if (!equalBytes(bytes, expected)) {
        throw damaged(
          'A hash tile does not follow from the tiles below it.',
          index * TILE_WIDTH ** (level + 1),
        );
      }
    }
  }
}

/** The published checkpoint follows the head store; one that is ahead of it means that the head store was put back. */
async function checkPublished(input: RecoveryInput, head: SignedHead | null): Promise<void> {
  const bytes = await input.tiles.readCheckpoint();
  if (bytes === null) return;
  const published = await openHead(input, bytes);
  const { size, root } = published.checkpoint;
  if (head === null || size > head.checkpoint.size) {
    throw new ExchangeError(
      'log-forked',
      'The published checkpoint is ahead of the head store: was a backup restored?',
      {
        params: { published: size, signed: head?.checkpoint.size ?? 0 },
      },
    );
  }
  if (size === head.checkpoint.size && !equalBytes(root, head.checkpoint.root)) {
    throw new ExchangeError('log-forked', 'Two heads of one size were signed.', { params: { size } });
  }
}

function damaged(message: string, index: number): ExchangeError {
  return new ExchangeError('storage-failed', message, { params: { index } });
}
