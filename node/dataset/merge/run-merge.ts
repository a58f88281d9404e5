/** `kin merge`: joins datasets in a confined child, whole or not at all, with the papers of their deliveries beside them. */

import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { fromBase64 } from '#contracts/bytes.ts';
import { canonicalJson, parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { featureFactsSchema } from '#contracts/dataset/facts.ts';
import { MAX_MERGED_SOURCES, mergeSchema, type Merge, type MergeOptions } from '#contracts/dataset/merge.ts';
import { ExchangeError, isExchangeError, type Outcome } from '#contracts/errors.ts';
import { DELIVERY_FILES, deliverySchema } from '#contracts/transfer/delivery.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import { hashFolder } from '../../content/hash-folder.ts';
import { buildFolder, CONVERTER, flushFolder, SILENCE_MS } from '../convert/run-conversion.ts';
import { mergedRuns, type MergeJob, type MergeProgress, type MergeResult } from './merge-datasets.ts';

/** Record of a merge, inside `exchange/`. */
export const MERGE_FILE = 'merge.json';
/** Largest paper that is read, bytes. */
const MAX_PAPER_BYTES = 4 * 1024 * 1024;

/** What is merged, and how a caller follows it. */
export interface MergeTask {
  /** Dataset folders, deliveries or not. */
  readonly sources: readonly string[];
  readonly options: MergeOptions;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: MergeProgress) => void;
}

/**
 * Merges into a folder that must not exist or be empty. Conflicts are a refusal with one reason each. Throws as `convertDataset` does, and `usage` for
 * fewer than two sources.
 */
export async function runMerge(out: string, task: MergeTask): Promise<Outcome<Merge>> {
  const roots = task.sources.map((source) => resolve(source));
  if (roots.length < 2 || roots.length > MAX_MERGED_SOURCES || new Set(roots).size < roots.length) {
    throw new ExchangeError('usage', `Say two to ${MAX_MERGED_SOURCES} different datasets.`);
  }
  return buildFolder<Outcome<Merge>>(out, roots, async (staging) => {
    const deliveries = [];
    for (const root of roots) deliveries.push(await readDeliveryOf(root));
    const inputs = [];
    for (const root of roots) inputs.push({ root, units: await unitsOf(root) });
    const result = await mergeConfined({ inputs, out: staging, options: task.options }, task);
    if (!result.ok) return { done: false, value: { ok: false, reasons: result.conflicts.map(reasonOf) } };
    await flushFolder(staging);
    const merge = await recordOf({ staging, roots, result, deliveries }, task);
    await mkdir(join(staging, EXCHANGE_FOLDER));
    for (const [number, root] of roots.entries())
      await copyPapers(root, join(staging, EXCHANGE_FOLDER, 'sources', String(number)));
    await writeFileAtomic(join(staging, EXCHANGE_FOLDER, MERGE_FILE), `${canonicalJson(merge)}\n`);
    return { done: true, value: { ok: true, value: merge } };
  });
}

function reasonOf({ code, feature, sources }: Extract<MergeResult, { ok: false }>['conflicts'][number]) {
  const params: Record<string, string | null> = { feature };
  sources.forEach((said, number) => (params[`source${number + 1}`] = said));
  return { code, params };
}

async function mergeConfined(job: MergeJob, task: MergeTask): Promise<MergeResult> {
  let at = '';
  const outcome = await runConfined<MergeResult, MergeProgress>({
    module: new URL('./confined-merge.ts', import.meta.url),
    input: job,
    readable: job.inputs.map(({ root }) => root),
    writable: [job.out],
    limits: { silenceMs: SILENCE_MS },
    ...(task.signal === undefined ? {} : { signal: task.signal }),
    onReport: (progress) => {
      at = progress.file;
      task.onProgress?.(progress);
    },
  });
  if (outcome.ok) return outcome.value;
  throw new ExchangeError('bad-dataset', `Reading a dataset ended the merge (${outcome.death}).`, {
    params: { file: at === '' ? null : at, reason: outcome.death },
  });
}

