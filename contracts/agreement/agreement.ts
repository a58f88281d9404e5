/** The agreement: terms pinned to exactly one manifest and its roots, signed by both parties over the same bytes. */

import { z } from 'zod';
import type { CryptoPort } from '../crypto.ts';
import { digestSchema, type Digest } from '../digest.ts';
import { agreementIdSchema, datasetIdSchema, exchangeIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { intendedUseSchema, licenseTermsSchema } from '../license/terms.ts';
import { logOriginSchema } from '../log/entry.ts';
import { policyIdSchema } from '../manifest/manifest.ts';
import { openSigned, requireSigner, type DocumentType } from '../signature.ts';

const partySchema = z.strictObject({ participant: participantIdSchema, key: signingKeySchema });

/** Schema of the log that an agreement pins: whose checkpoints count, and how many witnesses (DECISIONS 4). */
export const logPinSchema = z.strictObject({
  origin: logOriginSchema,
  /** C2SP verifier key of the log. */
  key: z.string().max(512),
  witnessQuorum: z.int().min(0).max(16),
});
/** The log that an agreement pins. */
export type LogPin = z.infer<typeof logPinSchema>;

/** Schema of an agreement. */
export const agreementSchema = z.strictObject({
  schema: z.literal('agreement/1'),
  id: agreementIdSchema,
  exchange: exchangeIdSchema,
  log: logPinSchema,
  provider: partySchema,
  consumer: partySchema,
  dataset: datasetIdSchema,
  manifest: digestSchema,
  version: z.int().min(1),
  terms: licenseTermsSchema,
  use: intendedUseSchema,
  policy: policyIdSchema,
  plaintextRoot: digestSchema,
  ciphertextRoot: digestSchema,
  keyCommitment: digestSchema,
  report: digestSchema,
  files: z.int().min(1),
  bytes: z.int().min(0),
  validFrom: timestampSchema,
  validUntil: timestampSchema.nullable(),
});
/** An agreement. */
export type Agreement = z.infer<typeof agreementSchema>;

/** The signed form of an agreement. */
export const AGREEMENT_DOCUMENT: DocumentType<typeof agreementSchema> = {
  payloadType: 'application/vnd.kinship.agreement.v1+json',
  schema: agreementSchema,
  maxBytes: 32 * 1024,
};

/** A verified agreement. */
export interface OpenedAgreement {
  readonly agreement: Agreement;
  readonly digest: Digest;
  readonly signedByConsumer: boolean;
}

/**
 * Verifies an agreement: the provider's signature always, the consumer's where it is there.
 * Throws as `openSigned`, and `bad-signature` when the provider has not signed.
 */
export async function openAgreement(crypto: CryptoPort, envelope: unknown): Promise<OpenedAgreement> {
  const { document, digest, signers } = await openSigned(crypto, AGREEMENT_DOCUMENT, envelope);
  requireSigner({ signers }, document.provider.key);
  return { agreement: document, digest, signedByConsumer: signers.includes(document.consumer.key) };
}

/** True while the agreement's term runs at `nowMs` (milliseconds since the epoch). */
export function isInForce(agreement: Agreement, nowMs: number): boolean {
  if (nowMs < Date.parse(agreement.validFrom)) return false;
  return agreement.validUntil === null || nowMs < Date.parse(agreement.validUntil);
}
