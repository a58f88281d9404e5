/** Judges one file in the page: a signed paper by its signatures, data by the papers of its delivery. What cannot be judged is not called passed. */

import { utf8 } from '#contracts/bytes.ts';
import { parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { envelopeSchema, MAX_PAYLOAD_BYTES, verifyEnvelope, type Envelope } from '#contracts/signature.ts';
import { browserCrypto } from '../../app/browser-crypto.ts';
import type { CheckRow, OnProgress } from './check-delivery.ts';
import { agreedPathOf, chunkHashesOf, type Papers } from './papers.ts';

/** A paper is base64 of its payload and a few signatures: this holds the largest. */
const MAX_PAPER_BYTES = 2 * MAX_PAYLOAD_BYTES;

/** Judges a file; `papers` are those of the delivery that was dropped last, or null. */
export async function checkFile(
  file: File,
  papers: Papers | null,
  onProgress: OnProgress,
): Promise<CheckRow[]> {
  const envelope = await envelopeOf(file);
  if (envelope !== null) return [await judge('signature', () => judgeSignatures(envelope))];
  if (papers === null) return [{ check: 'file', status: 'not-checked', evidence: '' }];
  let done = 0;
  const hashes = await chunkHashesOf(file, (bytes) => onProgress((done += bytes), file.size));
  return [
    await judge('file', async () => {
      const path = agreedPathOf(papers, file.size, hashes);
      if (path === undefined) {
        throw new ExchangeError('content-mismatch', `No agreed file has the bytes of ${file.name}.`);
      }
      return `${path}, ${papers.agreement.plaintextRoot}`;
    }),
  ];
}

/** A row that holds with the evidence that `find` gives, or fails with what it throws. */
async function judge(check: string, find: () => Promise<string>): Promise<CheckRow> {
  try {
    return { check, status: 'pass', evidence: await find() };
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return { check, status: 'fail', evidence: `${error.code}: ${error.message}` };
  }
}

async function envelopeOf(file: File): Promise<Envelope | null> {
  if (file.size > MAX_PAPER_BYTES || !file.name.endsWith('.json')) return null;
  try {
    const parsed = envelopeSchema.safeParse(parseJson(utf8(await file.text()), MAX_PAPER_BYTES));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return null;
  }
}

async function judgeSignatures(envelope: Envelope): Promise<string> {
  const { payloadType } = envelope;
  const { signers, digest } = await verifyEnvelope(browserCrypto, envelope, { payloadType });
  return [payloadType, digest, ...signers].join(', ');
}
