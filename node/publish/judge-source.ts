/** Looks at what is published: at the recordings on their own clock before anything is made of them, and at the derivative afterwards. */

import { join } from 'node:path';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { TIMING_METRICS, type Qualification } from '#contracts/dataset/quality.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Job, PublishRequest } from '#contracts/http/console.ts';
import { inspectDataset, inspectWithVerdicts } from '../dataset/inspect-dataset.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import { requireConfirmed } from '../sample/make-sample.ts';
import type { MakeVersionOptions } from './make-version.ts';
import type { PublishSource, SourcePlan } from './publish-source.ts';
import type { Statements } from './statement-files.ts';

/** What is looked at, and how. */
export interface SourceLook {
  readonly request: Pick<PublishRequest, 'sample'>;
  readonly robot: Robot | null;
  readonly plan: SourcePlan;
  readonly stated: Statements;
  /** Folder in which it is kept what was read of each data file. */
  readonly store: string;
}

/** Facts of the recordings, and the episodes that do not qualify. */
export interface JudgedSource {
  readonly raw: DatasetFacts;
  readonly failed: readonly number[];
}

/**
 * Looks at the recordings as they lie, whatever they are converted into later: an even frame grid would hide their jitter and gaps. Throws `bad-dataset`
 * when nothing can be read, `refused` when no episode qualifies.
 */
export async function judgeSource(look: SourceLook, options: MakeVersionOptions): Promise<JudgedSource> {
  const { request, robot, plan, stated, store } = look;
  const selection = plan.conversion?.episodes ?? null;
  const { facts: raw, failed } = await inspectWithVerdicts(plan.named, {
    ...inspectOptions(robot, options, 'inspect'),
    ...stated,
    ...(selection === null ? { store } : { episodes: selection }),
  });
  if (raw.frames === 0)
    throw new ExchangeError('bad-dataset', 'The folder holds no frames that can be read.');
  const { passed } = raw.quality.qualification;
  if (passed === 0) throw nothingQualifies(raw.quality.qualification);
  if (request.sample !== undefined) requireConfirmed(request.sample, passed);
  return { raw, failed };
}

/** Where the recordings' inspections are kept, beside the derivatives. */
export function inspectionStore(derivatives: string): string {
  return join(derivatives, '..', 'inspections');
}

/** Facts of the derivative, with the outcome over the recordings that it was made from, and their own clock where a conversion made another. */
export async function judgeDerivative(
  files: string,
  of: Pick<SourceLook, 'robot' | 'stated'> & Pick<JudgedSource, 'raw'> & { readonly source: PublishSource },
  options: MakeVersionOptions,
): Promise<DatasetFacts> {
  const facts = await inspectDataset(files, {
    ...inspectOptions(of.robot, options, 'inspect-again'),
    ...of.stated,
  });
  const { clock, quality } = of.raw;
  const metrics = quality.metrics.filter(({ id, episodes }) => TIMING_METRICS.has(id) && episodes > 0);
  return {
    ...facts,
    quality: {
      ...facts.quality,
      source: quality.qualification,
      ...(of.source.conversions === null ? {} : { sourceTiming: { clock, metrics } }),
    },
  };
}

function nothingQualifies({ profile, reasons }: Qualification): ExchangeError {
  const why = reasons.map(({ reason }) => reason).join(', ');
  return new ExchangeError('refused', `No episode qualifies under ${profile}: ${why}.`, {
    params: { profile, reasons: why },
  });
}

function inspectOptions(robot: Robot | null, options: MakeVersionOptions, step: Job['step']) {
  return {
    signal: options.signal,
    // A camera has no joints that columns could be named after.
    ...(robot === null || robot.tree.joints.length === 0 ? {} : { robot: robot.tree }),
    onProgress: ({ file }: { file: string }) => options.onStep({ step, share: null, detail: file }),
  };
}
