/** A lock on a file that the operating system gives back when its holder dies, however it dies. */

import SqliteConnection, { type Database as Connection } from 'better-sqlite3';

/** How long taking or probing waits for somebody who only probes, in milliseconds. */
const LOCK_WAIT_MS = 500;

/** Connections that hold a lock: one that nobody refers to would be collected, and its lock be gone with it. */
const held = new Set<Connection>();

/** Takes the lock of a file (made when missing), or gives undefined when another process or holder has it. */
export function takeExclusiveLock(path: string): { release(): void } | undefined {
  const connection = new SqliteConnection(path, { timeout: LOCK_WAIT_MS });
  try {
    connection.exec('BEGIN EXCLUSIVE');
    held.add(connection);
    return {
      release: () => {
        held.delete(connection);
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Whether somebody holds the lock of a file. Holds it up for an instant only, shared. */
export function isExclusivelyLocked(path: string): boolean {
  const connection = new SqliteConnection(path, { timeout: 0, fileMustExist: true });
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    connection.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SqliteConnection.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
