/** Judges the papers that a provider sends with a delivery, before anything is paid for with a receipt. */

import type { Agreement } from '#contracts/agreement/agreement.ts';
import { utf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { REPORT_DOCUMENT, reportHolds } from '#contracts/desensitize/report.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import { subjectDigest } from '#contracts/log/entry.ts';
import { openProvenEntry, type ProvenAct } from '#contracts/log/proven-entry.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { openSigned, requireSigner } from '#contracts/signature.ts';
import { MAX_PAPERS_BYTES, papersSchema, type Papers } from '#contracts/transfer/messages.ts';
import { parseWire } from '#contracts/wire.ts';
import { readJson } from '#platform/json-reader.ts';
import type { ExchangeDeps } from '../negotiation/ports.ts';
import { openForeignManifest } from '../open-manifest.ts';

/** Papers that hold. */
export interface CheckedPapers {
  readonly papers: Papers;
  readonly manifest: Manifest;
}

/**
 * Parses and checks `papers/1` against an agreement: manifest and report are the agreed ones, signed by the provider's keys; every act is
 * proved by the log; a passed desensitization of exactly these bytes is among them. Throws `schema-mismatch`, `bad-signature`,
 * `content-mismatch`, `bad-proof` and kin.
 */
export async function checkPapers(
  deps: Pick<ExchangeDeps, 'crypto' | 'trust' | 'clock'>,
  agreement: Agreement,
  bytes: Uint8Array,
): Promise<CheckedPapers> {
  const { crypto, trust, clock } = deps;
  const papers = parseWire(papersSchema, await readJson(bytes, MAX_PAPERS_BYTES), 'papers');
  const { manifest, digest } = await openForeignManifest(crypto, papers.manifest);
  if (digest !== agreement.manifest) throw notAgreed('manifest');
  const report = await openSigned(crypto, REPORT_DOCUMENT, papers.report);
  if (report.digest !== agreement.report) throw notAgreed('desensitization report');
  requireSigner(report, manifest.provider.key);
  if (!reportHolds(report.document) || report.document.output.root !== agreement.plaintextRoot) {
    throw new ExchangeError(
      'content-mismatch',
      'The desensitization report does not hold for the agreed bytes.',
    );
  }
  requireDescription(crypto, manifest, papers.robotDescription);
  const acts: ProvenAct[] = [];
  for (const act of papers.acts) {
    acts.push(await openProvenEntry(crypto, { ...act, trust, nowMs: clock() }));
  }
  if (!acts.some((act) => provesDesensitization(act, agreement))) {
    throw new ExchangeError('bad-proof', 'The log has no passed desensitization report of these bytes.');
  }
  requireEvidence(acts, agreement, manifest);
  return { papers, manifest };
}

/** The robot description is the one that the manifest cites, and there exactly when it cites one. */
function requireDescription(crypto: CryptoPort, manifest: Manifest, text: string | null): void {
  const cited = manifest.robotDescription;
  const digest = text === null ? null : digestOf(crypto, utf8(text));
  if (digest !== (cited?.digest ?? null)) throw notAgreed('robot description');
}

/** What an auditor will ask for later must be there now: who published this version, and whose keys signed it. */
function requireEvidence(acts: readonly ProvenAct[], agreement: Agreement, manifest: Manifest): void {
  const ofProvider = acts.filter(
    (act) => act.statement.predicate.actor.participant === agreement.provider.participant,
  );
  const isPublished = ofProvider.some(
    (act) => act.type === 'dataset.published' && subjectDigest(act.statement) === agreement.manifest,
  );
  const keys = ofProvider
    .filter((act) => act.type === 'key.registered' || act.type === 'key.rotated')
    .map((act) => act.body as EntryBody<'key.registered'>)
    .filter((body) => body.purpose === 'sign')
    .map((body) => body.key);
  const areVouched = [agreement.provider.key, manifest.provider.key].every((key) => keys.includes(key));
  if (isPublished && areVouched) return;
  throw new ExchangeError('bad-proof', 'The papers do not prove who published the version with which keys.', {
    params: { isPublished, areVouched },
  });
}

/** True when a logged act says that exactly the agreed bytes were desensitized under the agreed policy and passed inspection. */
export function provesDesensitization(act: ProvenAct, agreement: Agreement): boolean {
  if (act.type !== 'desensitization.reported') return false;
  const body = act.body as EntryBody<'desensitization.reported'>;
  return (
    act.statement.predicate.actor.participant === agreement.provider.participant &&
    body.outputRoot === agreement.plaintextRoot &&
    body.policy === agreement.policy &&
    body.inspection === 'passed'
  );
}

function notAgreed(what: string): ExchangeError {
  return new ExchangeError(
    'content-mismatch',
    `The ${what} that came with the delivery is not the agreed one.`,
  );
}
