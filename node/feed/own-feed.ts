/**
 * This company's feed: every publication as the next signed entry, visible to others once its act is in the log.
 *
 * The entry is stored with the act in one transaction. If we crash before the act is logged, nobody has seen the entry;
 * afterwards it is visible, and the hint that tells of it may be lost at no cost: peers also ask by themselves.
 */

import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { digestOfJson } from '#contracts/digest.ts';
import { FEED_ENTRY_DOCUMENT, FEED_HINT_DOCUMENT, type FeedEntry } from '#contracts/feed/feed.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import { appendFeedEntry, feedEntryDigest, feedHead, raiseVisible, visibleLength } from './feed-store.ts';

/** What the own feed needs. */
export interface OwnFeedDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly identity: NodeIdentity;
  /** Tells peers about a new length; may be lost. */
  readonly announce: () => void;
}

/** Position of a new entry: what `dataset.*` acts cite. */
export interface FeedPosition {
  readonly seq: number;
  readonly head: Digest;
}

/** The own feed. */
export interface OwnFeed {
  /** Appends the next entry, not yet visible. */
  append(tx: WriteHandle, act: FeedEntry['act']): FeedPosition;
  /** Makes entries visible up to and including `seq`, and tells peers after the commit. */
  reveal(tx: WriteHandle, seq: number): void;
  /** The hint about the visible head; null while nothing is visible. */
  hint(db: ReadHandle): Envelope | null;
}

/** Creates the own feed. */
export function createOwnFeed(deps: OwnFeedDeps): OwnFeed {
  const { identity } = deps;
  return {
    append: (tx, act) => {
      const at = feedHead(tx, identity.participant);
      const entry: FeedEntry = {
        schema: 'feed-entry/1',
        publisher: identity.participant,
        key: identity.key,
        log: identity.log.origin,
        seq: at.length,
        prev: at.head,
        time: formatTimestamp(deps.clock()),
        act,
      };
      const digest = digestOfJson(deps.crypto, entry);
      const envelope = signDocument(FEED_ENTRY_DOCUMENT, entry, identity.signer);
      appendFeedEntry(tx, identity.participant, { seq: entry.seq, digest, envelope });
      return { seq: entry.seq, head: digest };
    },
    reveal: (tx, seq) => {
      raiseVisible(tx, seq + 1);
      tx.afterCommit(deps.announce);
    },
    hint: (db) => {
      const length = visibleLength(db);
      const head = length === 0 ? undefined : feedEntryDigest(db, identity.participant, length - 1);
      if (head === undefined) return null;
      return signDocument(
        FEED_HINT_DOCUMENT,
        {
          schema: 'feed-hint/1',
          publisher: identity.participant,
          key: identity.key,
          seq: length - 1,
          head,
          time: formatTimestamp(deps.clock()),
        },
        identity.signer,
      );
    },
  };
}
