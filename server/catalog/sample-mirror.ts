/**
 * Mirrors the public samples of listed datasets, so that a dataset's page works while its node is away (DECISIONS 17).
 *
 * What is mirrored follows from the catalog: a withdrawal, a new version or a suspension takes a sample away, its files with it. Every
 * file is checked against the digest that the signed manifest leads to before it has a name here. One sample of a provider at a time, so
 * that a slow node holds up nobody but itself.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { MAX_SAMPLE_INDEX_BYTES } from '#contracts/sample/sample.ts';
import { nextAttempt, type BackOff } from '#platform/back-off.ts';
import type { Database } from '#platform/database/database.ts';
import { createMutex } from '#platform/database/mutex.ts';
import type { Logger } from '#platform/logger.ts';
import type { SampleQuota } from '../config.ts';
import { createCounts } from '../counts.ts';
import type { DocumentReader } from './document-reader.ts';
import { documentText } from './feed-store.ts';
import { digestInPieces, type SampleFiles } from './sample-files.ts';
import {
  dueSamples,
  FIRST_PLACE,
  forgetRefusals,
  isReferenced,
  makeDue,
  mirroredBytes,
  reconcileSamples,
  saveFailure,
  saveMirrored,
  type WantedSample,
} from './sample-store.ts';

/** Samples that are fetched at the same time, each from another provider. */
const CONCURRENCY = 4;
/** Changes of the catalog that are followed in one transaction. */
const FOLLOW_LISTINGS = 200;
/** One sample must be here within this time, milliseconds. */
const FETCH_TIMEOUT_MS = 5 * 60_000;
/** A node that is away is asked again: after 5 s, doubling up to an hour, and at once when it connects. */
const RETRY: BackOff = { firstMs: 5_000, factor: 2, longestMs: 3_600_000 };
/** Nothing else that a provider does will make these right: its manifest names the very bytes. */
const FINAL: readonly ErrorCode[] = [
  'content-mismatch',
  'schema-mismatch',
  'not-canonical',
  'path-not-allowed',
  'limit-exceeded',
  'bad-json',
];

/** Everything that is counted about samples. */
export const SAMPLE_COUNTS = ['mirrored', 'refused', 'failed', 'over-quota'] as const;

/** Where samples come from. */
export interface SampleSource {
  /**
   * A whole file of at most `maxBytes`, not yet verified. Throws `peer-unreachable`, `peer-misbehaved`, `not-found`, `limit-exceeded` when
   * more comes than was asked for.
   */
  file(
    from: { publisher: ParticipantId; manifest: Digest; file: Digest; maxBytes: number },
    signal: AbortSignal,
  ): Promise<Uint8Array>;
}

/** What mirroring needs. */
export interface SampleMirrorDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly logger: Logger;
  readonly source: SampleSource;
  readonly files: SampleFiles;
  readonly documents: Pick<DocumentReader, 'offer' | 'sample'>;
  readonly quota: SampleQuota;
}

/** Mirrors samples. */
export class SampleMirror {
  readonly counts = createCounts(SAMPLE_COUNTS);
  readonly #deps: SampleMirrorDeps;
  readonly #running = new Map<ParticipantId, Promise<void>>();
  /** Storing a sample and sweeping files exclude each other: a file has a name before it has a row. */
  readonly #storing = createMutex();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #place = FIRST_PLACE;

  constructor(deps: SampleMirrorDeps) {
    this.#deps = deps;
  }

  /** Brings the mirror up to the catalog now, after every {@link wake}, and every `intervalMs`. */
  async start(intervalMs: number): Promise<void> {
    await this.#deps.database.write((tx) => forgetRefusals(tx, this.#deps.clock()));
    await this.#sweep();
    this.wake();
    this.#timer = setInterval(() => this.wake(), intervalMs);
    this.#timer.unref();
  }

