/**
 * Takes the next entry of a feed into the catalog, in one transaction with everything that follows from it.
 *
 * What follows is decided by feed and manifest alone. A manifest that is not what the entry promises leaves the feed intact
 * and the listing as it was: a publisher can spoil only its own listing, and never stop its own feed.
 */

import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { FeedEntry } from '#contracts/feed/feed.ts';
import { openManifest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { appendFeedEntry, saveDocument } from './feed-store.ts';
import { currentVersion, noteArrival, saveVersion, saveWithdrawal } from './listing-store.ts';

/** What became of an entry. */
export const INGEST_RESULTS = [
  'listed',
  'withdrawn',
  'announced',
  'manifest-invalid',
  'manifest-withheld',
  'version-fork',
] as const;
/** One of {@link INGEST_RESULTS}. */
export type IngestResult = (typeof INGEST_RESULTS)[number];

/** A verified feed entry with its envelope. */
export interface ArrivedEntry {
  readonly entry: FeedEntry;
  readonly digest: Digest;
  readonly envelope: Envelope;
}

/** The manifest that an entry publishes: opened; `invalid` for good; or `withheld` from this broker. */
export type ArrivedManifest =
  | { readonly kind: 'opened'; readonly opened: OpenedManifest; readonly envelope: Envelope }
  | { readonly kind: 'invalid' | 'withheld' };

/**
 * Opens a manifest that was fetched for an entry, and checks that it is the publisher's, for this log, under a key of his.
 * Throws `peer-misbehaved` when the document is not the one that was asked for; an invalid one is a value.
 */
export async function judgeManifest(
  crypto: CryptoPort,
  envelope: Envelope,
  expected: {
    readonly entry: FeedEntry;
    readonly digest: Digest;
    readonly requireKey: (key: SigningKey) => void;
  },
): Promise<ArrivedManifest> {
  const { entry } = expected;
  let opened: OpenedManifest;
  try {
    opened = await openManifest(crypto, envelope);
    expected.requireKey(opened.manifest.provider.key);
  } catch (error) {
    if (error instanceof ExchangeError) return { kind: 'invalid' };
    throw error;
  }
  if (opened.digest !== expected.digest) {
    throw new ExchangeError('peer-misbehaved', 'The peer sent another document than it was asked for.');
  }
  const { manifest } = opened;
  const fits =
    entry.act.dataset === manifest.dataset &&
    manifest.provider.participant === entry.publisher &&
    manifest.log === entry.log;
  return fits ? { kind: 'opened', opened, envelope } : { kind: 'invalid' };
}

/** Stores an entry and changes the catalog accordingly. */
export function ingestEntry(
  tx: WriteHandle,
  publisher: ParticipantId,
  arrived: ArrivedEntry & { readonly manifest: ArrivedManifest | null },
): IngestResult {
  const { entry, digest, envelope, manifest } = arrived;
  appendFeedEntry(tx, publisher, { seq: entry.seq, digest, envelope });
  const { act } = entry;
  if (act.kind === 'announced') return 'announced';
  if (act.kind === 'withdrawn') {
    if (currentVersion(tx, act.dataset)?.provider !== publisher) return 'manifest-invalid';
    saveWithdrawal(tx, act);
    return 'withdrawn';
  }
  if (manifest?.kind !== 'opened')
    return manifest?.kind === 'invalid' ? 'manifest-invalid' : 'manifest-withheld';
  const { opened } = manifest;
  const current = currentVersion(tx, act.dataset);
  // The digest chain of versions must continue the listed one; a withheld or invalid version before it breaks the chain,
  // and the number alone decides then.
  if (current !== undefined && opened.manifest.version <= current.version) return 'version-fork';
  saveDocument(tx, opened.digest, { provider: publisher, envelope: manifest.envelope });
  saveVersion(tx, { manifest: opened.manifest, digest: opened.digest, publishedAt: entry.time });
  noteArrival(tx, opened.manifest.dataset, opened.digest);
  return 'listed';
}
