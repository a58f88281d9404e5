/** The papers of a delivery, as far as a page needs them to judge single files: what was agreed, and which bytes that means. */

import { openAgreement, type Agreement } from '#contracts/agreement/agreement.ts';
import { utf8 } from '#contracts/bytes.ts';
import { parseJson } from '#contracts/canonical-json.ts';
import { CHUNK_BYTES, contentRoot } from '#contracts/content/content-root.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { formatDigest, parseDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  DELIVERY_FILES,
  deliverySourceSchema,
  MAX_SOURCE_BYTES,
  type DeliverySource,
} from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { browserCrypto } from '../../app/browser-crypto.ts';
import { belowTheirFolder, textOf, type DroppedFile } from '../../components/dropped-files.ts';

/** Largest signed document that is read, bytes. */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** What was agreed. */
export interface Papers {
  readonly agreement: Agreement;
  /** The agreed files, chunk by chunk; they make the agreement's root. */
  readonly source: DeliverySource;
}

/** Files by their paths in a delivery, whether all of it was dropped or the folder of its papers alone. */
export function pathsInDelivery(dropped: readonly DroppedFile[]): DroppedFile[] {
  const files = belowTheirFolder(dropped);
  const onlyPapers = files.some(({ path }) => path === DELIVERY_FILES.agreement);
  return onlyPapers ? files.map(({ path, file }) => ({ path: `${EXCHANGE_FOLDER}/${path}`, file })) : files;
}

/** Whether these files have the papers of a delivery among them. */
export function hasPapers(files: readonly DroppedFile[]): boolean {
  return files.some(({ path }) => path === `${EXCHANGE_FOLDER}/${DELIVERY_FILES.agreement}`);
}

/** A document of `exchange/`, parsed and unverified. Throws `not-found` and what reading JSON throws. */
export async function readDocument(
  files: readonly DroppedFile[],
  name: string,
  maxBytes = MAX_DOCUMENT_BYTES,
): Promise<unknown> {
  const path = `${EXCHANGE_FOLDER}/${name}`;
  const text = await textOf(files, path);
  if (text === undefined) throw new ExchangeError('not-found', `${path} is not in the folder.`);
  return parseJson(utf8(text), maxBytes);
}

/** Opens the papers. Throws `content-mismatch` when the list of files is not what was agreed. */
export async function openPapers(files: readonly DroppedFile[]): Promise<Papers> {
  const opened = await openAgreement(browserCrypto, await readDocument(files, DELIVERY_FILES.agreement));
  const source = await readSource(files);
  const root = contentRoot(
    browserCrypto,
    'plaintext',
    source.files.map(({ path, size, chunks }) => ({ path, size, chunkHashes: chunks.map(parseDigest) })),
  );
  if (root !== opened.agreement.plaintextRoot) {
    throw new ExchangeError('content-mismatch', 'The list of files does not make the agreed root.');
  }
  return { agreement: opened.agreement, source };
}

/** The sender's files and what was done to them since. */
export async function readSource(files: readonly DroppedFile[]): Promise<DeliverySource> {
  const value = await readDocument(files, DELIVERY_FILES.source, MAX_SOURCE_BYTES);
  return parseWire(deliverySourceSchema, value, DELIVERY_FILES.source);
}

/** SHA-256 of every chunk of a file; `onChunk` hears how many bytes each had. */
export async function chunkHashesOf(file: File, onChunk: (bytes: number) => void): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const chunk = await file.slice(at, at + CHUNK_BYTES).arrayBuffer();
    hashes.push(new Uint8Array(await crypto.subtle.digest('SHA-256', chunk)));
    onChunk(chunk.byteLength);
  }
  return hashes;
}

/** Path of the agreed file that has exactly these chunks; undefined when none has. */
export function agreedPathOf(
  { source }: Papers,
  size: number,
  hashes: readonly Uint8Array[],
): string | undefined {
  const digests: readonly Digest[] = hashes.map(formatDigest);
  return source.files.find(
    (file) =>
      file.size === size &&
      file.chunks.length === digests.length &&
      file.chunks.every((chunk, i) => chunk === digests[i]),
  )?.path;
}
