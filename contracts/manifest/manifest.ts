/**
 * `manifest/1`: the signed description of one version of one dataset.
 *
 * A manifest describes the desensitized derivative, never the raw data: its roots, its facts computed from its own bytes,
 * the body it was recorded on and the terms it is offered under. What a person reads before buying is what arrives.
 */

import { z } from 'zod';
import { datasetFactsSchema } from '../dataset/facts.ts';
import { jointMapSchema } from '../dataset/joint-map.ts';
import { poseMapSchema } from '../dataset/pose-map.ts';
import { collectionMethodSchema } from '../dataset/vocabulary.ts';
import { digestSchema } from '../digest.ts';
import { embodimentSchema } from '../embodiment/embodiment-schema.ts';
import { poseHistogramSchema } from '../embodiment/reach/pose-histogram.ts';
import { datasetIdSchema, slugSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { licenseTermsSchema } from '../license/terms.ts';
import { logOriginSchema } from '../log/entry.ts';
import { MAX_MANIFEST_BYTES } from '../p2p/protocols.ts';
import { sampleOfferSchema } from '../sample/sample.ts';
import type { DocumentType } from '../signature.ts';
import { lineSchema, proseSchema } from '../text.ts';

/** Most end effectors that a manifest carries pose histograms for. */
export const MAX_HISTOGRAMS = 4;
/** Most offers of one manifest. */
export const MAX_OFFERS = 8;

/** Schema of a desensitization policy id with its version, such as `standard@1`. */
export const policyIdSchema = z.string().regex(/^[a-z-]{1,32}@[1-9][0-9]{0,3}$/);

/** How a request for the dataset is decided. */
export const accessModeSchema = z
  .enum(['auto', 'policy', 'manual'])
  .describe(
    'auto: every request whose use the terms permit; policy: only from verified participants; manual: a person decides',
  );
/** How a request for the dataset is decided. */
export type AccessMode = z.infer<typeof accessModeSchema>;

/** Who may see the listing. */
export const visibilitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('public') }),
  z.strictObject({ kind: z.literal('named'), participants: z.array(participantIdSchema).min(1).max(64) }),
]);

/** The bytes that an agreement on this manifest pins, and how they were made. */
export const derivativeSchema = z.strictObject({
  policy: policyIdSchema,
  plaintextRoot: digestSchema,
  ciphertextRoot: digestSchema,
  /** SHA-256("kin/key/1" ‖ content key): decides a dispute over a wrong key. */
  keyCommitment: digestSchema,
  /** Digest of the chunk list (`chunks/1`). */
  chunkList: digestSchema,
  files: z.int().min(1),
  bytes: z.int().min(0),
  chunks: z.int().min(1),
  /** Digest of the signed desensitization report's payload. */
  report: digestSchema,
});

/** What the lister states about rights; nobody else can know it. */
export const rightsSchema = z.strictObject({
  basis: z.enum(['own-recording', 'licensed', 'public-domain', 'unknown']),
  operatorConsent: z.enum(['given', 'not-needed', 'unknown']),
  bystanderConsent: z.enum(['given', 'not-needed', 'unknown']),
  personalData: z.enum(['none', 'desensitized', 'present', 'unknown']),
  exportControl: z.enum(['none', 'controlled', 'unknown']),
});
/** What the lister states about rights. */
export type Rights = z.infer<typeof rightsSchema>;

/** Largest robot description that may travel with a delivery, bytes. */
export const MAX_SHARED_DESCRIPTION_BYTES = 1024 * 1024;

/** The description of the robot as its lister wrote it, for those who let it out: which file travels with a delivery. */
export const sharedDescriptionSchema = z.strictObject({
  format: z.enum(['urdf', 'mjcf']),
  digest: digestSchema,
  bytes: z.int().min(1).max(MAX_SHARED_DESCRIPTION_BYTES),
});
/** A robot description that its lister lets out. */
export type SharedDescription = z.infer<typeof sharedDescriptionSchema>;

/** The body the data was recorded on. `label` is for people and never scored. */
export const recordedBodySchema = z.strictObject({
  id: digestSchema,
  label: lineSchema(80),
  body: embodimentSchema,
});

/** Schema of a manifest. */
export const manifestSchema = z.strictObject({
  schema: z.literal('manifest/1'),
  log: logOriginSchema,
  provider: z.strictObject({ participant: participantIdSchema, key: signingKeySchema }),
  dataset: datasetIdSchema,
  slug: slugSchema,
  version: z.int().min(1).max(1_000_000),
  /** Manifest digest of the version before; null for the first. */
  previous: digestSchema.nullable(),
  title: lineSchema(120).min(1),
  description: proseSchema(2000),
  createdAt: timestampSchema,
  derivative: derivativeSchema,
  facts: datasetFactsSchema,
  collection: collectionMethodSchema,
  embodiment: recordedBodySchema.nullable(),
  /** The lister's own description of the body; null when it stays with the lister. */
  robotDescription: sharedDescriptionSchema.nullable(),
  /** Which columns move which joints of the body; null without a body. */
  jointMap: jointMapSchema.nullable(),
  /** Which columns hold poses of the body's tools; absent where none seem to. */
  poseMap: poseMapSchema.exactOptional(),
  histograms: z.array(poseHistogramSchema).max(MAX_HISTOGRAMS),
  rights: rightsSchema,
  offers: z.array(licenseTermsSchema).min(1).max(MAX_OFFERS),
  access: accessModeSchema,
  visibility: visibilitySchema,
  /** Absent unless the lister opted in. */
  sample: sampleOfferSchema.exactOptional(),
});
/** A manifest. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The signed form of a manifest. Its payload digest is the version's identity. */
export const MANIFEST_DOCUMENT: DocumentType<typeof manifestSchema> = {
  payloadType: 'application/vnd.kinship.manifest.v1+json',
  schema: manifestSchema,
  maxBytes: MAX_MANIFEST_BYTES,
};
