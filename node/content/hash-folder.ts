/** Walks a folder in path order and hashes its files chunk by chunk: the first half of every content root. */

import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CHUNK_BYTES,
  chunkCount,
  chunkLength,
  MAX_CHUNKS,
  MAX_FILES,
  RootBuilder,
  type FileRecord,
} from '#contracts/content/content-root.ts';
import { comparePaths, EXCHANGE_FOLDER, FolderPaths } from '#contracts/content/paths.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { chunkHash } from './chunk-cipher.ts';

/** A folder's plaintext root and the hashes it was made from. */
export interface FolderHash {
  readonly root: Digest;
  readonly files: readonly FileRecord[];
  /** Plaintext bytes in all files. */
  readonly bytes: number;
}

/** Options of a walk. `skipExchange` leaves out the folder with the papers of a delivery, which is never part of a root. */
export interface HashOptions {
  readonly skipExchange?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: { files: number; bytes: number }) => void;
}

/**
 * Plaintext root of a folder. Reads each file once, one chunk in memory.
 * Throws `path-not-allowed` (names, links, special files), `limit-exceeded`, `storage-failed`, `interrupted`, and
 * `content-mismatch` when the folder is empty or a file changes under the walk.
 */
export async function hashFolder(folder: string, options: HashOptions = {}): Promise<FolderHash> {
  const builder = new RootBuilder(nodeCrypto, 'plaintext');
  const files: FileRecord[] = [];
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let bytes = 0;
  let chunks = 0;
  for await (const path of listFolder(folder, options)) {
    const chunkHashes: Uint8Array[] = [];
    const size = await eachChunk(join(folder, path), { buffer, signal: options.signal }, (chunk) => {
      chunkHashes.push(chunkHash(chunk));
      bytes += chunk.length;
      if (++chunks > MAX_CHUNKS) throw tooMuch('chunks', MAX_CHUNKS);
    });
    const file = { path, size, chunkHashes };
    builder.add(file);
    files.push(file);
    options.onProgress?.({ files: files.length, bytes });
  }
  return { root: builder.root(), files, bytes };
}

/**
 * Paths of all files below a folder, relative, in the order of content roots. Throws `path-not-allowed` on a name that the
 * rules refuse, a symbolic link or anything that is neither file nor folder, and `limit-exceeded`.
 */
export async function* listFolder(
  folder: string,
  options: { skipExchange?: boolean } = {},
): AsyncGenerator<string> {
  const checked = new FolderPaths();
  let count = 0;
  for await (const path of walk(folder, '', options.skipExchange === true)) {
    checked.add(path);
    if (++count > MAX_FILES) throw tooMuch('files', MAX_FILES);
    yield path;
  }
}

async function* walk(root: string, prefix: string, skipExchange: boolean): AsyncGenerator<string> {
  const entries = await readdir(join(root, prefix), { withFileTypes: true });
  // A folder sorts as if its name ended with the slash that follows it in every path below it.
  const named = entries.map((entry) => ({
    entry,
    key: entry.isDirectory() ? `${entry.name}/` : entry.name,
  }));
  named.sort((a, b) => comparePaths(a.key, b.key));
  for (const { entry, key } of named) {
    if (prefix === '' && skipExchange && key === `${EXCHANGE_FOLDER}/`) continue;
    if (entry.isDirectory()) yield* walk(root, `${prefix}${key}`, skipExchange);
    else if (entry.isFile()) yield `${prefix}${key}`;
    else {
      throw new ExchangeError('path-not-allowed', 'Only files and folders can stand in a derivative.', {
        params: { rule: entry.isSymbolicLink() ? 'symbolic-link' : 'special-file', path: `${prefix}${key}` },
      });
    }
  }
}

/**
 * Reads a file chunk by chunk into one buffer; `take` must be done with the bytes when it returns (or its promise resolves).
 * Returns the file's size. Throws `path-not-allowed` on a link, `content-mismatch` when the file shrinks or grows meanwhile.
 */
export async function eachChunk(
  path: string,
  options: { buffer: Buffer; signal?: AbortSignal | undefined; wanted?: (index: number) => boolean },
  take: (chunk: Buffer, index: number) => void | Promise<void>,
): Promise<number> {
  const file = await openPlainFile(path);
  try {
    const { size } = await file.stat();
    const count = chunkCount(size);
    for (let index = 0; index < count; index++) {
      requireRunning(options.signal);
      if (options.wanted?.(index) === false) continue;
      const chunk = options.buffer.subarray(0, chunkLength(size, index));
      await readFully(file, chunk, index * CHUNK_BYTES);
      await take(chunk, index);
    }
    if ((await file.stat()).size !== size) throw changed();
    return size;
  } finally {
    await file.close();
  }
}

async function openPlainFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ELOOP') {
      throw new ExchangeError('path-not-allowed', 'A symbolic link cannot stand in a derivative.', {
        params: { rule: 'symbolic-link' },
        cause,
      });
    }
    throw new ExchangeError('storage-failed', 'A file of the folder cannot be read.', { cause });
  }
}

async function readFully(file: FileHandle, into: Buffer, position: number): Promise<void> {
  let at = 0;
  while (at < into.length) {
    const { bytesRead } = await file.read(into, at, into.length - at, position + at);
    if (bytesRead === 0) throw changed();
    at += bytesRead;
  }
}

/** Throws `interrupted` once the signal has fired. */
export function requireRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new ExchangeError('interrupted', 'The work was stopped; it continues where it left off.');
  }
}

function changed(): ExchangeError {
  return new ExchangeError('content-mismatch', 'A file changed while it was read.');
}

function tooMuch(what: string, limit: number): ExchangeError {
  return new ExchangeError('limit-exceeded', `A derivative has at most ${limit} ${what}.`, {
    params: { what, limit },
  });
}
