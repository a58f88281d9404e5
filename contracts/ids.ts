/** Identifiers of datasets, exchanges and agreements, and their display forms (DECISIONS 1). */

import { z } from 'zod';
import { concatBytes, toBase32, toHex, utf8 } from './bytes.ts';
import type { CryptoPort, RandomBytes } from './crypto.ts';
import type { ParticipantId } from './keys.ts';

/** Schema of a dataset id: stable over its versions. */
export const datasetIdSchema = z
  .string()
  .regex(/^urn:kin:ds:[a-z2-7]{52}$/)
  .describe('Dataset: base32 of SHA-256(provider DID, zero byte, slug)');
/** A dataset id. */
export type DatasetId = z.infer<typeof datasetIdSchema>;

/** Schema of an exchange id: one negotiation, its agreement and its transfer; 128 random bits chosen by the consumer. */
export const exchangeIdSchema = z
  .string()
  .regex(/^urn:kin:ex:[a-z2-7]{26}$/)
  .describe('Exchange: base32 of 128 random bits chosen by the consumer');
/** An exchange id. */
export type ExchangeId = z.infer<typeof exchangeIdSchema>;

/** Schema of an agreement id, chosen by the provider. Cite an agreement by digest; the id is its name. */
export const agreementIdSchema = z
  .string()
  .regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .describe('Agreement: urn:uuid chosen by the provider');
/** An agreement id. */
export type AgreementId = z.infer<typeof agreementIdSchema>;

/** Schema of a dataset's slug, unique within its provider. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)
  .describe('Short name: lower-case letters, digits and inner hyphens, at most 64');

/** Schema of a UUID version 7 (RFC 9562), the id of a log entry. */
export const entryIdSchema = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  .describe('Entry id: UUID version 7');

/** Schema of an instant: RFC 3339 in UTC with milliseconds, the one written form. */
export const timestampSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)), 'not a calendar instant')
  .describe('Instant: RFC 3339, UTC, milliseconds');
/** A written instant. */
export type Timestamp = z.infer<typeof timestampSchema>;

/** Writes milliseconds since the epoch as an instant. */
export function formatTimestamp(ms: number): Timestamp {
  return new Date(ms).toISOString();
}

/** Dataset id of a provider's slug. */
export function datasetIdOf(crypto: CryptoPort, provider: ParticipantId, slug: string): DatasetId {
  const digest = crypto.sha256(concatBytes(utf8(provider), new Uint8Array(1), utf8(slug)));
  return `urn:kin:ds:${toBase32(digest)}`;
}

/** A fresh exchange id. */
export function newExchangeId(random: RandomBytes): ExchangeId {
  return `urn:kin:ex:${toBase32(random(16))}`;
}

/** A fresh agreement id (UUID version 4). */
export function newAgreementId(random: RandomBytes): AgreementId {
  const bytes = Uint8Array.from(random(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return `urn:uuid:${uuidText(bytes)}`;
}

/** A fresh entry id (UUID version 7): sortable by `ms`, the claimed time. */
export function newEntryId(random: RandomBytes, ms: number): string {
  const bytes = Uint8Array.from(random(16));
  let rest = ms;
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidText(bytes);
}

/** Display form of a dataset id: `ds_` and ten characters. */
export function shortDatasetId(id: DatasetId): string {
  return `ds_${id.slice('urn:kin:ds:'.length, 'urn:kin:ds:'.length + 10)}`;
}

/** Display form of an exchange id: `ex_` and ten characters. */
export function shortExchangeId(id: ExchangeId): string {
  return `ex_${id.slice('urn:kin:ex:'.length, 'urn:kin:ex:'.length + 10)}`;
}

/** Display form of an agreement id: `agr_` and eight hexadecimal digits. */
export function shortAgreementId(id: AgreementId): string {
  return `agr_${id.slice('urn:uuid:'.length, 'urn:uuid:'.length + 8)}`;
}

function uuidText(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
