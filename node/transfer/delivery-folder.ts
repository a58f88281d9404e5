/**
 * Writes the folder `exchange/` of a delivery, so that an auditor needs nothing but the folder and one trusted key
 * (docs/delivery.md names every file).
 */

import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Agreement } from '#contracts/agreement/agreement.ts';
import { utf8 } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import type { ChunkList, ChunkSecrets } from '#contracts/content/chunk-list.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { kinematicUrdf } from '#contracts/embodiment/body/write-urdf.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { parseTlogProof } from '#contracts/log/tlog-proof.ts';
import { entryTypeOf, type EntryStatement } from '#contracts/log/entry.ts';
import type { DeliveryConversion } from '#contracts/dataset/conversions.ts';
import { convertedFacts, convertedJointMap, convertedPoseMap } from '#contracts/dataset/converted.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { croissantOf } from '#contracts/metadata/croissant.ts';
import { datasetCard } from '#contracts/metadata/dataset-card.ts';
import type { DatasetLayout } from '#contracts/metadata/loader-snippets.ts';
import { describeManifest, type DescribedDataset } from '#contracts/metadata/described-dataset.ts';
import type { Envelope } from '#contracts/signature.ts';
import { DELIVERY_FILES, type Delivery, type DeliverySource } from '#contracts/transfer/delivery.ts';
import type { Papers, ProvenEntry } from '#contracts/transfer/messages.ts';
import { readFileBounded, syncFolder, writeFileAtomic } from '#platform/files.ts';
import type { Converted } from '../dataset/convert/run-conversion.ts';
import { conversionsInWords, converts, layoutOfTarget, sourceConversion } from './convert-delivery.ts';
import { deliveryReadme, descriptionFile, licenseText } from './delivery-readme.ts';

/** Largest `delivery.json`, bytes. */
const MAX_DELIVERY_BYTES = 16 * 1024;
/** Files are read for their sums in pieces of this size, bytes. */
const SUM_BUFFER_BYTES = 256 * 1024;

/** Everything that is written when a delivery is placed. */
export interface DeliveryPapers {
  readonly delivery: Delivery;
  readonly manifest: Manifest;
  readonly papers: Papers;
  readonly agreement: Agreement;
  readonly agreementEnvelope: Envelope;
  /** The fit certificate that the agreement cites; null when it cites none, or one that this node does not have. */
  readonly certificate: Envelope | null;
  readonly chunkList: ChunkList;
  readonly chunkSecrets: ChunkSecrets;
  /** What was made of the files as sent; null where they lie in the folder as they are. */
  readonly converted: Converted | null;
  /** Every act of the exchange that is known with its receipt, and the key entries of both companies. */
  readonly acts: readonly ProvenEntry[];
}

/** What is added once the receipt stands in the log. */
export interface DeliveryCompletion {
  readonly delivery: Delivery;
  readonly receipt: Envelope;
  readonly acts: readonly ProvenEntry[];
}

/** Writes `exchange/` into a folder that holds the opened derivative. */
export async function writeDeliveryPapers(folder: string, papers: DeliveryPapers): Promise<void> {
  const exchange = join(folder, EXCHANGE_FOLDER);
  await mkdir(join(exchange, DELIVERY_FILES.log), { recursive: true });
  const source: DeliverySource = {
    schema: 'source/1',
    conversions: papers.converted === null ? [] : [sourceConversion(papers.converted)],
    files: papers.chunkList.files.map(({ path, size }, i) => ({
      path,
      size,
      chunks: [...(papers.chunkSecrets.files[i]?.chunks ?? [])],
    })),
  };
  const write = (name: string, text: string) => writeFileAtomic(join(exchange, name), text);
  await write(DELIVERY_FILES.delivery, json(papers.delivery));
  const layout = layoutOf(papers);
  await write(DELIVERY_FILES.readme, deliveryReadme(papers.manifest, papers.agreement, layout));
  await write(DELIVERY_FILES.license, licenseText(papers.agreement));
  await write(DELIVERY_FILES.manifest, json(papers.papers.manifest));
  await write(DELIVERY_FILES.report, json(papers.papers.report));
  for (const [name, text] of robotPapers(papers)) await write(name, text);
  const content = await contentSums(folder, contentOf(papers));
  if (papers.converted !== null) await write(DELIVERY_FILES.conversions, json(papers.converted.conversions));
  for (const [name, text] of metadataPapers(describe(papers, content))) await write(name, text);
  await write(DELIVERY_FILES.agreement, json(papers.agreementEnvelope));
  if (papers.certificate !== null) await write(DELIVERY_FILES.certificate, json(papers.certificate));
  await write(DELIVERY_FILES.source, json(source));
  await write(DELIVERY_FILES.chunks, json(papers.chunkList));
  await writeActs(exchange, papers.acts);
  await writeSums(folder, content);
  await syncFolder(exchange);
}

