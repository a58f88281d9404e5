/** Bodies of the console's API about fit certificates. */

import { z } from 'zod';
import { embodimentSchema } from '../embodiment/embodiment-schema.ts';
import { FIT_REFUSALS, fitCertificateSchema } from '../fit/certificate.ts';
import { datasetIdSchema } from '../ids.ts';
import { CERTIFIED_RESULTS } from '../matching/certified-ranking.ts';
import { matchAnswerSchema } from '../matching/schema.ts';
import { envelopeSchema } from '../signature.ts';

/** `POST /v1/fit-certificates`: a dataset by any of its names, and the body that is asked about. */
export const askFitSchema = z.strictObject({
  dataset: z.string().min(1).max(200),
  embodiment: embodimentSchema,
});

/** Its answer: the certificate with its signed form, or that the provider is still at work. */
export const fitReplySchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('working') }),
  z.strictObject({
    status: z.literal('issued'),
    certificate: fitCertificateSchema,
    envelope: envelopeSchema,
  }),
]);

/** What became of asking about one result of a match. */
export const CERTIFIED_STATUS = [
  'certified',
  'working',
  'not-offered',
  'refused',
  'limit',
  'unreachable',
] as const;
/** One of {@link CERTIFIED_STATUS}. */
export type CertifiedStatus = (typeof CERTIFIED_STATUS)[number];
/** Why there is no certificate: what providers say, and what the own node finds. */
export const CERTIFIED_REASONS = [
  ...FIT_REFUSALS,
  'own-dataset',
  'not-listed',
  'not-admitted',
  'busy',
  'peer-unreachable',
  'certificate-invalid',
  'other',
] as const;
/** One of {@link CERTIFIED_REASONS}. */
export type CertifiedReason = (typeof CERTIFIED_REASONS)[number];

/**
 * `POST /v1/certified-matches`: a match's answer, whose first ten results are to be ranked anew by what the providers measure. The body goes
 * to these providers, signed by this company: `send` says that this is wanted. Nothing of it is asked for a private match.
 */
export const certifyMatchSchema = z.strictObject({
  answer: matchAnswerSchema,
  embodiment: embodimentSchema,
  send: z.literal(true),
});

/** One of the first ten results. */
export const certifiedRowSchema = z.strictObject({
  dataset: datasetIdSchema,
  status: z.enum(CERTIFIED_STATUS),
  /** Null for `certified` and `working`. */
  reason: z.enum(CERTIFIED_REASONS).nullable(),
  /** Null without one. */
  certificate: fitCertificateSchema.nullable(),
});
/** One of the first ten results. */
export type CertifiedRow = z.infer<typeof certifiedRowSchema>;

/** Its answer: the ranking with certified shares in place of estimated ones, and a row for each result that was asked about. Repeat while any is `working`. */
export const certifiedMatchSchema = z.strictObject({
  answer: matchAnswerSchema,
  rows: z.array(certifiedRowSchema).max(CERTIFIED_RESULTS),
});
/** A match ranked by certificates. */
export type CertifiedMatch = z.infer<typeof certifiedMatchSchema>;
