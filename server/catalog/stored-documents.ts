/** What readers are told of stored manifests. Runs in a thread of its own: a manifest of a megabyte takes a hundred milliseconds. */

import { fromUtf8, fromBase64 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { manifestSchema, type Manifest } from '#contracts/manifest/manifest.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import type { CatalogedDataset } from '#contracts/metadata/dcat.ts';
import { describeManifest } from '#contracts/metadata/described-dataset.ts';
import type { ProvenanceVersion } from '#contracts/provenance/build-provenance.ts';
import { openOfferedSample } from '#contracts/sample/open-sample.ts';
import type { Sample, SampleOffer } from '#contracts/sample/sample.ts';
import type { Envelope } from '#contracts/signature.ts';

/** A stored manifest, its envelope as canonical JSON, and what its page adds. */
export interface DocumentToDescribe {
  readonly envelope: string;
  /** Address under which datasets have their pages. */
  readonly pages: string;
  readonly providerName: string;
}

/** What provenance tells of a version, and to whom. */
export type VersionDocument = ProvenanceVersion['manifest'] & Pick<Manifest, 'visibility'>;

/** The sample that a stored manifest offers. */
export interface OfferedSample {
  readonly publisher: ParticipantId;
  readonly offer: SampleOffer;
}

/** An opened sample and what its listing says of it. */
export interface OpenedSample {
  readonly sample: Sample;
  readonly dataset: DatasetId;
  readonly license: LicenseTerms;
  readonly isPublic: boolean;
}

/** A dataset as the metadata describe it. The manifest is verified once more: metadata name its digest. Throws as `openManifest`. */
export async function describeDocument(
  crypto: CryptoPort,
  { envelope, pages, providerName }: DocumentToDescribe,
): Promise<CatalogedDataset> {
  const { manifest, digest } = await openManifest(crypto, JSON.parse(envelope));
  const url = `${pages}/${encodeURIComponent(manifest.dataset)}`;
  return {
    dataset: describeManifest(manifest, { digest, url, providerName }),
    isPublic: manifest.visibility.kind === 'public',
    previous: manifest.previous === null ? null : `${manifest.dataset}#${manifest.previous}`,
    bytes: manifest.derivative.bytes,
  };
}

/** A version as far as provenance tells of it. */
export function versionOf(envelope: string): VersionDocument {
  const { version, previous, provider, createdAt, derivative, embodiment, visibility, sample } =
    storedManifest(envelope);
  const told = { version, previous, provider, createdAt, derivative, embodiment, visibility };
  return sample === undefined ? told : { ...told, sample };
}

/** The sample that a manifest offers; null without one. */
export function offeredSample(envelope: string): OfferedSample | null {
  const { provider, sample } = storedManifest(envelope);
  return sample === undefined ? null : { publisher: provider.participant, offer: sample };
}

/** Opens the index of a sample. Throws `not-found` when the manifest offers none, and what `openOfferedSample` throws. */
export function openSampleIndex(crypto: CryptoPort, envelope: string, index: Uint8Array): OpenedSample {
  const manifest = storedManifest(envelope);
  const { dataset, sample, visibility } = manifest;
  if (sample === undefined) throw new ExchangeError('not-found', 'The dataset offers no sample.');
  return {
    sample: openOfferedSample(crypto, index, manifest),
    dataset,
    license: sample.license,
    isPublic: visibility.kind === 'public',
  };
}

/** Verified when it was ingested, and stored by this program. */
function storedManifest(envelope: string): Manifest {
  const { payload } = JSON.parse(envelope) as Envelope;
  return manifestSchema.parse(JSON.parse(fromUtf8(fromBase64(payload))));
}