/** Writes `SHA256SUMS`. Content files whose sum is `known` are not read again. */
export async function writeSums(folder: string, known: ReadonlyMap<string, string>): Promise<void> {
  const path = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.sums);
  await writeFileAtomic(path, await sumsOf(folder, known));
}

/** The files that lie in the folder: as sent, or as converted. */
function contentOf({ chunkList, converted }: DeliveryPapers): readonly { path: string; size: number }[] {
  return converted === null ? chunkList.files : converted.hashed.files;
}

function layoutOf({ manifest, converted }: DeliveryPapers): DatasetLayout {
  if (converted !== null) return layoutOfTarget(converted.conversions.options.format);
  const { name, version } = manifest.facts.format;
  return { format: name, version };
}

/** Sums of the content files, by path. */
async function contentSums(
  folder: string,
  files: readonly { readonly path: string }[],
): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  for (const { path } of files) sums.set(path, await sumOf(join(folder, path)));
  return sums;
}

function describe(papers: DeliveryPapers, sums: ReadonlyMap<string, string>): DescribedDataset {
  return describeManifest(papers.manifest, {
    digest: papers.agreement.manifest,
    terms: [papers.agreement.terms],
    layout: layoutOf(papers),
    facts:
      papers.converted === null
        ? undefined
        : convertedFacts(papers.manifest.facts, papers.converted.conversions),
    conversions: papers.converted === null ? [] : conversionsInWords(papers.converted.conversions),
    files: contentOf(papers).map(({ path, size }) => ({
      path,
      bytes: size,
      sha256: sums.get(path) ?? null,
    })),
  });
}

/** Metadata in the languages of the field, as it stands in `exchange/`. */
export function metadataPapers(dataset: DescribedDataset): [string, string][] {
  const croissant = croissantOf(dataset, { base: '../' });
  return [
    [DELIVERY_FILES.croissant, `${JSON.stringify(croissant, null, 2)}\n`],
    [DELIVERY_FILES.card, datasetCard(dataset)],
  ];
}

/** What a manifest says about the robot, for programs that read no envelopes. */
function robotPapers({ manifest, papers, converted }: DeliveryPapers): [string, string][] {
  const { embodiment, robotDescription } = manifest;
  const jointMap =
    manifest.jointMap === null || converted === null
      ? manifest.jointMap
      : convertedJointMap(manifest.jointMap, converted.conversions.options);
  const found: [string, string][] = [];
  if (embodiment !== null) {
    found.push([DELIVERY_FILES.embodiment, json(embodiment.body)]);
    found.push([DELIVERY_FILES.kinematics, kinematicUrdf(embodiment.body, embodiment.label)]);
  }
  if (jointMap !== null) found.push([DELIVERY_FILES.jointMap, json(jointMap)]);
  const { poseMap } = manifest;
  if (poseMap !== undefined) {
    const options = converted?.conversions.options;
    const map = options === undefined ? poseMap : convertedPoseMap(poseMap, options);
    found.push([DELIVERY_FILES.poseMap, json(map)]);
  }
  if (robotDescription !== null && papers.robotDescription !== null)
    found.push([descriptionFile(robotDescription.format), papers.robotDescription]);
  return found;
}

