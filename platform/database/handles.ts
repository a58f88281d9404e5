/** What stores get: a handle to read with, and inside a unit of work a handle to write with. */

import { createRequire } from 'node:module';
import type { Database as Connection, Statement } from 'better-sqlite3';
import type * as Driver from 'drizzle-orm/better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { ExchangeError } from '#contracts/errors.ts';

const require = createRequire(import.meta.url);

/** A value that a statement takes. Booleans are stored as 0 and 1 by the caller. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A row as SQLite gives it; blobs arrive as Buffer (a Uint8Array). */
export type SqlRow = Record<string, SqlValue>;

/** Reads one consistent state of the database. Statements are prepared once per connection and text. */
export interface ReadHandle {
  /** Query builder on the same connection, for stores that like it. Building a query costs about 90 µs: prepare hot ones. */
  readonly drizzle: BetterSQLite3Database;
  /** All rows. The caller names the row's type: it has just written the column list. */
  all<Row = SqlRow>(sql: string, ...values: readonly SqlValue[]): Row[];
  /** The first row, or undefined. */
  // eslint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller wrote the column list and knows the row
  get<Row = SqlRow>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
}

/** Reads and writes inside the one open write transaction; useless after it (calls throw `conflict`). */
export interface WriteHandle extends ReadHandle {
  /** Runs a statement that changes rows. */
  run(
    sql: string,
    ...values: readonly SqlValue[]
  ): { readonly changes: number; readonly lastInsertRowid: number };
  /**
   * Runs `effect` after the commit is durable and never if it fails. It must not throw and holds nothing that a crash may
   * not lose: it wakes pumps and tells listeners. What must happen is an outbox row.
   */
  afterCommit(effect: () => void): void;
}

/** Most prepared statements kept per connection. */
const MAX_STATEMENTS = 512;

/** Prepared statements of one connection. */
export interface Statements {
  readonly connection: Connection;
  readonly drizzle: BetterSQLite3Database;
  prepare(sql: string): Statement;
}

/** Wraps a connection with its cache of statements. */
export function statementsOf(connection: Connection): Statements {
  const cache = new Map<string, Statement>();
  let builder: BetterSQLite3Database | undefined;
  return {
    connection,
    get drizzle() {
      // Threads that read with SQL of their own do without it; why by require, drizzle.ts says.
      builder ??= (require('drizzle-orm/better-sqlite3') as typeof Driver).drizzle({ client: connection });
      return builder;
    },
    prepare: (sql) => {
      const known = cache.get(sql);
      if (known !== undefined) return known;
      if (cache.size >= MAX_STATEMENTS) cache.clear();
      const statement = connection.prepare(sql);
      cache.set(sql, statement);
      return statement;
    },
  };
}

/** State of one unit of work: while `open`, its handle works. */
export interface Unit {
  open: boolean;
  readonly effects: (() => void)[];
}

/** Handle for reading on a connection while the unit is open. */
export function readHandle(statements: Statements, unit: Unit): ReadHandle {
  return {
    get drizzle() {
      checkOpen(unit);
      return statements.drizzle;
    },
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => {
      checkOpen(unit);
      return statements.prepare(sql).all(...values) as Row[];
    },
    // eslint-disable-next-line typescript/no-unnecessary-type-parameters -- as declared
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => {
      checkOpen(unit);
      return statements.prepare(sql).get(...values) as Row | undefined;
    },
  };
}

/** Handle for writing on the writer connection while the unit is open. */
export function writeHandle(statements: Statements, unit: Unit): WriteHandle {
  const reading = readHandle(statements, unit);
  return {
    get drizzle() {
      return reading.drizzle;
    },
    all: (sql, ...values) => reading.all(sql, ...values),
    get: (sql, ...values) => reading.get(sql, ...values),
    run: (sql, ...values) => {
      checkOpen(unit);
      const { changes, lastInsertRowid } = statements.prepare(sql).run(...values);
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    },
    afterCommit: (effect) => {
      checkOpen(unit);
      unit.effects.push(effect);
    },
  };
}

function checkOpen(unit: Unit): void {
  if (unit.open) return;
  throw new ExchangeError('conflict', 'The unit of work has ended: its handle must not be kept.');
}
