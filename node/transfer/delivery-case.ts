/** Reads the papers of a delivery for verification. Nothing is believed here; what cannot be read is a finding, not a crash. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fromUtf8 } from '#contracts/bytes.ts';
import { openAgreement, type OpenedAgreement } from '#contracts/agreement/agreement.ts';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import {
  parseChunkList,
  parseChunkSecrets,
  type ChunkList,
  type ChunkSecrets,
} from '#contracts/content/chunk-list.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { REPORT_DOCUMENT, type DesensitizationReport } from '#contracts/desensitize/report.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { openProvenEntry, type ProvenAct } from '#contracts/log/proven-entry.ts';
import { MAX_TLOG_PROOF_BYTES } from '#contracts/log/tlog-proof.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import { openManifest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import { envelopeSchema, openSigned, type Envelope, type SignedDocument } from '#contracts/signature.ts';
import {
  DELIVERY_FILES,
  MAX_SOURCE_BYTES,
  deliverySourceSchema,
  type DeliverySource,
} from '#contracts/transfer/delivery.ts';
import { RECEIPT_DOCUMENT, type Receipt } from '#contracts/transfer/receipt.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';

/** Largest signed document in `exchange/`, bytes. */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
/** Most acts that are read. */
const MAX_ACTS = 1_024;

/** Something read, or why it could not be. */
export type Found<T> =
  | { readonly value: T; readonly error: null }
  | { readonly value: null; readonly error: ExchangeError };

/** A logged act as it lies in the folder. */
export interface FiledAct {
  /** File name without ending. */
  readonly name: string;
  readonly found: Found<ProvenAct>;
}

/** The papers of a delivery, each judged by itself. */
export interface DeliveryCase {
  readonly folder: string;
  readonly crypto: CryptoPort;
  readonly trust: TrustRoot;
  /** The instant for which the license is judged, milliseconds since the epoch. */
  readonly atMs: number;
  readonly agreement: Found<OpenedAgreement>;
  readonly manifest: Found<OpenedManifest>;
  readonly report: Found<SignedDocument<DesensitizationReport>>;
  readonly receipt: Found<SignedDocument<Receipt>>;
  /** The fit certificate that the agreement cites, not judged; `not-found` where none travels along. */
  readonly certificate: Found<Envelope>;
  readonly source: Found<DeliverySource>;
  readonly chunkList: Found<ChunkList>;
  readonly chunkSecrets: Found<ChunkSecrets>;
  readonly acts: readonly FiledAct[];
}

/** What verification trusts and asks. */
export interface VerifyInput {
  readonly folder: string;
  readonly crypto: CryptoPort;
  readonly trust: TrustRoot;
  readonly atMs: number;
  /** The present, by which the times of cosignatures are judged; `atMs` when left out. */
  readonly nowMs?: number | undefined;
}

/** Reads and opens every paper. Throws `not-found` only when the folder has no `exchange/` at all. */
export async function readDelivery(input: VerifyInput): Promise<DeliveryCase> {
  const { crypto } = input;
  const exchange = join(input.folder, EXCHANGE_FOLDER);
  await requireFolder(exchange);
  const json = async (name: string, limit = MAX_DOCUMENT_BYTES): Promise<JsonValue> =>
    parseJson(await readFileBounded(join(exchange, name), limit), limit);
  const source = await attempt(async () =>
    parseWire(deliverySourceSchema, await json(DELIVERY_FILES.source, MAX_SOURCE_BYTES), 'source list'),
  );
  const chunkList = await attempt(async () =>
    parseChunkList(await json(DELIVERY_FILES.chunks, MAX_SOURCE_BYTES)),
  );
  return {
    ...input,
    agreement: await attempt(async () => openAgreement(crypto, await json(DELIVERY_FILES.agreement))),
    manifest: await attempt(async () => openManifest(crypto, await json(DELIVERY_FILES.manifest))),
    report: await attempt(async () => openSigned(crypto, REPORT_DOCUMENT, await json(DELIVERY_FILES.report))),
    receipt: await attempt(async () =>
      openSigned(crypto, RECEIPT_DOCUMENT, await json(DELIVERY_FILES.receipt)),
    ),
    certificate: await attempt(async () =>
      parseWire(envelopeSchema, await json(DELIVERY_FILES.certificate), 'certificate'),
    ),
    source,
    chunkList,
    chunkSecrets: await attempt(async () => secretsOf(source, chunkList)),
    acts: await readActs(input, join(exchange, DELIVERY_FILES.log)),
  };
}

/** The value, or the error that kept it from being read. */
export function requireFound<T>(found: Found<T>): T {
  if (found.error !== null) throw found.error;
  return found.value;
}

/** Runs something that reads; a typed error becomes a finding. */
export async function attempt<T>(read: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await read(), error: null };
  } catch (error) {
    if (isExchangeError(error)) return { value: null, error };
    throw error;
  }
}

function secretsOf(source: Found<DeliverySource>, list: Found<ChunkList>): ChunkSecrets {
  const files = requireFound(source).files.map(({ path, chunks }) => ({ path, chunks }));
  return parseChunkSecrets({ schema: 'chunk-secrets/1', files }, requireFound(list));
}

async function readActs(input: VerifyInput, folder: string): Promise<FiledAct[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch {
    return []; // every act is then reported missing
  }
  const acts = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
    .slice(0, MAX_ACTS);
  const filed: FiledAct[] = [];
  for (const name of acts) {
    const found = await attempt(async () => {
      const entry = parseJson(
        await readFileBounded(join(folder, `${name}.json`), MAX_DOCUMENT_BYTES),
        MAX_DOCUMENT_BYTES,
      );
      const proof = await readFileBounded(join(folder, `${name}.tlog-proof`), MAX_TLOG_PROOF_BYTES);
      const nowMs = Math.max(input.atMs, input.nowMs ?? 0);
      return openProvenEntry(input.crypto, { entry, proof: fromUtf8(proof), trust: input.trust, nowMs });
    });
    filed.push({ name, found });
  }
  return filed;
}

async function requireFolder(exchange: string): Promise<void> {
  try {
    await readdir(exchange);
  } catch (cause) {
    throw new ExchangeError('not-found', 'The folder is no delivery: it has no exchange/ folder.', { cause });
  }
}
