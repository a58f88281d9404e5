/** What a manifest becomes in the catalog: everything that is stored of it, derived once, as plain values that cross threads. */

import { bodyLabelSearchText } from '#contracts/embodiment/body/body-label.ts';
import type { Digest } from '#contracts/digest.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { factsText } from './listing-facts.ts';
import { indexedText } from './search-text.ts';

/** A manifest as the catalog stores it. */
export interface ListingRecord {
  readonly dataset: DatasetId;
  readonly provider: ParticipantId;
  readonly manifest: Digest;
  readonly version: number;
  readonly title: string;
  readonly collection: Manifest['collection'];
  readonly access: Manifest['access'];
  readonly hours: number;
  readonly contactSensing: boolean;
  readonly embodiment: Digest | null;
  readonly public: boolean;
  /** Facts of the listing as canonical JSON. */
  readonly facts: string;
  /** Digest of the sample's index; null without a sample. */
  readonly sample: Digest | null;
  /** Words that narrow a search, each with its kind. */
  readonly words: readonly (readonly [kind: string, word: string])[];
  /** Title and text as the full-text index takes them. */
  readonly text: { readonly title: string; readonly body: string };
}

/** Derives the record of a verified manifest. */
export function listingRecord(manifest: Manifest, digest: Digest): ListingRecord {
  const { facts } = manifest;
  // The slug, too: it is how a person names a dataset that an answer has shown.
  const body = [
    manifest.slug,
    manifest.description,
    bodyLabelSearchText(manifest.embodiment?.label ?? ''),
    ...facts.tasks.map((task) => task.text),
  ];
  return {
    dataset: manifest.dataset,
    provider: manifest.provider.participant,
    manifest: digest,
    version: manifest.version,
    title: manifest.title,
    collection: manifest.collection,
    access: manifest.access,
    hours: facts.hours,
    contactSensing: sensesContact(manifest),
    embodiment: manifest.embodiment?.id ?? null,
    public: manifest.visibility.kind === 'public',
    facts: factsText(manifest),
    sample: manifest.sample?.index ?? null,
    words: wordsOf(manifest),
    text: { title: indexedText(manifest.title), body: indexedText(body.join('\n')) },
  };
}

function sensesContact(manifest: Manifest): boolean {
  const { jointTorque, force, tactile } = manifest.facts.sensing;
  return [jointTorque, force, tactile].some((sensing) => sensing.presence === 'present');
}

function wordsOf({ facts, offers, visibility }: Manifest): ListingRecord['words'] {
  return [
    ...facts.modalities.map((modality) => ['modality', modality.kind] as const),
    ...offers.map((offer) => ['license', offer.id] as const),
    ['torque', facts.sensing.jointTorque.presence],
    ['force', facts.sensing.force.presence],
    ['tactile', facts.sensing.tactile.presence],
    ...(visibility.kind === 'named' ? visibility.participants : []).map((id) => ['viewer', id] as const),
  ];
}
