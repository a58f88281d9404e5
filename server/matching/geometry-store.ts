/**
 * The geometry of limbs and the packed motions of datasets in a file beside the broker's database, so that a restart need not compute them
 * again. The file is derived: it may be deleted at any time. It says what the code that made it makes of one known limb and motion, and is
 * begun anew when this code makes something else of them; each entry carries a checksum, and a file that cannot be read is begun anew.
 */

import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import SqliteConnection from 'better-sqlite3';
import type { GeometryStore } from '#contracts/matching/limb-geometry.ts';
import type { MotionStore } from '#contracts/matching/motion-store.ts';
import { probeGeometry, probeMotion } from '#contracts/matching/probe.ts';

/** Limbs and motions that are kept at most: some 25 kB and 4 kB each. */
const MAX_KEPT = { limb: 40_000, motion: 1_000_000 } as const;
/** Bytes of a hash that are kept. */
const HASH_BYTES = 16;

/** What the file keeps. */
export interface GeometryFile {
  readonly limbs: GeometryStore;
  readonly motions: MotionStore;
  close(): void;
}

/** Opens the file, or begins it anew when it is missing, of another format or broken. */
export function openGeometryFile(path: string): GeometryFile {
  try {
    return openFile(path);
  } catch {
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    return openFile(path);
  }
}

function hashOf(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest().subarray(0, HASH_BYTES);
}

function openFile(path: string): GeometryFile {
  const db = new SqliteConnection(path);
  try {
    return storeIn(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

function storeIn(db: SqliteConnection.Database): GeometryFile {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  const code = hashOf(probeGeometry(), probeMotion());
  db.exec('CREATE TABLE IF NOT EXISTS made_by (code BLOB)');
  const before = db.prepare('SELECT code FROM made_by').pluck().get() as Buffer | undefined;
  if (before === undefined || !code.equals(before)) {
    for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.exec('DELETE FROM made_by');
    db.prepare('INSERT INTO made_by (code) VALUES (?)').run(code);
  }
  const stores = TABLES.map((table) => storeInTable(db, table, code));
  return { limbs: stores[0]!, motions: stores[1]!, close: () => db.close() };
}

const TABLES = ['limb', 'motion'] as const;

function storeInTable(
  db: SqliteConnection.Database,
  table: keyof typeof MAX_KEPT,
  code: Buffer,
): GeometryStore & MotionStore {
  db.exec(`CREATE TABLE IF NOT EXISTS ${table} (name BLOB PRIMARY KEY, bytes BLOB, checksum BLOB)`);
  let free = MAX_KEPT[table] - (db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number);
  const find = db.prepare<[Buffer], { bytes: Buffer; checksum: Buffer }>(
    `SELECT bytes, checksum FROM ${table} WHERE name = ?`,
  );
  const write = db.prepare(`INSERT OR REPLACE INTO ${table} (name, bytes, checksum) VALUES (?, ?, ?)`);
  const remove = db.prepare(`DELETE FROM ${table} WHERE name = ?`);
  const nameOf = (key: string): Buffer => hashOf(code, key);
  return {
    get(key) {
      const name = nameOf(key);
      const found = attempt(() => find.get(name));
      if (found === undefined) return undefined;
      return hashOf(name, found.bytes).equals(found.checksum) ? found.bytes : undefined;
    },
    put(key, bytes) {
      if (free <= 0) return;
      const name = nameOf(key);
      free -= attempt(() => write.run(name, bytes, hashOf(name, bytes)).changes) ?? 0;
    },
    delete(key) {
      free += attempt(() => remove.run(nameOf(key)).changes) ?? 0;
    },
  };
}

/** A page that is broken, or a disk that is full, costs a computation and no more. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
