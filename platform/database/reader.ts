/** A second look at a program's database, from a thread that only reads: it neither migrates nor writes. */

import SqliteConnection from 'better-sqlite3';
import { readHandle, statementsOf, type ReadHandle, type Unit } from './handles.ts';
import { storageError } from './storage-error.ts';

/** How long a statement waits for a lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;
/** Page cache, in KiB. */
const CACHE_KIB = 8_192;

/** Reads a database that the program's main thread keeps. */
export interface DatabaseReader {
  /** Reads one consistent snapshot. SQLite's errors become `storage-failed`. */
  read<T>(work: (db: ReadHandle) => T): T;
  close(): void;
}

/** Opens a database that exists and is migrated. Throws `storage-failed`. */
export function openReader(path: string): DatabaseReader {
  try {
    const connection = new SqliteConnection(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    connection.pragma(`cache_size=-${CACHE_KIB}`);
    const statements = statementsOf(connection);
    return {
      read: (work) => {
        const unit: Unit = { open: true, effects: [] };
        try {
          connection.exec('BEGIN');
          return work(readHandle(statements, unit));
        } catch (error) {
          throw storageError(error);
        } finally {
          unit.open = false;
          if (connection.inTransaction) connection.exec('COMMIT');
        }
      },
      close: () => connection.close(),
    };
  } catch (error) {
    throw storageError(error);
  }
}
