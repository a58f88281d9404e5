/**
 * The two lists that describe a sealed derivative chunk by chunk (docs/content-roots.md, "Lists").
 *
 * `chunks/1` is given to anybody who may fetch: it names sealed chunks only, and the ciphertext root covers all of it.
 * `chunk-secrets/1` holds the hashes of the plaintext chunks; it travels with the content key and never before, because a hash of
 * a guessable chunk confirms the guess. The plaintext root covers it together with the sizes of the first list.
 */

import { z } from 'zod';
import type { CryptoPort } from '../crypto.ts';
import { digestSchema, parseDigest, type Digest } from '../digest.ts';
import { ExchangeError } from '../errors.ts';
import { parseWire } from '../wire.ts';
import { SEAL_OVERHEAD_BYTES } from './chunk-identity.ts';
import {
  chunkCount,
  chunkLength,
  contentRoot,
  MAX_CHUNKS,
  MAX_FILES,
  type FileRecord,
} from './content-root.ts';
import { requireFolderPaths } from './paths.ts';

/** Largest chunk list or secrets list on the wire, bytes. */
export const MAX_CHUNK_LIST_BYTES = 100_663_296;

const sealedChunkSchema = z.strictObject({
  cipherHash: digestSchema.describe('SHA-256 of the sealed chunk as stored: ciphertext and tag'),
  cipherSize: z.int().positive().describe('bytes of the sealed chunk'),
});

const sealedFileSchema = z.strictObject({
  path: z.string().describe('relative path, forward slashes, NFC'),
  size: z.int().nonnegative().describe('plaintext bytes'),
  chunks: z.array(sealedChunkSchema).max(MAX_CHUNKS),
});

/** Schema of `chunks/1`. */
export const chunkListSchema = z.strictObject({
  schema: z.literal('chunks/1'),
  files: z.array(sealedFileSchema).min(1).max(MAX_FILES),
});

/** The sealed chunks of a derivative, files in path order. */
export type ChunkList = z.infer<typeof chunkListSchema>;

const secretFileSchema = z.strictObject({
  path: z.string(),
  chunks: z.array(digestSchema).max(MAX_CHUNKS).describe('SHA-256 of each plaintext chunk'),
});

/** Schema of `chunk-secrets/1`. */
export const chunkSecretsSchema = z.strictObject({
  schema: z.literal('chunk-secrets/1'),
  files: z.array(secretFileSchema).min(1).max(MAX_FILES),
});

/** The plaintext chunk hashes of a derivative, in the same order as its {@link ChunkList}. */
export type ChunkSecrets = z.infer<typeof chunkSecretsSchema>;

/**
 * Reads a chunk list from a counterparty and checks everything that needs no key: schema, paths, order, chunk counts and
 * sizes. Throws `schema-mismatch`, `path-not-allowed`, `limit-exceeded` or `content-mismatch`.
 */
export function parseChunkList(value: unknown): ChunkList {
  const list = parseWire(chunkListSchema, value, 'chunk list');
  requireFolderPaths(paths(list.files));
  let total = 0;
  for (const file of list.files) {
    requireCount(file.path, file.chunks.length, chunkCount(file.size));
    total += file.chunks.length;
    for (const [index, chunk] of file.chunks.entries()) {
      if (chunk.cipherSize !== chunkLength(file.size, index) + SEAL_OVERHEAD_BYTES) {
        throw new ExchangeError(
          'content-mismatch',
          'A sealed chunk has another size than its file demands.',
          {
            params: { path: file.path, index, cipherSize: chunk.cipherSize },
          },
        );
      }
    }
  }
  if (total > MAX_CHUNKS) {
    throw new ExchangeError('limit-exceeded', `The list names ${total} chunks; the limit is ${MAX_CHUNKS}.`, {
      params: { chunks: total, limit: MAX_CHUNKS },
    });
  }
  return list;
}

/**
 * Reads the secrets that belong to `list`: same files in the same order, one hash for each chunk.
 * Throws `schema-mismatch` or `content-mismatch`.
 */
export function parseChunkSecrets(value: unknown, list: ChunkList): ChunkSecrets {
  const secrets = parseWire(chunkSecretsSchema, value, 'list of chunk secrets');
  requireCount('', secrets.files.length, list.files.length);
  for (const [i, file] of secrets.files.entries()) {
    const sealed = list.files[i] as ChunkList['files'][number];
    if (sealed.path !== file.path) {
      throw new ExchangeError('content-mismatch', 'The two lists name different files.', {
        params: { path: file.path },
      });
    }
    requireCount(file.path, file.chunks.length, sealed.chunks.length);
  }
  return secrets;
}

/** Ciphertext root of a chunk list. */
export function ciphertextRoot(crypto: CryptoPort, list: ChunkList): Digest {
  return contentRoot(crypto, 'ciphertext', sealedRecords(list));
}

/** Plaintext root of a chunk list and its secrets (as {@link parseChunkSecrets} returned them). */
export function plaintextRoot(crypto: CryptoPort, list: ChunkList, secrets: ChunkSecrets): Digest {
  return contentRoot(crypto, 'plaintext', plainRecords(list, secrets));
}

/** Throws `content-mismatch` unless the list hashes to the root that manifest and agreement state. */
export function requireCiphertextRoot(crypto: CryptoPort, list: ChunkList, expected: Digest): void {
  if (ciphertextRoot(crypto, list) !== expected) {
    throw new ExchangeError(
      'content-mismatch',
      'The chunk list does not hash to the agreed ciphertext root.',
      {
        params: { expected },
      },
    );
  }
}

function* sealedRecords(list: ChunkList): Iterable<FileRecord> {
  for (const { path, size, chunks } of list.files) {
    yield { path, size, chunkHashes: chunks.map((chunk) => parseDigest(chunk.cipherHash)) };
  }
}

function* plainRecords(list: ChunkList, secrets: ChunkSecrets): Iterable<FileRecord> {
  for (const [i, { path, size }] of list.files.entries()) {
    yield { path, size, chunkHashes: (secrets.files[i]?.chunks ?? []).map(parseDigest) };
  }
}

function* paths(files: readonly { path: string }[]): Iterable<string> {
  for (const file of files) yield file.path;
}

function requireCount(path: string, actual: number, expected: number): void {
  if (actual === expected) return;
  throw new ExchangeError('content-mismatch', `Expected ${expected} parts, found ${actual}.`, {
    params: { path, actual, expected },
  });
}
