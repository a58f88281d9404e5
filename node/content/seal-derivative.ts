/** Seals a derivative folder into a chunk store: hashes it, encrypts every chunk once, and gives both roots and both lists. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes, toHex } from '#contracts/bytes.ts';
import { keyCommitment, SEAL_OVERHEAD_BYTES } from '#contracts/content/chunk-identity.ts';
import type { ChunkList, ChunkSecrets } from '#contracts/content/chunk-list.ts';
import {
  CHUNK_BYTES,
  chunkCount,
  chunkLength,
  RootBuilder,
  type FileRecord,
} from '#contracts/content/content-root.ts';
import { formatDigest, parseDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { chunkHash, sealChunk } from './chunk-cipher.ts';
import { ChunkStore } from './chunk-store.ts';
import { eachChunk, hashFolder, requireRunning, type FolderHash } from './hash-folder.ts';
import { SealJournal, type SealedChunk } from './seal-journal.ts';

/** Chunks that are written together before their names are made durable; two batches bound the memory of a job. */
const BATCH_CHUNKS = 32;

/** What to seal and where. The same folder and key give the same chunks, whether or not the job was killed in between. */
export interface SealRequest {
  readonly sourceDir: string;
  /** Folder of the store; chunks go to `chunks/` below it, the journal beside them. */
  readonly storeDir: string;
  /** 32 random bytes, one key a version. */
  readonly contentKey: Uint8Array;
  /** The folder's hashes when they were just computed; saves one read. */
  readonly hashed?: FolderHash;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: SealProgress) => void;
}

/** Progress: the folder is read once to hash it and once to seal it. */
export interface SealProgress {
  readonly step: 'hash' | 'seal';
  readonly bytes: number;
  /** Total plaintext bytes; unknown during the first step. */
  readonly total?: number;
}

/** A sealed derivative. `chunkSecrets` must not leave the node before the key does. */
export interface SealedDerivative {
  readonly plaintextRoot: Digest;
  readonly ciphertextRoot: Digest;
  readonly keyCommitment: Digest;
  readonly chunkList: ChunkList;
  readonly chunkSecrets: ChunkSecrets;
  readonly bytes: number;
  readonly chunks: number;
  /** Chunks that this run sealed; the others were finished by an earlier, interrupted run. */
  readonly sealedNow: number;
}

/** The folder of a store's chunks. */
export function chunkStoreOf(storeDir: string): ChunkStore {
  return new ChunkStore(join(storeDir, 'chunks'));
}

/**
 * Seals a folder. Memory is bounded by a batch of chunks plus the lists (about 200 bytes for each MiB of content).
 * Throws `bad-key`, `path-not-allowed`, `limit-exceeded`, `interrupted`, `storage-failed`, and `content-mismatch` when a file
 * changes while the job runs.
 */
export async function sealDerivative(request: SealRequest): Promise<SealedDerivative> {
  const commitment = keyCommitment(nodeCrypto, request.contentKey);
  const hashed = request.hashed ?? (await hashStep(request));
  await mkdir(request.storeDir, { recursive: true });
  const name = toHex(parseDigest(hashed.root)).slice(0, 32);
  const journal = await SealJournal.open(join(request.storeDir, `seal-${name}.journal`), {
    derivative: hashed.root,
    keyCommitment: commitment,
  });
  const job = new SealJob(request, hashed, journal);
  try {
    const builder = new RootBuilder(nodeCrypto, 'ciphertext');
    const files: ChunkList['files'] = [];
    for (const [number, file] of hashed.files.entries()) {
      const cipherHashes = await job.sealFile(number, file);
      builder.add({ path: file.path, size: file.size, chunkHashes: cipherHashes.map(parseDigest) });
      files.push(listedFile(file, cipherHashes));
    }
    await job.finish();
    return {
      plaintextRoot: hashed.root,
      ciphertextRoot: builder.root(),
      keyCommitment: commitment,
      chunkList: { schema: 'chunks/1', files },
      chunkSecrets: {
        schema: 'chunk-secrets/1',
        files: hashed.files.map(({ path, chunkHashes }) => ({ path, chunks: chunkHashes.map(formatDigest) })),
      },
      bytes: hashed.bytes,
      chunks: files.reduce((sum, file) => sum + file.chunks.length, 0),
      sealedNow: job.sealedNow,
    };
  } finally {
    await job.settled();
    await journal.close();
  }
}

async function hashStep(request: SealRequest): Promise<FolderHash> {
  return await hashFolder(request.sourceDir, {
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    onProgress: ({ bytes }) => request.onProgress?.({ step: 'hash', bytes }),
  });
}

