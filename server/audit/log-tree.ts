/**
 * The tree of a log in memory: every hash tile (32 bytes an entry), the frontier, and an index from leaf hash to place.
 * All of it is derived from the files of the log and rebuilt at every start.
 */

import { equalBytes } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { HASH_LENGTH, TreeFrontier, nodeHash, type TreeNode } from '#contracts/log/merkle-tree.ts';
import { TILE_HEIGHT, TILE_WIDTH, hashesAtLevel, tileWidth, type Tile } from '#contracts/log/tile.ts';

const TILE_BYTES = TILE_WIDTH * HASH_LENGTH;
/** Nodes of a tile from its own hashes upwards, its root excluded: 256 + 128 + … + 2. */
const NODES_PER_TILE = 2 * TILE_WIDTH - 2;
/** Tiles whose inner nodes are kept: the tiles being filled, and those that repeats were asked about last. */
const MAX_NODE_TILES = 256;
const FIRST_SLOTS = 1024;

/** The tree, growing at its right edge. */
export class LogTree {
  readonly #crypto: CryptoPort;
  readonly #frontier: TreeFrontier;
  /** `#pages[level][tile]`: the hashes of a tile, allocated at full width. */
  readonly #pages: Uint8Array[][] = [];
  /** Inner nodes by tile, least recently used first. */
  readonly #nodeTiles = new Map<string, Uint8Array>();
  /** Open addressing by the first bytes of the leaf hash; a slot holds index + 1. */
  #slots = new Uint32Array(FIRST_SLOTS);

  constructor(crypto: CryptoPort) {
    this.#crypto = crypto;
    this.#frontier = new TreeFrontier(crypto);
  }

  /** Number of leaves. */
  get size(): number {
    return this.#frontier.size;
  }

  /** Root over all leaves. */
  root(): Uint8Array {
    return this.#frontier.root();
  }

  /** Adds a leaf hash at the right edge. */
  append(leaf: Uint8Array): void {
    const index = this.#frontier.size;
    this.#frontier.append(leaf, (node, hash) => this.#keep(node, hash));
    this.#remember(leaf, index);
  }

  /** First index of a leaf hash; null when the log does not hold it. */
  find(leaf: Uint8Array): number | null {
    for (let slot = this.#firstSlot(leaf); ; slot = (slot + 1) % this.#slots.length) {
      const index = (this.#slots[slot] as number) - 1;
      if (index < 0) return null;
      if (equalBytes(this.leaf(index), leaf)) return index;
    }
  }

  /** Leaf hash at an index below the size. */
  leaf(index: number): Uint8Array {
    return this.#hashAt(0, index);
  }

  /** Hash of a complete node. Throws `bad-proof` when the tree does not have it yet. */
  node(node: TreeNode): Uint8Array {
    const level = Math.floor(node.level / TILE_HEIGHT);
    const inner = node.level % TILE_HEIGHT;
    const perTile = TILE_WIDTH >> inner;
    if ((node.index + 1) * 2 ** inner > hashesAtLevel(this.size, level)) {
      throw new ExchangeError('bad-proof', 'The tree does not have this node yet.');
    }
    if (inner === 0) return this.#hashAt(level, node.index);
    const nodes = this.#nodesOfTile(level, Math.floor(node.index / perTile));
    const at = nodeOffset(inner, node.index % perTile);
    return nodes.subarray(at, at + HASH_LENGTH);
  }

  /** Bytes of a hash tile. Throws `not-found` when the tree of `size` leaves has no such tile. */
  hashTile(tile: Tile, size: number): Uint8Array {
    if (
      tile.level === 'entries' ||
      size > this.size ||
      tile.width > tileWidth(size, tile.level, tile.index)
    ) {
      throw new ExchangeError('not-found', 'The log has no such tile.');
    }
    const page = this.#pages[tile.level]?.[tile.index] as Uint8Array;
    return page.slice(0, tile.width * HASH_LENGTH);
  }

  #hashAt(level: number, index: number): Uint8Array {
    const page = this.#pages[level]?.[Math.floor(index / TILE_WIDTH)];
    if (page === undefined) throw new ExchangeError('bad-proof', 'The tree does not have this hash yet.');
    const at = (index % TILE_WIDTH) * HASH_LENGTH;
    return page.subarray(at, at + HASH_LENGTH);
  }

