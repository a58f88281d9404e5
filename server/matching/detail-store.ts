/** Details of the indexed datasets in a private temporary database: what a thread that matches need not hold in memory. */

import SqliteConnection from 'better-sqlite3';
import type { DatasetDetails, DetailStore } from '#contracts/matching/detail-store.ts';

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
  db.exec(
    'CREATE TABLE detail (slot INTEGER PRIMARY KEY, histograms TEXT NOT NULL, rest TEXT NOT NULL) STRICT',
  );
  const put = db.prepare('INSERT OR REPLACE INTO detail (slot, histograms, rest) VALUES (?, ?, ?)');
  const get = db.prepare('SELECT rest FROM detail WHERE slot = ?').pluck();
  const getHistograms = db.prepare('SELECT histograms FROM detail WHERE slot = ?').pluck();
  const remove = db.prepare('DELETE FROM detail WHERE slot = ?');
  let writes = 0;
  const write = (run: () => unknown): void => {
    if (!db.inTransaction) db.exec('BEGIN');
    run();
    if (++writes % WRITES_PER_COMMIT === 0) db.exec('COMMIT');
  };
  const histograms = (slot: number): DatasetDetails['histograms'] =>
    JSON.parse(getHistograms.get(slot) as string) as DatasetDetails['histograms'];
  return {
    put: (slot, { histograms: own, ...rest }) =>
      write(() => put.run(slot, JSON.stringify(own), JSON.stringify(rest))),
    get: (slot) => ({
      ...(JSON.parse(get.get(slot) as string) as Omit<DatasetDetails, 'histograms'>),
      histograms: histograms(slot),
    }),
    histograms,
    delete: (slot) => write(() => remove.run(slot)),
    close: () => db.close(),
  };
}
