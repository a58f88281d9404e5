/**
 * The acts of publishing: what was prepared becomes a signed manifest, the next feed entry and two log entries, in one
 * transaction; it becomes visible when the log has them.
 */

import type { Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import {
  desensitizationReportSchema,
  REPORT_DOCUMENT,
  type DesensitizationReport,
} from '#contracts/desensitize/report.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetId } from '#contracts/ids.ts';
import type { EntryType, EntryBody } from '#contracts/log/entry-bodies.ts';
import { signEntry, type EntryDraft } from '#contracts/log/entry.ts';
import { MANIFEST_DOCUMENT, manifestSchema, type Manifest } from '#contracts/manifest/manifest.ts';
import { signDocument, signEnvelope, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { giveWay } from '#platform/give-way.ts';
import { dropInvisibleEntry, putDocument } from '../feed/feed-store.ts';
import type { OwnFeed } from '../feed/own-feed.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import type { Acts } from '../log/acts.ts';
import {
  currentListing,
  findListing,
  newestSigned,
  setListingState,
  type OwnListing,
} from './listing-store.ts';

/** What publishing needs. */
export interface PublicationDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly identity: NodeIdentity;
  readonly acts: Acts;
  readonly feed: OwnFeed;
  /** Participants who may read the entries about listings: the broker, as registrar. */
  readonly registrar: string;
  /** Tells receivers of a version that it was withdrawn or superseded; called in the transaction that makes it so. */
  readonly onRetired?: (tx: WriteHandle, manifest: Digest, reason: string) => void;
}

/** The acts of publishing and withdrawing. */
export interface Publication {
  /** Signs and proposes a prepared version; resolves once the acts are stored, not yet logged. */
  publish(version: {
    manifest: Manifest;
    report: DesensitizationReport;
  }): Promise<{ manifest: Digest; report: Digest }>;
  /** Proposes the withdrawal of the listed version. Throws `not-found` when nothing is listed. */
  withdraw(dataset: DatasetId, reason: { code: string; text: string }): Promise<OwnListing>;
}

const PUBLISHED = 'publication.published';
const REPORTED = 'publication.reported';
const WITHDRAWN = 'publication.withdrawn';
const SUPERSEDED = 'publication.superseded';

/** Creates the acts and registers what happens when they are logged. */
export function createPublication(deps: PublicationDeps): Publication {
  registerEffects(deps);
  return {
    publish: async ({ manifest, report }) => {
      // Each step of a large manifest takes milliseconds: a turn for each.
      const checked = parseWire(manifestSchema, manifest, 'manifest');
      await giveWay();
      const signed = {
        manifest: digestOfJson(deps.crypto, checked),
        report: digestOfJson(deps.crypto, parseWire(desensitizationReportSchema, report, 'report')),
      };
      await giveWay();
      if (checked.derivative.report !== signed.report) {
        throw new ExchangeError('content-mismatch', 'The manifest cites another desensitization report.');
      }
      const { signer } = deps.identity;
      const envelope = signEnvelope(MANIFEST_DOCUMENT.payloadType, checked, signer);
      await giveWay();
      await deps.database.write((tx) =>
        proposePublication(deps, tx, { manifest: checked, envelope, report, digests: signed }),
      );
      return signed;
    },
    withdraw: (dataset, reason) =>
      deps.database.write((tx) => proposeWithdrawal(deps, tx, { dataset, reason })),
  };
}

interface PreparedVersion {
  readonly manifest: Manifest;
  readonly envelope: Envelope;
  readonly report: DesensitizationReport;
  readonly digests: { readonly manifest: Digest; readonly report: Digest };
}

function proposePublication(deps: PublicationDeps, tx: WriteHandle, version: PreparedVersion): void {
  const { manifest, envelope, report, digests } = version;
  const nowMs = deps.clock();
  const before = newestSigned(tx, manifest.dataset);
  if ((before?.manifest ?? null) !== manifest.previous || manifest.version !== (before?.version ?? 0) + 1) {
    throw new ExchangeError('conflict', 'Another version of the dataset was published meanwhile.');
  }
  const sign = <T extends EntryType>(draft: DraftOf<T>): Envelope => signOwn(deps, draft, manifest.dataset);
  putDocument(tx, { digest: digests.manifest, kind: 'manifest', envelope, nowMs });
  const reportEnvelope = signDocument(REPORT_DOCUMENT, report, deps.identity.signer);
  putDocument(tx, { digest: digests.report, kind: 'report', envelope: reportEnvelope, nowMs });
  const position = deps.feed.append(tx, {
    kind: 'published',
    dataset: manifest.dataset,
    manifest: digests.manifest,
  });
  setListingState(tx, manifest, { state: 'pending', nowMs, manifest: digests.manifest });
  const ref = `${manifest.dataset} ${manifest.version} ${position.seq}`;
  deps.acts.propose(tx, {
    entry: sign(reportDraft(manifest, report, digests)),
    effect: { kind: REPORTED, ref },
  });
  deps.acts.propose(tx, {
    entry: sign(publishedDraft(deps, version, position)),
    effect: { kind: PUBLISHED, ref },
  });
  if (before?.manifest != null && before.state === 'listed') {
    const draft: DraftOf<'dataset.superseded'> = {
      type: 'dataset.superseded',
      subject: { name: 'manifest', digest: before.manifest },
      body: { feedSeq: position.seq, feedHead: position.head, version: before.version, by: digests.manifest },
    };
    const effect = { kind: SUPERSEDED, ref: `${before.dataset} ${before.version}` };
    deps.acts.propose(tx, { entry: sign(draft), effect });
  }
}

type DraftOf<T extends EntryType> = Pick<EntryDraft<T>, 'type' | 'subject' | 'body'>;

function reportDraft(
  manifest: Manifest,
  report: DesensitizationReport,
  digests: PreparedVersion['digests'],
): DraftOf<'desensitization.reported'> {
  return {
    type: 'desensitization.reported',
    subject: { name: 'report', digest: digests.report },
    body: {
      policy: manifest.derivative.policy,
      inputCommitment: report.input.commitment,
      outputRoot: manifest.derivative.plaintextRoot,
      inspection: report.inspection.result,
      humanReview: report.humanReview,
    },
  };
}

function publishedDraft(
  deps: PublicationDeps,
  { manifest, digests }: PreparedVersion,
  position: { seq: number; head: Digest },
): DraftOf<'dataset.published'> {
  const body: EntryBody<'dataset.published'> = {
    feedSeq: position.seq,
    feedHead: position.head,
    version: manifest.version,
    report: digests.report,
    embodiment: manifest.embodiment?.id ?? null,
    terms: digestOfJson(deps.crypto, manifest.offers),
    plaintextRoot: manifest.derivative.plaintextRoot,
    ciphertextRoot: manifest.derivative.ciphertextRoot,
  };
  return { type: 'dataset.published', subject: { name: 'manifest', digest: digests.manifest }, body };
}

function proposeWithdrawal(
  deps: PublicationDeps,
  tx: WriteHandle,
  withdrawal: { dataset: DatasetId; reason: { code: string; text: string } },
): OwnListing {
  const listing = currentListing(tx, withdrawal.dataset);
  if (listing?.manifest == null)
    throw new ExchangeError('not-found', 'No version of this dataset is listed.');
  const position = deps.feed.append(tx, {
    kind: 'withdrawn',
    dataset: listing.dataset,
    manifest: listing.manifest,
    reason: withdrawal.reason.text,
  });
  const entry = signOwn<'dataset.withdrawn'>(
    deps,
    {
      type: 'dataset.withdrawn',
      subject: { name: 'manifest', digest: listing.manifest },
      body: {
        feedSeq: position.seq,
        feedHead: position.head,
        version: listing.version,
        reason: withdrawal.reason.code,
      },
    },
    listing.dataset,
  );
  const ref = `${listing.dataset} ${listing.version} ${position.seq} ${withdrawal.reason.text}`;
  deps.acts.propose(tx, { entry, effect: { kind: WITHDRAWN, ref } });
  return listing;
}

/** What becomes true once the log has an act: the second half of every publication. */
function registerEffects(deps: PublicationDeps): void {
  const { acts, feed, identity } = deps;
  const nothing = (): void => undefined;
  acts.onLogged(REPORTED, nothing);
  acts.onLogged(
    PUBLISHED,
    (tx, { ref }) => {
      const { dataset, version, seq } = parseRef(ref);
      setListingState(tx, { dataset, version }, { state: 'listed', nowMs: deps.clock() });
      feed.reveal(tx, seq);
    },
    (tx, { ref, error }) => {
      const { dataset, version, seq } = parseRef(ref);
      dropInvisibleEntry(tx, identity.participant, seq);
      setListingState(
        tx,
        { dataset, version },
        { state: 'failed', nowMs: deps.clock(), reason: refusedBy('publication', error) },
      );
    },
  );
  acts.onLogged(SUPERSEDED, (tx, { ref }) => {
    const { dataset, version } = parseRef(ref);
    setListingState(tx, { dataset, version }, { state: 'superseded', nowMs: deps.clock() });
    retire(deps, tx, { dataset, version, reason: 'superseded' });
  });
  acts.onLogged(
    WITHDRAWN,
    (tx, { ref }) => {
      const { dataset, version, seq, text } = parseRef(ref);
      setListingState(tx, { dataset, version }, { state: 'withdrawn', nowMs: deps.clock(), reason: text });
      feed.reveal(tx, seq);
      retire(deps, tx, { dataset, version, reason: 'withdrawn' });
    },
    (tx, { ref, error }) => {
      const { dataset, version, seq } = parseRef(ref);
      dropInvisibleEntry(tx, identity.participant, seq);
      // It stays listed, and whoever withdrew it has to know.
      if (findListing(tx, dataset, version)?.state !== 'listed') return;
      const reason = refusedBy('withdrawal', error);
      setListingState(tx, { dataset, version }, { state: 'listed', nowMs: deps.clock(), reason });
    },
  );
}

/** Longest reason that a listing states, characters. */
const MAX_REASON = 1000;

function refusedBy(act: 'publication' | 'withdrawal', { message }: ExchangeError): string {
  return `The log refuses the ${act}: ${message}`.slice(0, MAX_REASON);
}

function retire(
  deps: PublicationDeps,
  tx: WriteHandle,
  retired: { dataset: DatasetId; version: number; reason: string },
): void {
  const manifest = findListing(tx, retired.dataset, retired.version)?.manifest;
  if (manifest != null) deps.onRetired?.(tx, manifest, retired.reason);
}

/** References are `dataset version [seq [text]]`; the dataset id holds no space. */
function parseRef(ref: string): { dataset: DatasetId; version: number; seq: number; text: string } {
  const [dataset = '', version = '', seq = '0', ...words] = ref.split(' ');
  return { dataset, version: Number(version), seq: Number(seq), text: words.join(' ') };
}

function signOwn<T extends EntryType>(
  deps: PublicationDeps,
  draft: DraftOf<T>,
  dataset: DatasetId,
): Envelope {
  const { identity } = deps;
  return signEntry(
    {
      ...draft,
      participant: identity.participant,
      log: identity.log.origin,
      parties: [deps.registrar],
      dataset,
    },
    { signer: identity.signer, key: identity.key, random: deps.random, nowMs: deps.clock() },
  );
}
