/** Samples of this company's listed versions, as they lie in the versions' folders. */

import { join } from 'node:path';
import type { CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { MAX_SAMPLE_INDEX_BYTES, type Sample, type SampleFile } from '#contracts/sample/sample.ts';
import { openOfferedSample } from '#contracts/sample/open-sample.ts';
import type { Database } from '#platform/database/database.ts';
import { readFileBounded } from '#platform/files.ts';
import { getDocument } from '../feed/feed-store.ts';
import { openOwnManifest } from '../open-manifest.ts';
import { currentListing, listingByManifest } from '../publish/listing-store.ts';
import { versionPaths } from '../publish/version-folder.ts';

/** Samples that are held open; each is at most its index. */
const MAX_OPEN = 32;

/** A sample of a listed version. */
export interface PublishedSample {
  readonly manifest: Manifest;
  readonly index: { readonly digest: Digest; readonly bytes: Uint8Array };
  readonly sample: Sample;
  pathOf(file: SampleFile): string;
}

/** Finds samples. */
export interface PublishedSamples {
  /** The sample of a listed version. Throws `not-found` when there is none, or the version is not offered (any more). */
  ofManifest(manifest: Digest): Promise<PublishedSample>;
  /** The sample of the version that a dataset is listed with. Throws `not-found`. */
  ofDataset(dataset: DatasetId): Promise<PublishedSample>;
}

/** Creates the view on samples. */
export function createPublishedSamples(deps: {
  readonly crypto: CryptoPort;
  readonly database: Database;
}): PublishedSamples {
  const known = new Map<Digest, PublishedSample>();
  const ofManifest = async (digest: Digest): Promise<PublishedSample> => {
    const stored = await deps.database.read((db) => ({
      listing: listingByManifest(db, digest),
      document: getDocument(db, digest),
    }));
    const { listing, document } = stored;
    if (listing?.state !== 'listed' || document === undefined) throw noSample();
    const open = known.get(digest);
    if (open !== undefined) return open;
    const manifest = await openOwnManifest(deps.crypto, document.envelope);
    const opened = await openPublished(deps.crypto, manifest, listing.folder);
    if (known.size >= MAX_OPEN) known.clear();
    known.set(digest, opened);
    return opened;
  };
  return {
    ofManifest,
    ofDataset: async (dataset) => {
      const listing = await deps.database.read((db) => currentListing(db, dataset));
      if (listing?.manifest == null) throw noSample();
      return ofManifest(listing.manifest);
    },
  };
}

async function openPublished(
  crypto: CryptoPort,
  manifest: Manifest,
  folder: string,
): Promise<PublishedSample> {
  if (manifest.sample === undefined) throw noSample();
  const paths = versionPaths(folder);
  const bytes = await readFileBounded(paths.sampleIndex, MAX_SAMPLE_INDEX_BYTES);
  const sample = openOfferedSample(crypto, bytes, manifest);
  return {
    manifest,
    index: { digest: manifest.sample.index, bytes },
    sample,
    pathOf: (file) => join(paths.sample, file.path),
  };
}

function noSample(): ExchangeError {
  return new ExchangeError('not-found', 'There is no public sample of that version here.');
}
