/**
 * Log entries: every act of the exchange as a signed statement.
 *
 * An entry is a DSSE envelope over an in-toto Statement v1 (https://github.com/in-toto/attestation). The leaf of the log is
 * the canonical form of the whole envelope. A statement holds digests, roles and salted commitments; bodies stay with the
 * parties. `salt` makes the leaf hash say nothing to those who witness hashes only (DECISIONS 5).
 */

import { z } from 'zod';
import type { CryptoPort, RandomBytes, Signer } from '../crypto.ts';
import { toHex } from '../bytes.ts';
import { digestSchema, type Digest } from '../digest.ts';
import {
  datasetIdSchema,
  entryIdSchema,
  exchangeIdSchema,
  formatTimestamp,
  newEntryId,
  timestampSchema,
} from '../ids.ts';
import { participantIdSchema, signingKeySchema, type ParticipantId, type SigningKey } from '../keys.ts';
import {
  envelopeBytes,
  openSigned,
  requireSigner,
  signDocument,
  type DocumentType,
  type Envelope,
} from '../signature.ts';
import { ENTRY_BODIES, ENTRY_TYPES, type EntryBody, type EntryType } from './entry-bodies.ts';
import { parseWire } from '../wire.ts';
import { ExchangeError } from '../errors.ts';

/** Largest leaf: the entry-bundle format carries a 16-bit length (C2SP tlog-tiles). */
export const MAX_ENTRY_BYTES = 65_535;
/** Longest log origin. */
export const MAX_ORIGIN_LENGTH = 128;

/** Schema of a log origin: a schema-less URL without spaces, as C2SP tlog-checkpoint advises. */
export const logOriginSchema = z
  .string()
  .max(MAX_ORIGIN_LENGTH)
  .regex(/^[a-z0-9.-]+(:[0-9]{1,5})?(\/[A-Za-z0-9._-]+)*$/)
  .describe('Origin of a transparency log');

const subjectSchema = z.strictObject({
  name: z.string().max(64),
  digest: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
});

/** Position in the chain of one side of one exchange: `seq` from 0, `prev` the leaf hash before it. */
export const exchangeLinkSchema = z.strictObject({
  id: exchangeIdSchema,
  role: z.enum(['consumer', 'provider']),
  seq: z.int().min(0).max(10_000),
  prev: digestSchema.nullable(),
});
/** Position in the chain of one side of one exchange. */
export type ExchangeLink = z.infer<typeof exchangeLinkSchema>;

/** Schema of the predicate of every entry; `body` is judged by the entry's type. */
export const entryPredicateSchema = z.strictObject({
  id: entryIdSchema,
  /** Claim of the signer; order comes from the log. */
  time: timestampSchema,
  log: logOriginSchema,
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  actor: z.strictObject({ participant: participantIdSchema, key: signingKeySchema }),
  /** Participants, besides auditors, who may read the entry. The actor is always one. */
  parties: z.array(participantIdSchema).max(8),
  dataset: datasetIdSchema.nullable(),
  exchange: exchangeLinkSchema.nullable(),
  body: z.record(z.string(), z.unknown()),
});

/** Schema of an entry's statement. */
export const entryStatementSchema = z.strictObject({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(subjectSchema).min(1).max(4),
  predicateType: z.string().regex(/^urn:kin:entry:[a-z.-]+:1$/),
  predicate: entryPredicateSchema,
});
/** An entry's statement, its body not yet judged by type. */
export type EntryStatement = z.infer<typeof entryStatementSchema>;

/** The signed form of an entry. */
export const ENTRY_DOCUMENT: DocumentType<typeof entryStatementSchema> = {
  payloadType: 'application/vnd.in-toto+json',
  schema: entryStatementSchema,
  maxBytes: 40_000,
};

