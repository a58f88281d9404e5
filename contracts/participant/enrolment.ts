/**
 * Enrolment of a company with a broker, and the record that others read of it.
 *
 * The proof of a company's keys are its `key.registered` entries, signed by its root key: a reader checks the chain root →
 * operational key itself and need not trust the broker for it (DECISIONS 2, 8).
 */

import { z } from 'zod';
import { timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { logOriginSchema } from '../log/entry.ts';
import { envelopeSchema, type DocumentType } from '../signature.ts';
import { lineSchema } from '../text.ts';

/** Most addresses of one node. */
export const MAX_ADDRESSES = 16;
/** Most key entries that one record carries. */
export const MAX_KEY_ENTRIES = 64;
/** Key entries of one company that a log takes; beyond them only revocations of keys that live. Every reader verifies all of them. */
export const MAX_KEY_HISTORY = 128;

/** Schema of a company's display name. */
export const displayNameSchema = lineSchema(80).min(2);

/** Schema of an enrolment: what a company says about itself, signed by its operational key. */
export const enrolmentSchema = z.strictObject({
  schema: z.literal('enrolment/1'),
  log: logOriginSchema,
  participant: participantIdSchema,
  key: signingKeySchema,
  root: signingKeySchema,
  name: displayNameSchema,
  /** libp2p peer id, which the `peer` key entry vouches for. */
  peerId: z.string().max(128),
  addresses: z.array(z.string().max(256)).max(MAX_ADDRESSES),
  time: timestampSchema,
});
/** An enrolment. */
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** The signed form of an enrolment. */
export const ENROLMENT_DOCUMENT: DocumentType<typeof enrolmentSchema> = {
  payloadType: 'application/vnd.kinship.enrolment.v1+json',
  schema: enrolmentSchema,
  maxBytes: 16 * 1024,
};

/** Schema of an enrolment request: the enrolment and the root's statements about the keys it uses. */
export const enrolmentRequestSchema = z.strictObject({
  enrolment: envelopeSchema,
  keyEntries: z.array(envelopeSchema).min(2).max(MAX_KEY_ENTRIES),
});
/** An enrolment request. */
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;

/** Standing of a participant with a broker. Only what admitted participants say is indexed. */
export const participantStatusSchema = z.enum(['pending', 'admitted', 'suspended']);

/** Schema of what a broker tells about a participant. */
export const participantRecordSchema = z.strictObject({
  participant: participantIdSchema,
  name: displayNameSchema,
  status: participantStatusSchema,
  /** True when a did:web document confirms the root; did:key companies are shown as unverified. */
  verified: z.boolean(),
  root: signingKeySchema,
  peerId: z.string().max(128),
  addresses: z.array(z.string().max(256)).max(MAX_ADDRESSES),
  /** The enrolment and key entries, for readers who check for themselves. */
  enrolment: envelopeSchema,
  keyEntries: z.array(envelopeSchema).max(MAX_KEY_ENTRIES),
  enrolledAt: timestampSchema,
});
/** What a broker tells about a participant. */
export type ParticipantRecord = z.infer<typeof participantRecordSchema>;
