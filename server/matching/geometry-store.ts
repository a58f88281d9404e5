/**
 * The geometry of limbs, their reach maps and the packed motions of datasets in a file beside the broker's database, so that a restart need not compute them
 * again. The file is derived: it may be deleted at any time. It says what the code that made it makes of one known limb and motion, and is
 * begun anew when this code makes something else of them; each entry carries a checksum, and a file that cannot be read is begun anew.
 */

import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import SqliteConnection from 'better-sqlite3';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { buildReachMap, type ReachMap, type ReachMapOptions } from '#contracts/embodiment/reach/reach-map.ts';
import type { GeometryStore } from '#contracts/matching/factors/limb-geometry.ts';
import type { MotionStore } from '#contracts/matching/search/motion-store.ts';
import { probeGeometry, probeMap, probeMotion } from '#contracts/matching/search/probe.ts';

/** Limbs, motions and maps that are kept at most: some 25 kB, 4 kB and 20 kB each. */
const MAX_KEPT = { limb: 40_000, motion: 1_000_000, map: 4000 } as const;
/** Bytes of a hash that are kept. */
const HASH_BYTES = 16;

/** What the file keeps. */
export interface GeometryFile {
  readonly limbs: GeometryStore;
  readonly motions: MotionStore;
  readonly close: () => void;
}

/** Opens the file, or begins it anew when it is missing, of another format or broken. */
export function openGeometryFile(path: string): GeometryFile {
  const { tables, close } = openAnew(path, ['limb', 'motion'], hashOf(probeGeometry(), probeMotion()));
  return { limbs: tables.limb, motions: tables.motion, close };
}

/** Reach maps that were built, in a file of their own: another thread builds them. */
export interface MapFile {
  /** The map of a chain, from the file or else built and written there. */
  mapOf(chain: KinematicChain, options: ReachMapOptions): ReachMap;
  readonly close: () => void;
}

/** Opens the file of maps as {@link openGeometryFile} does. */
export function openMapFile(path: string): MapFile {
  const { tables, close } = openAnew(path, ['map'], hashOf(serialize(probeMap())));
  return {
    mapOf(chain, options) {
      const key = JSON.stringify([options, chain]);
      const kept = tables.map.get(key);
      if (kept !== undefined) return deserialize(inflateRawSync(kept)) as ReachMap;
      const map = buildReachMap(chain, options);
      tables.map.put(key, deflateRawSync(serialize(map), { level: MAP_DEFLATE_LEVEL }));
      return map;
    },
    close,
  };
}

type Table = keyof typeof MAX_KEPT;
/** Maps are mostly zeros: they become a twentieth. */
const MAP_DEFLATE_LEVEL = 1;

interface OpenedFile<T extends Table> {
  readonly tables: Readonly<Record<T, GeometryStore & MotionStore>>;
  readonly close: () => void;
}

function openAnew<T extends Table>(path: string, tables: readonly T[], code: Buffer): OpenedFile<T> {
  try {
    return openFile(path, tables, code);
  } catch {
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    return openFile(path, tables, code);
  }
}

function hashOf(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest().subarray(0, HASH_BYTES);
}

function openFile<T extends Table>(path: string, tables: readonly T[], code: Buffer): OpenedFile<T> {
  const db = new SqliteConnection(path);
  try {
    beginWith(db, tables, code);
    const stores = tables.map((table) => [table, storeInTable(db, table, code)] as const);
    return {
      tables: Object.fromEntries(stores) as OpenedFile<T>['tables'],
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What another code has made is removed. */
function beginWith(db: SqliteConnection.Database, tables: readonly Table[], code: Buffer): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.exec('CREATE TABLE IF NOT EXISTS made_by (code BLOB)');
  const before = db.prepare('SELECT code FROM made_by').pluck().get() as Buffer | undefined;
  if (before !== undefined && code.equals(before)) return;
  for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${table}`);
  db.exec('DELETE FROM made_by');
  db.prepare('INSERT INTO made_by (code) VALUES (?)').run(code);
}

function storeInTable(
  db: SqliteConnection.Database,
  table: Table,
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
