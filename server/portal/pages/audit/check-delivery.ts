/**
 * Judges a delivery in the page, by the functions of `contracts` that `kin verify` is made of: signatures, log proofs, content roots. What
 * only the command line judges stands as "not checked", never as passed.
 */

import { openAgreement, isInForce, type Agreement } from '#contracts/agreement/agreement.ts';
import { RootBuilder } from '#contracts/content/content-root.ts';
import { comparePaths, EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import { openSigned } from '#contracts/signature.ts';
import { DELIVERY_FILES } from '#contracts/transfer/delivery.ts';
import { RECEIPT_DOCUMENT } from '#contracts/transfer/receipt.ts';
import { browserCrypto } from '../../app/browser-crypto.ts';
import { textOf, type DroppedFile } from '../../components/dropped-files.ts';
import { chunkHashesOf, readDocument, readSource } from './papers.ts';

/** One row of the verdict. */
export interface CheckRow {
  readonly check: string;
  readonly status: 'pass' | 'fail' | 'not-checked';
  readonly evidence: string;
}

/** How far hashing has come. */
export type OnProgress = (done: number, total: number) => void;

/** Evidence that something holds; null where nobody can tell from what is there. Throws an ExchangeError where it does not hold. */
type Judge = () => Promise<string | null>;

/** Judges the files of a delivery under a trust root. */
export async function checkDelivery(
  files: readonly DroppedFile[],
  trust: TrustRoot,
  options: { readonly nowMs: number; readonly onProgress: OnProgress },
): Promise<CheckRow[]> {
  const rows: CheckRow[] = [];
  const check = async (name: string, judge: Judge): Promise<void> => {
    try {
      const evidence = await judge();
      rows.push({
        check: name,
        status: evidence === null ? 'not-checked' : 'pass',
        evidence: evidence ?? '',
      });
    } catch (error) {
      if (!isExchangeError(error)) throw error;
      rows.push({ check: name, status: 'fail', evidence: `${error.code}: ${error.message}` });
    }
  };
  const document = (name: string): Promise<unknown> => readDocument(files, name);
  const found: { agreement?: Agreement } = {};
  await check('agreement', async () => {
    const opened = await openAgreement(browserCrypto, await document(DELIVERY_FILES.agreement));
    found.agreement = opened.agreement;
    return opened.digest;
  });
  await check('content', () => judgeContent(files, found.agreement, options.onProgress));
  await check('manifest', async () => {
    const { digest } = await openManifest(browserCrypto, await document(DELIVERY_FILES.manifest));
    return requireEqual(digest, requireAgreement(found.agreement).manifest);
  });
  await judgeActs(files, trust, { nowMs: options.nowMs, check });
  await check('receipt', async () => {
    const { digest } = await openSigned(
      browserCrypto,
      RECEIPT_DOCUMENT,
      await document(DELIVERY_FILES.receipt),
    );
    return digest;
  });
  await check('license-term', async () => {
    const agreement = requireAgreement(found.agreement);
    if (!isInForce(agreement, options.nowMs)) {
      throw new ExchangeError('deadline-passed', 'The term of the license is over, or has not begun.');
    }
    return agreement.validUntil ?? '∞';
  });
  for (const name of ['revocation', 'facts']) rows.push({ check: name, status: 'not-checked', evidence: '' });
  return rows;
}

/**
 * Recomputes the plaintext root from the bytes of every file outside of `exchange/`. Null where that says nothing: the papers came alone, or
 * the files were converted since, which only the command line does again.
 */
async function judgeContent(
  files: readonly DroppedFile[],
  agreement: Agreement | undefined,
  onProgress: OnProgress,
): Promise<string | null> {
  const expected = requireAgreement(agreement).plaintextRoot;
  const content = files
    .filter(({ path }) => !path.startsWith(`${EXCHANGE_FOLDER}/`))
    .sort((a, b) => comparePaths(a.path, b.path));
  const { conversions } = await readSource(files);
  if (content.length === 0 || conversions.length > 0) return null;
  const total = content.reduce((sum, { file }) => sum + file.size, 0);
  const builder = new RootBuilder(browserCrypto, 'plaintext');
  let done = 0;
  for (const { path, file } of content) {
    const chunkHashes = await chunkHashesOf(file, (bytes) => onProgress((done += bytes), total));
    builder.add({ path, size: file.size, chunkHashes });
  }
  return requireEqual(builder.root(), expected);
}

async function judgeActs(
  files: readonly DroppedFile[],
  trust: TrustRoot,
  options: {
    readonly nowMs: number;
    readonly check: (name: string, judge: Judge) => Promise<void>;
  },
): Promise<void> {
  const folder = `${EXCHANGE_FOLDER}/${DELIVERY_FILES.log}/`;
  const names = files
    .filter(({ path }) => path.startsWith(folder) && path.endsWith('.json'))
    .map(({ path }) => path.slice(folder.length, -'.json'.length))
    .sort();
  if (names.length === 0) {
    await options.check('log', async () => {
      throw new ExchangeError('not-found', 'The delivery brings no entries of the log.');
    });
  }
  for (const name of names) {
    await options.check(`log:${name.replace(/^\d+-/, '')}`, async () => {
      const entry = await readDocument(files, `${DELIVERY_FILES.log}/${name}.json`);
      const proof = (await textOf(files, `${folder}${name}.tlog-proof`)) ?? '';
      const { index, size } = await openProvenEntry(browserCrypto, {
        entry,
        proof,
        trust,
        nowMs: options.nowMs,
      });
      return `#${index} / ${size}`;
    });
  }
}

function requireAgreement(agreement: Agreement | undefined): Agreement {
  if (agreement === undefined) throw new ExchangeError('not-found', 'There is no agreement that holds.');
  return agreement;
}

function requireEqual(found: string, expected: string): string {
  if (found === expected) return found;
  throw new ExchangeError('content-mismatch', `${found} is not ${expected}.`);
}