type MergedDelivery = Merge['sources'][number]['delivery'];

async function recordOf(
  made: {
    staging: string;
    roots: readonly string[];
    result: Extract<MergeResult, { ok: true }>;
    deliveries: readonly MergedDelivery[];
  },
  task: MergeTask,
): Promise<Merge> {
  const hashing = task.signal === undefined ? {} : { signal: task.signal };
  const { staging, roots, result } = made;
  const sources = [];
  for (const [number, root] of roots.entries()) {
    const own = result.sources[number];
    const { root: content } = await hashFolder(root, { skipExchange: true, ...hashing });
    sources.push({
      name: basename(root),
      format: own?.format,
      version: own?.version,
      robotType: own?.robotType,
      fps: own?.fps,
      root: content,
      delivery: made.deliveries[number] ?? null,
      steps: own?.record.steps,
      leftOut: own?.record.leftOut,
    });
  }
  const hashed = await hashFolder(staging, hashing);
  const merge = mergeSchema.safeParse({
    schema: 'merge/1',
    program: CONVERTER,
    options: task.options,
    fps: result.fps,
    sources,
    dropped: result.dropped,
    episodes: result.sources.reduce((sum, { record }) => sum + record.episodes, 0),
    frames: result.sources.reduce((sum, { record }) => sum + record.frames, 0),
    runs: mergedRuns(result.sources),
    output: { root: hashed.root, files: hashed.files.length, bytes: hashed.bytes },
  });
  if (merge.success) return merge.data;
  throw new ExchangeError('bad-dataset', 'The merge gave no sensible record.');
}

async function readPaper(root: string, name: string): Promise<JsonValue | null> {
  try {
    const path = join(root, EXCHANGE_FOLDER, name);
    return parseJson(await readFileBounded(path, MAX_PAPER_BYTES), MAX_PAPER_BYTES);
  } catch (error) {
    if (isExchangeError(error)) return null; // no delivery, or papers that make no sense: kin verify says which
    throw error;
  }
}

/** Where a source comes from, as its table of contents says; null when it is no delivery. `kin verify` proves it. */
async function readDeliveryOf(root: string): Promise<MergedDelivery> {
  const parsed = deliverySchema.safeParse(await readPaper(root, DELIVERY_FILES.delivery));
  if (!parsed.success) return null;
  const { provider, dataset, version, manifest, agreement, agreementId, plaintextRoot } = parsed.data;
  return { provider, dataset, version, manifest, agreement, agreementId, plaintextRoot };
}

const statedFacts = z.object({ facts: z.object({ features: z.array(featureFactsSchema) }) });

/** Units that the manifest of a delivery states. */
async function unitsOf(root: string): Promise<Map<string, string>> {
  const envelope = z
    .object({ payload: z.string() })
    .safeParse(await readPaper(root, DELIVERY_FILES.manifest));
  if (!envelope.success) return new Map();
  try {
    const manifest = statedFacts.safeParse(parseJson(fromBase64(envelope.data.payload), MAX_PAPER_BYTES));
    const features = manifest.success ? manifest.data.facts.features : [];
    return new Map(
      features.flatMap(({ name, unit }) =>
        unit === 'unknown' || unit === 'mixed' ? [] : [[name, unit] as const],
      ),
    );
  } catch (error) {
    if (isExchangeError(error)) return new Map();
    throw error;
  }
}

/** Papers of a delivery travel along, but for the files as sent and the sums of a folder that is no more. */
async function copyPapers(root: string, target: string): Promise<void> {
  const from = join(root, EXCHANGE_FOLDER);
  const names = await readdir(from).catch(() => []);
  const kept = names.filter((name) => name !== DELIVERY_FILES.original && name !== DELIVERY_FILES.sums);
  if (kept.length === 0) return;
  await mkdir(target, { recursive: true });
  for (const name of kept) await cp(join(from, name), join(target, name), { recursive: true });
}
