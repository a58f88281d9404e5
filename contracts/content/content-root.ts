/**
 * Content roots: one digest that stands for a folder of files (docs/content-roots.md).
 *
 * A file is cut into chunks of 1 MiB. The root is the RFC 6962 tree head over the files in path order; each leaf binds
 * path, size and the tree head over the hashes of the file's chunks. The plaintext root is made from the hashes of the chunks
 * as they are, the ciphertext root from the hashes of the sealed chunks; the leaves of the two are tagged apart.
 */

import { concatBytes, uint64, utf8 } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { formatDigest, type Digest } from '../digest.ts';
import { ExchangeError } from '../errors.ts';
import { leafHash, treeHash, TreeFrontier } from '../log/merkle-tree.ts';
import { comparePaths, requirePath } from './paths.ts';

/** Plaintext bytes of a chunk; only the last chunk of a file is shorter. */
export const CHUNK_BYTES = 1_048_576;
/** Most files in one derivative. */
export const MAX_FILES = 200_000;
/** Most chunks in one derivative (512 GiB); larger collections are listed as several datasets. */
export const MAX_CHUNKS = 524_288;

/**
 * Which root a leaf belongs to. `raw` is the root over the folder that a derivative was made from: it never leaves the node but as a
 * salted commitment, and takes names as they are on the disk.
 */
export type RootKind = 'plaintext' | 'ciphertext' | 'raw';

const LEAF_TAGS: Readonly<Record<RootKind, string>> = {
  plaintext: 'kin/file/1',
  ciphertext: 'kin/sealed-file/1',
  raw: 'kin/raw-file/1',
};

/** One file of a folder: its plaintext size in bytes, and the 32-byte SHA-256 of every chunk in order. */
export interface FileRecord {
  readonly path: string;
  readonly size: number;
  readonly chunkHashes: readonly Uint8Array[];
}

/** Number of chunks of a file of `size` bytes; an empty file has none. */
export function chunkCount(size: number): number {
  return Math.ceil(size / CHUNK_BYTES);
}

/** Plaintext bytes of chunk `index` of a file of `size` bytes. */
export function chunkLength(size: number, index: number): number {
  return Math.min(CHUNK_BYTES, size - index * CHUNK_BYTES);
}

/** Tree head over a file's chunk hashes, 32 bytes: RFC 6962 with each 32-byte chunk hash as leaf input. */
export function chunkTreeHead(crypto: CryptoPort, chunkHashes: readonly Uint8Array[]): Uint8Array {
  return treeHash(
    crypto,
    chunkHashes.map((hash) => leafHash(crypto, hash)),
  );
}

/**
 * Leaf input of one file: tag ‖ 0x00 ‖ uint64(size) ‖ chunk tree head ‖ UTF-8 path. Every part before the path has a fixed
 * length, so no two files share an input. Throws `path-not-allowed`, and `content-mismatch` when size and chunks disagree.
 */
export function fileLeaf(crypto: CryptoPort, kind: RootKind, file: FileRecord): Uint8Array {
  if (kind !== 'raw') requirePath(file.path);
  if (
    !Number.isSafeInteger(file.size) ||
    file.size < 0 ||
    file.chunkHashes.length !== chunkCount(file.size)
  ) {
    throw new ExchangeError('content-mismatch', 'The size of a file does not fit the number of its chunks.', {
      params: { path: file.path, size: file.size, chunks: file.chunkHashes.length },
    });
  }
  return concatBytes(
    utf8(LEAF_TAGS[kind]),
    new Uint8Array(1),
    uint64(file.size),
    chunkTreeHead(crypto, file.chunkHashes),
    utf8(file.path),
  );
}

/** Grows a content root file by file, so that a large folder never stands in memory at once. */
export class RootBuilder {
  readonly #crypto: CryptoPort;
  readonly #kind: RootKind;
  readonly #frontier: TreeFrontier;
  #last: string | undefined;

  constructor(crypto: CryptoPort, kind: RootKind) {
    this.#crypto = crypto;
    this.#kind = kind;
    this.#frontier = new TreeFrontier(crypto);
  }

  /**
   * Adds the next file. Throws `path-not-allowed` unless paths come strictly ascending, and what {@link fileLeaf} throws.
   * Collisions across folders are for the caller to check (`requireFolderPaths`).
   */
  add(file: FileRecord): void {
    if (this.#last !== undefined && comparePaths(this.#last, file.path) >= 0) {
      throw new ExchangeError('path-not-allowed', 'Files of a root come in strictly ascending path order.', {
        params: { rule: 'not-ascending', path: file.path },
      });
    }
    this.#frontier.append(leafHash(this.#crypto, fileLeaf(this.#crypto, this.#kind, file)));
    this.#last = file.path;
  }

  /** The root over the files so far. Throws `content-mismatch` when there is none: an empty folder has no root. */
  root(): Digest {
    if (this.#frontier.size === 0) {
      throw new ExchangeError('content-mismatch', 'A folder without files has no content root.');
    }
    return formatDigest(this.#frontier.root());
  }
}

/** Root over files that come in path order. Throws as {@link RootBuilder} does. */
export function contentRoot(crypto: CryptoPort, kind: RootKind, files: Iterable<FileRecord>): Digest {
  const builder = new RootBuilder(crypto, kind);
  for (const file of files) builder.add(file);
  return builder.root();
}
