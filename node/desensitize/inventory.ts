/** Everything in the raw folder, and the root over it: what the report's sums are checked against. */

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_BYTES, RootBuilder } from '#contracts/content/content-root.ts';
import { comparePaths } from '#contracts/content/paths.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { chunkHash } from '../content/chunk-cipher.ts';
import { eachChunk } from '../content/hash-folder.ts';

/** Most names in a raw folder. */
export const MAX_RAW_FILES = 1_000_000;

/** One name in the raw folder that is no folder. Links and special files have size 0 and are never opened. */
export interface RawItem {
  readonly path: string;
  readonly plain: boolean;
  readonly size: number;
  /** Last change, milliseconds since the epoch: tells whether the folder changed under the job. */
  readonly modified: number;
}

/** Lists the raw folder in path order without following links. Throws `not-found`, `limit-exceeded` or `storage-failed`. */
export async function listRaw(dir: string): Promise<RawItem[]> {
  let entries;
  try {
    entries = await readdir(dir, { recursive: true, withFileTypes: true });
  } catch (cause) {
    const gone = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
    throw new ExchangeError(gone ? 'not-found' : 'storage-failed', 'The folder cannot be read.', { cause });
  }
  const items: RawItem[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    if (items.length >= MAX_RAW_FILES) {
      throw new ExchangeError('limit-exceeded', 'The folder has too many files.', {
        params: { limit: MAX_RAW_FILES },
      });
    }
    const full = join(entry.parentPath, entry.name);
    const found = await lstat(full);
    items.push({
      path: full.slice(dir.length + 1).replaceAll('\\', '/'),
      plain: found.isFile(),
      size: found.isFile() ? found.size : 0,
      modified: found.mtimeMs,
    });
  }
  return items.sort((a, b) => comparePaths(a.path, b.path));
}

/** Throws `content-mismatch` when the folder is not as it was listed: the report would speak of other bytes than were read. */
export async function requireUnchanged(dir: string, items: readonly RawItem[]): Promise<void> {
  const now = await listRaw(dir);
  const same =
    now.length === items.length &&
    now.every(({ path, size, modified }, i) => {
      const before = items[i];
      return before?.path === path && before.size === size && before.modified === modified;
    });
  if (!same) throw new ExchangeError('content-mismatch', 'The folder changed while the derivative was made.');
}

/** Root over all plain files as they are. Throws `content-mismatch` when there is none or one changes, `interrupted`. */
export async function rawRoot(
  dir: string,
  items: readonly RawItem[],
  options: { signal?: AbortSignal | undefined; onProgress?: (bytes: number) => void },
): Promise<Digest> {
  const builder = new RootBuilder(nodeCrypto, 'raw');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let bytes = 0;
  for (const { path, plain } of items) {
    if (!plain) continue;
    const chunkHashes: Uint8Array[] = [];
    const size = await eachChunk(join(dir, path), { buffer, signal: options.signal }, (chunk) => {
      chunkHashes.push(chunkHash(chunk));
      bytes += chunk.length;
      options.onProgress?.(bytes);
    });
    builder.add({ path, size, chunkHashes });
  }
  return builder.root();
}