/** What the caller of {@link signEntry} says; the rest is filled in. */
export interface EntryDraft<T extends EntryType> {
  readonly type: T;
  readonly subject: { readonly name: string; readonly digest: Digest };
  readonly body: EntryBody<T>;
  readonly participant: ParticipantId;
  readonly log: string;
  readonly parties: readonly ParticipantId[];
  readonly dataset?: string | undefined;
  readonly exchange?: ExchangeLink | undefined;
}

/** What signing needs from the world. */
export interface EntrySources {
  readonly signer: Signer;
  readonly key: SigningKey;
  readonly random: RandomBytes;
  readonly nowMs: number;
}

/** Makes and signs an entry. Throws `schema-mismatch` when the draft breaks the vocabulary. */
export function signEntry<T extends EntryType>(draft: EntryDraft<T>, sources: EntrySources): Envelope {
  const body = parseWire(ENTRY_BODIES[draft.type], draft.body, draft.type);
  const parties = [...new Set([draft.participant, ...draft.parties])].sort();
  const statement: EntryStatement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: draft.subject.name, digest: { sha256: draft.subject.digest.slice('sha256:'.length) } }],
    predicateType: `urn:kin:entry:${draft.type}:1`,
    predicate: {
      id: newEntryId(sources.random, sources.nowMs),
      time: formatTimestamp(sources.nowMs),
      log: draft.log,
      salt: toHex(sources.random(16)),
      actor: { participant: draft.participant, key: sources.key },
      parties,
      dataset: draft.dataset ?? null,
      exchange: draft.exchange ?? null,
      body: body as Record<string, unknown>,
    },
  };
  return signDocument(ENTRY_DOCUMENT, statement, sources.signer);
}

/** A verified entry: its type, its typed body and who signed. */
export interface OpenedEntry {
  readonly type: EntryType;
  readonly statement: EntryStatement;
  /** Body, checked by the schema of the type. */
  readonly body: unknown;
  readonly signers: readonly SigningKey[];
  /** The leaf: canonical bytes of the envelope. */
  readonly leaf: Uint8Array;
}

/**
 * Verifies an entry's signatures and vocabulary: the actor's key has signed, and so has every further key that the type
 * demands. Says nothing about the keys' state in a log. Throws `bad-signature`, `schema-mismatch`, `limit-exceeded`.
 */
export async function openEntry(crypto: CryptoPort, envelope: unknown): Promise<OpenedEntry> {
  const { document: statement, signers } = await openSigned(crypto, ENTRY_DOCUMENT, envelope);
  requireSigner({ signers }, statement.predicate.actor.key);
  const type = entryTypeOf(statement);
  const body = parseWire(ENTRY_BODIES[type], statement.predicate.body, type);
  for (const key of cosignersOf(body)) requireSigner({ signers }, key);
  const leaf = envelopeBytes(envelope as Envelope);
  if (leaf.length > MAX_ENTRY_BYTES)
    throw new ExchangeError('limit-exceeded', 'The entry is larger than a log leaf.');
  return { type, statement, body, signers, leaf };
}

/** Type of a statement. Throws `unknown-version` for a type outside the vocabulary. */
export function entryTypeOf(statement: EntryStatement): EntryType {
  const name = statement.predicateType.slice('urn:kin:entry:'.length, -':1'.length);
  const type = ENTRY_TYPES.find((known) => known === name);
  if (type === undefined) throw new ExchangeError('unknown-version', `Unknown entry type ${name}.`);
  return type;
}

/** Digest of the statement's first subject. */
export function subjectDigest(statement: EntryStatement): Digest {
  const subject = statement.subject[0];
  if (subject === undefined) throw new ExchangeError('schema-mismatch', 'An entry has a subject.');
  return `sha256:${subject.digest.sha256}`;
}

/** Two-sided entries name the second key in their body as `cosigner`. */
function cosignersOf(body: unknown): SigningKey[] {
  const cosigner = (body as { cosigner?: { key: SigningKey } }).cosigner;
  return cosigner === undefined ? [] : [cosigner.key];
}