/** Adds receipt and later acts to a placed delivery. Repeating it changes nothing. */
export async function completeDeliveryPapers(folder: string, completion: DeliveryCompletion): Promise<void> {
  const exchange = join(folder, EXCHANGE_FOLDER);
  await mkdir(join(exchange, DELIVERY_FILES.log), { recursive: true });
  await writeFileAtomic(join(exchange, DELIVERY_FILES.receipt), json(completion.receipt));
  await writeActs(exchange, completion.acts);
  await writeFileAtomic(join(exchange, DELIVERY_FILES.delivery), json(completion.delivery));
  const sums = join(exchange, DELIVERY_FILES.sums);
  await writeSums(folder, parseSums(await readFile(sums, 'utf8').catch(() => '')));
}

/** The transfer that a folder was delivered by, or undefined when it is no delivery. */
export async function deliveredBy(folder: string): Promise<string | undefined> {
  try {
    const bytes = await readFileBounded(
      join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.delivery),
      MAX_DELIVERY_BYTES,
    );
    const delivery = JSON.parse(Buffer.from(bytes).toString('utf8')) as Partial<Delivery>;
    return delivery.transfer;
  } catch (error) {
    if (isExchangeError(error, 'not-found') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** True when nothing stands at a path, or an empty folder. */
export async function isVacant(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

/** Removes a folder that a crash or an interruption has left. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** Folders beside the one of a delivery in which it is made, empty: what arrives, what conversion gives, what gets the name. */
export async function workFolders(
  outDir: string,
  { id, conversion }: { readonly id: string; readonly conversion: DeliveryConversion | null },
): Promise<{ readonly sent: string; readonly plain: string; readonly staging: string }> {
  // No path is the beginning of the other: Node's permission model mixes up folders that are.
  const beside = join(dirname(outDir), `.${basename(outDir)}.${id.slice(-12)}`);
  const staging = `${beside}.incoming`;
  const plain = (conversion?.retarget ?? null) === null ? staging : `${beside}.plain`;
  const sent = converts(conversion) ? `${beside}.sent` : plain;
  for (const folder of [staging, plain, sent]) await removeFolder(folder);
  await mkdir(dirname(outDir), { recursive: true });
  return { sent, plain, staging };
}

/** Type of an entry, read without judging its signatures. */
export function typeOfEntry(entry: Envelope): string {
  const statement = JSON.parse(Buffer.from(entry.payload, 'base64').toString('utf8')) as EntryStatement;
  return entryTypeOf(statement);
}

async function writeActs(exchange: string, acts: readonly ProvenEntry[]): Promise<void> {
  for (const { entry, proof } of acts) {
    const { index } = parseTlogProof(utf8(proof));
    const name = `${String(index).padStart(8, '0')}-${typeOfEntry(entry)}`;
    const path = join(exchange, DELIVERY_FILES.log, name);
    await writeFileAtomic(`${path}.json`, json(entry));
    await writeFileAtomic(`${path}.tlog-proof`, proof);
  }
}

/** Lines for `sha256sum -c`, run in the folder of the delivery. Content files whose sum is `known` are not read again. */
async function sumsOf(folder: string, known: ReadonlyMap<string, string>): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => path !== `${EXCHANGE_FOLDER}/${DELIVERY_FILES.sums}`)
    .sort();
  const lines: string[] = [];
  for (const path of paths) {
    const kept = path.startsWith(`${EXCHANGE_FOLDER}/`) ? undefined : known.get(path);
    lines.push(`${kept ?? (await sumOf(join(folder, path)))}  ${path}\n`);
  }
  return lines.join('');
}

/** SHA-256 of a file, hexadecimal. */
export async function sumOf(path: string): Promise<string> {
  const sum = createHash('sha256');
  const buffer = Buffer.allocUnsafe(SUM_BUFFER_BYTES);
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return sum.digest('hex');
      sum.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** Reads `SHA256SUMS`: path to hexadecimal sum. Lines that are none are left out. */
export function parseSums(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([0-9a-f]{64}) {2}(.+)$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) sums.set(match[2], match[1]);
  }
  return sums;
}

function json(value: unknown): string {
  return `${canonicalJson(value)}\n`;
}
