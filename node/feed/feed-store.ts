/** Feeds and signed documents as they lie in the node's store. */

import { fromUtf8 } from '#contracts/bytes.ts';
import type { Digest } from '#contracts/digest.ts';
import type { FeedHead } from '#contracts/feed/verify.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { envelopeBytes, envelopeSchema, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

/** What a stored document is. */
export type DocumentKind = 'manifest' | 'report' | 'agreement' | 'receipt' | 'evaluation' | 'announcement';

const VISIBLE = 'feed.visible';

/** Where a publisher's feed stands in this store, entries not yet logged included. */
export function feedHead(db: ReadHandle, publisher: ParticipantId): FeedHead {
  const row = db.get<{ seq: number; digest: string }>(
    'SELECT seq, digest FROM feed_entries WHERE publisher = ? ORDER BY seq DESC LIMIT 1',
    publisher,
  );
  return row === undefined ? { length: 0, head: null } : { length: row.seq + 1, head: row.digest };
}

/** Appends a signed entry to a feed. The primary key refuses a second entry of the same number. */
export function appendFeedEntry(
  tx: WriteHandle,
  publisher: ParticipantId,
  entry: { seq: number; digest: Digest; envelope: Envelope },
): void {
  tx.run(
    'INSERT INTO feed_entries (publisher, seq, digest, envelope) VALUES (?, ?, ?, ?)',
    publisher,
    entry.seq,
    entry.digest,
    envelopeBytes(entry.envelope),
  );
}

/** Entries of a feed from a sequence number on, below `length`, as canonical JSON: `limit` at most, and as many as `maxBytes` hold. */
export function feedPage(
  db: ReadHandle,
  publisher: ParticipantId,
  range: { from: number; length: number; limit: number; maxBytes: number },
): string[] {
  // As texts: five hundred buffers would cost more than what is in them.
  const rows = db.all<{ envelope: string }>(
    `SELECT CAST(envelope AS TEXT) AS envelope FROM (
       SELECT seq, envelope, sum(length(envelope)) OVER (ORDER BY seq) AS bytes
       FROM (SELECT seq, envelope FROM feed_entries WHERE publisher = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT ?)
     ) WHERE bytes <= ? ORDER BY seq`,
    publisher,
    range.from,
    range.length,
    range.limit,
    range.maxBytes,
  );
  return rows.map(({ envelope }) => envelope);
}

/** Digest of one entry; undefined when it is not there. */
export function feedEntryDigest(db: ReadHandle, publisher: ParticipantId, seq: number): Digest | undefined {
  return db.get<{ digest: string }>(
    'SELECT digest FROM feed_entries WHERE publisher = ? AND seq = ?',
    publisher,
    seq,
  )?.digest;
}

/** Removes the newest entry of the own feed: only possible while it is not visible to anybody. */
export function dropInvisibleEntry(tx: WriteHandle, publisher: ParticipantId, seq: number): void {
  if (seq >= visibleLength(tx)) {
    tx.run('DELETE FROM feed_entries WHERE publisher = ? AND seq >= ?', publisher, seq);
  }
}

/** How many entries of the own feed others may see: those whose act is in the log. */
export function visibleLength(db: ReadHandle): number {
  return Number(
    db.get<{ value: string }>('SELECT value FROM node_facts WHERE name = ?', VISIBLE)?.value ?? '0',
  );
}

/** Makes the own feed visible up to `length`; never takes anything back. */
export function raiseVisible(tx: WriteHandle, length: number): void {
  if (length <= visibleLength(tx)) return;
  tx.run(
    'INSERT INTO node_facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    VISIBLE,
    String(length),
  );
}

/** Stores a signed document under its payload digest; a repeat changes nothing. */
export function putDocument(
  tx: WriteHandle,
  document: { digest: Digest; kind: DocumentKind; envelope: Envelope; nowMs: number },
): void {
  tx.run(
    'INSERT INTO documents (digest, kind, envelope, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING',
    document.digest,
    document.kind,
    envelopeBytes(document.envelope),
    document.nowMs,
  );
}

/** A stored document as it is stored, its envelope as canonical JSON, or undefined. */
export function documentBytes(
  db: ReadHandle,
  digest: Digest,
): { kind: DocumentKind; envelope: Uint8Array } | undefined {
  return db.get('SELECT kind, envelope FROM documents WHERE digest = ?', digest);
}

/** A stored document, or undefined. */
export function getDocument(
  db: ReadHandle,
  digest: Digest,
): { kind: DocumentKind; envelope: Envelope } | undefined {
  const row = documentBytes(db, digest);
  return row === undefined ? undefined : { kind: row.kind, envelope: readEnvelope(row.envelope) };
}

/** An envelope from its stored bytes. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  return parseWire(envelopeSchema, JSON.parse(fromUtf8(bytes)), 'envelope');
}
