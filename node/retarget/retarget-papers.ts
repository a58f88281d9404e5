/** The papers of a retargeted folder: what was done, what the files were, and, for a delivery, its lists brought up to date. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, parseJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { Digest } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { RETARGET_FILE, RETARGETER, type RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import {
  DELIVERY_FILES,
  deliverySourceSchema,
  MAX_SOURCE_BYTES,
  type DeliverySource,
} from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import { hashFolder } from '../content/hash-folder.ts';
import { describeFolder } from '../metadata/describe-folder.ts';
import { metadataPapers, parseSums, writeSums } from '../transfer/delivery-folder.ts';
import { keepAsSent } from './as-sent.ts';

/** What the papers are written from. */
export interface RetargetPapers {
  /** The folder that was retargeted. */
  readonly root: string;
  readonly report: RetargetReport;
  /** Files that are other ones now. */
  readonly changed: readonly string[];
  /** True when the papers of `root` alone said what moves. */
  readonly byPapers: boolean;
  /** Digest of the motion that was followed. */
  readonly motion: Digest;
  readonly signal: AbortSignal;
}

/** Writes the papers into `out`, which has those of the source already. */
export async function writeRetargetPapers(out: string, papers: RetargetPapers): Promise<void> {
  const exchange = join(out, EXCHANGE_FOLDER);
  await mkdir(exchange, { recursive: true });
  await writeFile(join(exchange, RETARGET_FILE), `${JSON.stringify(papers.report, null, 2)}\n`);
  await keepAsSent(papers.root, out, papers.changed);
  const source = await readSource(out);
  if (source === null) return;
  const { root } = await hashFolder(out, { skipExchange: true, signal: papers.signal });
  const { embodiment } = papers.report.target;
  const { up } = papers.report.source;
  const { byPapers, motion } = papers;
  const entry = { ...RETARGETER, retarget: { embodiment, up, byPapers, motion }, root };
  const listed: DeliverySource = { ...source, conversions: [...source.conversions, entry] };
  await writeFileAtomic(join(exchange, DELIVERY_FILES.source), `${canonicalJson(listed)}\n`);
  const sums = parseSums(await readFile(join(exchange, DELIVERY_FILES.sums), 'utf8').catch(() => ''));
  for (const path of papers.changed) sums.delete(path);
  await writeSums(out, sums);
  const described = await describeFolder(out, { terms: [], signal: papers.signal });
  for (const [name, text] of metadataPapers(described)) await writeFileAtomic(join(exchange, name), text);
  await writeSums(out, parseSums(await readFile(join(exchange, DELIVERY_FILES.sums), 'utf8')));
}

/** The list of what was sent; null in a folder that is no delivery. */
async function readSource(folder: string): Promise<DeliverySource | null> {
  try {
    const path = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.source);
    const bytes = await readFileBounded(path, MAX_SOURCE_BYTES);
    return parseWire(deliverySourceSchema, parseJson(bytes, MAX_SOURCE_BYTES), 'source list');
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return null;
    throw error;
  }
}
