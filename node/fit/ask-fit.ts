/** Asks a provider's node for a fit certificate, and checks what comes. */

import type { Clock, CryptoPort } from '#contracts/crypto.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import {
  FIT_CERTIFICATE_DOCUMENT,
  FIT_REQUEST_DOCUMENT,
  FIT_TOLERANCE,
  fitAnswerSchema,
  type FitCertificate,
} from '#contracts/fit/certificate.ts';
import { tellsOfRecorded } from '#contracts/fit/measure-fit.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import {
  openSigned,
  requireSigner,
  signDocument,
  type Envelope,
  type SignedDocument,
} from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { FoundDataset } from '../catalog/find-dataset.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import type { PeerAddress } from '../negotiation/ports.ts';
import { openForeignManifest } from '../open-manifest.ts';
import type { Participants } from '../participants.ts';
import { unreadableAnswer } from '../unreadable-answer.ts';
import { histogramDigest } from './fit-service.ts';
import { findReceived, putReceived, type FitSubject } from './fit-store.ts';

/** Carries a request to a company's node. */
export interface FitDoor {
  /** Sends a signed request and gives the answer, not yet judged. Throws the peer's code, `peer-unreachable`, `peer-misbehaved`. */
  ask(to: PeerAddress, request: Envelope, signal: AbortSignal): Promise<unknown>;
}

/** What asking needs. */
export interface AskFitDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly identity: NodeIdentity;
  readonly participants: Pick<Participants, 'resolve' | 'requireSignKey'>;
  readonly door: FitDoor;
  readonly database: Database;
}

/** A dataset and a body. */
interface Asked {
  readonly found: FoundDataset;
  readonly embodiment: Embodiment;
}

/** A certificate with its signed form. */
export interface ReceivedCertificate {
  readonly certificate: FitCertificate;
  readonly envelope: Envelope;
}

/**
 * Asks once about a dataset and a body; null while the provider is at work: ask again. What a provider gave is kept, and asked for no
 * more. Throws the provider's refusal, `peer-unreachable`, `content-mismatch` or `bad-signature` for a certificate that does not
 * answer the question, and `peer-misbehaved` for what is no certificate.
 */
export async function askFit(
  deps: AskFitDeps,
  asked: Asked,
  signal: AbortSignal,
): Promise<ReceivedCertificate | null> {
  const { identity } = deps;
  const { dataset, provider } = asked.found.listing;
  const subject = await subjectOf(deps, asked);
  const kept = await deps.database.read((db) => findReceived(db, subject));
  const known = kept === undefined ? undefined : await openKept(deps, kept, asked);
  if (known !== undefined) return known;
  const company = await deps.participants.resolve(provider.participant, { signal });
  const request = signDocument(
    FIT_REQUEST_DOCUMENT,
    {
      schema: 'fit-request/1',
      log: identity.log.origin,
      requester: { participant: identity.participant, key: identity.key },
      provider: provider.participant,
      dataset,
      embodiment: asked.embodiment,
      tolerance: FIT_TOLERANCE,
      time: formatTimestamp(deps.clock()),
    },
    identity.signer,
  );
  const answer = await openAnswer(deps, await deps.door.ask(company, request, signal), asked);
  if (answer === null) return null;
  const { document, digest, envelope } = answer;
  await deps.database.write((tx) => putReceived(tx, subject, { envelope, digest, nowMs: deps.clock() }));
  return { certificate: document, envelope };
}

/** A certificate that this company has already; undefined for one that an earlier version took and this one does not: it is asked for anew. */
async function openKept(
  deps: AskFitDeps,
  envelope: Envelope,
  asked: Asked,
): Promise<ReceivedCertificate | undefined> {
  try {
    return { certificate: (await openCertificate(deps, envelope, asked)).document, envelope };
  } catch (error) {
    if (isExchangeError(error, 'schema-mismatch')) return undefined;
    throw error;
  }
}

/** The certificate of an answer; null while the provider is at work. */
async function openAnswer(
  deps: AskFitDeps,
  said: unknown,
  asked: Asked,
): Promise<(SignedDocument<FitCertificate> & { readonly envelope: Envelope }) | null> {
  try {
    const answer = parseWire(fitAnswerSchema, said, 'fit answer');
    if (answer.status === 'working') return null;
    const envelope = answer.certificate;
    return { ...(await openCertificate(deps, envelope, asked)), envelope };
  } catch (error) {
    if (isExchangeError(error, 'content-mismatch') || isExchangeError(error, 'bad-signature')) throw error;
    throw unreadableAnswer('certificate', error);
  }
}

/** What is asked about, by the manifest that is listed now. */
async function subjectOf({ crypto }: AskFitDeps, { found, embodiment }: Asked): Promise<FitSubject> {
  const { manifest } = await openForeignManifest(crypto, found.manifest);
  return {
    dataset: manifest.dataset,
    histogram: histogramDigest(crypto, manifest),
    embodiment: embodimentId(crypto, embodiment),
  };
}

async function openCertificate(
  deps: AskFitDeps,
  envelope: Envelope,
  { found, embodiment }: Asked,
): Promise<SignedDocument<FitCertificate>> {
  const signed = await openSigned(deps.crypto, FIT_CERTIFICATE_DOCUMENT, envelope);
  const certificate = signed.document;
  const { provider } = certificate;
  requireSigner(signed, provider.key);
  await deps.participants.requireSignKey(provider.participant, provider.key);
  const { manifest } = await openForeignManifest(deps.crypto, found.manifest);
  const answers =
    certificate.log === deps.identity.log.origin &&
    provider.participant === manifest.provider.participant &&
    certificate.dataset === manifest.dataset &&
    certificate.histogram === histogramDigest(deps.crypto, manifest) &&
    certificate.embodiment === embodimentId(deps.crypto, embodiment) &&
    manifest.embodiment !== null &&
    tellsOfRecorded(certificate, {
      body: manifest.embodiment.body,
      effectors: manifest.histograms.map(({ effector }) => effector),
    });
  if (answers) return signed;
  throw new ExchangeError('content-mismatch', 'The certificate is about another dataset, motion or body.');
}
