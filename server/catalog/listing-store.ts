/**
 * The catalog: one listing per dataset, its versions, and the words that narrow a search.
 *
 * Listings follow from feed and manifests alone, never from when or in which batch they arrived, so two brokers that have
 * seen the same feeds hold the same catalog (see {@link catalogRows}).
 */

import type { Digest } from '#contracts/digest.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { ReadHandle, SqlRow, WriteHandle } from '#platform/database/handles.ts';
import type { ListingRecord } from './listing-record.ts';

/** All listings that change in one statement may share a number. */
const NEXT_CHANGE = '(SELECT coalesce(max(change), 0) + 1 FROM listing)';

/** The version that a listing shows now. */
export interface CurrentVersion {
  readonly provider: ParticipantId;
  readonly manifest: Digest;
  readonly version: number;
}

/** The version that a dataset's listing shows, or undefined. */
export function currentVersion(db: ReadHandle, dataset: DatasetId): CurrentVersion | undefined {
  return db.get<CurrentVersion>('SELECT provider, manifest, version FROM listing WHERE dataset = ?', dataset);
}

/** Dataset that a listed manifest describes, or undefined. */
export function datasetOfManifest(db: ReadHandle, manifest: Digest): DatasetId | undefined {
  return db.get<{ dataset: DatasetId }>('SELECT dataset FROM listing_version WHERE manifest = ?', manifest)
    ?.dataset;
}

/**
 * Lists a version in place of the one before.
 * @param publishedAt time of the feed entry that published it
 */
export function saveVersion(tx: WriteHandle, record: ListingRecord, publishedAt: string): void {
  tx.run(
    `INSERT INTO listing (dataset, provider, manifest, version, title, collection, access, hours, contact_sensing,
       embodiment, published_at, status, withdrawn_reason, public, facts, sample, change)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'listed', NULL, ?, ?, ?, ${NEXT_CHANGE})
     ON CONFLICT (dataset) DO UPDATE SET manifest = excluded.manifest, version = excluded.version,
       title = excluded.title, collection = excluded.collection, access = excluded.access, hours = excluded.hours,
       contact_sensing = excluded.contact_sensing, embodiment = excluded.embodiment,
       published_at = excluded.published_at, status = 'listed', withdrawn_reason = NULL, public = excluded.public,
       facts = excluded.facts, sample = excluded.sample, change = excluded.change`,
    record.dataset,
    record.provider,
    record.manifest,
    record.version,
    record.title,
    record.collection,
    record.access,
    record.hours,
    record.contactSensing ? 1 : 0,
    record.embodiment,
    publishedAt,
    record.public ? 1 : 0,
    record.facts,
    record.sample,
  );
  tx.run(
    'INSERT INTO listing_version (dataset, version, manifest, published_at) VALUES (?, ?, ?, ?)',
    record.dataset,
    record.version,
    record.manifest,
    publishedAt,
  );
  saveWords(tx, record);
}

/** Marks a version as withdrawn, and the listing with it when it shows that version. */
export function saveWithdrawal(
  tx: WriteHandle,
  withdrawal: { readonly dataset: DatasetId; readonly manifest: Digest; readonly reason: string },
): void {
  const { dataset, manifest, reason } = withdrawal;
  tx.run(
    'UPDATE listing_version SET withdrawn_reason = ? WHERE dataset = ? AND manifest = ?',
    reason,
    dataset,
    manifest,
  );
  tx.run(
    `UPDATE listing SET status = 'withdrawn', withdrawn_reason = ?, change = ${NEXT_CHANGE} WHERE dataset = ? AND manifest = ?`,
    reason,
    dataset,
    manifest,
  );
}

/** Notes that standing requests have a dataset to look at. */
export function noteArrival(tx: WriteHandle, dataset: DatasetId, manifest: Digest): void {
  tx.run('INSERT INTO arrival (dataset, manifest) VALUES (?, ?)', dataset, manifest);
}

/** Marks all listings of a participant as changed: its standing has changed. */
export function touchListings(tx: WriteHandle, provider: ParticipantId): void {
  tx.run(`UPDATE listing SET change = ${NEXT_CHANGE} WHERE provider = ?`, provider);
}

/** A listing that has changed, for whoever keeps an index of public listings. */
export interface ChangedListing {
  readonly change: number;
  readonly dataset: DatasetId;
  readonly manifest: Digest;
  /** Envelope of the manifest as canonical JSON; null when nobody may be shown it (any more). */
  readonly envelope: string | null;
}

/** Number of the newest change; 0 before the first. */
export function newestChange(db: ReadHandle): number {
  return db.get<{ newest: number }>('SELECT coalesce(max(change), 0) AS newest FROM listing')!.newest;
}

/**
 * Listings that have changed after a number, in the order of their changes: about `limit`, never half of one change. One whose document is
 * missing is among them, with nothing to show: who follows the changes comes to the newest.
 */
export function changedListings(db: ReadHandle, page: { after: number; limit: number }): ChangedListing[] {
  return db.all<ChangedListing>(
    `SELECT l.change, l.dataset, l.manifest,
       CASE WHEN l.public = 1 AND l.status = 'listed' AND p.status = 'admitted' THEN d.envelope END AS envelope
     FROM listing l LEFT JOIN document d ON d.digest = l.manifest LEFT JOIN participant p ON p.id = l.provider
     WHERE l.change > ? AND l.change <= coalesce(
       (SELECT change FROM listing WHERE change > ? ORDER BY change LIMIT 1 OFFSET ?), 9e15)
     ORDER BY l.change, l.dataset`,
    page.after,
    page.after,
    page.limit,
  );
}

/** Everything that makes up the catalog, in one order: equal rows mean equal catalogs. */
export function catalogRows(db: ReadHandle): SqlRow[] {
  return [
    ...db.all(`SELECT dataset, provider, manifest, version, title, collection, access, hours, contact_sensing, embodiment,
      published_at, status, withdrawn_reason, public, facts FROM listing ORDER BY dataset`),
    ...db.all('SELECT * FROM listing_version ORDER BY dataset, version'),
    ...db.all('SELECT * FROM listing_word ORDER BY dataset, kind, word'),
    ...db.all('SELECT publisher, length, head FROM feed ORDER BY publisher'),
  ];
}

function saveWords(tx: WriteHandle, { dataset, words, text }: ListingRecord): void {
  tx.run('DELETE FROM listing_word WHERE dataset = ?', dataset);
  tx.run(
    `INSERT INTO listing_word (dataset, kind, word)
     SELECT ?, value ->> 0, value ->> 1 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING`,
    dataset,
    JSON.stringify(words),
  );
  const num = tx.get<{ num: number }>('SELECT num FROM listing WHERE dataset = ?', dataset)?.num ?? 0;
  tx.run('DELETE FROM listing_text WHERE rowid = ?', num);
  tx.run('INSERT INTO listing_text (rowid, title, body) VALUES (?, ?, ?)', num, text.title, text.body);
}
