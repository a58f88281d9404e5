/**
 * The Merkle tree of RFC 6962 section 2.1 over SHA-256: leaf, node and tree hashes, and a frontier that grows by appending.
 *
 * The same tree carries the transparency log and the content roots of datasets. Sizes and indices are safe integers.
 */

import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';

/** Length of every hash of the tree, bytes. */
export const HASH_LENGTH = 32;

const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;

/**
 * A node that is the root of a perfect subtree: it covers the leaves `index * 2^level` up to `(index + 1) * 2^level`.
 * Level 0 are the leaf hashes.
 */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** Gives the hash of a complete node. Throws when it does not have it; never invents one. */
export type HashReader = (node: TreeNode) => Uint8Array;

/** Hash of the leaf `bytes`: SHA-256(0x00 ‖ bytes), 32 bytes. */
export function leafHash(crypto: CryptoPort, bytes: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + bytes.length);
  input[0] = LEAF_PREFIX;
  input.set(bytes, 1);
  return crypto.sha256(input);
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right), 32 bytes. Throws `bad-digest` unless both children have 32 bytes. */
export function nodeHash(crypto: CryptoPort, left: Uint8Array, right: Uint8Array): Uint8Array {
  requireHash(left);
  requireHash(right);
  const input = new Uint8Array(1 + 2 * HASH_LENGTH);
  input[0] = NODE_PREFIX;
  input.set(left, 1);
  input.set(right, 1 + HASH_LENGTH);
  return crypto.sha256(input);
}

/** Root of the tree without leaves: SHA-256 of the empty string. */
export function emptyTreeHash(crypto: CryptoPort): Uint8Array {
  return crypto.sha256(new Uint8Array(0));
}

/** Root of the tree over the given leaf hashes, in order (RFC 6962 `MTH`). Throws `bad-digest` on a hash that is not 32 bytes. */
export function treeHash(crypto: CryptoPort, leafHashes: Iterable<Uint8Array>): Uint8Array {
  const frontier = new TreeFrontier(crypto);
  for (const hash of leafHashes) frontier.append(hash);
  return frontier.root();
}

/**
 * The right edge of a growing tree: the roots of the perfect subtrees that make up its leaves, largest first.
 * Appending costs one hash amortised and log2(size) memory.
 */
export class TreeFrontier {
  readonly #crypto: CryptoPort;
  #size: number;
  readonly #edge: Uint8Array[];

  /**
   * An empty frontier, or one taken up at `start.size` with the `start.edge` that {@link frontierNodes} names for that size.
   * Throws `bad-digest` when the edge does not fit the size.
   */
  constructor(
    crypto: CryptoPort,
    start: { size: number; edge: readonly Uint8Array[] } = { size: 0, edge: [] },
  ) {
    if (frontierNodes(start.size).length !== start.edge.length) {
      throw new ExchangeError(
        'bad-digest',
        `A tree of ${start.size} leaves has another number of edge hashes.`,
      );
    }
    for (const hash of start.edge) requireHash(hash);
    this.#crypto = crypto;
    this.#size = start.size;
    this.#edge = [...start.edge];
  }

  /** Number of leaves. */
  get size(): number {
    return this.#size;
  }

  /** Roots of the perfect subtrees, largest first: the hashes of {@link frontierNodes}. */
  get edge(): readonly Uint8Array[] {
    return [...this.#edge];
  }

  /**
   * Adds one leaf hash. `completed` is told every node that the leaf completes, from the leaf itself upwards.
   * Throws `bad-digest` when the hash is not 32 bytes.
   */
  append(leaf: Uint8Array, completed?: (node: TreeNode, hash: Uint8Array) => void): void {
    requireHash(leaf);
    let hash = leaf;
    let level = 0;
    let index = this.#size;
    completed?.({ level, index }, hash);
    while (index % 2 === 1) {
      hash = nodeHash(this.#crypto, this.#edge.pop() as Uint8Array, hash);
      level += 1;
      index = (index - 1) / 2;
      completed?.({ level, index }, hash);
    }
    this.#edge.push(hash);
    this.#size += 1;
  }

  /** Root over all leaves so far. */
  root(): Uint8Array {
    return foldEdge(this.#crypto, this.#edge);
  }

  /** A copy that grows on its own. */
  clone(): TreeFrontier {
    return new TreeFrontier(this.#crypto, { size: this.#size, edge: this.#edge });
  }
}

/** The nodes whose hashes make up the edge of a tree of `size` leaves, largest first. Throws `bad-proof` on an impossible size. */
export function frontierNodes(size: number): readonly TreeNode[] {
  return rangeNodes(0, size);
}

/**
 * The perfect subtrees that cover the leaves `start` to `end`, left to right, when `start` is aligned as RFC 6962 splits it
 * (every range that occurs in a proof is). Throws `bad-proof` on an impossible range.
 */
export function rangeNodes(start: number, end: number): readonly TreeNode[] {
  requireSize(start);
  requireSize(end);
  const nodes: TreeNode[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at % (2 * width) === 0 && at + 2 * width <= end) {
      level += 1;
      width *= 2;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** Root over the leaves `start` to `end` of an aligned range, from the hashes of complete nodes. */
export function rangeHash(
  crypto: CryptoPort,
  range: { start: number; end: number },
  read: HashReader,
): Uint8Array {
  return foldEdge(
    crypto,
    rangeNodes(range.start, range.end).map((node) => read(node)),
  );
}

/** Largest power of two smaller than `size` (the `k` of RFC 6962); `size` is at least 2. */
export function splitPoint(size: number): number {
  let k = 1;
  while (2 * k < size) k *= 2;
  return k;
}

/** Throws `bad-proof` unless `size` is a safe non-negative integer. */
export function requireSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ExchangeError('bad-proof', 'A tree size or leaf index is a non-negative integer below 2^53.');
  }
}

function foldEdge(crypto: CryptoPort, edge: readonly Uint8Array[]): Uint8Array {
  const smallest = edge.at(-1);
  if (smallest === undefined) return emptyTreeHash(crypto);
  let hash = smallest;
  for (let i = edge.length - 2; i >= 0; i--) hash = nodeHash(crypto, edge[i] as Uint8Array, hash);
  return hash;
}

function requireHash(hash: Uint8Array): void {
  if (hash.length !== HASH_LENGTH) {
    throw new ExchangeError('bad-digest', `A hash of the tree has ${HASH_LENGTH} bytes, not ${hash.length}.`);
  }
}
