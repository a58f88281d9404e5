/**
 * Issues fit certificates about this company's datasets (DECISIONS 27): the canonical embodiment comes in, rounded shares go out.
 * Only admitted companies are answered, about few bodies a day, and a lister can switch it off.
 *
 * If we crash while measuring, nothing was promised: the same request measures again. Certificate and log entry are stored in
 * one transaction.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import { parseEmbodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { ExchangeError, type Outcome } from '#contracts/errors.ts';
import {
  FIT_CERTIFICATE_DOCUMENT,
  FIT_REFUSALS,
  FIT_REQUEST_DOCUMENT,
  FIT_REQUEST_MS,
  FIT_TOLERANCE,
  type FitAnswer,
  type FitCertificate,
  type FitRefusal,
  type FitRequest,
} from '#contracts/fit/certificate.ts';
import type { FitMeasurement } from '#contracts/fit/measure-fit.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { signEntry } from '#contracts/log/entry.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { openSigned, requireSigner, signDocument, type Envelope } from '#contracts/signature.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { Database } from '#platform/database/database.ts';
import type { Logger } from '#platform/logger.ts';
import { getDocument } from '../feed/feed-store.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import type { Acts } from '../log/acts.ts';
import { openOwnManifest } from '../open-manifest.ts';
import type { KnownParticipant, Participants } from '../participants.ts';
import { currentListing, type OwnListing } from '../publish/listing-store.ts';
import { versionPaths } from '../publish/version-folder.ts';
import type { ConfinedFitInput } from './confined-fit.ts';
import { motionOfManifest } from './recorded-motion.ts';
import { admitBody, findCertificate, noteAnswer, putCertificate, type FitSubject } from './fit-store.ts';

/** Kind of the acts that issue certificates. */
const ISSUED = 'certificate.issued';
/** A request is answered with `working` after this time; measuring goes on. */
const ANSWER_WITHIN_MS = 15_000;
/** Measurements that may wait for their turn; they run one after the other. */
const MAX_WAITING = 8;
/** Longest silence of a measurement, ms: it tells of each episode, and one may be long. */
const SILENCE_MS = 300_000;

/** Why dataset and body give no certificate, in words: parameters do not travel between peers. */
const REFUSALS: Readonly<Record<FitRefusal, string>> = {
  'switched-off': 'This company issues no fit certificates (switched-off).',
  'no-motion': 'The dataset publishes no motion that could be replayed (no-motion).',
  'too-few-trajectories': 'The dataset has too few trajectories for a certificate (too-few-trajectories).',
  'workspace-too-small': 'The body reaches too few places: it could probe the data (workspace-too-small).',
  'too-many-bodies': 'Your company has asked about as many bodies as it may today (too-many-bodies).',
};

/** What the service needs. */
export interface FitDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly identity: NodeIdentity;
  readonly acts: Pick<Acts, 'propose' | 'onLogged'>;
  readonly participants: Pick<Participants, 'requireSignKey'>;
  readonly logger: Logger;
  /** False when the lister has switched certificates off. */
  readonly enabled: boolean;
}

/** Issues certificates. */
export interface FitService {
  /**
   * Answers a signed request that a peer brought. Throws `forbidden` (not enrolled, switched off), `not-found`, `refused` with a
   * `reason` (`too-many-bodies`, `workspace-too-small`, `too-few-trajectories`, `no-motion`), `rate-limited` when too many wait.
   */
  answer(peerId: string, envelope: unknown): Promise<FitAnswer>;
  /** Ends what is under way. */
  stop(): Promise<void>;
}

interface Asked {
  readonly request: FitRequest;
  readonly requester: KnownParticipant;
  readonly listing: OwnListing;
  readonly manifest: Manifest;
  readonly subject: FitSubject;
}

/** Creates the service. */
export function createFitService(deps: FitDeps): FitService {
  deps.acts.onLogged(ISSUED, () => undefined);
  const working = new Map<string, Promise<Envelope>>();
  const stopping = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();

  const work = (asked: Asked): Promise<Envelope> => {
    const key = JSON.stringify(asked.subject);
    const known = working.get(key);
    if (known !== undefined) return known;
    if (working.size >= MAX_WAITING)
      throw new ExchangeError('rate-limited', 'Too many certificates are being made; try again soon.');
    const made = turn.then(() => issue(deps, asked, stopping.signal));
    turn = made.catch(() => undefined);
    working.set(key, made);
    void made
      .catch((error: unknown) => deps.logger.info({ error }, 'no fit certificate'))
      // What failed is told to who asks again within the time of a poll.
      .finally(() => setTimeout(() => working.delete(key), ANSWER_WITHIN_MS).unref());
    return made;
  };

  return {
    answer: async (peerId, envelope) => {
      const asked = await openRequest(deps, peerId, envelope);
      const given = async (certificate: Envelope): Promise<FitAnswer> => {
        const { digest } = await openSigned(deps.crypto, FIT_CERTIFICATE_DOCUMENT, certificate);
        const { participant: requester } = asked.requester;
        await deps.database.write((tx) => noteAnswer(tx, { digest, requester }));
        return { status: 'issued', certificate };
      };
      const issued = await deps.database.read((db) => findCertificate(db, asked.subject));
      if (issued !== undefined) return given(issued);
      const late = new AbortController();
      try {
        const certificate = await Promise.race([
          work(asked),
          sleep(ANSWER_WITHIN_MS, null, { signal: late.signal, ref: false }),
        ]);
        return certificate === null ? { status: 'working' } : await given(certificate);
      } finally {
        late.abort();
      }
    },
    stop: async () => {
      stopping.abort();
      await turn;
    },
  };
}

