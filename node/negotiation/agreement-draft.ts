/** The agreement that follows from a request: both sides compute it alike, so the consumer compares all of it with its own. */

import type { Agreement, LogPin } from '#contracts/agreement/agreement.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { formatTimestamp, type AgreementId, type ExchangeId } from '#contracts/ids.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import { termEnd } from '#contracts/license/evaluate.ts';
import { odrlRules } from '#contracts/license/odrl.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import { subjectDigest, type OpenedEntry } from '#contracts/log/entry.ts';
import { termsDigest } from '#contracts/manifest/verify.ts';
import type { DspBodyOf } from '#contracts/negotiation/messages.ts';
import type { NegotiationRow } from '../store/schema/exchanges.ts';

/** The parties with the keys they sign with, and the log they pin. */
export interface AgreementParties {
  readonly provider: { readonly participant: ParticipantId; readonly key: SigningKey };
  readonly consumer: { readonly participant: ParticipantId; readonly key: SigningKey };
  readonly log: LogPin;
}

/** What the provider chooses. */
export interface AgreementChoice {
  readonly id: AgreementId;
  /** Beginning of the term, milliseconds since the epoch. */
  readonly fromMs: number;
}

/** The agreement on a request. */
export function draftAgreement(
  request: Pick<
    NegotiationRow,
    'exchange' | 'dataset' | 'manifest' | 'version' | 'terms' | 'use' | 'derivative'
  >,
  parties: AgreementParties,
  choice: AgreementChoice,
): Agreement {
  const { derivative, terms } = request;
  const end = termEnd(terms, choice.fromMs);
  return {
    schema: 'agreement/1',
    id: choice.id,
    exchange: request.exchange,
    log: parties.log,
    provider: parties.provider,
    consumer: parties.consumer,
    dataset: request.dataset,
    manifest: request.manifest,
    version: request.version,
    terms,
    use: request.use,
    policy: derivative.policy,
    plaintextRoot: derivative.plaintextRoot,
    ciphertextRoot: derivative.ciphertextRoot,
    keyCommitment: derivative.keyCommitment,
    report: derivative.report,
    files: derivative.files,
    bytes: derivative.bytes,
    validFrom: formatTimestamp(choice.fromMs),
    validUntil: end === null ? null : formatTimestamp(end),
  };
}

/** The agreement in ODRL, as the Dataspace Protocol carries it. */
export function agreementOdrl(agreement: Agreement): DspBodyOf<'ContractAgreementMessage'>['agreement'] {
  return {
    '@type': 'Agreement',
    '@id': agreement.id,
    target: agreement.dataset,
    assigner: agreement.provider.participant,
    assignee: agreement.consumer.participant,
    timestamp: agreement.validFrom,
    ...odrlRules(agreement.terms),
  };
}

/** Body of the entry `agreement.signed`. */
export function agreementEntryBody(crypto: CryptoPort, agreement: Agreement): EntryBody<'agreement.signed'> {
  return {
    cosigner: agreement.consumer,
    manifest: agreement.manifest,
    terms: termsDigest(crypto, agreement.terms),
    policy: agreement.policy,
    keyCommitment: agreement.keyCommitment,
    validUntil: agreement.validUntil,
    plaintextRoot: agreement.plaintextRoot,
    ciphertextRoot: agreement.ciphertextRoot,
  };
}

/** Throws `content-mismatch` with the first member in which two documents differ. */
export function requireSame(actual: object, expected: object, what: string): void {
  const names = new Set([...Object.keys(actual), ...Object.keys(expected)]);
  for (const name of names) {
    const [a, b] = [actual, expected].map((side) => (side as Record<string, unknown>)[name]);
    if (
      (a === undefined) !== (b === undefined) ||
      (a !== undefined && canonicalJson(a) !== canonicalJson(b))
    ) {
      throw new ExchangeError(
        'content-mismatch',
        `The ${what} is not what was asked for: "${name}" differs.`,
        {
          params: { field: name },
        },
      );
    }
  }
}

/** What an entry of an exchange must say, beyond its body. */
export interface ExpectedEntry {
  readonly type: OpenedEntry['type'];
  readonly subject: Digest;
  readonly actor: { readonly participant: ParticipantId; readonly key: SigningKey };
  readonly exchange: ExchangeId;
  readonly role: 'consumer' | 'provider';
  readonly log: string;
  readonly dataset?: string | undefined;
  readonly body: object;
}

/** Throws `content-mismatch` unless an entry speaks of exactly this act. */
export function requireEntry(entry: OpenedEntry, expected: ExpectedEntry): void {
  const { predicate } = entry.statement;
  requireSame(
    {
      type: entry.type,
      subject: subjectDigest(entry.statement),
      actor: predicate.actor,
      exchange: predicate.exchange?.id ?? null,
      role: predicate.exchange?.role ?? null,
      log: predicate.log,
      ...(expected.dataset === undefined ? {} : { dataset: predicate.dataset }),
      body: entry.body,
    },
    expected,
    `entry ${entry.type}`,
  );
}
