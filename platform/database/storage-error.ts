/** SQLite's errors in the words of the exchange. */

import SqliteConnection from 'better-sqlite3';
import { ExchangeError } from '#contracts/errors.ts';

/** Violations of these mean that somebody else was first; all other failures are the storage's. */
const CONFLICTS = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** What comes of the disk and not of the statement. Extended codes begin alike: `SQLITE_IOERR_WRITE`. */
const OF_STORAGE = /^SQLITE_(?:FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|BUSY)/;

/** Whether an SQLite code says that the storage itself is in trouble. */
export function isTroubleOfStorage(code: string): boolean {
  return OF_STORAGE.test(code);
}

/** Turns an SQLite error into `conflict` or `storage-failed` (param `sqlite` has its code); passes every other error on. */
export function storageError(error: unknown): unknown {
  const sqlite = findSqliteError(error);
  if (sqlite === undefined) return error;
  const code = CONFLICTS.has(sqlite.code) ? 'conflict' : 'storage-failed';
  const message =
    code === 'conflict' ? 'A row with this key exists already.' : 'The database refused a statement.';
  return new ExchangeError(code, message, { params: { sqlite: sqlite.code }, cause: error });
}

/** The query builder wraps the driver's error as its cause. */
function findSqliteError(error: unknown): { code: string } | undefined {
  if (error instanceof SqliteConnection.SqliteError) return error;
  if (error instanceof ExchangeError || !(error instanceof Error)) return undefined;
  return error.cause === undefined ? undefined : findSqliteError(error.cause);
}
