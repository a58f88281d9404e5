/** Tiles and entry bundles (c2sp.org/tlog-tiles): the static files that a log consists of. */

import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { HASH_LENGTH, requireSize, treeHash, type TreeNode } from './merkle-tree.ts';

/** Hashes in a full tile, entries in a full bundle. */
export const TILE_WIDTH = 256;
/** Levels of the tree that one tile spans. */
export const TILE_HEIGHT = 8;
/** Highest tile level that a tree below 2^53 leaves can have. */
export const MAX_TILE_LEVEL = 6;
/** Longest entry: its length is written in two bytes. */
export const MAX_ENTRY_BYTES = 0xffff;

const LENGTH_BYTES = 2;
/** Longest path that is parsed. */
const MAX_PATH_LENGTH = 64;

/** One file of the log: hashes at a tile level, or the entries themselves. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** Number of hashes or entries, 1 to 256; below 256 the tile is partial. */
  readonly width: number;
}

/** The hashes of a tile from which the hash of one node is computed. */
export interface TilePart {
  readonly tile: Tile;
  readonly first: number;
  readonly count: number;
}

/** Path of a tile below the log's prefix, such as `tile/0/x001/234.p/17`. */
export function tilePath(tile: Tile): string {
  const groups = [String(tile.index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(tile.index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  const suffix = tile.width === TILE_WIDTH ? '' : `.p/${tile.width}`;
  return `tile/${tile.level}/${groups.join('/')}${suffix}`;
}

/** Reads a tile's path. Throws `path-not-allowed` on every other spelling, so that one file has one address. */
export function parseTilePath(path: string): Tile {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(
    path.slice(0, MAX_PATH_LENGTH + 1),
  );
  if (match === null || path.length > MAX_PATH_LENGTH) throw notATile();
  const [, level, groups, width] = match;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number((groups as string).replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  if (!Number.isSafeInteger(tile.index) || tilePath(tile) !== path) throw notATile();
  if (tile.level !== 'entries' && tile.level > MAX_TILE_LEVEL) throw notATile();
  return tile;
}

/** How many hashes a tree of `size` has at a tile level; for entries, how many entries. */
export function hashesAtLevel(size: number, level: number | 'entries'): number {
  requireSize(size);
  return level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
}

/** Width of the tile `index` at `level` in a tree of `size`: 0 when there is none, 256 when it is full. */
export function tileWidth(size: number, level: number | 'entries', index: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, hashesAtLevel(size, level) - index * TILE_WIDTH));
}

/** Every file of a log of `size` entries but the checkpoint: bundles first, then hash tiles by level. */
export function* tilesOfTree(size: number): Generator<Tile> {
  yield* tilesOfLevel(size, 'entries');
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) yield* tilesOfLevel(size, level);
}

/** The tile that holds a complete node in a tree of `size`, and which of its hashes make up the node. Throws `bad-proof`. */
export function tileOfNode(node: TreeNode, size: number): TilePart {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const count = 2 ** (node.level % TILE_HEIGHT);
  const start = node.index * count;
  const index = Math.floor(start / TILE_WIDTH);
  const width = tileWidth(size, level, index);
  const first = start % TILE_WIDTH;
  if (first + count > width) throw new ExchangeError('bad-proof', 'The tree is too small for this node.');
  return { tile: { level, index, width }, first, count };
}

/** Hash of a node from the bytes of its tile. Throws `bad-digest` when the tile is too short. */
export function nodeFromTile(crypto: CryptoPort, bytes: Uint8Array, part: TilePart): Uint8Array {
  const hashes = tileHashes(bytes).slice(part.first, part.first + part.count);
  if (hashes.length !== part.count)
    throw new ExchangeError('bad-digest', 'The tile is shorter than its width.');
  return part.count === 1 ? (hashes[0] as Uint8Array) : treeHash(crypto, hashes);
}

/** The hashes of a tile. Throws `bad-digest` when the bytes are no whole number of hashes from 1 to 256. */
export function tileHashes(bytes: Uint8Array): readonly Uint8Array[] {
  const width = bytes.length / HASH_LENGTH;
  if (!Number.isInteger(width) || width < 1 || width > TILE_WIDTH) {
    throw new ExchangeError('bad-digest', `A hash tile cannot have ${bytes.length} bytes.`);
  }
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH));
}

/** Writes entries as a bundle: each with its length in two big-endian bytes. Throws `limit-exceeded` on a longer entry. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const entry of entries) {
    requireEntryLength(entry);
    length += LENGTH_BYTES + entry.length;
  }
  const out = new Uint8Array(length);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const entry of entries) {
    view.setUint16(at, entry.length);
    out.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return out;
}

/** Reads a bundle of exactly `count` entries. Throws `bad-digest` when it holds more, fewer, or a part of one. */
export function parseBundle(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  const { entries, whole } = scanBundle(bytes, count);
  if (!whole) {
    throw new ExchangeError('bad-digest', `The bundle does not hold exactly ${count} entries.`, {
      params: { entries: entries.length },
    });
  }
  return entries;
}

/** Reads up to `count` entries of a bundle that may be damaged; `whole` when there are exactly `count` and nothing else. */
export function scanBundle(
  bytes: Uint8Array,
  count: number,
): { readonly entries: readonly Uint8Array[]; readonly whole: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + LENGTH_BYTES <= bytes.length && entries.length < count) {
    const end = at + LENGTH_BYTES + view.getUint16(at);
    if (end > bytes.length) break;
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return { entries, whole: at === bytes.length && entries.length === count };
}

/** Throws `limit-exceeded` when an entry is longer than {@link MAX_ENTRY_BYTES}. */
export function requireEntryLength(entry: Uint8Array): void {
  if (entry.length > MAX_ENTRY_BYTES) {
    throw new ExchangeError('limit-exceeded', 'The entry is too long for the log.', {
      params: { bytes: entry.length, limit: MAX_ENTRY_BYTES },
    });
  }
}

function* tilesOfLevel(size: number, level: number | 'entries'): Generator<Tile> {
  const count = Math.ceil(hashesAtLevel(size, level) / TILE_WIDTH);
  for (let index = 0; index < count; index++) yield { level, index, width: tileWidth(size, level, index) };
}

function notATile(): ExchangeError {
  return new ExchangeError('path-not-allowed', 'The path names no tile of a log.');
}
