/** Pulls the sealed chunks of a list into a store, several at a time, each checked by its hash before it is kept. */

import type { ChunkList } from '#contracts/content/chunk-list.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { chunkMatches, type ChunkStore } from '../content/chunk-store.ts';
import { requireWanted } from './patience.ts';

/** Requests under way at the same time; each may hold a chunk of 1 MiB. */
const REQUESTS_UNDER_WAY = 12;
/** A chunk that fails its hash is asked for so many times before the provider counts as sending something else. */
export const MAX_CHUNK_TRIES = 4;

/** A pull. */
export interface PullJob {
  readonly list: ChunkList;
  readonly store: ChunkStore;
  readonly fetch: (cipherHash: Digest) => Promise<Uint8Array>;
  readonly signal: AbortSignal;
  /** Sealed bytes that are there and verified, counted up as they come; `fetched` when they were not there before. */
  readonly onChunk: (bytes: number, fetched: boolean) => void;
  /** A chunk failed its hash and is asked for again. */
  readonly onFailure: () => void;
}

/**
 * Brings every chunk of the list into the store. What an earlier run has stored is read and checked, not fetched. If we crash,
 * chunks under their final names are whole. Throws `content-mismatch` when the provider keeps sending wrong bytes, `interrupted`, and what
 * `fetch` throws.
 */
export async function pullChunks(job: PullJob): Promise<void> {
  const wanted = uniqueChunks(job.list)[Symbol.iterator]();
  const failed = new AbortController();
  const work = async (): Promise<void> => {
    for (let next = wanted.next(); next.done !== true; next = wanted.next()) {
      requireWanted(job.signal);
      if (failed.signal.aborted) return;
      await pullOne(job, next.value);
    }
  };
  const workers = Array.from({ length: REQUESTS_UNDER_WAY }, () =>
    work().catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  await job.store.sync();
}

type SealedChunk = ChunkList['files'][number]['chunks'][number];

/** Equal chunks have one name and are fetched once. */
function uniqueChunks(list: ChunkList): SealedChunk[] {
  const chunks = new Map<Digest, SealedChunk>();
  for (const file of list.files) for (const chunk of file.chunks) chunks.set(chunk.cipherHash, chunk);
  return [...chunks.values()];
}

async function pullOne(job: PullJob, { cipherHash, cipherSize }: SealedChunk): Promise<void> {
  if (await isStored(job.store, { cipherHash, cipherSize })) {
    job.onChunk(cipherSize, false);
    return;
  }
  for (let tries = 1; ; tries++) {
    const bytes = await job.fetch(cipherHash);
    if (bytes.length === cipherSize && chunkMatches(bytes, cipherHash)) {
      await job.store.putTrusted(cipherHash, bytes);
      job.onChunk(cipherSize, true);
      return;
    }
    job.onFailure();
    if (tries >= MAX_CHUNK_TRIES) {
      throw new ExchangeError('content-mismatch', 'The provider sends other bytes than agreed.', {
        params: { cipherHash, tries },
      });
    }
  }
}

async function isStored(store: ChunkStore, { cipherHash, cipherSize }: SealedChunk): Promise<boolean> {
  if (!(await store.has(cipherHash, cipherSize))) return false;
  try {
    await store.read(cipherHash);
    return true;
  } catch {
    return false; // damaged on disk: fetched again
  }
}
