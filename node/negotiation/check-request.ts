/** What a provider checks of a request before it lets anybody decide about it. */

import { commitTo } from '#contracts/commitment.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { FIT_TOLERANCE } from '#contracts/fit/certificate.ts';
import { evaluateTerms } from '#contracts/license/evaluate.ts';
import { odrlOffer } from '#contracts/license/odrl.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import { offerOf, termsDigest } from '#contracts/manifest/verify.ts';
import { histogramDigest } from '../fit/fit-service.ts';
import { findAnswer } from '../fit/fit-store.ts';
import { requireEntry, requireSame } from './agreement-draft.ts';
import type { NewNegotiation } from './negotiation-store.ts';
import type { ExchangeDeps, Publication } from './ports.ts';
import type { ReceivedBody } from './sender.ts';

/** Longest time that a request may stay open, milliseconds: 90 days. */
export const MAX_DEADLINE_MS = 90 * 86_400_000;

/** A request that may be decided. */
export interface CheckedRequest {
  readonly publication: Publication;
  readonly negotiation: NewNegotiation;
}

/**
 * Checks a request against what this node publishes and what the log proves.
 * Throws `deadline-passed`, `limit-exceeded`, `not-found` (no such version, or not for this company), `refused` (not current, the
 * terms do not permit the use, or a fit certificate is cited that this company did not give), `content-mismatch` (terms, offer or entry differ), `bad-proof` and kin.
 */
export async function checkRequest(
  deps: ExchangeDeps,
  received: ReceivedBody<'ContractRequestMessage'>,
): Promise<CheckedRequest> {
  const { body, message, sender } = received;
  requireDeadline(deps, Date.parse(body['kin:deadline']));
  if (body.consumerPid !== message.exchange) {
    throw new ExchangeError('schema-mismatch', 'The consumer names the negotiation by its exchange.');
  }
  const publication = await requirePublication(deps, received);
  requireOffer(deps, received, publication);
  const use = evaluateTerms(body['kin:terms'], body['kin:use']);
  if (!use.ok) {
    throw new ExchangeError('refused', 'The terms do not permit the intended use.', {
      params: { reasons: use.reasons.map((reason) => reason.code).join(',') },
    });
  }
  await requireCertificate(deps, received, publication);
  await requireOpenedEntry(deps, received, publication);
  const { manifest, digest } = publication;
  return {
    publication,
    negotiation: {
      exchange: message.exchange,
      role: 'provider',
      counterparty: message.from,
      counterpartyName: sender.name,
      consumerKey: message.key,
      dataset: manifest.dataset,
      manifest: digest,
      version: manifest.version,
      title: manifest.title,
      derivative: manifest.derivative,
      terms: body['kin:terms'],
      use: body['kin:use'],
      useSalt: body['kin:useSalt'],
      deadline: Date.parse(body['kin:deadline']),
      state: 'REQUESTED',
      needsDecision: false,
      requestEntry: body['kin:entry'],
      requestProof: body['kin:proof'],
    },
  };
}

/** Throws `deadline-passed` or `limit-exceeded` for a deadline that makes no sense. */
export function requireDeadline(deps: Pick<ExchangeDeps, 'clock'>, deadline: number): void {
  const now = deps.clock();
  if (deadline <= now) throw new ExchangeError('deadline-passed', 'The deadline of the request has passed.');
  if (deadline > now + MAX_DEADLINE_MS) {
    throw new ExchangeError('limit-exceeded', 'The deadline of the request is too far away.', {
      params: { limitDays: MAX_DEADLINE_MS / 86_400_000 },
    });
  }
}

async function requirePublication(
  deps: ExchangeDeps,
  { body, message }: ReceivedBody<'ContractRequestMessage'>,
): Promise<Publication> {
  const publication = await deps.publications.find(body['kin:manifest']);
  const visible =
    publication !== undefined &&
    (publication.manifest.visibility.kind === 'public' ||
      publication.manifest.visibility.participants.includes(message.from));
  // A company that may not see the listing gets the same answer as one that asks for nothing that exists.
  if (!visible) throw new ExchangeError('not-found', 'This node does not offer the requested version.');
  if (!publication.current) {
    throw new ExchangeError('refused', 'The requested version is not offered any more.', {
      params: { reason: 'not-current' },
    });
  }
  return publication;
}

function requireOffer(
  deps: ExchangeDeps,
  { body }: ReceivedBody<'ContractRequestMessage'>,
  { manifest, digest }: Publication,
): void {
  const offered = offerOf(manifest, body['kin:terms'].id);
  if (termsDigest(deps.crypto, offered) !== termsDigest(deps.crypto, body['kin:terms'])) {
    throw new ExchangeError('content-mismatch', 'The requested terms are not the offered ones.', {
      params: { license: offered.id },
    });
  }
  requireSame(body.offer, odrlOffer(offered, manifest.dataset, digest), 'requested offer');
}

/** A fit certificate that a request rests on was given to this very company, about the motion of this very version. */
async function requireCertificate(
  deps: Pick<ExchangeDeps, 'crypto' | 'database'>,
  { body, message }: ReceivedBody<'ContractRequestMessage'>,
  { manifest }: Publication,
): Promise<void> {
  const cited = body['kin:use'].certificate;
  if (cited === undefined) return;
  const given = await deps.database.read((db) => findAnswer(db, { digest: cited, requester: message.from }));
  if (given === undefined) {
    throw new ExchangeError(
      'refused',
      'This company gave you no such fit certificate (certificate-not-given).',
      { params: { reason: 'certificate-not-given' } },
    );
  }
  const speaksOf =
    given.dataset === manifest.dataset &&
    given.histogram === histogramDigest(deps.crypto, manifest) &&
    given.tolerance === FIT_TOLERANCE;
  if (speaksOf) return;
  throw new ExchangeError(
    'refused',
    'The fit certificate speaks of another dataset or of the motion of another version (certificate-of-other-motion).',
    { params: { reason: 'certificate-of-other-motion' } },
  );
}

async function requireOpenedEntry(
  deps: ExchangeDeps,
  { body, message }: ReceivedBody<'ContractRequestMessage'>,
  { manifest, digest }: Publication,
): Promise<void> {
  const { crypto, self, trust, clock } = deps;
  const entry = await openProvenEntry(crypto, {
    entry: body['kin:entry'],
    proof: body['kin:proof'],
    trust,
    nowMs: clock(),
  });
  requireEntry(entry, {
    type: 'request.opened',
    subject: digest,
    actor: { participant: message.from, key: message.key },
    exchange: message.exchange,
    role: 'consumer',
    log: self.log.origin,
    dataset: manifest.dataset,
    body: {
      manifest: digest,
      terms: termsDigest(crypto, body['kin:terms']),
      use: commitTo(crypto, body['kin:useSalt'], body['kin:use']),
    },
  });
}
