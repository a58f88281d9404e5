/** The broker's copy of every publisher's feed, and the manifests it cites. */

import type { Digest } from '#contracts/digest.ts';
import { EMPTY_FEED, type FeedHead } from '#contracts/feed/verify.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

/** A stored manifest. */
export interface StoredDocument {
  readonly provider: ParticipantId;
  readonly envelope: Envelope;
}

/** Where a publisher's feed stands here. */
export function feedHead(db: ReadHandle, publisher: ParticipantId): FeedHead {
  return db.get<FeedHead>('SELECT length, head FROM feed WHERE publisher = ?', publisher) ?? EMPTY_FEED;
}

/** Digest of one known entry, or undefined. */
export function feedEntryDigest(db: ReadHandle, publisher: ParticipantId, seq: number): Digest | undefined {
  return db.get<{ digest: Digest }>(
    'SELECT digest FROM feed_entry WHERE publisher = ? AND seq = ?',
    publisher,
    seq,
  )?.digest;
}

/** Adds the next entry of a feed; its envelope as canonical JSON. */
export function appendFeedEntry(
  tx: WriteHandle,
  publisher: ParticipantId,
  entry: { readonly seq: number; readonly digest: Digest; readonly envelope: string },
): void {
  tx.run(
    'INSERT INTO feed_entry (publisher, seq, digest, envelope) VALUES (?, ?, ?, ?)',
    publisher,
    entry.seq,
    entry.digest,
    entry.envelope,
  );
  tx.run(
    `INSERT INTO feed (publisher, length, head) VALUES (?, ?, ?)
     ON CONFLICT (publisher) DO UPDATE SET length = excluded.length, head = excluded.head`,
    publisher,
    entry.seq + 1,
    entry.digest,
  );
}

/** Entries of a feed from a sequence number on, as canonical JSON: `limit` of them at most, and as many as `maxBytes` hold. */
export function feedEntries(
  db: ReadHandle,
  publisher: ParticipantId,
  page: { readonly from: number; readonly limit: number; readonly maxBytes: number },
): string[] {
  const rows = db.all<{ envelope: string }>(
    `SELECT envelope FROM (
       SELECT seq, envelope, sum(octet_length(envelope)) OVER (ORDER BY seq) AS bytes
       FROM (SELECT seq, envelope FROM feed_entry WHERE publisher = ? AND seq >= ? ORDER BY seq LIMIT ?)
     ) WHERE bytes <= ? ORDER BY seq`,
    publisher,
    page.from,
    page.limit,
    page.maxBytes,
  );
  return rows.map(({ envelope }) => envelope);
}

/** Stores a manifest, its envelope as canonical JSON in UTF-8, under its digest; a known one changes nothing. */
export function saveDocument(
  tx: WriteHandle,
  digest: Digest,
  document: { readonly provider: ParticipantId; readonly envelope: Uint8Array },
): void {
  tx.run(
    'INSERT INTO document (digest, provider, envelope) VALUES (?, ?, CAST(? AS TEXT)) ON CONFLICT (digest) DO NOTHING',
    digest,
    document.provider,
    document.envelope,
  );
}

/** A stored manifest as it is stored: its envelope as canonical JSON. */
export function documentText(
  db: ReadHandle,
  digest: Digest,
): { readonly provider: ParticipantId; readonly envelope: string } | undefined {
  return db.get('SELECT provider, envelope FROM document WHERE digest = ?', digest);
}

/** A stored manifest, or undefined. */
export function findDocument(db: ReadHandle, digest: Digest): StoredDocument | undefined {
  const stored = documentText(db, digest);
  return stored === undefined ? undefined : { ...stored, envelope: JSON.parse(stored.envelope) as Envelope };
}
