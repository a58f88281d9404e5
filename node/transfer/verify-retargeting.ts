/**
 * Judges a delivery to which columns were added for a robot (docs/delivery.md, "Retargeting"): beneath them lie the files as they were, and
 * the columns are believed when they were added again here.
 */

import { copyFile, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { RetargetRobot } from '#contracts/retarget/retarget-robot.ts';
import {
  RETARGET_FILE,
  RETARGETER,
  retargetSchema,
  type RetargetReport,
} from '#contracts/retarget/retarget-schema.ts';
import { DELIVERY_FILES, type RetargetingEntry } from '#contracts/transfer/delivery.ts';
import { readFileBounded } from '#platform/files.ts';
import { hashFolder } from '../content/hash-folder.ts';
import { restoreAsSent } from '../retarget/as-sent.ts';
import { namesSource, type NamedSource } from '../retarget/read-motion-source.ts';
import { retargetDataset } from '../retarget/retarget-dataset.ts';
import { attempt, type DeliveryCase, type Found } from './delivery-case.ts';
import { NotJudged, type ContentOptions } from './verify-content.ts';

/** Largest `retarget.json`, bytes. */
const MAX_REPORT_BYTES = 4 * 1024 * 1024;
/** Papers that say what the restored files are. */
const PAPERS_BENEATH = [
  DELIVERY_FILES.embodiment,
  DELIVERY_FILES.jointMap,
  DELIVERY_FILES.poseMap,
  DELIVERY_FILES.conversions,
];

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

/** What is needed to add columns again. */
export interface RedoOptions {
  /** The robot that they were added for. */
  readonly robot: RetargetRobot | undefined;
  /** What was named of the recorded motion, where the papers alone did not say it. */
  readonly named: NamedSource;
  readonly signal: AbortSignal | undefined;
}

/** Adds the columns again. Throws `content-mismatch` when other files come out, {@link NotJudged} when that cannot be told here. */
export async function judgeRetargeting(
  { folder, crypto }: DeliveryCase,
  { entry, beneath, work }: Retargeted,
  options: RedoOptions,
): Promise<string> {
  const { embodiment, up } = entry.retarget;
  if (beneath.error !== null) throw new NotJudged('The files cannot be brought back to what they were.');
  if (entry.version !== RETARGETER.version) {
    throw new NotJudged(
      `${entry.name} ${entry.version} added columns; only the same version (here ${RETARGETER.version}) gives the same ones.`,
    );
  }
  const { robot } = options;
  const stated = await statedReport(folder);
  requireNamed(entry, stated, options.named);
  if (robot === undefined || embodimentId(crypto, robot.embodiment) !== embodiment)
    throw new NotJudged(
      `Columns were added here for the robot ${embodiment}: name it (--robot) to redo them.`,
    );
  const out = join(work, 'again');
  const report = await redo({ root: beneath.value.folder, out, robot, up }, entry, options);
  const { root } = await hashFolder(out, { skipExchange: true });
  if (root !== entry.root) {
    if (!entry.retarget.byPapers && entry.retarget.motion === undefined) {
      throw new NotJudged(
        'With what is named here other files come out, and the papers do not say what was named then.',
      );
    }
    throw new ExchangeError('content-mismatch', 'Adding the columns again gives other files.', {
      params: { root },
    });
  }
  if (canonicalJson(stated) !== canonicalJson(report))
    throw new ExchangeError('content-mismatch', 'retarget.json says something else than was done.');
  return `added here by retargeting: redone for ${embodiment}, ${root}`;
}

async function statedReport(folder: string): Promise<JsonValue> {
  const paper = join(folder, EXCHANGE_FOLDER, RETARGET_FILE);
  return parseJson(await readFileBounded(paper, MAX_REPORT_BYTES), MAX_REPORT_BYTES);
}

/** Throws {@link NotJudged}, with what has to be named, unless as much is named as was then. */
function requireNamed({ retarget }: RetargetingEntry, stated: JsonValue, named: NamedSource): void {
  if (retarget.byPapers === !namesSource(named)) return;
  if (retarget.byPapers) {
    throw new NotJudged(
      'Columns were added by the papers of the delivery alone: leave out --source-robot, --source-human and --joint-map to redo them.',
    );
  }
  const report = retargetSchema.safeParse(stated);
  const source = report.success ? report.data.source : null;
  const body = source?.embodiment == null ? '' : ` of the body ${source.embodiment}`;
  throw new NotJudged(
    `Columns were added by what was named of the recorded motion${body}, which the papers do not hold: name the same again (--source-robot, --source-human, --joint-map, as for kin retarget) to redo them.`,
  );
}

async function redo(
  request: {
    readonly root: string;
    readonly out: string;
    readonly robot: RetargetRobot;
    readonly up: 'y' | 'z';
  },
  { retarget }: RetargetingEntry,
  { named, signal }: RedoOptions,
): Promise<RetargetReport> {
  try {
    return await retargetDataset({
      ...request,
      ...named,
      expectedMotion: retarget.motion,
      signal: signal ?? new AbortController().signal,
    });
  } catch (error) {
    // What the papers say is theirs to keep; what is named here is nobody's fault but that of who names it.
    if (retarget.byPapers || !isExchangeError(error, 'refused')) throw error;
    throw new NotJudged(`With what is named here the columns cannot be redone. ${error.message}`);
  }
}
