/**
 * The query index over the log's entries: derived from the log's files, rebuilt from them when it is behind, and never a
 * source of truth. It answers who may read what, where a chain stands, and which entry speaks about a subject.
 */

import type { Digest } from '#contracts/digest.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { EntryType } from '#contracts/log/entry-bodies.ts';
import { subjectDigest, type ExchangeLink, type OpenedEntry } from '#contracts/log/entry.ts';
import type { Envelope } from '#contracts/signature.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import type { ReadHandle, SqlValue, WriteHandle } from '#platform/database/handles.ts';

/** An entry with its place in the log. */
export interface IndexedEntry {
  readonly index: number;
  readonly leafHash: Digest;
  readonly envelope: Envelope;
  readonly opened: OpenedEntry;
}

/** An entry as the index has it. */
export interface EntryRow {
  readonly idx: number;
  readonly leafHash: Digest;
  readonly type: string;
  readonly time: string;
  readonly actor: ParticipantId;
  readonly dataset: string | null;
  readonly exchange: string | null;
  readonly subjectName: string;
  readonly subjectDigest: Digest;
  readonly envelope: string;
  /** 1 when the reader that was asked about is a party. */
  readonly isParty: number;
}

/** End of the chain of one side of an exchange. */
export interface ChainTail {
  readonly seq: number;
  readonly leafHash: Digest;
  readonly actor: ParticipantId;
}

/** What narrows a list of entries. */
export interface EntryFilter {
  readonly types?: readonly string[] | undefined;
  readonly actor?: string | undefined;
  readonly party?: string | undefined;
  readonly dataset?: string | undefined;
  readonly exchange?: string | undefined;
  readonly agreement?: string | undefined;
  readonly subject?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly order: 'oldest' | 'newest';
  /** Index to begin at; the end of the log in the order when undefined. */
  readonly from: number | undefined;
  readonly limit: number;
  /** Whose party membership is looked up; null for strangers. */
  readonly reader: ParticipantId | null;
  /** True for auditors: entries of others too. */
  readonly everything: boolean;
}

const COLUMNS = `e.idx, e.leaf_hash AS leafHash, e.type, e.time, e.actor, e.dataset, e.exchange,
  e.subject_name AS subjectName, e.subject_digest AS subjectDigest, e.envelope`;

/** Number of entries that are indexed: they are the first ones, without gaps. */
export function indexedSize(db: ReadHandle): number {
  return db.get<{ size: number }>('SELECT coalesce(max(idx) + 1, 0) AS size FROM log_entry')?.size ?? 0;
}

/** Adds an entry and its parties. */
export function insertEntry(tx: WriteHandle, entry: IndexedEntry): void {
  const { opened } = entry;
  const { predicate } = opened.statement;
  tx.run(
    `INSERT INTO log_entry (idx, leaf_hash, type, time, actor, dataset, exchange, role, seq, subject_name,
       subject_digest, agreement, envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.index,
    entry.leafHash,
    opened.type,
    predicate.time,
    predicate.actor.participant,
    predicate.dataset,
    predicate.exchange?.id ?? null,
    predicate.exchange?.role ?? null,
    predicate.exchange?.seq ?? null,
    opened.statement.subject[0]?.name ?? '',
    subjectDigest(opened.statement),
    (opened.body as { agreement?: string }).agreement ?? null,
    canonicalJson(entry.envelope),
  );
  for (const party of new Set([predicate.actor.participant, ...predicate.parties])) {
    tx.run('INSERT INTO log_entry_party (idx, participant) VALUES (?, ?)', entry.index, party);
  }
}

/** Index of a leaf, or undefined. */
export function findLeaf(db: ReadHandle, leafHash: Digest): number | undefined {
  return db.get<{ idx: number }>('SELECT idx FROM log_entry WHERE leaf_hash = ?', leafHash)?.idx;
}

/** Where the chain of one side of an exchange ends, or undefined when it has not begun. */
export function chainTail(
  db: ReadHandle,
  exchange: string,
  role: ExchangeLink['role'],
): ChainTail | undefined {
  return db.get<ChainTail>(
    `SELECT seq, leaf_hash AS leafHash, actor FROM log_entry WHERE exchange = ? AND role = ?
     ORDER BY seq DESC LIMIT 1`,
    exchange,
    role,
  );
}

/** Conditions by one value. */
const EQUALS = {
  actor: 'e.actor',
  dataset: 'e.dataset',
  exchange: 'e.exchange',
  agreement: 'e.agreement',
  subject: 'e.subject_digest',
} as const;

/** Entries from an index on, in the order that is asked for. */
export function listEntries(db: ReadHandle, filter: EntryFilter): EntryRow[] {
  const where: string[] = [];
  const values: SqlValue[] = [];
  const add = (sql: string, ...given: SqlValue[]): void => {
    where.push(sql);
    values.push(...given);
  };
  const among = 'e.idx IN (SELECT p.idx FROM log_entry_party p WHERE p.participant = ?)';
  // That two companies traded is theirs to know: what is no party's is not even listed (DECISIONS 5).
  if (!filter.everything) add(among, filter.reader);
  if (filter.party !== undefined) add(among, filter.party);
  for (const name of Object.keys(EQUALS) as (keyof typeof EQUALS)[]) {
    const wanted = filter[name];
    if (wanted !== undefined) add(`${EQUALS[name]} = ?`, wanted);
  }
  if (filter.types !== undefined)
    add('e.type IN (SELECT value FROM json_each(?))', JSON.stringify(filter.types));
  if (filter.since !== undefined) add('e.time >= ?', filter.since);
  if (filter.until !== undefined) add('e.time <= ?', filter.until);
  const newest = filter.order === 'newest';
  if (filter.from !== undefined) add(newest ? 'e.idx <= ?' : 'e.idx >= ?', filter.from);
  return db.all<EntryRow>(
    `SELECT ${COLUMNS}, EXISTS (SELECT 1 FROM log_entry_party p WHERE p.participant = ? AND p.idx = e.idx) AS isParty
     FROM log_entry e ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
     ORDER BY e.idx ${newest ? 'DESC' : 'ASC'} LIMIT ?`,
    filter.reader,
    ...values,
    filter.limit,
  );
}

/** First entry of a type about a subject, or undefined. */
export function findBySubject(db: ReadHandle, type: EntryType, subject: Digest): EntryRow | undefined {
  return db.get<EntryRow>(
    `SELECT ${COLUMNS}, 0 AS isParty FROM log_entry e WHERE subject_digest = ? AND type = ? ORDER BY idx LIMIT 1`,
    subject,
    type,
  );
}

/** First entry of a type about an agreement, or undefined. */
export function findByAgreement(db: ReadHandle, type: EntryType, agreement: Digest): EntryRow | undefined {
  return db.get<EntryRow>(
    `SELECT ${COLUMNS}, 0 AS isParty FROM log_entry e WHERE agreement = ? AND type = ? ORDER BY idx LIMIT 1`,
    agreement,
    type,
  );
}
