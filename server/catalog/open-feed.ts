/** Judges what a publisher sent: bytes in, plain values out that can be stored as they are. Runs in a thread of its own. */

import { canonicalBytes, canonicalJson, parseJson } from '#contracts/canonical-json.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';
import { feedDocumentSchema, feedPageSchema, type FeedEntry } from '#contracts/feed/feed.ts';
import { openNextFeedEntry, type FeedHead } from '#contracts/feed/verify.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import { openManifest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import { MAX_FEED_RESPONSE_BYTES } from '#contracts/p2p/protocols.ts';
import type { Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { listingRecord, type ListingRecord } from './listing-record.ts';

/** A verified feed entry with its envelope as canonical JSON. */
export interface ArrivedEntry {
  readonly entry: FeedEntry;
  readonly digest: Digest;
  readonly envelope: string;
}

/** The manifest that an entry publishes: opened, with its envelope as canonical JSON; `invalid` for good; or `withheld` from this broker. */
export type ArrivedManifest =
  // Bytes: a megabyte of text a manifest on the event loop's heap would keep its garbage collector at work.
  | { readonly kind: 'opened'; readonly listing: ListingRecord; readonly envelope: Uint8Array }
  | { readonly kind: 'invalid' | 'withheld' };

/** A page of a feed to open. */
export interface PageToOpen {
  readonly bytes: Uint8Array;
  readonly publisher: ParticipantId;
  /** Where the feed stands before the page. */
  readonly at: FeedHead;
  /** Origin of this broker's log. */
  readonly log: string;
  /** Signing keys that the publisher has or had. */
  readonly keys: readonly SigningKey[];
}

/** A page as far as it holds. */
export interface OpenedPage {
  readonly entries: readonly ArrivedEntry[];
  /** Where the feed stands after them. */
  readonly at: FeedHead;
  /** Length of the feed as the publisher tells it. */
  readonly length: number;
  /** Whether the publisher sent no entry at all. */
  readonly empty: boolean;
  /** Why the entry after them does not hold; null when all do. */
  readonly refused: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly params: ErrorParams;
  } | null;
}

/** A document that was fetched for an entry. */
export interface DocumentToOpen {
  readonly bytes: Uint8Array;
  readonly entry: FeedEntry;
  /** Digest that the entry names. */
  readonly digest: Digest;
  /** Signing keys that the publisher has or had. */
  readonly keys: readonly SigningKey[];
}

/** Opens the entries of a page up to the first that does not hold. Throws `peer-misbehaved`, `bad-json`, `limit-exceeded`. */
export async function openPage(crypto: CryptoPort, asked: PageToOpen): Promise<OpenedPage> {
  const { publisher, log } = asked;
  const page = parseAnswer(feedPageSchema, asked.bytes);
  const entries: ArrivedEntry[] = [];
  let { at } = asked;
  let refused: OpenedPage['refused'] = null;
  const requireKey = (key: SigningKey): void => requireKnownKey(asked.keys, key);
  for (const envelope of page.entries) {
    try {
      const opened = await openNextFeedEntry(crypto, envelope, { publisher, at, log, requireKey });
      entries.push({ ...opened, envelope: canonicalJson(envelope) });
      at = { length: opened.entry.seq + 1, head: opened.digest };
    } catch (error) {
      if (!isExchangeError(error)) throw error;
      refused = { code: error.code, message: error.message, params: error.params };
      break;
    }
  }
  return { entries, at, length: page.length, empty: page.entries.length === 0, refused };
}

/**
 * Opens a manifest that was fetched for an entry, and checks that it is the publisher's, for this log, under a key of his.
 * Throws `peer-misbehaved` when the document is not the one that was asked for, `bad-json`, `limit-exceeded`; an invalid one is a value.
 */
export async function openDocument(crypto: CryptoPort, asked: DocumentToOpen): Promise<ArrivedManifest> {
  const { entry } = asked;
  const { envelope } = parseAnswer(feedDocumentSchema, asked.bytes);
  const opened = await openedOrInvalid(crypto, envelope, asked.keys);
  if (opened === undefined) return { kind: 'invalid' };
  if (opened.digest !== asked.digest) {
    throw new ExchangeError('peer-misbehaved', 'The peer sent another document than it was asked for.');
  }
  const { manifest } = opened;
  const fits =
    entry.act.dataset === manifest.dataset &&
    manifest.provider.participant === entry.publisher &&
    manifest.log === entry.log;
  if (!fits) return { kind: 'invalid' };
  const listing = listingRecord(manifest, opened.digest);
  return { kind: 'opened', listing, envelope: canonicalBytes(envelope) };
}

async function openedOrInvalid(
  crypto: CryptoPort,
  envelope: Envelope,
  keys: readonly SigningKey[],
): Promise<OpenedManifest | undefined> {
  try {
    const opened = await openManifest(crypto, envelope);
    requireKnownKey(keys, opened.manifest.provider.key);
    return opened;
  } catch (error) {
    if (isExchangeError(error)) return undefined;
    throw error;
  }
}

function requireKnownKey(keys: readonly SigningKey[], key: SigningKey): void {
  if (keys.includes(key)) return;
  throw new ExchangeError('unknown-signer', 'The key is not one of the publisher.', { params: { key } });
}

function parseAnswer<S extends Parameters<typeof parseWire>[0]>(
  schema: S,
  bytes: Uint8Array,
): ReturnType<typeof parseWire<S>> {
  const value = parseJson(bytes, MAX_FEED_RESPONSE_BYTES);
  try {
    return parseWire(schema, value, 'feed answer');
  } catch (cause) {
    throw new ExchangeError('peer-misbehaved', 'The peer answered with something else than a feed.', {
      cause,
    });
  }
}
