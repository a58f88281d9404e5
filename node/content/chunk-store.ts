/** Sealed chunks on disk, each under its own hash: `<folder>/<first two hex digits>/<64 hex digits>`. */

import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_BYTES } from '#contracts/content/content-root.ts';
import { SEAL_OVERHEAD_BYTES } from '#contracts/content/chunk-identity.ts';
import { formatDigest, parseDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { chunkHash } from './chunk-cipher.ts';
import { syncFolder } from '#platform/files.ts';

/** Largest chunk that the store holds, bytes. */
export const MAX_SEALED_CHUNK_BYTES = CHUNK_BYTES + SEAL_OVERHEAD_BYTES;

/**
 * A content-addressed store of sealed chunks. Files appear under their final name only when their bytes are on the disk, so
 * a name that exists after a crash of the process holds the whole chunk. Names become durable with {@link ChunkStore.sync}.
 */
export class ChunkStore {
  readonly #folder: string;
  readonly #unsynced = new Set<string>();
  readonly #made = new Set<string>();

  /** @param folder created on the first write */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** True when a chunk of that hash and size is stored. */
  async has(cipherHash: Digest, cipherSize: number): Promise<boolean> {
    try {
      const found = await stat(this.#path(cipherHash));
      return found.isFile() && found.size === cipherSize;
    } catch {
      return false;
    }
  }

  /** Bytes of a chunk, checked against its hash. Throws `not-found`, or `content-mismatch` when the disk gave other bytes. */
  async read(cipherHash: Digest): Promise<Buffer> {
    let bytes: Buffer;
    try {
      bytes = await readFile(this.#path(cipherHash));
    } catch (cause) {
      throw new ExchangeError('not-found', 'The chunk is not in the store.', {
        params: { cipherHash },
        cause,
      });
    }
    requireHash(bytes, cipherHash);
    return bytes;
  }

  /**
   * As {@link read}, into a buffer of {@link MAX_SEALED_CHUNK_BYTES} that the caller uses again: gives the part that was filled. A long run
   * of chunks costs half its time in garbage collection otherwise.
   */
  async readInto(cipherHash: Digest, into: Buffer): Promise<Buffer> {
    let length = 0;
    try {
      const file = await open(this.#path(cipherHash), 'r');
      try {
        for (;;) {
          const { bytesRead } = await file.read(into, length, into.length - length, length);
          length += bytesRead;
          if (bytesRead === 0 || length === into.length) break;
        }
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw new ExchangeError('not-found', 'The chunk is not in the store.', {
        params: { cipherHash },
        cause,
      });
    }
    const bytes = into.subarray(0, length);
    requireHash(bytes, cipherHash);
    return bytes;
  }

  /**
   * Stores a chunk after checking its hash; a chunk that is there already is replaced by the same bytes.
   * Throws `content-mismatch`, `limit-exceeded` or `storage-failed`.
   */
  async put(cipherHash: Digest, bytes: Uint8Array): Promise<void> {
    if (bytes.length > MAX_SEALED_CHUNK_BYTES) {
      throw new ExchangeError('limit-exceeded', 'A sealed chunk is larger than the format allows.', {
        params: { bytes: bytes.length, limit: MAX_SEALED_CHUNK_BYTES },
      });
    }
    requireHash(bytes, cipherHash);
    await this.putTrusted(cipherHash, bytes);
  }

  /** Stores a chunk whose hash the caller has just computed. Throws `storage-failed`. */
  async putTrusted(cipherHash: Digest, bytes: Uint8Array): Promise<void> {
    const path = this.#path(cipherHash);
    const folder = join(path, '..');
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      if (!this.#made.has(folder)) await mkdir(folder, { recursive: true });
      this.#made.add(folder);
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw new ExchangeError('storage-failed', 'A chunk could not be stored.', {
        params: { cipherHash },
        cause,
      });
    }
    this.#unsynced.add(folder);
  }

  /** Makes the names of all chunks stored so far durable. */
  async sync(): Promise<void> {
    const folders = [...this.#unsynced];
    this.#unsynced.clear();
    await Promise.all(folders.map(syncFolder));
    if (folders.length > 0) await syncFolder(this.#folder);
  }

  #path(cipherHash: Digest): string {
    const hex = Buffer.from(parseDigest(cipherHash)).toString('hex');
    return join(this.#folder, hex.slice(0, 2), hex);
  }
}

/** True when bytes have the hash; used where a wrong chunk is an expected outcome. */
export function chunkMatches(bytes: Uint8Array, cipherHash: Digest): boolean {
  try {
    requireHash(bytes, cipherHash);
    return true;
  } catch (error) {
    if (isExchangeError(error, 'content-mismatch')) return false;
    throw error;
  }
}

function requireHash(bytes: Uint8Array, expected: Digest): void {
  if (formatDigest(chunkHash(bytes)) !== expected) {
    throw new ExchangeError('content-mismatch', 'A sealed chunk does not have the hash it is listed under.', {
      params: { expected },
    });
  }
}
