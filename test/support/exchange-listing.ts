/** Publishes folders for tests of exchanges: really sealed, signed and logged. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Signer } from '#contracts/crypto.ts';
import { REPORT_DOCUMENT } from '#contracts/desensitize/report.ts';
import { digestOf, digestOfJson, type Digest } from '#contracts/digest.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import type { EntryBody, EntryType } from '#contracts/log/entry-bodies.ts';
import { signEntry } from '#contracts/log/entry.ts';
import { MANIFEST_DOCUMENT, type AccessMode } from '#contracts/manifest/manifest.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import type { ProvenEntry } from '#contracts/transfer/messages.ts';
import { sealDerivative, type SealedDerivative } from '#node/content/seal-derivative.ts';
import type { Publication } from '#node/negotiation/ports.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { plainManifest, plainReport } from './exchange-manifest.ts';
import { LOG_ORIGIN } from './log-on-disk.ts';
import type { TestLog } from './test-log.ts';

/** What is published in a test. */
export interface TestListing {
  readonly slug: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly access: AccessMode;
  readonly offers?: readonly LicenseTerms[];
}

/** Who publishes. */
export interface Publisher {
  readonly home: string;
  readonly clock: () => number;
  readonly participant: ParticipantId;
  readonly key: SigningKey;
  readonly signer: Signer;
}

/** A published version with all that its provider keeps. */
export interface Published {
  readonly publication: Publication;
  readonly sealed: SealedDerivative;
  readonly contentKey: Uint8Array;
  readonly storeDir: string;
  readonly report: Envelope;
  readonly acts: ProvenEntry[];
}

/** Seals a folder of the given files, signs its manifest and report, and has the log note both. */
export async function publishListing(
  log: TestLog,
  start: Publisher,
  listing: TestListing,
): Promise<Published> {
  const folder = join(start.home, 'derivatives', listing.slug);
  for (const [path, bytes] of Object.entries(listing.files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const storeDir = join(start.home, 'sealed', listing.slug);
  const contentKey = secureRandom(32);
  const sealed = await sealDerivative({ sourceDir: folder, storeDir, contentKey });
  const files = sealed.chunkList.files.length;
  const reportBody = plainReport(sealed, files);
  const report = signDocument(REPORT_DOCUMENT, reportBody, start.signer);
  const reportDigest = digestOfJson(nodeCrypto, reportBody);
  const manifest = plainManifest({
    provider: { participant: start.participant, key: start.key },
    log: LOG_ORIGIN,
    slug: listing.slug,
    sealed,
    chunkList: digestOf(nodeCrypto, canonicalBytes(sealed.chunkList)),
    report: reportDigest,
    access: listing.access,
    offers: listing.offers,
    now: formatTimestamp(start.clock()),
  });
  const envelope = signDocument(MANIFEST_DOCUMENT, manifest, start.signer);
  const digest = digestOfJson(nodeCrypto, manifest);
  const note = async <T extends EntryType>(
    type: T,
    subject: { name: string; digest: Digest },
    body: EntryBody<T>,
  ): Promise<ProvenEntry> => {
    const entry = signEntry(
      {
        type,
        subject,
        body,
        participant: start.participant,
        log: LOG_ORIGIN,
        parties: [],
        dataset: manifest.dataset,
      },
      { signer: start.signer, key: start.key, random: secureRandom, nowMs: start.clock() },
    );
    return { entry, proof: (await log.submit(entry)).proof };
  };
  const { plaintextRoot, ciphertextRoot } = sealed;
  const acts = [
    await note(
      'desensitization.reported',
      { name: 'report', digest: reportDigest },
      {
        policy: 'standard@1',
        inputCommitment: reportBody.input.commitment,
        outputRoot: plaintextRoot,
        inspection: 'passed',
        humanReview: false,
      },
    ),
    await note(
      'dataset.published',
      { name: 'manifest', digest },
      {
        feedSeq: 0,
        feedHead: digest,
        version: 1,
        report: reportDigest,
        embodiment: null,
        terms: digestOfJson(nodeCrypto, manifest.offers),
        plaintextRoot,
        ciphertextRoot,
      },
    ),
  ];
  return {
    publication: { manifest, envelope, digest, current: true },
    sealed,
    contentKey,
    storeDir,
    report,
    acts,
  };
}
