/** Makes the public sample of a version from its derivative, and nothing else (DECISIONS 17). */

import { rm } from 'node:fs/promises';
import { digestOf, type Digest } from '#contracts/digest.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { SampleRequest } from '#contracts/http/console.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import {
  MAX_SAMPLE_EPISODES,
  parseSample,
  SAMPLE_SHARE,
  sampleBytes,
  sampleIndexBytes,
  SMALL_DATASET_EPISODES,
  type Sample,
  type SampleOffer,
} from '#contracts/sample/sample.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { writeFileAtomic } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { DEFAULT_SAMPLE_EPISODES } from './choose-episodes.ts';
import type { ConfinedSampleInput } from './confined-sample.ts';

/** Where a sample comes from and goes to. */
export interface SampleJob {
  /** The derivative's files. */
  readonly root: string;
  /** Folder of the sample; what an earlier run left there goes. */
  readonly outDir: string;
  readonly indexFile: string;
  /** Folder that holds both, in which the child may write. */
  readonly folder: string;
  readonly dataset: string;
  readonly derivative: Digest;
  readonly facts: DatasetFacts;
  readonly jointMap: JointMap | null;
  readonly signal: AbortSignal;
  readonly onEpisode?: (index: number) => void;
}

/** Throws `refused` with `sample-not-confirmed` when the dataset is small and the lister has not confirmed. */
export function requireConfirmed(request: SampleRequest, episodes: number): void {
  if (episodes >= SMALL_DATASET_EPISODES || request.smallDatasetConfirmed) return;
  throw new ExchangeError(
    'refused',
    `The dataset has ${episodes} episodes. A public sample of fewer than ${SMALL_DATASET_EPISODES} shows much of it: confirm it if you mean it.`,
    { params: { reason: 'sample-not-confirmed', episodes, least: SMALL_DATASET_EPISODES } },
  );
}

/**
 * Cuts the sample and writes its index. Throws `refused` (not confirmed, or more than a sample may hold), `not-found`, `bad-dataset`,
 * `unsupported-format`, `limit-exceeded`, `interrupted`.
 */
export async function makeSample(
  job: SampleJob,
  request: SampleRequest,
  license: LicenseTerms,
): Promise<SampleOffer> {
  requireConfirmed(request, job.facts.episodes);
  if (license.price !== null)
    throw new ExchangeError('usage', 'A public sample has no price: choose terms without one.');
  const explicit = request.episodes ?? null;
  const sample = await cutSample(job, {
    episodes: explicit,
    maxFrames: Math.floor(job.facts.frames / SAMPLE_SHARE),
    maxEpisodes: explicit === null ? DEFAULT_SAMPLE_EPISODES : MAX_SAMPLE_EPISODES,
  });
  const bytes = sampleIndexBytes(sample);
  await writeFileAtomic(job.indexFile, bytes);
  return {
    index: digestOf(nodeCrypto, bytes),
    bytes: sampleBytes(sample),
    episodes: sample.episodes.length,
    frames: sample.episodes.reduce((sum, { frames }) => sum + frames, 0),
    license,
    smallDatasetConfirmed: request.smallDatasetConfirmed,
  };
}

/** Cuts episodes of a folder into `outDir`, within bounds, in a confined child. Throws as {@link makeSample} does. */
export async function cutSample(
  job: Omit<SampleJob, 'indexFile' | 'facts'> & { readonly facts: ConfinedSampleInput['facts'] },
  bounds: Pick<ConfinedSampleInput, 'episodes' | 'maxFrames' | 'maxEpisodes'>,
): Promise<Sample> {
  await rm(job.outDir, { recursive: true, force: true });
  const { features, cameras } = job.facts;
  const outcome = await runConfined<Sample, number>({
    module: new URL('./confined-sample.ts', import.meta.url),
    input: {
      root: job.root,
      outDir: job.outDir,
      dataset: job.dataset,
      derivative: job.derivative,
      facts: { features, cameras },
      jointMap: job.jointMap,
      ...bounds,
    } satisfies ConfinedSampleInput,
    readable: [job.root],
    writable: [job.folder],
    signal: job.signal,
    onReport: (episode) => job.onEpisode?.(episode),
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Cutting the sample ended the process (${outcome.death}).`);
  // What came out of the child is judged as a broker will judge it.
  return parseSample(sampleIndexBytes(outcome.value));
}
