/**
 * The verdict on a delivery, recomputed offline from the folder and one trusted key: bytes, signatures, keys, log proofs, terms.
 *
 * Every check is a row with its evidence; the headline is the worst row. What this program did not judge says so, and never passes.
 */

import { isInForce } from '#contracts/agreement/agreement.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { ciphertextRoot, plaintextRoot } from '#contracts/content/chunk-list.ts';
import { reportHolds } from '#contracts/desensitize/report.ts';
import { parseDigest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import type { EntryType } from '#contracts/log/entry-bodies.ts';
import type { RetargetRobot } from '#contracts/retarget/retarget-robot.ts';
import type { NamedSource } from '../retarget/read-motion-source.ts';
import type { ProvenAct } from '#contracts/log/proven-entry.ts';
import { requireSigner } from '#contracts/signature.ts';
import { requireSame } from '../negotiation/agreement-draft.ts';
import { readDelivery, requireFound, type DeliveryCase, type VerifyInput } from './delivery-case.ts';
import {
  DELIVERY_ACTS,
  judgeKeys,
  keyUses,
  requireAct,
  requireOrder,
  type DeliveryAct,
} from './verify-acts.ts';
import { judgeContent, NotJudged, type ContentOptions } from './verify-content.ts';
import { judgeCertificate, judgeFacts, judgeHistograms, type RecomputeOptions } from './verify-figures.ts';
import { judgeManifestPapers, judgePapers } from './verify-papers.ts';
import { contentBeneath, judgeRetargeting, openRetargeted, type Retargeted } from './verify-retargeting.ts';

/** Outcome of one check. */
export type CheckStatus = 'pass' | 'fail' | 'not-checked';

/** One row of a verdict. */
export interface CheckRow {
  /** Stable name of the check, such as `content` or `log:agreement.signed`. */
  readonly check: string;
  readonly status: CheckStatus;
  /** What was found: digests, counts, places in the log. */
  readonly evidence: string;
  /** Why it does not pass; null when it does. */
  readonly why: string | null;
}

/** A verdict. */
export interface DeliveryVerdict {
  /** The worst row: `fail` before `not-checked` before `pass`. */
  readonly headline: CheckStatus;
  readonly rows: readonly CheckRow[];
}

/** How a delivery is verified. `atMs` is the instant for which the license term is judged. */
export interface VerifyOptions extends VerifyInput, ContentOptions {
  /** Computes what the provider claims once more, from the delivered files; left out: only papers and bytes are judged. */
  readonly recompute?: RecomputeOptions | undefined;
  /** The robot that columns were added for. */
  readonly robot?: RetargetRobot | undefined;
  /** What was named of the recorded motion when columns were added; nothing when the papers said it. */
  readonly named?: NamedSource;
}

/** Verifies a delivery. Throws `not-found` when the folder is none, `interrupted`. Everything else is a row. */
export async function verifyDelivery(options: VerifyOptions): Promise<DeliveryVerdict> {
  const delivery = await readDelivery(options);
  const rows: CheckRow[] = [];
  const check = async (name: string, judge: () => Promise<string> | string): Promise<void> => {
    rows.push(await judged(name, judge));
  };
  await using retargeted = await openRetargeted(delivery, options.signal);
  await check('content', () => judgeBytes(delivery, retargeted, options));
  await check('chunk-lists', () => judgeLists(delivery));
  await check('papers', () => judgePapers(delivery));
  await check('agreement', () => judgeAgreement(delivery));
  await check('log-pin', () => judgePin(delivery));
  await check('manifest', () => judgeManifest(delivery));
  await check('manifest-papers', () => judgeManifestPapers(delivery));
  await check('report', () => judgeReport(delivery));
  const acts = new Map<EntryType, ProvenAct>();
  for (const type of DELIVERY_ACTS) {
    const row = await judged(`log:${type}`, () => judgeAct(delivery, type, acts));
    // A delivery whose receipt is still on its way is whole; only this cannot be said yet.
    const early = type === 'receipt.acknowledged' && delivery.receipt.error?.code === 'not-found';
    rows.push(early ? { ...row, status: 'not-checked', why: 'The receipt is not logged yet.' } : row);
  }
  await check('order', () => requireOrder(DELIVERY_ACTS.flatMap((type) => acts.get(type) ?? [])));
  rows.push(...(await keyRows(delivery, acts)));
  await check('key-commitment', () => judgeCommitment(delivery));
  if (delivery.receipt.error?.code !== 'not-found') await check('receipt', () => judgeReceipt(delivery));
  await check('license-term', () => judgeTerm(delivery));
  const { recompute, robot, named = {}, signal } = options;
  if (recompute !== undefined) {
    const sent = (): DeliveryCase => (retargeted === null ? delivery : requireFound(retargeted.beneath));
    await check('facts', () => judgeFacts(sent(), signal));
    await check('histograms', () => judgeHistograms(sent(), signal));
    await check('certificate', () => judgeCertificate(sent(), recompute, signal));
    if (retargeted !== null)
      await check('retargeting', () => judgeRetargeting(delivery, retargeted, { robot, named, signal }));
  }
  rows.push(
    notChecked('revocation', 'Entries that travel along cannot prove that no revocation was left out.'),
  );
  return { headline: worst(rows), rows };
}

/** The bytes of a delivery; of one with added columns, those beneath them. */
async function judgeBytes(
  delivery: DeliveryCase,
  retargeted: Retargeted | null,
  options: ContentOptions,
): Promise<string> {
  if (retargeted === null) return judgeContent(delivery, options);
  const beneath = requireFound(retargeted.beneath);
  const evidence = await judgeContent(beneath, await contentBeneath(delivery.folder, options));
  return `${evidence}, beneath the added columns`;
}

async function judged(name: string, judge: () => Promise<string> | string): Promise<CheckRow> {
  try {
    return { check: name, status: 'pass', evidence: await judge(), why: null };
  } catch (error) {
    if (error instanceof NotJudged) return notChecked(name, error.message);
    if (!isExchangeError(error) || error.code === 'interrupted') throw error;
    const evidence = Object.entries(error.params).map(([key, value]) => `${key}=${String(value)}`);
    return { check: name, status: 'fail', evidence: [error.code, ...evidence].join(' '), why: error.message };
  }
}

function notChecked(check: string, why: string): CheckRow {
  return { check, status: 'not-checked', evidence: '', why };
}

function worst(rows: readonly CheckRow[]): CheckStatus {
  if (rows.some((row) => row.status === 'fail')) return 'fail';
  return rows.some((row) => row.status === 'not-checked') ? 'not-checked' : 'pass';
}

function judgeLists(delivery: DeliveryCase): string {
  const { agreement } = requireFound(delivery.agreement);
  const list = requireFound(delivery.chunkList);
  const secrets = requireFound(delivery.chunkSecrets);
  requireSame(
    {
      plaintextRoot: plaintextRoot(delivery.crypto, list, secrets),
      ciphertextRoot: ciphertextRoot(delivery.crypto, list),
    },
    { plaintextRoot: agreement.plaintextRoot, ciphertextRoot: agreement.ciphertextRoot },
    'list of chunks',
  );
  return `plaintext ${agreement.plaintextRoot}, ciphertext ${agreement.ciphertextRoot}`;
}

function judgeAgreement(delivery: DeliveryCase): string {
  const { agreement, digest, signedByConsumer } = requireFound(delivery.agreement);
  if (!signedByConsumer)
    throw new ExchangeError('bad-signature', 'The consumer has not signed the agreement.');
  return `${agreement.id} ${digest}, signed by ${agreement.provider.participant} and ${agreement.consumer.participant}`;
}

function judgePin(delivery: DeliveryCase): string {
  const { log } = requireFound(delivery.agreement).agreement;
  requireSame({ origin: log.origin, key: log.key }, delivery.trust.log, 'log that the agreement pins');
  if (delivery.trust.quorum < log.witnessQuorum) {
    throw new NotJudged(`The agreement asks for ${log.witnessQuorum} witnesses; the trust root names fewer.`);
  }
  return `${log.origin}, ${delivery.trust.quorum} witnesses asked for`;
}

function judgeManifest(delivery: DeliveryCase): string {
  const { agreement } = requireFound(delivery.agreement);
  const { manifest, digest } = requireFound(delivery.manifest);
  const { derivative } = manifest;
  const offer = manifest.offers.find((terms) => terms.id === agreement.terms.id);
  requireSame(
    {
      manifest: digest,
      provider: manifest.provider.participant,
      dataset: manifest.dataset,
      version: manifest.version,
      policy: derivative.policy,
      plaintextRoot: derivative.plaintextRoot,
      ciphertextRoot: derivative.ciphertextRoot,
      report: derivative.report,
      files: derivative.files,
      bytes: derivative.bytes,
      terms: canonicalJson(offer ?? null),
    },
    {
      manifest: agreement.manifest,
      provider: agreement.provider.participant,
      dataset: agreement.dataset,
      version: agreement.version,
      policy: agreement.policy,
      plaintextRoot: agreement.plaintextRoot,
      ciphertextRoot: agreement.ciphertextRoot,
      report: agreement.report,
      files: agreement.files,
      bytes: agreement.bytes,
      terms: canonicalJson(agreement.terms),
    },
    'manifest',
  );
  return `${manifest.slug} version ${manifest.version}, ${digest}`;
}

function judgeReport(delivery: DeliveryCase): string {
  const { agreement } = requireFound(delivery.agreement);
  const report = requireFound(delivery.report);
  requireSigner(report, requireFound(delivery.manifest).manifest.provider.key);
  requireSame(
    { report: report.digest, policy: report.document.policy, root: report.document.output.root },
    { report: agreement.report, policy: agreement.policy, root: agreement.plaintextRoot },
    'desensitization report',
  );
  if (!reportHolds(report.document)) {
    throw new ExchangeError(
      'content-mismatch',
      'The desensitization report contradicts itself or its inspection failed.',
    );
  }
  return `${report.document.policy}, inspection ${report.document.inspection.result}, ${report.digest}`;
}

function judgeAct(delivery: DeliveryCase, type: DeliveryAct, acts: Map<EntryType, ProvenAct>): string {
  const act = requireAct(delivery, type);
  acts.set(type, act);
  return `index ${act.index} of ${act.size}, ${act.witnesses} witnesses, leaf ${act.leafHash}`;
}

async function keyRows(delivery: DeliveryCase, acts: ReadonlyMap<EntryType, ProvenAct>): Promise<CheckRow[]> {
  const rows: CheckRow[] = [];
  for (const side of ['provider', 'consumer'] as const) {
    rows.push(
      await judged(`keys:${side}`, async () => {
        const { participant } = requireFound(delivery.agreement).agreement[side];
        const { keys, rootIsNamed } = await judgeKeys(delivery, participant, keyUses(delivery, acts)[side]);
        if (!rootIsNamed)
          throw new NotJudged(
            `The root of ${participant} is named by a document on the web, which was not asked.`,
          );
        return `${keys} signatures by keys that the root had registered`;
      }),
    );
  }
  return rows;
}

function judgeCommitment(delivery: DeliveryCase): string {
  const { keyCommitment } = requireFound(delivery.agreement).agreement;
  const released = requireAct(delivery, 'key.released').body as { keyCommitment: string };
  const { derivative } = requireFound(delivery.manifest).manifest;
  requireSame(
    { manifest: derivative.keyCommitment, released: released.keyCommitment },
    { manifest: keyCommitment, released: keyCommitment },
    'commitment to the key',
  );
  parseDigest(keyCommitment);
  return keyCommitment;
}

function judgeReceipt(delivery: DeliveryCase): string {
  const { agreement, digest } = requireFound(delivery.agreement);
  const signed = requireFound(delivery.receipt);
  const receipt = signed.document;
  requireSigner(signed, receipt.consumer.key);
  requireSigner(signed, receipt.provider.key);
  const { exchange, manifest, plaintextRoot: plain, ciphertextRoot: cipher, files, bytes } = agreement;
  requireSame(
    {
      agreement: receipt.agreement,
      exchange: receipt.exchange,
      manifest: receipt.manifest,
      provider: receipt.provider.participant,
      consumer: receipt.consumer.participant,
      roots: [receipt.plaintextRoot, receipt.ciphertextRoot],
      size: [receipt.files, receipt.bytes],
    },
    {
      agreement: digest,
      exchange,
      manifest,
      provider: agreement.provider.participant,
      consumer: agreement.consumer.participant,
      roots: [plain, cipher],
      size: [files, bytes],
    },
    'receipt',
  );
  return `${signed.digest}, received ${receipt.receivedAt}, ${receipt.chunkFailures} chunk failures`;
}

function judgeTerm(delivery: DeliveryCase): string {
  const { agreement } = requireFound(delivery.agreement);
  const at = formatTimestamp(delivery.atMs);
  if (!isInForce(agreement, delivery.atMs)) {
    throw new ExchangeError('refused', 'The license is not in force.', {
      params: { at, from: agreement.validFrom, until: agreement.validUntil },
    });
  }
  return `${agreement.terms.id} at ${at}, until ${agreement.validUntil ?? 'no end'}`;
}
