/**
 * Takes the next entry of a feed into the catalog, in one transaction with everything that follows from it.
 *
 * What follows is decided by feed and manifest alone. A manifest that is not what the entry promises leaves the feed intact
 * and the listing as it was: a publisher can spoil only its own listing, and never stop its own feed.
 */

import type { ParticipantId } from '#contracts/keys.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { appendFeedEntry, saveDocument } from './feed-store.ts';
import { currentVersion, noteArrival, saveVersion, saveWithdrawal } from './listing-store.ts';
import type { ArrivedEntry, ArrivedManifest } from './open-feed.ts';

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

/** An entry with the manifest that it publishes; null when it publishes none. */
export interface StorableEntry extends ArrivedEntry {
  readonly manifest: ArrivedManifest | null;
}

/** Text that is stored in one unit of work, in characters, when more than one entry is: a commit writes all of it in one turn. */
export const MAX_UNIT_LENGTH = 256 * 1024;

/** Divides entries, in order, into units of work: as many as {@link MAX_UNIT_LENGTH} holds, at least one. */
export function unitsOf(entries: readonly StorableEntry[]): StorableEntry[][] {
  const units: StorableEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const length =
      entry.envelope.length + (entry.manifest?.kind === 'opened' ? textLength(entry.manifest) : 0);
    const unit = units.at(-1);
    if (unit !== undefined && length <= room) {
      unit.push(entry);
      room -= length;
    } else {
      units.push([entry]);
      room = MAX_UNIT_LENGTH - length;
    }
  }
  return units;
}

function textLength({ envelope, listing }: Extract<ArrivedManifest, { kind: 'opened' }>): number {
  return envelope.length + listing.text.body.length;
}

/** Stores an entry and changes the catalog accordingly. */
export function ingestEntry(tx: WriteHandle, publisher: ParticipantId, arrived: StorableEntry): IngestResult {
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
  const { listing } = manifest;
  const current = currentVersion(tx, act.dataset);
  // The digest chain of versions must continue the listed one; a withheld or invalid version before it breaks the chain,
  // and the number alone decides then.
  if (current !== undefined && listing.version <= current.version) return 'version-fork';
  saveDocument(tx, listing.manifest, { provider: publisher, envelope: manifest.envelope });
  saveVersion(tx, listing, entry.time);
  noteArrival(tx, listing.dataset, listing.manifest);
  return 'listed';
}
