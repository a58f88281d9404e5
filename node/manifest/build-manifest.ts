/** Puts a manifest together from what was computed about the derivative and what the lister decided. */

import type { ChunkList } from '#contracts/content/chunk-list.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import type { PoseMap } from '#contracts/dataset/pose-map.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { PoseHistogram } from '#contracts/embodiment/reach/pose-histogram.ts';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { formatTimestamp, type DatasetId } from '#contracts/ids.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { manifestSchema, type Manifest, type SharedDescription } from '#contracts/manifest/manifest.ts';
import type { SampleOffer } from '#contracts/sample/sample.ts';
import { parseWire } from '#contracts/wire.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

/** What a manifest is made of. */
export interface ManifestParts {
  readonly identity: {
    readonly participant: ParticipantId;
    readonly key: SigningKey;
    readonly log: { readonly origin: string };
  };
  readonly nowMs: number;
  /** The lister's decisions, slug, title and collection method settled. */
  readonly request: PublishRequest & Required<Pick<PublishRequest, 'slug' | 'title' | 'collection'>>;
  readonly place: { readonly dataset: DatasetId; readonly version: number; readonly previous: Digest | null };
  /** Computed from the derivative's bytes. */
  readonly facts: DatasetFacts;
  readonly robot: { readonly id: Digest; readonly label: string; readonly body: Embodiment } | null;
  readonly robotDescription: SharedDescription | null;
  readonly jointMap: JointMap | null;
  readonly poseMap: PoseMap | null;
  readonly histograms: readonly PoseHistogram[];
  /** The public sample, when the lister opted in. */
  readonly sample: SampleOffer | null;
  readonly sealed: {
    readonly policy: string;
    readonly report: Digest;
    readonly plaintextRoot: Digest;
    readonly ciphertextRoot: Digest;
    readonly keyCommitment: Digest;
    readonly chunkList: ChunkList;
    readonly bytes: number;
    readonly chunks: number;
  };
}

/** Builds the manifest. Throws `not-found` for an unknown license template, `schema-mismatch` when a part does not fit. */
export function buildManifest(parts: ManifestParts): Manifest {
  const { identity, request, place, facts, sealed } = parts;
  return parseWire(
    manifestSchema,
    {
      schema: 'manifest/1',
      log: identity.log.origin,
      provider: { participant: identity.participant, key: identity.key },
      dataset: place.dataset,
      version: place.version,
      previous: place.previous,
      slug: request.slug,
      title: request.title,
      description: request.description,
      createdAt: formatTimestamp(parts.nowMs),
      derivative: {
        policy: sealed.policy,
        plaintextRoot: sealed.plaintextRoot,
        ciphertextRoot: sealed.ciphertextRoot,
        keyCommitment: sealed.keyCommitment,
        chunkList: digestOfJson(nodeCrypto, sealed.chunkList),
        files: sealed.chunkList.files.length,
        bytes: sealed.bytes,
        chunks: sealed.chunks,
        report: sealed.report,
      },
      facts,
      collection: request.collection,
      embodiment: parts.robot === null ? null : { ...parts.robot, label: parts.robot.label.slice(0, 80) },
      robotDescription: parts.robotDescription,
      jointMap: parts.jointMap,
      ...(parts.poseMap === null ? {} : { poseMap: parts.poseMap }),
      histograms: parts.histograms,
      rights: request.rights ?? {
        basis: 'unknown',
        operatorConsent: 'unknown',
        bystanderConsent: 'unknown',
        // Pictures that nobody masked may show anybody.
        personalData: showsPictures(sealed.policy) ? 'unknown' : 'desensitized',
        exportControl: 'unknown',
      },
      offers: request.offers.map(termsOf),
      access: request.access,
      visibility: request.visibility,
      ...(parts.sample === null ? {} : { sample: parts.sample }),
    },
    'manifest',
  );
}

/** True for policies that let pictures out as they are. */
function showsPictures(id: string): boolean {
  const policy = findPolicy(id);
  return policy.ok && (policy.value.video === 'unmasked' || policy.value.images === 'unmasked');
}

/** Terms by the id of a template, or as they are. Throws `not-found` for an unknown template. */
export function termsOf(offer: string | LicenseTerms): LicenseTerms {
  if (typeof offer !== 'string') return offer;
  const template = LICENSE_TEMPLATES[offer];
  if (template === undefined) {
    throw new ExchangeError('not-found', `There is no license template "${offer}".`, {
      params: { license: offer, known: Object.keys(LICENSE_TEMPLATES).join(', ') },
    });
  }
  return template;
}
