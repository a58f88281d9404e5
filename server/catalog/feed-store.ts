/** The broker's copy of every publisher's feed, and the manifests it cites. */

import { canonicalJson } from '#contracts/canonical-json.ts';
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

/** Adds the next entry of a feed. */
export function appendFeedEntry(
  tx: WriteHandle,
  publisher: ParticipantId,
  entry: { readonly seq: number; readonly digest: Digest; readonly envelope: Envelope },
): void {
  tx.run(
    'INSERT INTO feed_entry (publisher, seq, digest, envelope) VALUES (?, ?, ?, ?)',
    publisher,
    entry.seq,
    entry.digest,
    canonicalJson(entry.envelope),
  );
  tx.run(
    `INSERT INTO feed (publisher, length, head) VALUES (?, ?, ?)
     ON CONFLICT (publisher) DO UPDATE SET length = excluded.length, head = excluded.head`,
    publisher,
    entry.seq + 1,
    entry.digest,
  );
}

/** Entries of a feed from a sequence number on. */
export function feedEntries(
  db: ReadHandle,
  publisher: ParticipantId,
  page: { readonly from: number; readonly limit: number },
): Envelope[] {
  return db
    .all<{ envelope: string }>(
      'SELECT envelope FROM feed_entry WHERE publisher = ? AND seq >= ? ORDER BY seq LIMIT ?',
      publisher,
      page.from,
      page.limit,
    )
    .map((row) => JSON.parse(row.envelope) as Envelope);
}

/** Stores a manifest under its digest; a known one changes nothing. */
export function saveDocument(tx: WriteHandle, digest: Digest, document: StoredDocument): void {
  tx.run(
    'INSERT INTO document (digest, provider, envelope) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING',
    digest,
    document.provider,
    canonicalJson(document.envelope),
  );
}

/** A stored manifest, or undefined. */
export function findDocument(db: ReadHandle, digest: Digest): StoredDocument | undefined {
  const row = db.get<{ provider: string; envelope: string }>(
    'SELECT provider, envelope FROM document WHERE digest = ?',
    digest,
  );
  return row === undefined
    ? undefined
    : { provider: row.provider, envelope: JSON.parse(row.envelope) as Envelope };
}
