/**
 * Details of the indexed datasets in files of one run: what a thread that matches need not hold in memory. They lie beside what the
 * broker keeps, for the system's folder for temporary files is memory in many places, or small.
 */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import type { DatasetDetails, DetailStore } from '#contracts/matching/search/detail-store.ts';
import { MotionFile } from './motion-file.ts';

/** Page cache, in KiB. */
const CACHE_KIB = 16_384;
/** Writes between two commits: a temporary database loses nothing by a late one. */
const WRITES_PER_COMMIT = 10_000;

/** A store whose files are gone when it is closed. */
export interface TemporaryDetailStore extends DetailStore {
  close(): void;
}

/** Opens an empty store in `folder`, which belongs to it alone: what a run that was killed has left there is removed. */
export function openDetailStore(folder: string): TemporaryDetailStore {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const db = new SqliteConnection(join(folder, 'details.db'));
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.exec('CREATE TABLE detail (slot INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT');
  const put = db.prepare('INSERT OR REPLACE INTO detail (slot, body) VALUES (?, ?)');
  const get = db.prepare('SELECT body FROM detail WHERE slot = ?').pluck();
  const remove = db.prepare('DELETE FROM detail WHERE slot = ?');
  const motions = new MotionFile(join(folder, 'motions'));
  let writes = 0;
  const write = (run: () => unknown): void => {
    if (!db.inTransaction) db.exec('BEGIN');
    run();
    if (++writes % WRITES_PER_COMMIT === 0) db.exec('COMMIT');
  };
  return {
    put: (slot, { motion, ...details }) => {
      write(() => put.run(slot, JSON.stringify(details)));
      motions.put(slot, motion);
    },
    get: (slot) => JSON.parse(get.get(slot) as string) as DatasetDetails,
    motion: (slot) => motions.get(slot),
    delete: (slot) => {
      write(() => remove.run(slot));
      motions.delete(slot);
    },
    close: () => {
      db.close();
      motions.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
