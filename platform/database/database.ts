/**
 * One SQLite file: a single writer behind a mutex, and readers with their own snapshots.
 *
 * The writer connection exists once and is handed out inside a unit of work only. An await between BEGIN and COMMIT would
 * let other requests write into the open transaction, were it reachable in any other way. Work inside `write` may await
 * other stores, and must not await the network, a child process or a person: everybody else waits meanwhile.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteConnection, { type Database as Connection } from 'better-sqlite3';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { giveWay, giveWayWhenDue } from '../give-way.ts';
import {
  readHandle,
  statementsOf,
  writeHandle,
  type ReadHandle,
  type Statements,
  type Unit,
  type WriteHandle,
} from './handles.ts';
import { createMutex, type Mutex } from './mutex.ts';
import { migrate } from './migrate.ts';
import { isTroubleOfStorage, storageError } from './storage-error.ts';

/** How long a statement waits for a lock that another process holds, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;
/** Reader connections at most; further reads wait. */
const MAX_READERS = 4;
/** Page cache of one connection, in KiB. */
const CACHE_KIB = 8_192;
/** Size to which the write-ahead log is cut after a checkpoint, in bytes. */
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024;

/** Where a database lives and which migrations it needs. */
export interface DatabaseOptions {
  /** Path of the file; missing folders are made. Several connections are used, so `:memory:` is refused. */
  readonly path: string;
  /** Folder with `NNNN_name.sql` files, applied in order before anything else. */
  readonly migrations: string;
  /** Milliseconds since the epoch; stands in the record of applied migrations. */
  readonly clock: () => number;
}

/** An open database. */
export interface Database {
  /**
   * Runs a unit of work in BEGIN IMMEDIATE … COMMIT, one at a time. When it resolves, the change is on disk
   * (`synchronous=FULL`); when it throws, nothing has changed and the error passes through. SQLite's own errors become
   * `conflict` (unique constraint) or `storage-failed`. A call from inside a unit of work throws `conflict`: pass the handle on.
   */
  write<T>(work: (tx: WriteHandle) => Promise<T> | T): Promise<T>;
  /** Reads one consistent snapshot, beside writers. Inside a unit of work read through its handle instead: this sees the state before. */
  read<T>(work: (db: ReadHandle) => Promise<T> | T): Promise<T>;
  /**
   * Why units of work fail now; null when the last one did not fail of its storage. Where there is trouble, asking tries to write: a disk
   * that has room again is well again without anybody else having to write. Never throws.
   */
  trouble(): Promise<StorageTrouble | null>;
  /** Waits for open work, writes the log back into the file and closes. Later calls throw `interrupted`. */
  close(): Promise<void>;
}

/** A database that refuses to write, such as one whose disk is full. */
export interface StorageTrouble {
  /** SQLite's name of the last failure, such as `SQLITE_FULL`. */
  readonly code: string;
  /** When it began, milliseconds since the epoch. */
  readonly since: number;
}

/** Opens (or creates) a database and brings it to the newest migration. Throws `storage-failed`, `unknown-version` or `content-mismatch`. */
export function openDatabase(options: DatabaseOptions): Database {
  if (options.path === '' || options.path.startsWith(':')) {
    throw new ExchangeError('bad-config', 'A database needs a file.');
  }
  const writer = openWriter(options.path);
  try {
    migrate(writer, options.migrations, options.clock);
  } catch (error) {
    writer.close();
    throw storageError(error);
  }
  return new SqliteDatabase(options, writer);
}

class SqliteDatabase implements Database {
  readonly #path: string;
  readonly #clock: () => number;
  readonly #writer: Statements;
  readonly #mutex: Mutex = createMutex();
  readonly #inside = new AsyncLocalStorage<Unit>();
  readonly #idle: Statements[] = [];
  readonly #waiting: ((reader: Statements) => void)[] = [];
  #readers = 0;
  #busyReaders = 0;
  #closed = false;
  #trouble: StorageTrouble | null = null;
  #trying: Promise<void> | undefined;

  constructor({ path, clock }: DatabaseOptions, writer: Connection) {
    this.#path = path;
    this.#clock = clock;
    this.#writer = statementsOf(writer);
  }