function listedFile(file: FileRecord, cipherHashes: readonly Digest[]): ChunkList['files'][number] {
  return {
    path: file.path,
    size: file.size,
    chunks: cipherHashes.map((cipherHash, index) => ({
      cipherHash,
      cipherSize: chunkLength(file.size, index) + SEAL_OVERHEAD_BYTES,
    })),
  };
}

/** One run over a folder: seals what the journal does not know, in batches. */
class SealJob {
  readonly #request: SealRequest;
  readonly #hashed: FolderHash;
  readonly #journal: SealJournal;
  readonly #store: ChunkStore;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  #writes: Promise<unknown>[] = [];
  #batch: SealedChunk[] = [];
  #flushing: Promise<unknown> = Promise.resolve();
  #bytes = 0;
  sealedNow = 0;

  constructor(request: SealRequest, hashed: FolderHash, journal: SealJournal) {
    this.#request = request;
    this.#hashed = hashed;
    this.#journal = journal;
    this.#store = chunkStoreOf(request.storeDir);
  }

  /** Hashes of the sealed chunks of one file, sealing those that are missing. */
  async sealFile(number: number, file: FileRecord): Promise<Digest[]> {
    requireRunning(this.#request.signal);
    const hashes: (Digest | undefined)[] = [];
    for (const [index, plainHash] of file.chunkHashes.entries()) {
      hashes.push(await this.#finished({ number, index, plainHash, size: file.size }));
    }
    if (hashes.includes(undefined)) {
      const options = {
        buffer: this.#buffer,
        signal: this.#request.signal,
        wanted: (index: number) => hashes[index] === undefined,
      };
      const path = join(this.#request.sourceDir, file.path);
      await eachChunk(path, options, async (chunk, index) => {
        hashes[index] = await this.#seal({ number, index, file }, chunk);
      });
    }
    this.#bytes += file.size;
    this.#request.onProgress?.({ step: 'seal', bytes: this.#bytes, total: this.#hashed.bytes });
    return hashes as Digest[];
  }

  /** Waits until everything sealed so far is on the disk and in the journal. */
  async finish(): Promise<void> {
    await this.#turn();
    await this.#turn();
  }

  /** Waits for writes in flight, whatever became of them. */
  async settled(): Promise<void> {
    await Promise.all([...this.#writes, this.#flushing]);
  }

  /** Lets the current batch flush while the next one is sealed; waits for the one before, so two are in memory at most. */
  async #turn(): Promise<void> {
    const failure = await this.#flushing;
    if (failure !== undefined) throw failure;
    const [writes, batch] = [this.#writes, this.#batch];
    this.#writes = [];
    this.#batch = [];
    // A failure is kept as a value until the next turn, so that it cannot surface as an unhandled rejection.
    this.#flushing = this.#flush(writes, batch).then(
      () => undefined,
      (failed: unknown) => failed,
    );
  }

  async #flush(writes: readonly Promise<unknown>[], batch: readonly SealedChunk[]): Promise<void> {
    const failure = (await Promise.all(writes)).find((result) => result !== undefined);
    if (failure !== undefined) throw failure;
    if (batch.length === 0) return;
    await this.#store.sync();
    await this.#journal.append(batch);
  }

  async #finished(at: {
    number: number;
    index: number;
    plainHash: Uint8Array;
    size: number;
  }): Promise<Digest | undefined> {
    const known = this.#journal.finished(at.number, at.index, at.plainHash);
    if (known === undefined) return undefined;
    const stored = await this.#store.has(known, chunkLength(at.size, at.index) + SEAL_OVERHEAD_BYTES);
    return stored ? known : undefined;
  }

  async #seal(at: { number: number; index: number; file: FileRecord }, chunk: Buffer): Promise<Digest> {
    const plainHash = at.file.chunkHashes[at.index];
    if (plainHash === undefined || !equalBytes(chunkHash(chunk), plainHash)) {
      throw new ExchangeError('content-mismatch', 'A file changed after it was hashed.', {
        params: { path: at.file.path, index: at.index },
      });
    }
    const place = {
      derivative: this.#hashed.root,
      path: at.file.path,
      index: at.index,
      count: chunkCount(at.file.size),
    };
    const sealed = sealChunk({ contentKey: this.#request.contentKey, place, plainHash }, chunk);
    const cipherHash = formatDigest(chunkHash(sealed));
    this.sealedNow += 1;
    this.#batch.push({ file: at.number, index: at.index, plainHash, cipherHash });
    this.#writes.push(
      this.#store.putTrusted(cipherHash, sealed).then(
        () => undefined,
        (failure: unknown) => failure,
      ),
    );
    if (this.#batch.length >= BATCH_CHUNKS) await this.#turn();
    return cipherHash;
  }
}
