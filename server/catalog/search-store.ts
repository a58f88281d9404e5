/** Listings as readers see them, and the text that they are found by. */

import type { Listing } from '#contracts/http/catalog.ts';
import type { Overview } from '#contracts/http/overview.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { ReadHandle, SqlValue } from '#platform/database/handles.ts';
import { Pieces } from '#platform/give-way.ts';
import { readFacts } from './listing-facts.ts';
import { ftsQuery } from './search-text.ts';

/** Metrics of evaluations that a listing shows at most. */
const MAX_SUMMARIES = 8;

interface ListingRow {
  readonly dataset: DatasetId;
  readonly provider: ParticipantId;
  readonly providerName: string;
  readonly verified: number;
  readonly manifest: string;
  readonly version: number;
  readonly title: string;
  readonly collection: Listing['collection'];
  readonly access: Listing['access'];
  readonly hours: number;
  readonly contactSensing: number;
  readonly publishedAt: string;
  readonly status: Listing['status'];
  readonly withdrawnReason: string | null;
  readonly facts: string;
  readonly logIndex: number | null;
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const COLUMNS = `l.dataset, l.provider, p.name AS providerName, p.verified, l.manifest, l.version, l.title, l.collection,
  l.access, l.hours, l.contact_sensing AS contactSensing, l.published_at AS publishedAt, l.status,
  l.withdrawn_reason AS withdrawnReason, l.facts,
  (SELECT min(e.idx) FROM log_entry e WHERE e.subject_digest = l.manifest AND e.type = 'dataset.published'
    AND e.actor = l.provider) AS logIndex`;
const FROM = 'FROM listing l JOIN participant p ON p.id = l.provider';

/** Listings of rows, in the order of the rows. Gives way between them. */
export async function listingsOf(db: ReadHandle, rows: readonly number[]): Promise<Listing[]> {
  const listings: Listing[] = [];
  const pieces = new Pieces();
  for (const num of rows) {
    await pieces.afterStep();
    const row = db.get<ListingRow>(`SELECT ${COLUMNS} ${FROM} WHERE l.num = ?`, num);
    if (row !== undefined) listings.push(listingOf(db, row));
  }
  return listings;
}

/** Row numbers of the listings in which a text stands, in order, from one row number on: `limit` of them at most. */
export function textHits(
  db: ReadHandle,
  text: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly number[] {
  const fts = ftsQuery(text);
  // A query of nothing but signs finds nothing, as it would in any text.
  if (fts === null) return [];
  // One text instead of a row each: a word that stands everywhere has a hundred thousand hits.
  const hits = db.get<{ nums: string | null }>(
    `SELECT group_concat(num) AS nums FROM
       (SELECT rowid AS num FROM listing_text WHERE listing_text MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?)`,
    fts,
    after,
    limit,
  );
  return hits?.nums?.split(',').map(Number) ?? [];
}

/** Whether a participant is in good standing. */
export function isAdmitted(db: ReadHandle, participant: ParticipantId): boolean {
  return db.get(`SELECT 1 FROM participant WHERE id = ? AND status = 'admitted'`, participant) !== undefined;
}

/** One listing, if the reader may see it. */
export function findListing(
  db: ReadHandle,
  dataset: DatasetId,
  reader: ParticipantId | null,
): Listing | undefined {
  const where = whereOf([visibleTo(reader), { sql: 'l.dataset = ?', values: [dataset] }]);
  const row = db.get<ListingRow>(`SELECT ${COLUMNS} ${FROM} ${where.sql}`, ...where.values);
  return row === undefined ? undefined : listingOf(db, row);
}

/** Versions of a dataset, newest first. */
export function listVersions(
  db: ReadHandle,
  dataset: DatasetId,
  limit: number,
): { version: number; manifest: string; publishedAt: string }[] {
  return db.all(
    `SELECT version, manifest, published_at AS publishedAt FROM listing_version WHERE dataset = ?
     ORDER BY version DESC LIMIT ?`,
    dataset,
    limit,
  );
}

/** A version with what became of it. */
export interface VersionRow {
  readonly manifest: string;
  readonly state: 'listed' | 'superseded' | 'withdrawn';
  /** Index of the provider's `dataset.published` about it. */
  readonly logIndex: number | null;
}

/** Versions of a dataset and their fate, newest first. */
export function provenanceVersions(db: ReadHandle, dataset: DatasetId, limit: number): VersionRow[] {
  return db.all<VersionRow>(
    `SELECT v.manifest,
       CASE WHEN v.withdrawn_reason IS NOT NULL THEN 'withdrawn' WHEN l.manifest = v.manifest THEN 'listed'
         ELSE 'superseded' END AS state,
       (SELECT min(e.idx) FROM log_entry e WHERE e.subject_digest = v.manifest AND e.type = 'dataset.published'
         AND e.actor = l.provider) AS logIndex
     FROM listing_version v JOIN listing l ON l.dataset = v.dataset WHERE v.dataset = ?
     ORDER BY v.version DESC LIMIT ?`,
    dataset,
    limit,
  );
}

/** Datasets and hours that anybody may see, by how they were collected, most hours first. */
export function countPublicListings(db: ReadHandle): Overview['methods'] {
  const where = whereOf([visibleTo(null), { sql: `l.status = 'listed'`, values: [] }]);
  return db.all(
    `SELECT l.collection, count(*) AS datasets, sum(l.hours) AS hours ${FROM} ${where.sql} GROUP BY 1 ORDER BY hours DESC, 1`,
    ...where.values,
  );
}

/** Listings of participants in good standing: public ones, own ones, and those that name the reader, while it is in good standing too. */
function visibleTo(reader: ParticipantId | null): Condition {
  return {
    sql: `p.status = 'admitted' AND (l.public = 1 OR l.provider = ? OR EXISTS (
      SELECT 1 FROM listing_word v JOIN participant r ON r.id = v.word AND r.status = 'admitted'
      WHERE v.dataset = l.dataset AND v.kind = 'viewer' AND v.word = ?))`,
    values: [reader, reader],
  };
}

function whereOf(conditions: readonly Condition[]): Condition {
  return {
    sql: `WHERE ${conditions.map((condition) => condition.sql).join(' AND ')}`,
    values: conditions.flatMap((condition) => condition.values),
  };
}

function listingOf(db: ReadHandle, row: ListingRow): Listing {
  const facts = readFacts(db, row);
  return {
    dataset: row.dataset,
    slug: facts.slug,
    provider: { participant: row.provider, name: row.providerName, verified: row.verified === 1 },
    manifest: row.manifest,
    version: row.version,
    title: row.title,
    collection: row.collection,
    episodes: facts.episodes,
    frames: facts.frames,
    hours: row.hours,
    fps: facts.fps,
    modalities: facts.modalities as Listing['modalities'],
    tasks: [...facts.tasks],
    embodiment: facts.embodiment,
    bodyClass: facts.bodyClass,
    dof: facts.dof,
    contactSensing: row.contactSensing === 1,
    sensing: facts.sensing,
    quality: facts.quality,
    verbs: [...facts.verbs],
    policy: facts.policy,
    licenses: [...facts.licenses],
    access: row.access,
    bytes: facts.bytes,
    sample: facts.sample ?? null,
    status: row.status,
    withdrawnReason: row.withdrawnReason,
    publishedAt: row.publishedAt,
    logIndex: row.logIndex,
    evaluations: summariesOf(db, row.dataset),
  };
}

function summariesOf(db: ReadHandle, dataset: DatasetId): Listing['evaluations'] {
  return db.all<Listing['evaluations'][number]>(
    `SELECT metric, count(*) AS reports, avg(value) AS meanValue, avg(baseline) AS meanBaseline, sum(trials) AS trials
     FROM evaluation WHERE dataset = ? GROUP BY metric ORDER BY reports DESC, metric LIMIT ?`,
    dataset,
    MAX_SUMMARIES,
  );
}