  async write<T>(work: (tx: WriteHandle) => Promise<T> | T): Promise<T> {
    if (this.#inside.getStore()?.open === true) {
      throw new ExchangeError('conflict', 'A unit of work is open here already: pass its handle on.');
    }
    const unit: Unit = { open: false, effects: [] };
    const result = await this.#mutex.run(async () => {
      this.#refuseClosed();
      const { connection } = this.#writer;
      try {
        connection.exec('BEGIN IMMEDIATE');
        unit.open = true;
        const value = await this.#inside.run(unit, async () => work(writeHandle(this.#writer, unit)));
        // A commit may write megabytes: it does not follow upon other long work in one turn.
        await giveWayWhenDue();
        unit.open = false;
        connection.exec('COMMIT');
        this.#trouble = null;
        // A commit waits for the disk: whoever comes next, and what follows from this one, gets a turn of its own.
        await giveWay();
        return value;
      } catch (error) {
        throw this.#noted(storageError(error));
      } finally {
        unit.open = false;
        // Reached when the work threw, or when COMMIT failed and left the transaction open.
        if (connection.inTransaction) connection.exec('ROLLBACK');
      }
    });
    for (const effect of unit.effects) effect();
    return result;
  }

  async read<T>(work: (db: ReadHandle) => Promise<T> | T): Promise<T> {
    this.#refuseClosed();
    const reader = await this.#takeReader();
    const unit: Unit = { open: true, effects: [] };
    try {
      reader.connection.exec('BEGIN');
      return await work(readHandle(reader, unit));
    } catch (error) {
      throw storageError(error);
    } finally {
      unit.open = false;
      try {
        if (reader.connection.inTransaction) reader.connection.exec('COMMIT');
      } finally {
        this.#giveBack(reader);
      }
    }
  }

  async trouble(): Promise<StorageTrouble | null> {
    if (this.#trouble !== null) await (this.#trying ??= this.#tryToWrite());
    return this.#trouble;
  }

  async #tryToWrite(): Promise<void> {
    try {
      // A number that nobody reads. A row that stays the same would not be written at all; this always is.
      await this.write((tx) => tx.run('PRAGMA user_version = 1'));
    } catch {
      // Noted where it failed.
    } finally {
      this.#trying = undefined;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#mutex.run(async () => {
      this.#closed = true;
    });
    while (this.#busyReaders > 0) this.#idle.push(await this.#takeBusy());
    for (const reader of this.#idle) reader.connection.close();
    try {
      this.#writer.connection.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // On a full disk the log stays beside the file: it is durable, and the next opening reads it.
    }
    this.#writer.connection.close();
  }

  /** Remembers that the storage failed; passes the error on. */
  #noted(error: unknown): unknown {
    const code = isExchangeError(error, 'storage-failed') ? error.params['sqlite'] : undefined;
    if (typeof code === 'string' && isTroubleOfStorage(code)) {
      this.#trouble = { code, since: this.#trouble?.since ?? this.#clock() };
    }
    return error;
  }

  #refuseClosed(): void {
    if (this.#closed) throw new ExchangeError('interrupted', 'The database is closed.');
  }

  async #takeReader(): Promise<Statements> {
    const idle = this.#idle.pop() ?? this.#openReader();
    this.#busyReaders += 1;
    return idle ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The next reader that somebody gives back, for closing. */
  #takeBusy(): Promise<Statements> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #openReader(): Statements | undefined {
    if (this.#readers >= MAX_READERS) return undefined;
    try {
      const connection = new SqliteConnection(this.#path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
      connection.pragma(`cache_size=-${CACHE_KIB}`);
      // Counted once it is there: a place kept for one that could not be opened would be waited for in vain.
      this.#readers += 1;
      return statementsOf(connection);
    } catch (error) {
      // Where files run out, those that read already will have to do.
      if (this.#readers > 0) return undefined;
      throw storageError(error);
    }
  }

  #giveBack(reader: Statements): void {
    this.#busyReaders -= 1;
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(reader);
    else next(reader);
  }
}

function openWriter(path: string): Connection {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Made by us first, so that the file and SQLite's files beside it are private from the start.
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
    const connection = new SqliteConnection(path, { timeout: BUSY_TIMEOUT_MS });
    connection.pragma('journal_mode=WAL');
    connection.pragma('synchronous=FULL');
    connection.pragma('foreign_keys=ON');
    connection.pragma(`cache_size=-${CACHE_KIB}`);
    connection.pragma(`journal_size_limit=${JOURNAL_LIMIT_BYTES}`);
    return connection;
  } catch (error) {
    throw new ExchangeError('storage-failed', 'The database file could not be opened.', { cause: error });
  }
}
