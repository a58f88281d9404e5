/** Searching the catalog: filters, full text, facets, and pages that stay stable while the catalog grows. */

import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Listing, ListingQuery } from '#contracts/http/catalog.ts';
import type { Overview } from '#contracts/http/overview.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { ReadHandle, SqlValue } from '#platform/database/handles.ts';
import type { ListingFacts } from './listing-store.ts';
import { ftsQuery } from './search-text.ts';

/** Values of one facet that are counted at most. */
const MAX_FACET_VALUES = 32;
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

/** A page of listings. */
export interface ListingPage {
  readonly items: Listing[];
  readonly total: number;
  readonly nextCursor: string | null;
}

const COLUMNS = `l.dataset, l.provider, p.name AS providerName, p.verified, l.manifest, l.version, l.title, l.collection,
  l.access, l.hours, l.contact_sensing AS contactSensing, l.published_at AS publishedAt, l.status,
  l.withdrawn_reason AS withdrawnReason, l.facts,
  (SELECT min(e.idx) FROM log_entry e WHERE e.subject_digest = l.manifest AND e.type = 'dataset.published'
    AND e.actor = l.provider) AS logIndex`;
const FROM = 'FROM listing l JOIN participant p ON p.id = l.provider';

/** Where a listing's facts say how fast contact is sensed, by the word that queries use. */
const SENSING = {
  torque: '$.sensing.jointTorque.rateHz',
  force: '$.sensing.force.rateHz',
  tactile: '$.sensing.tactile.rateHz',
} as const;

/** Sort keys: the dataset id decides between equals, so that every listing has one place. */
const ORDERS = {
  newest: { column: 'l.published_at', direction: 'DESC', compare: '<' },
  hours: { column: 'l.hours', direction: 'DESC', compare: '<' },
  title: { column: 'l.title', direction: 'ASC', compare: '>' },
} as const;