  /** Ends what is under way; what is not whole is fetched again later. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort(new ExchangeError('interrupted', 'The broker is stopping.'));
    await this.#round;
    await Promise.all(this.#running.values());
  }

  /** The catalog has changed. */
  wake(): void {
    if (this.#stopping.signal.aborted) return;
    if (this.#round !== undefined) {
      this.#again = true;
      return;
    }
    this.#round = this.#run().finally(() => {
      this.#round = undefined;
    });
  }

  /** A provider's node is there: what it owes is asked for at once. */
  async providerConnected(provider: ParticipantId): Promise<void> {
    await this.#deps.database.write((tx) => makeDue(tx, provider, this.#deps.clock()));
    this.wake();
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#follow();
        await this.#begin();
      } catch (error) {
        if (!this.#stopping.signal.aborted)
          this.#deps.logger.error({ error }, 'samples could not be brought up');
      }
    } while (this.#again && !this.#stopping.signal.aborted);
  }

  /** Follows the catalog to its newest change. */
  async #follow(): Promise<void> {
    const { database, clock } = this.#deps;
    for (;;) {
      const from = this.#place;
      const { place, dropped } = await database.write((tx) =>
        reconcileSamples(tx, from, { limit: FOLLOW_LISTINGS, nowMs: clock() }),
      );
      await this.#storing.run(() => this.#removeUnreferenced(dropped));
      if (place === from) return;
      this.#place = place;
    }
  }

  /** Begins to fetch what is due, as far as there is room beside what is under way. */
  async #begin(): Promise<void> {
    const room = CONCURRENCY - this.#running.size;
    if (room <= 0) return;
    const nowMs = this.#deps.clock();
    const busy = [...this.#running.keys()];
    const due = await this.#deps.database.read((db) => dueSamples(db, { nowMs, limit: room, busy }));
    for (const wanted of due) {
      const work = this.#fetch(wanted)
        .catch((cause: unknown) => this.#rest(cause))
        .finally(() => {
          this.#running.delete(wanted.provider);
          this.wake();
        });
      this.#running.set(wanted.provider, work);
    }
  }

  async #fetch(wanted: WantedSample): Promise<void> {
    const { database, clock, random, logger } = this.#deps;
    try {
      await this.#mirror(wanted);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      const code = isExchangeError(error) ? error.code : 'internal';
      const final = FINAL.includes(code);
      this.counts.add(final ? 'refused' : 'failed');
      logger.debug({ error, manifest: wanted.manifest }, 'a sample could not be mirrored');
      const nextAt = clock() + nextAttempt(RETRY, wanted.attempts, random);
      const state = final ? 'refused' : 'wanted';
      await database.write((tx) => saveFailure(tx, wanted.manifest, { state, reason: code, nextAt }));
    }
  }

  /** The row still says that the sample is due: without a rest it would be fetched again and again. */
  async #rest(cause: unknown): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    this.#deps.logger.error({ error: cause }, 'what became of a sample could not be recorded');
    await sleep(RETRY.firstMs, undefined, { signal, ref: false }).catch(() => undefined);
  }

  async #mirror(wanted: WantedSample): Promise<void> {
    const { database, quota } = this.#deps;
    const { provider, manifest: digest } = wanted;
    const used = await database.read((db) => mirroredBytes(db, provider));
    if (used.all + wanted.bytes > quota.totalBytes || used.own + wanted.bytes > quota.perProviderBytes) {
      this.counts.add('over-quota');
      throw new ExchangeError('refused', 'There is no room for another sample.');
    }
    const document = await database.read((db) => documentText(db, digest));
    if (document === undefined) throw new ExchangeError('not-found', 'The manifest is gone.');
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(FETCH_TIMEOUT_MS)]);
    const content = await this.#collect(digest, document.envelope, signal);
    const kept = await this.#storing.run(async () => {
      for (const [name, bytes] of content) await this.#deps.files.put(name, bytes);
      const saved = await database.write((tx) => saveMirrored(tx, digest, content.keys()));
      // Withdrawn while it was fetched.
      if (!saved) await this.#removeUnreferenced(content.keys());
      return saved;
    });
    if (kept) this.counts.add('mirrored');
  }

  /** All files of a sample with its index, by digest: at most a sample's bytes in memory. */
  async #collect(manifest: Digest, envelope: string, signal: AbortSignal): Promise<Map<Digest, Uint8Array>> {
    const { source, documents } = this.#deps;
    const offered = await documents.offer(envelope);
    if (offered === null) throw new ExchangeError('content-mismatch', 'The manifest offers no sample.');
    const { publisher, offer } = offered;
    const get = async (file: Digest, maxBytes: number): Promise<Uint8Array> => {
      const bytes = await source.file({ publisher, manifest, file, maxBytes }, signal);
      if ((await digestInPieces(bytes)) === file) return bytes;
      throw new ExchangeError('peer-misbehaved', 'The peer sent another file than it was asked for.');
    };
    const index = await get(offer.index, MAX_SAMPLE_INDEX_BYTES);
    const { sample } = await documents.sample(envelope, index);
    const content = new Map([[offer.index, index]]);
    for (const { digest, size } of sample.files) {
      if (content.has(digest)) continue;
      const bytes = await get(digest, size);
      if (bytes.length !== size)
        throw new ExchangeError('peer-misbehaved', 'A file of a sample came with another length.');
      content.set(digest, bytes);
    }
    return content;
  }

  /** Removes what an earlier run left without a row. */
  async #sweep(): Promise<void> {
    const { files, database } = this.#deps;
    await this.#storing.run(() => files.sweep((digest) => database.read((db) => isReferenced(db, digest))));
  }

  async #removeUnreferenced(digests: Iterable<Digest>): Promise<void> {
    const { files, database } = this.#deps;
    for (const digest of new Set(digests)) {
      if (!(await database.read((db) => isReferenced(db, digest)))) await files.remove(digest);
    }
  }
}
