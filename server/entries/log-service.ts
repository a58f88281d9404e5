/**
 * The log's door, one for HTTP and libp2p: submitting entries, and reading them as far as the reader may (DECISIONS 5, 6).
 *
 * Hashes and proofs are public. What an entry says goes to its parties, and to auditors, whose reading is itself an entry
 * that is in the log before they see anything.
 */

import type { Digest } from '#contracts/digest.ts';
import { digestOf } from '#contracts/digest.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ListedEntry, LogReceipt, LogRequest } from '#contracts/http/log.ts';
import { logRequestSchema } from '#contracts/http/log.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { parseTilePath, TILE_WIDTH } from '#contracts/log/tile.ts';
import { utf8 } from '#contracts/bytes.ts';
import type { Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import { giveWayWhenDue } from '#platform/give-way.ts';
import type { LogReader, ServedFile } from '../audit/log-reader.ts';
import { admitEntry, type EntryAdmissionDeps } from './admit-entry.ts';
import type { EntryLog } from './entry-log.ts';
import { indexedSize, listEntries, type EntryFilter, type EntryRow } from './entry-store.ts';
import type { Registrar } from './registrar.ts';

/** How long an auditor waits for his reading to be logged, in milliseconds. */
const ACCESS_WAIT_MS = 10_000;

/** Who reads entries. */
export interface EntryReader {
  /** Identity that an audit entry commits to. */
  readonly name: string;
  readonly participant: ParticipantId | null;
  /** Whether the auditor role was granted. */
  readonly auditor: boolean;
}

/** What the service needs. */
export interface LogServiceDeps extends EntryAdmissionDeps {
  readonly database: Database;
  readonly entryLog: EntryLog;
  readonly reader: LogReader;
  readonly checkpoint: () => string;
  readonly registrarVoice: Registrar;
}

/** A page of entries. */
export interface EntryPage {
  readonly size: number;
  readonly items: ListedEntry[];
  readonly next: number | null;
}

/** Submits and reads entries. */
export class LogService {
  readonly #deps: LogServiceDeps;

  constructor(deps: LogServiceDeps) {
    this.#deps = deps;
  }

  /** Admits and appends an entry. Throws what {@link admitEntry} and {@link EntryLog.append} throw. */
  async submit(entry: unknown): Promise<LogReceipt> {
    const opened = await admitEntry(this.#deps, entry);
    return this.#deps.entryLog.append(opened);
  }

  /** Answers a request of the libp2p door. */
  async answer(request: unknown): Promise<unknown> {
    const asked: LogRequest = parseWire(logRequestSchema, request, 'log request');
    switch (asked.op) {
      case 'append':
        return this.submit(asked.entry);
      case 'prove':
        return this.#deps.entryLog.receiptOf(asked.leafHash);
      case 'checkpoint':
        return { checkpoint: this.#deps.checkpoint() };
      default:
        return asked satisfies never;
    }
  }

  /** Receipt of a leaf by its hash. Throws `not-found`. */
  receiptOf(leafHash: Digest): Promise<LogReceipt> {
    return this.#deps.entryLog.receiptOf(leafHash);
  }

  /** Inclusion proof of an entry under the newest checkpoint, as text. Throws `not-found`. */
  prove(index: number): string {
    return this.#deps.reader.prove(index);
  }

  /** Entries in the order asked for; the envelope is there for parties and auditors. Throws `log-unavailable`. */
  async list(filter: Omit<EntryFilter, 'reader' | 'everything'>, reader: EntryReader): Promise<EntryPage> {
    const rows = await this.#deps.database.read((db) =>
      listEntries(db, {
        ...filter,
        limit: filter.limit + 1,
        reader: reader.participant,
        everything: reader.auditor,
      }),
    );
    const page = rows.slice(0, filter.limit);
    const hidden = page.filter((row) => row.isParty === 0);
    if (reader.auditor && hidden.length > 0) {
      const places = hidden.map(({ idx }) => idx);
      await this.#recordAccess(reader, { from: Math.min(...places), to: Math.max(...places) });
    }
    const next = rows.length > filter.limit ? (rows[filter.limit]?.idx ?? null) : null;
    const items: ListedEntry[] = [];
    for (const row of page) {
      await giveWayWhenDue();
      items.push(listed(row));
    }
    return { size: await this.#deps.database.read(indexedSize), items, next };
  }

  /** One entry, for its parties and for auditors, with its inclusion proof. Throws `not-found`, also for what the reader may not see. */
  async get(index: number, reader: EntryReader): Promise<{ entry: ListedEntry; proof: string }> {
    const { items } = await this.list({ order: 'oldest', from: index, limit: 1 }, reader);
    const [entry] = items;
    if (entry?.index !== index)
      throw new ExchangeError('not-found', 'The log has no such entry, or it is not yours to read.');
    return { entry, proof: this.prove(index) };
  }

  /** A file of the log. Bundles of entries are for auditors. Throws `forbidden`, `not-found`, `path-not-allowed`. */
  async readFile(path: string, reader: EntryReader): Promise<ServedFile> {
    if (!path.startsWith('tile/entries/') || !reader.auditor) return this.#deps.reader.readPublic(path);
    const tile = parseTilePath(path);
    const file = await this.#deps.reader.readBundle(path);
    const from = tile.index * TILE_WIDTH;
    await this.#recordAccess(reader, { from, to: from + tile.width - 1 });
    return file;
  }

  async #recordAccess(reader: EntryReader, range: { from: number; to: number }): Promise<void> {
    const { database, registrarVoice, crypto } = this.#deps;
    const logged = await database.write((tx) => {
      const leaf = registrarVoice.record(tx, {
        type: 'audit.accessed',
        subject: { name: 'range', digest: rangeDigest(crypto, range) },
        body: { ...range, account: registrarVoice.commit(tx, { account: reader.name }) },
        parties: [],
      });
      return { done: registrarVoice.whenLogged(leaf, ACCESS_WAIT_MS) };
    });
    if (await logged.done) return;
    throw new ExchangeError('log-unavailable', 'Nobody reads entries while the log cannot record it.');
  }
}

function rangeDigest(crypto: CryptoPort, range: { from: number; to: number }): Digest {
  return digestOf(crypto, utf8(`${range.from}-${range.to}`));
}

function listed(row: EntryRow): ListedEntry {
  return {
    index: row.idx,
    leafHash: row.leafHash,
    type: row.type,
    time: row.time,
    actor: row.actor,
    dataset: row.dataset,
    exchange: row.exchange,
    subject: { name: row.subjectName, digest: row.subjectDigest },
    entry: JSON.parse(row.envelope) as Envelope,
  };
}