  #keep(node: TreeNode, hash: Uint8Array): void {
    const level = Math.floor(node.level / TILE_HEIGHT);
    const inner = node.level % TILE_HEIGHT;
    const perTile = TILE_WIDTH >> inner;
    const tile = Math.floor(node.index / perTile);
    const position = node.index % perTile;
    if (inner === 0) {
      const pages = (this.#pages[level] ??= []);
      const page = (pages[tile] ??= new Uint8Array(TILE_BYTES));
      page.set(hash, position * HASH_LENGTH);
    }
    this.#nodesOfTile(level, tile).set(hash, nodeOffset(inner, position));
  }

  /** Inner nodes of a tile; worked out again from its hashes when they were dropped. */
  #nodesOfTile(level: number, tile: number): Uint8Array {
    const key = `${level}/${tile}`;
    let nodes = this.#nodeTiles.get(key);
    if (nodes === undefined) {
      nodes = this.#rebuildNodes(level, tile);
      if (this.#nodeTiles.size >= MAX_NODE_TILES) {
        const [oldest] = this.#nodeTiles.keys();
        if (oldest !== undefined) this.#nodeTiles.delete(oldest);
      }
    } else {
      this.#nodeTiles.delete(key);
    }
    this.#nodeTiles.set(key, nodes);
    return nodes;
  }

  #rebuildNodes(level: number, tile: number): Uint8Array {
    const nodes = new Uint8Array(NODES_PER_TILE * HASH_LENGTH);
    const page = this.#pages[level]?.[tile];
    // While a leaf is being appended, its own hash may be missing from the count: the frontier tells that node itself.
    let width = tileWidth(this.size, level, tile);
    if (page === undefined || width === 0) return nodes;
    nodes.set(page.subarray(0, width * HASH_LENGTH));
    for (let inner = 1; inner < TILE_HEIGHT; inner++) {
      width >>= 1;
      for (let i = 0; i < width; i++) {
        const left = nodeOffset(inner - 1, 2 * i);
        const pair = [left, left + HASH_LENGTH].map((at) => nodes.subarray(at, at + HASH_LENGTH));
        const hash = nodeHash(this.#crypto, pair[0] as Uint8Array, pair[1] as Uint8Array);
        nodes.set(hash, nodeOffset(inner, i));
      }
    }
    return nodes;
  }

  #remember(leaf: Uint8Array, index: number): void {
    if (this.find(leaf) !== null) return;
    if (2 * (index + 1) > this.#slots.length) this.#growSlots();
    this.#claimSlot(leaf, index);
  }

  #claimSlot(leaf: Uint8Array, index: number): void {
    let slot = this.#firstSlot(leaf);
    while (this.#slots[slot] !== 0) slot = (slot + 1) % this.#slots.length;
    this.#slots[slot] = index + 1;
  }

  #growSlots(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(2 * old.length);
    for (const held of old) if (held !== 0) this.#claimSlot(this.leaf(held - 1), held - 1);
  }

  #firstSlot(leaf: Uint8Array): number {
    const view = new DataView(leaf.buffer, leaf.byteOffset, HASH_LENGTH);
    return view.getUint32(0) % this.#slots.length;
  }
}

/** Byte offset of a node in the inner nodes of a tile: level by level from the tile's own hashes upwards. */
function nodeOffset(inner: number, position: number): number {
  return (2 * TILE_WIDTH - ((2 * TILE_WIDTH) >> inner) + position) * HASH_LENGTH;
}
