/** `kin inspect`: reads a dataset folder in a confined child process and says what it holds. */

import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { datasetFactsSchema, type DatasetFacts } from '#contracts/dataset/facts.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { PictureJob } from './pictures/confined-pictures.ts';
import { loadRecords, saveRecords } from './known-store.ts';
import { PictureDecoder } from './pictures/picture-decoder.ts';
import type { QualificationProfile } from '#contracts/dataset/qualification-profile.ts';
import type { FileRecords } from './scan/known-files.ts';
import type { ConfinedScanInput } from './scan/confined-scan.ts';
import type { ScanProgress, ScanVerdicts } from './scan/scan-dataset.ts';

/** What an inspection may be told. */
export interface InspectOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Robot whose joints and limits the data is compared with. */
  readonly robot?: KinematicTree;
  /** Rules for qualification; the built-in profile when absent. */
  readonly profile?: QualificationProfile;
  /** Folder in which it is kept what was read of each data file, so that the next inspection reads only what is new. */
  readonly store?: string;
  /** File with the lister's declarations; looked for in the folder when absent, and nothing is believed but bytes when null. */
  readonly declarations?: string | null;
  /** Episodes that are judged, such as `0-3,7,12-`; all when absent. Not together with `store`. */
  readonly episodes?: string;
  /** Which pictures are decoded and judged; a sample when absent. */
  readonly pictures?: 'none' | 'sampled' | 'all';
}

const verdictsSchema = z.strictObject({
  facts: datasetFactsSchema,
  failed: z.array(z.int().nonnegative()),
  records: z.custom<FileRecords>((value) => value instanceof Map),
  read: z.strictObject({ read: z.int().nonnegative(), known: z.int().nonnegative() }),
});

/** Files that may end the reading process before the dataset is given up. */
export const MAX_DEATHS = 5;
/** Patience with one file: a minute, and two seconds for each MiB. */
const FILE_PATIENCE_MS = 60_000;
const PATIENCE_MS_PER_MIB = 2000;

/**
 * Inspects the dataset at `root`: `facts/1`, computed from its bytes. A file that ends the parser is left out, with a finding.
 *
 * Throws `unsupported-format` (naming what was found), `bad-dataset` when nothing can be judged, `not-found`, `interrupted`.
 */
export async function inspectDataset(root: string, options: InspectOptions = {}): Promise<DatasetFacts> {
  return (await inspectWithVerdicts(root, options)).facts;
}

/** {@link inspectDataset}, with the numbers of all episodes that do not qualify. */
export async function inspectWithVerdicts(root: string, options: InspectOptions = {}): Promise<ScanVerdicts> {
  const folder = resolve(root);
  const skip = new Map<string, string>();
  const known = options.store === undefined ? null : await loadRecords(options.store, folder);
  await using decoder = new PictureDecoder(folder, options.signal);
  for (;;) {
    let at = '';
    const outcome = await runConfined<unknown, ScanProgress>({
      module: new URL('./scan/confined-scan.ts', import.meta.url),
      input: {
        root: folder,
        robot: options.robot ?? null,
        profile: options.profile ?? null,
        skip,
        known,
        declarations: options.declarations,
        episodes: options.episodes ?? null,
        pictures: options.pictures ?? 'sampled',
      } satisfies ConfinedScanInput,
      readable: [folder, ...(options.declarations == null ? [] : [options.declarations])],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onReport: (progress) => {
        at = progress.file;
        options.onProgress?.(progress);
      },
      onQuestion: (job) => decoder.measure(job as PictureJob),
      patience: fileClock(folder),
    });
    if (outcome.ok) {
      const verdicts = checkedVerdicts(outcome.value);
      if (options.store !== undefined) await saveRecords(options.store, folder, verdicts.records);
      return verdicts;
    }
    if (at === '' || skip.has(at) || skip.size >= MAX_DEATHS) {
      throw new ExchangeError('bad-dataset', `Reading the dataset ended the parser (${outcome.death}).`, {
        params: { file: at === '' ? null : at, reason: outcome.death },
      });
    }
    skip.set(at, outcome.death);
  }
}

/** The child parses hostile bytes, so what it says is checked like anything else that comes from outside. */
function checkedVerdicts(value: unknown): ScanVerdicts {
  const result = verdictsSchema.safeParse(value);
  if (!result.success) throw new ExchangeError('bad-dataset', 'The parser gave no sensible facts.');
  return result.data;
}

/** Every report resets the silence allowed in its file; each new file adds to a total that nothing resets. */
function fileClock(root: string): (progress: ScanProgress) => number {
  const seen = new Map<string, number>();
  let deadline = performance.now() + FILE_PATIENCE_MS;
  return ({ file }) => {
    let patience = seen.get(file);
    if (patience === undefined) {
      patience = FILE_PATIENCE_MS + (sizeOf(join(root, file)) / 2 ** 20) * PATIENCE_MS_PER_MIB;
      seen.set(file, patience);
      deadline += patience;
    }
    return Math.min(patience, Math.max(0, deadline - performance.now()));
  };
}

function sizeOf(path: string): number {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
