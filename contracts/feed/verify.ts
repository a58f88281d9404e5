/** Judges the next entry of a feed against what is known of the feed: order, chain, key. */

import type { CryptoPort } from '../crypto.ts';
import type { Digest } from '../digest.ts';
import { ExchangeError } from '../errors.ts';
import type { ParticipantId, SigningKey } from '../keys.ts';
import { openSigned, requireSigner } from '../signature.ts';
import { FEED_ENTRY_DOCUMENT, type FeedEntry } from './feed.ts';

/** Where a feed stands: the number of entries known, and the digest of the last one. */
export interface FeedHead {
  readonly length: number;
  readonly head: Digest | null;
}

/** The head of a feed of which nothing is known. */
export const EMPTY_FEED: FeedHead = { length: 0, head: null };

/** A verified feed entry and its digest, which is the next entry's `prev`. */
export interface OpenedFeedEntry {
  readonly entry: FeedEntry;
  readonly digest: Digest;
}

/** What {@link openNextFeedEntry} expects. */
export interface FeedExpectation {
  readonly publisher: ParticipantId;
  readonly at: FeedHead;
  readonly log: string;
  /** Judges whether a key may sign for the publisher; throws if not. */
  readonly requireKey: (key: SigningKey) => void;
}

/**
 * Verifies that an envelope is the very next entry of a publisher's feed.
 * Throws `conflict` (another sequence number, or a `prev` that forks the feed), `unknown-signer`, `bad-signature`,
 * `log-origin-mismatch`, `schema-mismatch`.
 */
export async function openNextFeedEntry(
  crypto: CryptoPort,
  envelope: unknown,
  expected: FeedExpectation,
): Promise<OpenedFeedEntry> {
  const signed = await openSigned(crypto, FEED_ENTRY_DOCUMENT, envelope);
  const entry = signed.document;
  requireSigner(signed, entry.key);
  if (entry.publisher !== expected.publisher) {
    throw new ExchangeError('unknown-signer', 'The feed entry belongs to another publisher.');
  }
  expected.requireKey(entry.key);
  if (entry.log !== expected.log)
    throw new ExchangeError('log-origin-mismatch', 'The feed entry names another log.');
  if (entry.seq !== expected.at.length || entry.prev !== expected.at.head) {
    throw new ExchangeError('conflict', 'The feed entry does not continue the feed.', {
      params: { seq: entry.seq, expected: expected.at.length },
    });
  }
  return { entry, digest: signed.digest };
}
