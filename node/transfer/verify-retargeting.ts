/**
 * Judges a delivery to which columns were added for a robot (docs/delivery.md, "Retargeting"): beneath them lie the files as they were, and
 * the columns are believed when they were added again here.
 */

import { copyFile, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, parseJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { embodimentId } from '#contracts/embodiment/embodiment-id.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { RetargetRobot } from '#contracts/retarget/retarget-robot.ts';
import { RETARGET_FILE, RETARGETER } from '#contracts/retarget/retarget-schema.ts';
import { DELIVERY_FILES, type RetargetingEntry } from '#contracts/transfer/delivery.ts';
import { readFileBounded } from '#platform/files.ts';
import { hashFolder } from '../content/hash-folder.ts';
import { restoreAsSent } from '../retarget/as-sent.ts';
import { retargetDataset } from '../retarget/retarget-dataset.ts';
import { attempt, type DeliveryCase, type Found } from './delivery-case.ts';
import { NotJudged, type ContentOptions } from './verify-content.ts';

/** Largest `retarget.json`, bytes. */
const MAX_REPORT_BYTES = 4 * 1024 * 1024;
/** Papers that say what the restored files are. */
const PAPERS_BENEATH = [DELIVERY_FILES.embodiment, DELIVERY_FILES.jointMap, DELIVERY_FILES.conversions];

/** A retargeted delivery, and the same without the added columns. */
export interface Retargeted extends AsyncDisposable {
  readonly entry: RetargetingEntry;
  /** The delivery as it was, in a folder of its own; or why it cannot be brought back. */
  readonly beneath: Found<DeliveryCase>;
  /** Empty folder for what is made again. */
  readonly work: string;
}

/** Takes the added columns off, in a temporary folder; null for a delivery that has none. */
export async function openRetargeted(
  delivery: DeliveryCase,
  signal: AbortSignal | undefined,
): Promise<Retargeted | null> {
  const source = delivery.source.value;
  const entry = source?.conversions.at(-1);
  if (source === null || entry === undefined || 'options' in entry) return null;
  const work = await mkdtemp(join(tmpdir(), 'kin-verify-'));
  const folder = join(work, 'beneath');
  const remove = (): Promise<void> => rm(work, { recursive: true, force: true });
  try {
    const beneath = await attempt(async (): Promise<DeliveryCase> => {
      await requireRoot(delivery.folder, entry, signal);
      await restoreAsSent(delivery.folder, folder);
      await copyPapers(delivery.folder, folder);
      const conversions = source.conversions.slice(0, -1);
      return { ...delivery, folder, source: { value: { ...source, conversions }, error: null } };
    });
    return { entry, beneath, work, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function requireRoot(
  folder: string,
  entry: RetargetingEntry,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { root } = await hashFolder(folder, {
    skipExchange: true,
    ...(signal === undefined ? {} : { signal }),
  });
  if (root === entry.root) return;
  throw new ExchangeError('content-mismatch', 'The files are not those that retargeting gave.', {
    params: { root },
  });
}

async function copyPapers(from: string, to: string): Promise<void> {
  await mkdir(join(to, EXCHANGE_FOLDER), { recursive: true });
  for (const name of PAPERS_BENEATH) {
    const paper = join(from, EXCHANGE_FOLDER, name);
    const stat = await lstat(paper).catch(() => null);
    if (stat?.isFile() === true) await copyFile(paper, join(to, EXCHANGE_FOLDER, name));
  }
}

/** How the bytes beneath are judged: originals that a conversion kept lie in the folder itself. */
export async function contentBeneath(folder: string, options: ContentOptions): Promise<ContentOptions> {
  const original = join(folder, EXCHANGE_FOLDER, DELIVERY_FILES.original);
  const stat = await lstat(original).catch(() => null);
  return stat?.isDirectory() === true ? { original, ...options } : options;
}

/** Adds the columns again. Throws `content-mismatch` when other files come out, {@link NotJudged} when that cannot be told here. */
export async function judgeRetargeting(
  { folder, crypto }: DeliveryCase,
  { entry, beneath, work }: Retargeted,
  { robot, signal }: { readonly robot: RetargetRobot | undefined; readonly signal: AbortSignal | undefined },
): Promise<string> {
  const { embodiment, up, byPapers } = entry.retarget;
  if (beneath.error !== null) throw new NotJudged('The files cannot be brought back to what they were.');
  if (entry.version !== RETARGETER.version) {
    throw new NotJudged(
      `${entry.name} ${entry.version} added columns; only the same version (here ${RETARGETER.version}) gives the same ones.`,
    );
  }
  if (!byPapers) throw new NotJudged('Columns were added by what a person said of the recorded motion.');
  if (robot === undefined || embodimentId(crypto, robot.embodiment) !== embodiment)
    throw new NotJudged(
      `Columns were added here for the robot ${embodiment}: name it (--robot) to redo them.`,
    );
  const out = join(work, 'again');
  const report = await retargetDataset({
    root: beneath.value.folder,
    robot,
    out,
    up,
    signal: signal ?? new AbortController().signal,
  });
  const { root } = await hashFolder(out, { skipExchange: true });
  if (root !== entry.root) {
    throw new ExchangeError('content-mismatch', 'Adding the columns again gives other files.', {
      params: { root },
    });
  }
  const paper = join(folder, EXCHANGE_FOLDER, RETARGET_FILE);
  const stated = parseJson(await readFileBounded(paper, MAX_REPORT_BYTES), MAX_REPORT_BYTES);
  if (canonicalJson(stated) !== canonicalJson(report))
    throw new ExchangeError('content-mismatch', 'retarget.json says something else than was done.');
  return `added here by retargeting: redone for ${embodiment}, ${root}`;
}
