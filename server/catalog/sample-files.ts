/** Mirrored files on disk, each under its own digest: `<folder>/<first two hex digits>/<64 hex digits>`. */

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { syncFolder } from '#platform/files.ts';

/** Bytes that are hashed before others have their turn. */
const PIECE_BYTES = 1024 * 1024;
const NAME = /^[0-9a-f]{64}$/;

/** The files of all samples. A name that exists holds the whole file. */
export class SampleFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where a file is, or would be. */
  path(digest: Digest): string {
    const hex = digest.slice('sha256:'.length);
    return join(this.#folder, hex.slice(0, 2), hex);
  }

  /** Stores a file whose digest the caller has checked. Throws `storage-failed`. */
  async put(digest: Digest, bytes: Uint8Array): Promise<void> {
    const path = this.path(digest);
    const folder = join(path, '..');
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
      await syncFolder(folder);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw new ExchangeError('storage-failed', 'A file of a sample could not be stored.', { cause });
    }
  }

  /** Removes a file. */
  async remove(digest: Digest): Promise<void> {
    await rm(this.path(digest), { force: true });
  }

  /** Removes every file that `isWanted` does not want, and what an interrupted run left half written. */
  async sweep(isWanted: (digest: Digest) => Promise<boolean>): Promise<void> {
    for (const shard of await entries(this.#folder)) {
      for (const name of await entries(join(this.#folder, shard))) {
        if (NAME.test(name) && (await isWanted(`sha256:${name}`))) continue;
        await rm(join(this.#folder, shard, name), { force: true });
      }
    }
  }
}

/** Digest of bytes, a piece at a time: 20 MB in one go would hold up everybody for a twentieth of a second. */
export async function digestInPieces(bytes: Uint8Array): Promise<Digest> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    hash.update(bytes.subarray(at, at + PIECE_BYTES));
    await turn();
  }
  return `sha256:${hash.digest('hex')}`;
}

async function entries(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
