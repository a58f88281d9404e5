/** The receiver's side of a sealed derivative: check all ciphertext without a key, then open it into a folder. */

import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { requireKey } from '#contracts/content/chunk-identity.ts';
import {
  plaintextRoot,
  requireCiphertextRoot,
  type ChunkList,
  type ChunkSecrets,
} from '#contracts/content/chunk-list.ts';
import { parseDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openChunk } from './chunk-cipher.ts';
import { chunkMatches } from './chunk-store.ts';
import { syncFolder } from '#platform/files.ts';
import { requireRunning } from './hash-folder.ts';

/** Gives the bytes of a sealed chunk; throws `not-found` when it has none. */
export type ReadChunk = (cipherHash: Digest) => Promise<Uint8Array>;

/** A sealed chunk that is missing or wrong. */
export interface ChunkFault {
  readonly path: string;
  readonly index: number;
  readonly cipherHash: Digest;
  readonly fault: 'missing' | 'wrong-bytes';
}

/** What both steps need: the list (as `parseChunkList` returned it) and the chunks. */
export interface SealedSource {
  readonly chunkList: ChunkList;
  readonly readChunk: ReadChunk;
  readonly signal?: AbortSignal;
  readonly onProgress?: (doneBytes: number) => void;
}

/**
 * Checks everything that can be checked before there is a key: the list against the agreed root, every chunk against the list.
 * Returns the faults, none when all is there. Throws `content-mismatch` when the list is not the agreed one, `interrupted`.
 */
export async function verifySealed(
  source: SealedSource & { readonly ciphertextRoot: Digest },
): Promise<ChunkFault[]> {
  requireCiphertextRoot(nodeCrypto, source.chunkList, source.ciphertextRoot);
  const faults: ChunkFault[] = [];
  let bytes = 0;
  for (const { path, chunks } of source.chunkList.files) {
    for (const [index, { cipherHash, cipherSize }] of chunks.entries()) {
      requireRunning(source.signal);
      const sealed = await source.readChunk(cipherHash).catch((error: unknown) => faultOf(error));
      if (typeof sealed === 'string') faults.push({ path, index, cipherHash, fault: sealed });
      else if (sealed.length !== cipherSize || !chunkMatches(sealed, cipherHash)) {
        faults.push({ path, index, cipherHash, fault: 'wrong-bytes' });
      }
      bytes += cipherSize;
      source.onProgress?.(bytes);
    }
  }
  return faults;
}

/** What opening needs beyond the sealed chunks: the released key and list, and what the agreement says of them. */
export interface OpenRequest extends SealedSource {
  readonly chunkSecrets: ChunkSecrets;
  readonly contentKey: Uint8Array;
  readonly keyCommitment: Digest;
  readonly plaintextRoot: Digest;
  /** Must not exist yet; appears whole or not at all. */
  readonly outDir: string;
}

/**
 * Opens a derivative into `outDir`. Everything is written to a folder beside it, flushed, and renamed: if we crash, the next run
 * removes the unfinished folder and starts over. Throws `key-mismatch` (the key is not the committed one), `content-mismatch`
 * (hashes or chunks are not the agreed ones), `conflict` when `outDir` exists, `not-found`, `storage-failed`, `interrupted`.
 */
export async function openDerivative(request: OpenRequest): Promise<{ files: number; bytes: number }> {
  requireKey(nodeCrypto, request.contentKey, request.keyCommitment);
  if (plaintextRoot(nodeCrypto, request.chunkList, request.chunkSecrets) !== request.plaintextRoot) {
    throw new ExchangeError('content-mismatch', 'The released hashes do not make the agreed plaintext root.');
  }
  if (await exists(request.outDir)) {
    throw new ExchangeError('conflict', 'The folder to deliver into exists already.');
  }
  const unfinished = join(dirname(request.outDir), `.${basename(request.outDir)}.unfinished`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const folders = new Set([unfinished]);
  let bytes = 0;
  for (let number = 0; number < request.chunkList.files.length; number++) {
    bytes += await writeFile({ request, number, unfinished, folders, before: bytes });
  }
  for (const folder of folders) await syncFolder(folder);
  await rename(unfinished, request.outDir);
  await syncFolder(dirname(request.outDir));
  return { files: request.chunkList.files.length, bytes };
}

interface FileStep {
  readonly request: OpenRequest;
  readonly number: number;
  readonly unfinished: string;
  readonly folders: Set<string>;
  readonly before: number;
}

async function writeFile({ request, number, unfinished, folders, before }: FileStep): Promise<number> {
  const listed = request.chunkList.files[number] as ChunkList['files'][number];
  const secrets = request.chunkSecrets.files[number] as ChunkSecrets['files'][number];
  const target = join(unfinished, listed.path);
  await makeFolders(unfinished, dirname(target), folders);
  const file = await open(target, 'wx', 0o644);
  let written = 0;
  try {
    for (const [index, { cipherHash, cipherSize }] of listed.chunks.entries()) {
      requireRunning(request.signal);
      const sealed = await request.readChunk(cipherHash);
      if (sealed.length !== cipherSize) throw wrongSize(listed.path, index);
      const place = {
        derivative: request.plaintextRoot,
        path: listed.path,
        index,
        count: listed.chunks.length,
      };
      const plainHash = parseDigest(secrets.chunks[index] as Digest);
      const plain = openChunk({ contentKey: request.contentKey, place, plainHash }, sealed);
      await file.writeFile(plain);
      written += plain.length;
      request.onProgress?.(before + written);
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  return written;
}

function wrongSize(path: string, index: number): ExchangeError {
  return new ExchangeError('content-mismatch', 'A sealed chunk has another size than listed.', {
    params: { path, index },
  });
}

async function makeFolders(root: string, folder: string, made: Set<string>): Promise<void> {
  if (made.has(folder)) return;
  await mkdir(folder, { recursive: true });
  for (let at = folder; at !== root; at = dirname(at)) made.add(at);
}

function faultOf(error: unknown): ChunkFault['fault'] {
  if (isExchangeError(error, 'not-found')) return 'missing';
  if (isExchangeError(error, 'content-mismatch')) return 'wrong-bytes';
  throw error;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
