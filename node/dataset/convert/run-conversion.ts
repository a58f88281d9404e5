/** Conversions as people and nodes run them: in a confined child, whole or not at all, with a record of what was done. */

import { copyFile, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import {
  conversionsSchema,
  type ConversionOptions,
  type Conversions,
} from '#contracts/dataset/conversions.ts';
import type { DatasetFormatName } from '#contracts/dataset/vocabulary.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { syncFolder, writeFileAtomic } from '#platform/files.ts';
import { hashFolder, listFolder, type FolderHash } from '../../content/hash-folder.ts';
import type { EncodeJob } from '../pictures/confined-encoder.ts';
import { PictureEncoder } from '../pictures/picture-encoder.ts';
import { recogniseFormat } from '../recognise-format.ts';
import type { ConfinedConvertInput } from './confined-convert.ts';
import type { ConversionProgress, ConversionResult } from './convert-dataset.ts';

/** Who converts. The version is raised whenever the same source and options give other bytes. */
export const CONVERTER = { name: 'kinship-convert', version: '2' } as const;
/** Record of a conversion, inside `exchange/`. */
export const CONVERSIONS_FILE = 'conversions.json';

/** A child may be silent for this long while it reads one large episode, milliseconds. */
export const SILENCE_MS = 10 * 60_000;

/** What is converted, and how a caller follows it. */
export interface ConversionTask {
  /** Dataset folder; its `exchange/` is no part of it. */
  readonly source: string;
  readonly options: ConversionOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ConversionProgress) => void;
}

/** A finished conversion: its record, and the files by hash. */
export interface Converted {
  readonly conversions: Conversions;
  readonly hashed: FolderHash;
}

/**
 * Converts into an empty folder, which holds the plain dataset afterwards and is flushed to the disk. Throws as `convertDataset` does, and
 * `bad-dataset` when reading the source ends the child.
 */
export async function convertInto(target: string, task: ConversionTask): Promise<Converted> {
  const result =
    task.options.format === 'as-is' ? await copyAsIs(target, task) : await convertConfined(target, task);
  await flushFolder(target);
  const hashed = await hashFolder(target, task.signal === undefined ? {} : { signal: task.signal });
  const conversions = {
    schema: 'conversions/1',
    program: CONVERTER,
    source: result.source,
    options: task.options,
    ...result.record,
    output: { root: hashed.root, files: hashed.files.length, bytes: hashed.bytes },
  };
  const checked = conversionsSchema.safeParse(conversions);
  // The child parses hostile bytes: what it says is checked like anything else from outside.
  if (!checked.success) throw new ExchangeError('bad-dataset', 'The converter gave no sensible record.');
  return { conversions: checked.data, hashed };
}

/**
 * Converts into a folder that must not exist or be empty; it appears under its name when it is whole, with `exchange/conversions.json`. What a
 * killed run has left is removed by the next one.
 */
export function runConversion(out: string, task: ConversionTask): Promise<Conversions> {
  const source = resolve(task.source);
  return buildFolder(out, [source], async (staging) => {
    const { conversions } = await convertInto(staging, { ...task, source });
    await mkdir(join(staging, EXCHANGE_FOLDER));
    await writeFileAtomic(
      join(staging, EXCHANGE_FOLDER, CONVERSIONS_FILE),
      `${canonicalJson(conversions)}\n`,
    );
    return { done: true, value: conversions };
  });
}

/**
 * Builds a folder beside its place and gives it its name at the end, or removes it where the work says that it came to nothing. Throws `conflict` for
 * a place that is taken, `usage` for one inside a source.
 */
export async function buildFolder<T>(
  out: string,
  sources: readonly string[],
  work: (staging: string) => Promise<{ readonly done: boolean; readonly value: T }>,
): Promise<T> {
  const folder = resolve(out);
  for (const source of sources) {
    const inside = relative(source, folder);
    if (!inside.startsWith('..') && !isAbsolute(inside))
      throw new ExchangeError('usage', 'The result cannot lie inside the dataset that it is made of.');
  }
  if (!(await isVacant(folder))) {
    throw new ExchangeError('conflict', `${folder} is not empty.`, { params: { folder } });
  }
  const staging = join(dirname(folder), `.${basename(folder)}.unfinished`);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  try {
    const { done, value } = await work(staging);
    if (done) {
      await rmdir(folder).catch(() => undefined);
      await rename(staging, folder);
      await syncFolder(dirname(folder));
    }
    return value;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function convertConfined(target: string, task: ConversionTask): Promise<ConversionResult> {
  let at = '';
  await using encoder = new PictureEncoder(task.signal);
  const outcome = await runConfined<ConversionResult, ConversionProgress>({
    module: new URL('./confined-convert.ts', import.meta.url),
    input: { root: task.source, out: target, options: task.options } satisfies ConfinedConvertInput,
    readable: [task.source],
    writable: [target],
    limits: { silenceMs: SILENCE_MS },
    onQuestion: (job) => encoder.encode(job as EncodeJob),
    ...(task.signal === undefined ? {} : { signal: task.signal }),
    onReport: (progress) => {
      at = progress.file;
      task.onProgress?.(progress);
    },
  });
  if (outcome.ok) return outcome.value;
  throw new ExchangeError('bad-dataset', `Reading the dataset ended the converter (${outcome.death}).`, {
    params: { file: at === '' ? null : at, reason: outcome.death },
  });
}

async function copyAsIs(target: string, task: ConversionTask): Promise<ConversionResult> {
  const { episodes, fps, grid, rename: names, without, units, encodeVideo } = task.options;
  if (
    episodes !== null ||
    fps !== null ||
    grid !== null ||
    encodeVideo === true ||
    without.length + Object.keys({ ...names, ...units }).length > 0
  ) {
    throw new ExchangeError('usage', 'A copy as it is changes nothing: choose another format.');
  }
  const { name } = await recogniseFormat(task.source);
  for await (const path of listFolder(task.source, { skipExchange: true })) {
    task.signal?.throwIfAborted();
    task.onProgress?.({ episodes: 0, total: null, frames: 0, file: path });
    await mkdir(dirname(join(target, path)), { recursive: true });
    await copyFile(join(task.source, path), join(target, path));
  }
  const format: DatasetFormatName = name === 'hdf5' ? 'hdf5-aloha' : name;
  const record = { episodes: 0, frames: 0, runs: [], leftOut: [], steps: [] };
  return { source: { format, version: null }, record };
}

/** Brings every file and folder to the disk. */
export async function flushFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await syncFolder(path);
    else {
      await using file = await open(path, 'r+');
      await file.sync();
    }
  }
  await syncFolder(folder);
}

async function isVacant(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
