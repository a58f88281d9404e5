/** Entries of the log that were dropped together with their receipts: each pair is judged under the trusted log, as `kin verify` does it. */

import { utf8 } from '#contracts/bytes.ts';
import { parseJson } from '#contracts/canonical-json.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import { MAX_PAYLOAD_BYTES } from '#contracts/signature.ts';
import { browserCrypto } from '../../app/browser-crypto.ts';
import type { DroppedFile } from '../../components/dropped-files.ts';
import type { CheckRow } from './check-delivery.ts';

const ENTRY = '.json';
const RECEIPT = '.tlog-proof';
/** An entry is base64 of its payload and a few signatures. */
const MAX_ENTRY_BYTES = 2 * MAX_PAYLOAD_BYTES;

/** An entry with its receipt. */
export interface ReceivedEntry {
  readonly entry: DroppedFile;
  readonly receipt: DroppedFile;
}

/** What was dropped: entries with receipts, receipts without an entry, and everything else. */
export interface SortedFiles {
  readonly entries: readonly ReceivedEntry[];
  readonly alone: readonly DroppedFile[];
  readonly others: readonly DroppedFile[];
}

/** Pairs files by name (`0003-agreement.json`, `0003-agreement.tlog-proof`); one of each kind belong together whatever they are called. */
export function sortReceipts(files: readonly DroppedFile[]): SortedFiles {
  const receipts = files.filter(({ path }) => path.endsWith(RECEIPT));
  const papers = files.filter(({ path }) => path.endsWith(ENTRY));
  const only = files.length === 2 && receipts.length === 1 && papers.length === 1;
  const entries: ReceivedEntry[] = [];
  const alone: DroppedFile[] = [];
  for (const receipt of receipts) {
    const name = receipt.path.slice(0, -RECEIPT.length) + ENTRY;
    const entry = papers.find(({ path }) => only || path === name);
    if (entry === undefined) alone.push(receipt);
    else entries.push({ entry, receipt });
  }
  const taken = new Set([...receipts, ...entries.map(({ entry }) => entry)]);
  return { entries, alone, others: files.filter((file) => !taken.has(file)) };
}

/** Judges an entry with its receipt. */
export async function checkReceipt(
  { entry, receipt }: ReceivedEntry,
  trust: TrustRoot,
  nowMs: number,
): Promise<CheckRow> {
  const check = `entry:${entry.path}`;
  try {
    const document = parseJson(utf8(await entry.file.text()), MAX_ENTRY_BYTES);
    const proof = await receipt.file.text();
    const { statement, index, size } = await openProvenEntry(browserCrypto, {
      entry: document,
      proof,
      trust,
      nowMs,
    });
    const { log } = statement.predicate;
    return { check, status: 'pass', evidence: `${log}, #${index} / ${size}` };
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return { check, status: 'fail', evidence: `${error.code}: ${error.message}` };
  }
}