/** Judges a request before anything is computed for it, and counts its body. */
async function openRequest(deps: FitDeps, peerId: string, envelope: unknown): Promise<Asked> {
  if (!deps.enabled) throw new ExchangeError('forbidden', REFUSALS['switched-off']);
  const signed = await openSigned(deps.crypto, FIT_REQUEST_DOCUMENT, envelope);
  const request = signed.document;
  requireSigner(signed, request.requester.key);
  const { identity } = deps;
  if (request.log !== identity.log.origin || request.provider !== identity.participant)
    throw new ExchangeError('forbidden', 'The request is not for this company.');
  if (Math.abs(Date.parse(request.time) - deps.clock()) > FIT_REQUEST_MS)
    throw new ExchangeError('deadline-passed', 'The request is too old, or from the future.');
  const requester = await deps.participants.requireSignKey(
    request.requester.participant,
    request.requester.key,
  );
  if (requester.status !== 'admitted' || !requester.peerIds.includes(peerId))
    throw new ExchangeError('forbidden', 'Only admitted companies are answered, through their own nodes.');
  const { listing, manifest } = await openListing(deps, request);
  const subject: FitSubject = {
    dataset: request.dataset,
    histogram: histogramDigest(deps.crypto, manifest),
    embodiment: embodimentId(deps.crypto, parseEmbodiment(request.embodiment)),
  };
  const admitted = await deps.database.write((tx) =>
    admitBody(tx, { ...subject, requester: requester.participant }, deps.clock()),
  );
  if (!admitted) throw refused('too-many-bodies');
  return { request, requester, listing, manifest, subject };
}

/** The version that is offered now, if the company may see it. */
async function openListing(
  deps: FitDeps,
  { dataset, requester }: FitRequest,
): Promise<{ readonly listing: OwnListing; readonly manifest: Manifest }> {
  const found = await deps.database.read((db) => {
    const listing = currentListing(db, dataset);
    const document = listing?.manifest == null ? undefined : getDocument(db, listing.manifest);
    return listing === undefined || document === undefined ? undefined : { listing, document };
  });
  if (found === undefined) throw notListed();
  const manifest = await openOwnManifest(deps.crypto, found.document.envelope);
  const { visibility } = manifest;
  if (visibility.kind === 'named' && !visibility.participants.includes(requester.participant))
    throw notListed();
  if (manifest.embodiment === null || manifest.histograms.length === 0) throw refused('no-motion');
  return { listing: found.listing, manifest };
}

/** What a certificate calls the motion of a manifest. */
export function histogramDigest(crypto: CryptoPort, manifest: Manifest): Digest {
  return digestOfJson(crypto, manifest.histograms);
}

async function issue(deps: FitDeps, asked: Asked, signal: AbortSignal): Promise<Envelope> {
  const measured = await measure(asked, signal);
  if (!measured.ok) {
    const [reason] = measured.reasons;
    throw refused(FIT_REFUSALS.find((code) => code === reason?.code) ?? 'no-motion');
  }
  const { identity } = deps;
  const certificate: FitCertificate = {
    schema: 'fit-certificate/1',
    log: identity.log.origin,
    provider: { participant: identity.participant, key: identity.key },
    ...asked.subject,
    tolerance: FIT_TOLERANCE,
    ...measured.value,
    time: formatTimestamp(deps.clock()),
  };
  const envelope = signDocument(FIT_CERTIFICATE_DOCUMENT, certificate, identity.signer);
  await deps.database.write((tx) => {
    const digest = digestOfJson(deps.crypto, certificate);
    putCertificate(tx, asked.subject, { envelope, digest, nowMs: deps.clock() });
    deps.acts.propose(tx, { entry: entryOf(deps, asked, digest), effect: { kind: ISSUED, ref: digest } });
  });
  return envelope;
}

async function measure(asked: Asked, signal: AbortSignal): Promise<Outcome<FitMeasurement>> {
  const { listing, manifest, request } = asked;
  const { files } = versionPaths(listing.folder);
  const outcome = await runConfined<Outcome<FitMeasurement>>({
    module: new URL('./confined-fit.ts', import.meta.url),
    input: {
      root: files,
      target: request.embodiment,
      ...motionOfManifest(manifest),
    } satisfies ConfinedFitInput,
    readable: [files],
    limits: { silenceMs: SILENCE_MS },
    signal,
  });
  if (outcome.ok) return outcome.value;
  throw new ExchangeError('limit-exceeded', `Replaying the motion ended early (${outcome.death}).`);
}

function entryOf(deps: FitDeps, { requester, subject }: Asked, digest: Digest): Envelope {
  const { identity } = deps;
  return signEntry(
    {
      type: ISSUED,
      subject: { name: 'certificate', digest },
      body: { histogram: subject.histogram, embodiment: subject.embodiment, tolerance: FIT_TOLERANCE },
      participant: identity.participant,
      log: identity.log.origin,
      parties: [requester.participant],
      dataset: subject.dataset,
    },
    { signer: identity.signer, key: identity.key, random: deps.random, nowMs: deps.clock() },
  );
}

function refused(reason: FitRefusal): ExchangeError {
  return new ExchangeError('refused', REFUSALS[reason], { params: { reason } });
}

function notListed(): ExchangeError {
  return new ExchangeError('not-found', 'This node offers no such dataset.');
}
