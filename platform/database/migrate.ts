/**
 * Plain SQL migrations: `NNNN_name.sql`, applied once each, in order, and never edited once released.
 *
 * Foreign keys are switched off before the transaction opens: inside one the pragma does nothing, and a table that is
 * rebuilt would silently take its children along. `foreign_key_check` runs before each commit instead.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database as Connection } from 'better-sqlite3';
import { ExchangeError } from '#contracts/errors.ts';

const FILE_NAME = /^(\d{4})_[a-z0-9][a-z0-9_-]*\.sql$/;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies what is missing. Throws `bad-config` when the folder is not a gapless series from 0001, `content-mismatch` when an
 * applied file was edited, `unknown-version` when the database is newer than the program. A migration that fails leaves nothing behind.
 */
export function migrate(connection: Connection, folder: string, clock: () => number): void {
  const migrations = readMigrations(folder);
  connection.exec(
    `CREATE TABLE IF NOT EXISTS schema_migration (
       name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL
     ) STRICT`,
  );
  connection.pragma('foreign_keys=OFF');
  try {
    for (const migration of migrations) applyOnce(connection, migration, clock);
    refuseNewer(connection, migrations);
  } finally {
    connection.pragma('foreign_keys=ON');
  }
}

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name, index) => {
    const number = Number(FILE_NAME.exec(name)?.[1]);
    if (number !== index + 1) {
      throw new ExchangeError('bad-config', `The migration ${name} breaks the series 0001, 0002, ….`, {
        params: { name },
      });
    }
    const sql = readFileSync(join(folder, name), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

function applyOnce(connection: Connection, migration: Migration, clock: () => number): void {
  // The lock comes before the look: two processes that open at once apply each migration once.
  connection.exec('BEGIN IMMEDIATE');
  try {
    const applied = connection
      .prepare<[string], { checksum: string }>('SELECT checksum FROM schema_migration WHERE name = ?')
      .get(migration.name);
    if (applied === undefined) apply(connection, migration, clock);
    else if (applied.checksum !== migration.checksum) {
      throw new ExchangeError(
        'content-mismatch',
        `The migration ${migration.name} was edited after release.`,
        {
          params: { name: migration.name },
        },
      );
    }
    connection.exec('COMMIT');
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK');
  }
}

function apply(connection: Connection, migration: Migration, clock: () => number): void {
  connection.exec(migration.sql);
  const broken = connection.pragma('foreign_key_check') as unknown[];
  if (!connection.inTransaction || broken.length > 0) {
    throw new ExchangeError('storage-failed', `The migration ${migration.name} left broken references.`, {
      params: { name: migration.name, rows: broken.length },
    });
  }
  connection
    .prepare('INSERT INTO schema_migration (name, checksum, applied_at) VALUES (?, ?, ?)')
    .run(migration.name, migration.checksum, clock());
}

function refuseNewer(connection: Connection, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const applied = connection.prepare<[], { name: string }>('SELECT name FROM schema_migration').all();
  const foreign = applied.find((row) => !known.has(row.name));
  if (foreign === undefined) return;
  throw new ExchangeError('unknown-version', 'The database was written by a newer version of this program.', {
    params: { migration: foreign.name },
  });
}
