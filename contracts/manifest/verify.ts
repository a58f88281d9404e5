/** Judges a manifest by what it says about itself, before anybody indexes it. */

import type { CryptoPort } from '../crypto.ts';
import { digestOf, type Digest } from '../digest.ts';
import { requireJointMap } from '../dataset/joint-map.ts';
import { requirePoseMap } from '../dataset/pose-map.ts';
import { embodimentId } from '../embodiment/body/embodiment-id.ts';
import { histogramCells } from '../embodiment/reach/pose-histogram.ts';
import { ExchangeError } from '../errors.ts';
import { faultError } from '../faults.ts';
import { datasetIdOf } from '../ids.ts';
import { canonicalBytes } from '../canonical-json.ts';
import type { LicenseTerms } from '../license/terms.ts';
import { requireAllowedSample } from '../sample/sample.ts';
import { openSigned, requireSigner } from '../signature.ts';
import { MANIFEST_DOCUMENT, type Manifest } from './manifest.ts';

/** A verified manifest and its identity. */
export interface OpenedManifest {
  readonly manifest: Manifest;
  readonly digest: Digest;
}

/**
 * Verifies a manifest envelope: the provider's signature, the dataset id derived from provider and slug, the embodiment id
 * derived from the body, joint and pose maps of that body and these features, readable histograms, the chain to the previous version, unique
 * offers, a sample within its bounds.
 * Throws `bad-signature`, `schema-mismatch`, `not-canonical`, `limit-exceeded`, `content-mismatch`.
 */
export async function openManifest(crypto: CryptoPort, envelope: unknown): Promise<OpenedManifest> {
  const signed = await openSigned(crypto, MANIFEST_DOCUMENT, envelope);
  const manifest = signed.document;
  requireSigner(signed, manifest.provider.key);
  if (datasetIdOf(crypto, manifest.provider.participant, manifest.slug) !== manifest.dataset) {
    throw new ExchangeError('content-mismatch', 'The dataset id does not follow from provider and slug.');
  }
  if (
    manifest.embodiment !== null &&
    embodimentId(crypto, manifest.embodiment.body) !== manifest.embodiment.id
  ) {
    throw new ExchangeError('content-mismatch', 'The embodiment id does not follow from the body.');
  }
  if (manifest.robotDescription !== null && manifest.embodiment === null) {
    throw new ExchangeError(
      'content-mismatch',
      'A robot description is shared for a body that is not named.',
    );
  }
  if (manifest.jointMap !== null)
    requireJointMap(manifest.jointMap, manifest.embodiment, manifest.facts.features);
  if (manifest.poseMap !== undefined)
    requirePoseMap(manifest.poseMap, manifest.embodiment, manifest.facts.features);
  // Matching reads them for everybody's questions: one that nobody can read must not get into an index.
  for (const histogram of manifest.histograms) histogramCells(histogram);
  if ((manifest.version === 1) !== (manifest.previous === null)) {
    throw new ExchangeError('content-mismatch', 'Exactly the first version has no previous one.');
  }
  if (new Set(manifest.offers.map((offer) => offer.id)).size !== manifest.offers.length) {
    throw new ExchangeError('content-mismatch', 'Two offers carry the same id.');
  }
  if (manifest.sample !== undefined) requireAllowedSample(manifest.sample, manifest.facts);
  return { manifest, digest: signed.digest };
}

/** Digest of license terms: how an entry or an agreement cites an offer. */
export function termsDigest(crypto: CryptoPort, terms: LicenseTerms): Digest {
  return digestOf(crypto, canonicalBytes(terms));
}

/** Longest id of a license that an error repeats, characters. */
const MAX_SAID_ID = 80;

/** Offer of a manifest by id. Throws `not-found`. */
export function offerOf(manifest: Manifest, id: string): LicenseTerms {
  const offer = manifest.offers.find((terms) => terms.id === id);
  if (offer === undefined) {
    throw faultError('not-found', 'license-not-offered', {
      license: id.slice(0, MAX_SAID_ID),
      offered: manifest.offers.map((terms) => terms.id).join(', '),
    });
  }
  return offer;
}
