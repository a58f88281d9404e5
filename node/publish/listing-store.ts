/** Versions of this company's datasets as they lie in the node's store. */

import type { Digest } from '#contracts/digest.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { AccessMode } from '#contracts/manifest/manifest.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

/** Where a version stands: made, signed and waiting for the log, visible, or no longer offered. */
export type ListingState = 'preparing' | 'pending' | 'listed' | 'superseded' | 'withdrawn' | 'failed';

/** One version of one dataset of this company. */
export interface OwnListing {
  readonly dataset: DatasetId;
  readonly version: number;
  readonly slug: string;
  readonly title: string;
  readonly state: ListingState;
  /** Manifest digest; null until it is signed. */
  readonly manifest: Digest | null;
  /** Folder with the derivative and its sealed chunks. */
  readonly folder: string;
  readonly access: AccessMode;
  /** Why it was withdrawn or failed. */
  readonly reason: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const COLUMNS = `dataset, version, slug, title, state, manifest, folder, access, reason, created_at AS createdAt,
  updated_at AS updatedAt`;

/** Stores a new version in state `preparing`. */
export function insertListing(
  tx: WriteHandle,
  listing: Pick<OwnListing, 'dataset' | 'version' | 'slug' | 'title' | 'folder' | 'access'>,
  nowMs: number,
): void {
  tx.run(
    `INSERT INTO listings (dataset, version, slug, title, state, manifest, folder, access, reason, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'preparing', NULL, ?, ?, NULL, ?, ?)`,
    listing.dataset,
    listing.version,
    listing.slug,
    listing.title,
    listing.folder,
    listing.access,
    nowMs,
    nowMs,
  );
}

/** Moves a version to another state. */
export function setListingState(
  tx: WriteHandle,
  version: Pick<OwnListing, 'dataset' | 'version'>,
  change: { state: ListingState; nowMs: number; manifest?: Digest; reason?: string },
): void {
  tx.run(
    `UPDATE listings SET state = ?, manifest = coalesce(?, manifest), reason = coalesce(?, reason), updated_at = ?
     WHERE dataset = ? AND version = ?`,
    change.state,
    change.manifest ?? null,
    change.reason ?? null,
    change.nowMs,
    version.dataset,
    version.version,
  );
}

/** The version that others can request now, or undefined. */
export function currentListing(db: ReadHandle, dataset: DatasetId): OwnListing | undefined {
  return db.get<OwnListing>(
    `SELECT ${COLUMNS} FROM listings WHERE dataset = ? AND state = 'listed' ORDER BY version DESC LIMIT 1`,
    dataset,
  );
}

/** The newest version that was signed, whatever became of it, or undefined. */
export function newestSigned(db: ReadHandle, dataset: DatasetId): OwnListing | undefined {
  return db.get<OwnListing>(
    `SELECT ${COLUMNS} FROM listings WHERE dataset = ? AND manifest IS NOT NULL AND state <> 'failed'
     ORDER BY version DESC LIMIT 1`,
    dataset,
  );
}

/** A version by its manifest, or undefined. */
export function listingByManifest(db: ReadHandle, manifest: Digest): OwnListing | undefined {
  return db.get<OwnListing>(`SELECT ${COLUMNS} FROM listings WHERE manifest = ?`, manifest);
}

/** One version, or undefined. */
export function findListing(db: ReadHandle, dataset: DatasetId, version: number): OwnListing | undefined {
  return db.get<OwnListing>(
    `SELECT ${COLUMNS} FROM listings WHERE dataset = ? AND version = ?`,
    dataset,
    version,
  );
}

/** Every version, newest change first. */
export function allListings(db: ReadHandle): OwnListing[] {
  return db.all<OwnListing>(`SELECT ${COLUMNS} FROM listings ORDER BY updated_at DESC, rowid DESC`);
}

/** Removes leftovers of a version that was never signed, so that it can be made again. */
export function forgetUnsigned(tx: WriteHandle, dataset: DatasetId): void {
  tx.run(
    `DELETE FROM listings WHERE dataset = ? AND (state = 'failed' OR (state = 'preparing' AND manifest IS NULL))`,
    dataset,
  );
}
