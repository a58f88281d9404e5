/** Details of the indexed datasets in a private temporary database: what a thread that matches need not hold in memory. */

import SqliteConnection from 'better-sqlite3';
import type { DatasetDetails, DetailStore } from '#contracts/matching/detail-store.ts';
import type { PackedMotion } from '#contracts/matching/own-motion.ts';

/** Page cache, in KiB. */
const CACHE_KIB = 16_384;
/** Writes between two commits: a temporary database loses nothing by a late one. */
const WRITES_PER_COMMIT = 10_000;

/** A store whose file SQLite deletes when it is closed, or when the process ends. */
export interface TemporaryDetailStore extends DetailStore {
  close(): void;
}

/** Opens an empty store in the system's folder for temporary files. */
export function openDetailStore(): TemporaryDetailStore {
  const db = new SqliteConnection('');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.exec('CREATE TABLE detail (slot INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  db.exec('CREATE TABLE motion (slot INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT');
  const put = db.prepare('INSERT OR REPLACE INTO detail (slot, body) VALUES (?, ?)');
  const get = db.prepare('SELECT body FROM detail WHERE slot = ?').pluck();
  const putMotion = db.prepare('INSERT OR REPLACE INTO motion (slot, words) VALUES (?, ?)');
  const getMotion = db.prepare('SELECT words FROM motion WHERE slot = ?').pluck();
  const remove = db.prepare('DELETE FROM detail WHERE slot = ?');
  const removeMotion = db.prepare('DELETE FROM motion WHERE slot = ?');
  let writes = 0;
  const write = (run: () => unknown): void => {
    if (!db.inTransaction) db.exec('BEGIN');
    run();
    if (++writes % WRITES_PER_COMMIT === 0) db.exec('COMMIT');
  };
  return {
    put: (slot, { motion, ...details }) =>
      write(() => {
        put.run(slot, JSON.stringify(details));
        if (motion.length > 0)
          putMotion.run(slot, new Uint8Array(motion.buffer, motion.byteOffset, motion.byteLength));
        else removeMotion.run(slot);
      }),
    get: (slot) => JSON.parse(get.get(slot) as string) as DatasetDetails,
    motion: (slot) => wordsOf(getMotion.get(slot) as Uint8Array | undefined),
    delete: (slot) =>
      write(() => {
        remove.run(slot);
        removeMotion.run(slot);
      }),
    close: () => db.close(),
  };
}

/** The words of a blob: in a buffer of their own, because a blob need not begin at a whole word. */
function wordsOf(blob: Uint8Array | undefined): PackedMotion {
  const words = new Uint32Array((blob?.length ?? 0) / Uint32Array.BYTES_PER_ELEMENT);
  if (blob !== undefined) new Uint8Array(words.buffer).set(blob);
  return words;
}