/** Listings that a reader may see and that fit the query. */
export function searchListings(
  db: ReadHandle,
  query: ListingQuery,
  reader: ParticipantId | null,
): ListingPage {
  const conditions = conditionsOf(query, reader);
  const where = whereOf(conditions);
  const total = db.get<{ n: number }>(`SELECT count(*) AS n ${FROM} ${where.sql}`, ...where.values)?.n ?? 0;
  const order = ORDERS[query.sort];
  const after = query.cursor === undefined ? [] : [afterCursor(query.cursor, query.sort)];
  const page = whereOf([...conditions, ...after]);
  const rows = db.all<ListingRow>(
    `SELECT ${COLUMNS} ${FROM} ${page.sql} ORDER BY ${order.column} ${order.direction}, l.dataset LIMIT ?`,
    ...page.values,
    query.limit + 1,
  );
  const items = rows.slice(0, query.limit).map((row) => listingOf(db, row));
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined;
  return { items, total, nextCursor: last === undefined ? null : cursorOf(last, query.sort) };
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

/** How many of the visible listings that fit the query have each value. */
export function countFacets(
  db: ReadHandle,
  query: ListingQuery,
  reader: ParticipantId | null,
): Record<'collection' | 'access' | 'modality' | 'license' | keyof typeof SENSING, Record<string, number>> {
  const where = whereOf(conditionsOf(query, reader));
  const count = (value: string, join = ''): Record<string, number> => {
    // Materialized: joined into one query, the full-text hits would be walked through once per word.
    const rows = db.all<{ value: string; n: number }>(
      `WITH found AS MATERIALIZED (SELECT l.dataset, l.collection, l.access ${FROM} ${where.sql})
       SELECT ${value} AS value, count(*) AS n FROM found ${join} GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?`,
      ...where.values,
      MAX_FACET_VALUES,
    );
    return Object.fromEntries(rows.map((row) => [row.value, row.n]));
  };
  const words = (kind: string): string =>
    `CROSS JOIN listing_word w ON w.dataset = found.dataset AND w.kind = '${kind}'`;
  return {
    collection: count('found.collection'),
    access: count('found.access'),
    modality: count('w.word', words('modality')),
    license: count('w.word', words('license')),
    torque: count('w.word', words('torque')),
    force: count('w.word', words('force')),
    tactile: count('w.word', words('tactile')),
  };
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

/** Datasets and hours that anybody may see, by how they were collected, most hours first. */
export function countPublicListings(db: ReadHandle): Overview['methods'] {
  const where = whereOf([visibleTo(null), { sql: `l.status = 'listed'`, values: [] }]);
  return db.all(
    `SELECT l.collection, count(*) AS datasets, sum(l.hours) AS hours ${FROM} ${where.sql} GROUP BY 1 ORDER BY hours DESC, 1`,
    ...where.values,
  );
}

function conditionsOf(query: ListingQuery, reader: ParticipantId | null): Condition[] {
  const conditions = [visibleTo(reader)];
  const add = (sql: string, ...values: SqlValue[]): unknown => conditions.push({ sql, values });
  const word = `EXISTS (SELECT 1 FROM listing_word w WHERE w.dataset = l.dataset AND w.kind = ? AND w.word = ?)`;
  if (query.includeWithdrawn !== 'true') add(`l.status = 'listed'`);
  if (query.provider !== undefined) add('l.provider = ?', query.provider);
  if (query.collection !== undefined) add('l.collection = ?', query.collection);
  if (query.access !== undefined) add('l.access = ?', query.access);
  if (query.embodiment !== undefined) add('l.embodiment = ?', query.embodiment);
  if (query.minHours !== undefined) add('l.hours >= ?', query.minHours);
  if (query.contactSensing !== undefined)
    add('l.contact_sensing = ?', query.contactSensing === 'true' ? 1 : 0);
  for (const [kind, path] of Object.entries(SENSING) as [keyof typeof SENSING, string][]) {
    const { presence, rate } = sensingWish(query, kind);
    if (presence !== undefined) add(word, kind, presence);
    if (rate !== undefined) add(`l.facts ->> '${path}' >= ?`, rate);
  }
  if (query.modality !== undefined) add(word, 'modality', query.modality);
  if (query.license !== undefined) add(word, 'license', query.license);
  if (query.q !== undefined && query.q.trim() !== '') {
    const fts = ftsQuery(query.q);
    // A query of nothing but signs finds nothing, as it would in any text.
    if (fts === null) add('0');
    else add('l.num IN (SELECT rowid FROM listing_text WHERE listing_text MATCH ?)', fts);
  }
  return conditions;
}

/** What a query asks of one kind of contact sensing. */
function sensingWish(
  query: ListingQuery,
  kind: keyof typeof SENSING,
): { presence: string | undefined; rate: number | undefined } {
  const rates = { torque: query.minTorqueHz, force: query.minForceHz, tactile: query.minTactileHz };
  return { presence: query[kind], rate: rates[kind] };
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

function cursorOf(row: ListingRow, sort: ListingQuery['sort']): string {
  const key = { newest: row.publishedAt, hours: row.hours, title: row.title }[sort];
  return Buffer.from(utf8(canonicalJson([key, row.dataset]))).toString('base64url');
}

function afterCursor(cursor: string, sort: ListingQuery['sort']): Condition {
  const { column, compare } = ORDERS[sort];
  const [key, dataset] = readCursor(cursor);
  if (typeof dataset !== 'string' || typeof key !== (sort === 'hours' ? 'number' : 'string'))
    throw badCursor();
  return {
    sql: `(${column} ${compare} ? OR (${column} = ? AND l.dataset > ?))`,
    values: [key as SqlValue, key as SqlValue, dataset],
  };
}

function readCursor(cursor: string): [unknown, unknown] {
  try {
    const value: unknown = JSON.parse(fromUtf8(new Uint8Array(Buffer.from(cursor, 'base64url'))));
    if (Array.isArray(value) && value.length === 2) return [value[0], value[1]];
  } catch {
    // Told below: a cursor is ours or it is nothing.
  }
  throw badCursor();
}

function badCursor(): ExchangeError {
  return new ExchangeError('schema-mismatch', 'The cursor is not one that this search gave out.');
}

function listingOf(db: ReadHandle, row: ListingRow): Listing {
  const facts = JSON.parse(row.facts) as ListingFacts;
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
    contactSensing: row.contactSensing === 1,
    sensing: facts.sensing,
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
