/**
 * The vocabulary of the log: one body schema per entry type. Digests, roles and commitments only: no personal data, no
 * price in clear, no free text (a reason is a code from a list).
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const policy = z.string().regex(/^[a-z-]{1,32}@[1-9][0-9]{0,3}$/);
const version = z.int().min(1).max(1_000_000);
const cosigner = z.strictObject({ participant: participantIdSchema, key: signingKeySchema });
/** Salted commitment: SHA-256 over a 128-bit salt and the canonical form of what is committed to. */
const commitment = digestSchema;

/** What a key is for. */
export const KEY_PURPOSES = ['sign', 'peer', 'witness'] as const;
/** Schema of {@link KEY_PURPOSES}. */
export const keyPurposeSchema = z.enum(KEY_PURPOSES);
/** What a key is for. */
export type KeyPurpose = z.infer<typeof keyPurposeSchema>;

const keyBody = z.strictObject({
  key: signingKeySchema,
  purpose: keyPurposeSchema,
  root: signingKeySchema,
  validFrom: timestampSchema,
});

const roots = { plaintextRoot: digestSchema, ciphertextRoot: digestSchema };

/** Body schemas by entry type. */
export const ENTRY_BODIES = {
  'participant.admitted': z.strictObject({
    participant: participantIdSchema,
    root: signingKeySchema,
    evidence: code,
  }),
  'participant.suspended': z.strictObject({ participant: participantIdSchema, reason: code }),
  'role.granted': z.strictObject({ account: commitment, role: code }),
  'role.withdrawn': z.strictObject({ account: commitment, role: code }),
  'key.registered': keyBody,
  'key.rotated': keyBody.extend({ replaces: signingKeySchema }),
  'key.revoked': z.strictObject({
    key: signingKeySchema,
    purpose: keyPurposeSchema,
    root: signingKeySchema,
    reason: code,
    compromisedSince: timestampSchema.nullable(),
  }),
  'desensitization.reported': z.strictObject({
    policy,
    inputCommitment: commitment,
    outputRoot: digestSchema,
    inspection: z.enum(['passed', 'failed']),
    humanReview: z.boolean(),
  }),
  'dataset.published': z.strictObject({
    feedSeq: count,
    feedHead: digestSchema,
    version,
    report: digestSchema,
    embodiment: digestSchema.nullable(),
    terms: digestSchema,
    ...roots,
  }),
  'dataset.superseded': z.strictObject({ feedSeq: count, feedHead: digestSchema, version, by: digestSchema }),
  'dataset.withdrawn': z.strictObject({ feedSeq: count, feedHead: digestSchema, version, reason: code }),
  'request.opened': z.strictObject({ manifest: digestSchema, terms: digestSchema, use: commitment }),
  'match.proposed': z.strictObject({
    scorer: z.string().max(32),
    query: commitment,
    answer: commitment,
    candidates: count,
    /** Size of the log's tree that the searched catalog had been brought up to. */
    treeSize: count,
  }),
  'negotiation.terminated': z.strictObject({ reason: code, note: commitment.nullable() }),
  'agreement.signed': z.strictObject({
    cosigner,
    manifest: digestSchema,
    terms: digestSchema,
    policy,
    keyCommitment: digestSchema,
    validUntil: timestampSchema.nullable(),
    ...roots,
  }),
  'transfer.started': z.strictObject({ agreement: digestSchema, proof: digestSchema, door: code }),
  'transfer.received': z.strictObject({
    agreement: digestSchema,
    ciphertextRoot: digestSchema,
    bytes: count,
    chunks: count,
  }),
  'key.released': z.strictObject({
    agreement: digestSchema,
    received: digestSchema,
    keyCommitment: digestSchema,
  }),
  'receipt.acknowledged': z.strictObject({
    cosigner,
    agreement: digestSchema,
    bytes: count,
    files: count,
    inspection: z.enum(['passed', 'failed', 'not-run']),
    ...roots,
  }),
  'transfer.terminated': z.strictObject({ agreement: digestSchema, reason: code }),
  'license.revoked': z.strictObject({ agreement: digestSchema, reason: code, effective: timestampSchema }),
  'evaluation.reported': z.strictObject({ agreement: digestSchema, metric: code, result: commitment }),
  'dispute.opened': z.strictObject({ agreement: digestSchema, reason: code }),
  'certificate.issued': z.strictObject({
    histogram: digestSchema,
    embodiment: digestSchema,
    tolerance: code,
  }),
  'audit.accessed': z.strictObject({ from: count, to: count, account: commitment }),
} as const;

/** An entry type. */
export type EntryType = keyof typeof ENTRY_BODIES;
/** Body of an entry type. */
export type EntryBody<T extends EntryType> = z.infer<(typeof ENTRY_BODIES)[T]>;
/** Every entry type. */
export const ENTRY_TYPES = Object.keys(ENTRY_BODIES) as EntryType[];
