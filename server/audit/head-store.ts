/**
 * The last signed head of a log, apart from the log's folder: a small SQLite file that changes by compare-and-swap.
 *
 * A folder restored from a backup does not reach the head that stands here, so the log refuses to start instead of signing
 * a second history. The file is held exclusively: a second writer of the same log cannot open it.
 */

import Database from 'better-sqlite3';
import { ExchangeError } from '#contracts/errors.ts';

/** Where the last signed head is kept. Both calls are synchronous: nothing happens between comparing and swapping. */
export interface HeadStore {
  /** The note of the last signed head; null for a log that never had one. */
  read(): string | null;
  /**
   * Replaces the head `expected` by `next`; what it returns from survives a crash. Throws `log-forked` when another head
   * stands there, `storage-failed` when it cannot be stored.
   */
  compareAndSwap(expected: string | null, next: string): void;
  close(): void;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS head (
  origin TEXT PRIMARY KEY,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID`;

/**
 * Opens the head of the log `origin` in the SQLite file at `path`. Throws `home-locked` when another process holds the file,
 * `storage-failed` when it cannot be read.
 */
export function openHeadStore(path: string, origin: string): HeadStore {
  const database = openDatabase(path);
  const select = database.prepare<[string], { note: string }>('SELECT note FROM head WHERE origin = ?');
  const insert = database.prepare<[string, string]>(
    'INSERT OR IGNORE INTO head (origin, note) VALUES (?, ?)',
  );
  const update = database.prepare<[string, string, string]>(
    'UPDATE head SET note = ? WHERE origin = ? AND note = ?',
  );
  return {
    read: () => guard(() => select.get(origin)?.note ?? null),
    compareAndSwap: (expected, next) => {
      const { changes } = guard(() =>
        expected === null ? insert.run(origin, next) : update.run(next, origin, expected),
      );
      if (changes !== 1) {
        throw new ExchangeError('log-forked', 'Another head was signed for this log meanwhile.', {
          params: { origin },
        });
      }
    },
    close: () => database.close(),
  };
}

function openDatabase(path: string): Database.Database {
  return guard(() => {
    const database = new Database(path, { timeout: 0 });
    try {
      // Exclusive from the first write on, and it has to be before WAL: then no shared memory file is needed.
      database.pragma('locking_mode = EXCLUSIVE');
      database.pragma('journal_mode = WAL');
      database.pragma('synchronous = FULL');
      database.exec('BEGIN IMMEDIATE');
      database.exec(SCHEMA);
      database.exec('COMMIT');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function guard<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) {
      throw new ExchangeError('home-locked', 'Another process writes this log.', { cause });
    }
    throw new ExchangeError('storage-failed', 'The head of the log cannot be read or stored.', { cause });
  }
}
