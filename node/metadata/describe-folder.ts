/** A folder on this machine as metadata describes it: a delivery by its signed papers, any other dataset by its facts. */

import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { openAgreement } from '#contracts/agreement/agreement.ts';
import { fromUtf8 } from '#contracts/bytes.ts';
import { parseJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import {
  describeManifest,
  summaryOf,
  type DescribedDataset,
  type DescribedFile,
} from '#contracts/metadata/described-dataset.ts';
import { MAX_MANIFEST_BYTES } from '#contracts/p2p/protocols.ts';
import { DELIVERY_FILES, deliverySourceSchema, MAX_SOURCE_BYTES } from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { listFolder } from '../content/hash-folder.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import { slugOf } from '../publish/make-version.ts';
import { parseSums, sumOf } from '../transfer/delivery-folder.ts';

/** Largest `SHA256SUMS` that is read, bytes. */
const MAX_SUMS_BYTES = 64 * 1024 * 1024;
/** An envelope is base64 around its document. */
const MAX_ENVELOPE_BYTES = 2 * MAX_MANIFEST_BYTES;

/** What a person adds to a folder that nobody listed. */
export interface DescribeOptions {
  readonly terms: readonly LicenseTerms[];
  readonly title?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: { readonly file: string }) => void) | undefined;
}

/** Describes a folder. Throws what inspecting and opening the papers of a delivery throw. */
export async function describeFolder(folder: string, options: DescribeOptions): Promise<DescribedDataset> {
  const root = resolve(folder);
  const files = await filesOf(root);
  const inspect = (): Promise<DatasetFacts> =>
    inspectDataset(root, {
      signal: options.signal,
      ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    });
  if (await isDelivery(root)) return describeDelivery(root, files, inspect);
  const facts = await inspect();
  const slug = slugOf(basename(root));
  const iri = `urn:kin:folder:${slug}`;
  return {
    iri,
    url: iri,
    slug,
    title: options.title ?? basename(root),
    description: summaryOf(facts),
    version: 1,
    published: formatTimestamp((await stat(root)).mtimeMs),
    provider: { iri: `${iri}#owner`, name: 'not stated' },
    layout: { format: facts.format.name, version: facts.format.version },
    facts,
    collection: facts.collection.method,
    body: null,
    rights: null,
    policy: null,
    evidence: null,
    terms: options.terms,
    conversions: [],
    files,
  };
}

async function describeDelivery(
  root: string,
  files: readonly DescribedFile[],
  inspect: () => Promise<DatasetFacts>,
): Promise<DescribedDataset> {
  const paper = async (name: string, limit = MAX_ENVELOPE_BYTES): Promise<unknown> =>
    parseJson(await readFileBounded(join(root, EXCHANGE_FOLDER, name), limit), limit);
  const { manifest, digest } = await openManifest(nodeCrypto, await paper(DELIVERY_FILES.manifest));
  const { agreement } = await openAgreement(nodeCrypto, await paper(DELIVERY_FILES.agreement));
  const source = parseWire(
    deliverySourceSchema,
    await paper(DELIVERY_FILES.source, MAX_SOURCE_BYTES),
    'source list',
  );
  const conversions = source.conversions.map(({ name, version }) => `Converted by ${name} ${version}.`);
  const described = describeManifest(manifest, { digest, terms: [agreement.terms], conversions, files });
  if (conversions.length === 0) return described;
  // The manifest tells of the files as they were sent; these are others.
  const facts = await inspect();
  return { ...described, facts, layout: { format: facts.format.name, version: facts.format.version } };
}

async function isDelivery(root: string): Promise<boolean> {
  try {
    return (await stat(join(root, EXCHANGE_FOLDER, DELIVERY_FILES.manifest))).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Files with their sums; those that a delivery states are not computed again. */
async function filesOf(root: string): Promise<DescribedFile[]> {
  const stated = await statedSums(root);
  const files: DescribedFile[] = [];
  for await (const path of listFolder(root, { skipExchange: true })) {
    const place = join(root, path);
    files.push({ path, bytes: (await stat(place)).size, sha256: stated.get(path) ?? (await sumOf(place)) });
  }
  return files;
}

async function statedSums(root: string): Promise<Map<string, string>> {
  try {
    const bytes = await readFileBounded(join(root, EXCHANGE_FOLDER, DELIVERY_FILES.sums), MAX_SUMS_BYTES);
    return parseSums(fromUtf8(bytes));
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return new Map();
    throw error;
  }
}
