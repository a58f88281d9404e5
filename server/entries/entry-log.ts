/**
 * Appends admitted entries to the transparency log and keeps the query index in step with it.
 *
 * If we crash after the log's append and before the index's commit, the index is behind: the next start replays the missing
 * leaves from the log, so an acknowledged entry is never lost, and a submission that is repeated finds its leaf and gets its
 * first index instead of a second place.
 */

import { parseJson } from '#contracts/canonical-json.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { formatDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { LogReceipt } from '#contracts/http/log.ts';
import { MAX_ENTRY_BYTES, openEntry, type ExchangeLink, type OpenedEntry } from '#contracts/log/entry.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { envelopeSchema } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import { chainTail, findLeaf, indexedSize, insertEntry, type IndexedEntry } from './entry-store.ts';
import { KeyedMutex } from './keyed-mutex.ts';

/** Entries that are indexed in one transaction when the index is behind. */
const CATCH_UP_BATCH = 500;

/** The log's writer, as far as it is used here. */
export interface LogWriter {
  /** Number of leaves that are durable. */
  readonly size: number;
  /** Appends a leaf; when it resolves, the leaf is durable and the proof leads to a signed checkpoint. */
  append(leaf: Uint8Array): Promise<{ readonly index: number; readonly proof: string }>;
  /** Proof of a leaf under the newest checkpoint. */
  prove(index: number): Promise<string>;
  /** A leaf by its index. */
  readLeaf(index: number): Promise<Uint8Array>;
}

/** What follows from an entry in other tables; runs in the transaction that indexes it, once per entry, in log order. */
export type EntryProjection = (tx: WriteHandle, entry: IndexedEntry) => void;

/** What the entry log needs. */
export interface EntryLogDeps {
  readonly crypto: CryptoPort;
  readonly log: LogWriter;
  readonly database: Database;
  readonly projections: readonly EntryProjection[];
}

/** Appends entries and answers with receipts. */
export class EntryLog {
  readonly #deps: EntryLogDeps;
  readonly #locks = new KeyedMutex();
  readonly #waiting = new Map<number, IndexedEntry>();
  readonly #listeners = new Set<(size: number) => void>();
  #flushing: Promise<void> = Promise.resolve();

  constructor(deps: EntryLogDeps) {
    this.#deps = deps;
  }

  /** Indexes what the log has and the index has not. Runs before anything is served. */
  async catchUp(): Promise<void> {
    const { crypto, database, log } = this.#deps;
    const from = await database.read(indexedSize);
    if (from > log.size) {
      throw new ExchangeError('log-forked', 'The log is shorter than what was indexed from it.', {
        params: { log: log.size, indexed: from },
      });
    }
    for (let index = from; index < log.size; index++) {
      const leaf = await log.readLeaf(index);
      const envelope = parseWire(envelopeSchema, parseJson(leaf, MAX_ENTRY_BYTES), 'log entry');
      const opened = await openEntry(crypto, envelope);
      this.#waiting.set(index, { index, leafHash: formatDigest(leafHash(crypto, leaf)), envelope, opened });
      if (this.#waiting.size >= CATCH_UP_BATCH) await this.#flush();
    }
    await this.#flush();
  }

  /**
   * Appends an admitted entry. A leaf that is in the log already gets a receipt for its first index.
   * Throws `conflict` when the entry does not continue the chain of its side of the exchange.
   */
  async append(opened: OpenedEntry): Promise<LogReceipt> {
    const { crypto, database, log } = this.#deps;
    const hash = formatDigest(leafHash(crypto, opened.leaf));
    const link = opened.statement.predicate.exchange;
    return this.#locks.run(link === null ? hash : `${link.id} ${link.role}`, async () => {
      const known = await database.read((db) => findLeaf(db, hash));
      if (known !== undefined) return { index: known, leafHash: hash, proof: await log.prove(known) };
      if (link !== null) await database.read((db) => requireContinuation(db, opened, link));
      const { index, proof } = await log.append(opened.leaf);
      const envelope = parseWire(envelopeSchema, parseJson(opened.leaf, MAX_ENTRY_BYTES), 'log entry');
      this.#waiting.set(index, { index, leafHash: hash, envelope, opened });
      await this.#flush();
      return { index, leafHash: hash, proof };
    });
  }

  /** Receipt of a leaf that is in the log. Throws `not-found`. */
  async receiptOf(hash: Digest): Promise<LogReceipt> {
    const index = await this.#deps.database.read((db) => findLeaf(db, hash));
    if (index === undefined) throw new ExchangeError('not-found', 'The log has no such entry.');
    return { index, leafHash: hash, proof: await this.#deps.log.prove(index) };
  }

  /** Calls `listener` with the log's size after each growth; returns the function that ends it. */
  onGrowth(listener: (size: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Entries that arrive while a batch commits go into the next batch together. */
  #flush(): Promise<void> {
    const next = this.#flushing.catch(() => undefined).then(() => this.#indexWaiting());
    this.#flushing = next;
    return next;
  }

  async #indexWaiting(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const { database, projections } = this.#deps;
    const indexed = await database.write((tx) => {
      let index = indexedSize(tx);
      for (; ; index++) {
        const entry = this.#waiting.get(index);
        if (entry === undefined) return index;
        insertEntry(tx, entry);
        for (const project of projections) project(tx, entry);
      }
    });
    for (const index of this.#waiting.keys()) if (index < indexed) this.#waiting.delete(index);
    for (const listener of this.#listeners) listener(indexed);
  }
}

/** The chain rule: seq and prev continue the side's chain, and one participant speaks for a side. */
function requireContinuation(db: ReadHandle, opened: OpenedEntry, link: ExchangeLink): void {
  const tail = chainTail(db, link.id, link.role);
  const expected = tail === undefined ? 0 : tail.seq + 1;
  if (link.seq !== expected || link.prev !== (tail?.leafHash ?? null)) {
    throw new ExchangeError('conflict', 'The entry does not continue the chain of its exchange.', {
      params: { seq: link.seq, expected },
    });
  }
  const { participant } = opened.statement.predicate.actor;
  if (tail !== undefined && tail.actor !== participant) {
    throw new ExchangeError('forbidden', 'Another participant speaks for this side of the exchange.');
  }
  const other = chainTail(db, link.id, link.role === 'consumer' ? 'provider' : 'consumer');
  const cosigner = (opened.body as { cosigner?: { participant: string } }).cosigner;
  if (other !== undefined && cosigner !== undefined && other.actor !== cosigner.participant) {
    throw new ExchangeError('forbidden', 'The cosigner is not the other side of the exchange.');
  }
}
