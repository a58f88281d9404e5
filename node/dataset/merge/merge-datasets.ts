/** Joins datasets into one, source after source, episode by episode. Runs in a confined child. */

import type { Merge, MergeConflict, MergeOptions } from '#contracts/dataset/merge.ts';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { rateTransform } from '../convert/change-rate.ts';
import { ConversionRecord } from '../convert/conversion-record.ts';
import { EpisodeSelection } from '../convert/episode-selection.ts';
import type { FrameEpisode, FrameSink, FrameSource } from '../convert/frame-episode.ts';
import { lerobotSink } from '../convert/lerobot-sink.ts';
import { openFrames } from '../convert/open-frames.ts';
import { featureTransform, type EpisodeTransform } from '../convert/transform-features.ts';
import { planMerge, type MergePlan } from './merge-plan.ts';
import { unifyTransform } from './unify-episode.ts';

/** One dataset of a merge. */
export interface MergeInput {
  readonly root: string;
  /** Unit by feature, where its delivery states one. */
  readonly units: ReadonlyMap<string, string>;
}

/** Where a merge stands. */
export interface MergeProgress {
  readonly source: number;
  readonly episodes: number;
  readonly file: string;
}

/** What a merge takes. */
export interface MergeJob {
  readonly inputs: readonly MergeInput[];
  /** Empty folder. */
  readonly out: string;
  readonly options: MergeOptions;
  readonly onProgress?: (progress: MergeProgress) => void;
}

/** What a merge did to one source. */
export interface MergedSource {
  readonly format: string;
  readonly version: string | null;
  readonly robotType: string | null;
  readonly fps: number;
  readonly record: ConversionRecord['content'];
}

/** A finished merge, or why there is none. */
export type MergeResult =
  | {
      readonly ok: true;
      readonly fps: number;
      readonly sources: readonly MergedSource[];
      readonly dropped: readonly MergeConflict[];
    }
  | { readonly ok: false; readonly conflicts: readonly MergeConflict[] };

interface OpenInput {
  readonly source: FrameSource;
  readonly record: ConversionRecord;
  readonly episodes: AsyncIterator<FrameEpisode>;
  readonly first: FrameEpisode;
  readonly format: { readonly format: string; readonly version: string | null };
  /** Names and units as asked. */
  readonly transform: EpisodeTransform;
}

/** Merges. Throws as `convertDataset` does. */
export async function mergeDatasets(job: MergeJob): Promise<MergeResult> {
  await using stack = new AsyncDisposableStack();
  const inputs: OpenInput[] = [];
  for (const number of job.inputs.keys()) inputs.push(await openInput(job, number, stack));
  const shapes = inputs.map(({ first, source, transform }, number) => ({
    fps: source.fps,
    features: transform(first).features,
    units: unitsAfter(job, number),
  }));
  const outcome = planMerge(shapes, job.options);
  if (!outcome.ok) return outcome;
  const { plan } = outcome;
  const robots = new Set(inputs.map(({ source }) => source.robotType));
  const target = {
    version: job.options.format === 'lerobot-v2.1' ? ('v2.1' as const) : ('v3.0' as const),
    fps: plan.fps,
    robotType: robots.size === 1 ? (inputs[0]?.source.robotType ?? null) : null,
  };
  const sink = lerobotSink(job.out, target, new ConversionRecord());
  let written = 0;
  for (const [number, input] of inputs.entries())
    written += await writeInput(job, { input, number, plan, sink, before: written });
  if (written === 0) throw new ExchangeError('bad-dataset', 'No episode can be written.');
  await sink.finish({ train: `0:${written}` });
  const sources = inputs.map(({ format, source, record }) => ({
    ...format,
    robotType: source.robotType,
    fps: source.fps,
    record: record.content,
  }));
  return { ok: true, fps: plan.fps, sources, dropped: plan.dropped };
}

async function openInput(job: MergeJob, number: number, stack: AsyncDisposableStack): Promise<OpenInput> {
  const input = job.inputs[number];
  if (input === undefined) throw new ExchangeError('usage', 'There is no such source.');
  const { options } = job;
  const record = new ConversionRecord();
  const { source, format } = await openFrames(
    // Formats without a clock of their own take the rate that is asked for; others keep theirs until their episodes are brought to it.
    {
      root: input.root,
      options: { ...plainConversion(options.format), fps: options.fps, resample: options.resample },
    },
    {
      selection: new EpisodeSelection(null),
      record,
      onFile: (file) => job.onProgress?.({ source: number, episodes: 0, file }),
    },
  );
  stack.use(source);
  const episodes = source.episodes()[Symbol.asyncIterator]();
  const first = await episodes.next();
  if (first.done === true)
    throw new ExchangeError('bad-dataset', `${input.root} has no episode that can be read.`);
  const known = new Set(first.value.features.map(({ name }) => name));
  const transform = featureTransform(choicesFor(options, number, known), record);
  return { source, record, episodes, first: first.value, format, transform };
}

/** The choices that are about a source. A choice for all sources is about those that have the feature. */
function choicesFor(options: MergeOptions, number: number, known: ReadonlySet<string>) {
  const isMeant = (source: number | null, feature: string): boolean =>
    source === number || (source === null && known.has(feature));
  return {
    rename: Object.fromEntries(
      options.rename.filter(({ source, from }) => isMeant(source, from)).map(({ from, to }) => [from, to]),
    ),
    units: Object.fromEntries(
      options.units
        .filter(({ source, feature }) => isMeant(source, feature))
        .map(({ feature, from, to }) => [feature, { from, to }]),
    ),
    without: options.without.filter((feature) => known.has(feature)),
  };
}

/** Units by name in the result, after what was asked. */
function unitsAfter({ inputs, options }: MergeJob, number: number): Map<string, string> {
  const isMeant = (source: number | null): boolean => source === null || source === number;
  const units = new Map(inputs[number]?.units);
  for (const { source, feature, to } of options.units) if (isMeant(source)) units.set(feature, to);
  for (const { source, from, to } of options.rename) {
    const unit = units.get(from);
    if (!isMeant(source) || unit === undefined) continue;
    units.delete(from);
    units.set(to, unit);
  }
  return units;
}

async function writeInput(
  job: MergeJob,
  work: { input: OpenInput; number: number; plan: MergePlan; sink: FrameSink; before: number },
): Promise<number> {
  const { input, number, plan, sink } = work;
  const { record } = input;
  const rate = { from: input.source.fps, to: plan.fps, method: job.options.resample };
  const transforms = [
    input.transform,
    unifyTransform({ plan, source: number }, record),
    rateTransform(rate, record),
  ];
  let written = 0;
  for (
    let next: IteratorResult<FrameEpisode> = { done: false, value: input.first };
    next.done !== true;
    next = await input.episodes.next()
  ) {
    const episode = next.value;
    job.onProgress?.({ source: number, episodes: work.before + written, file: episode.file });
    try {
      const changed = transforms.reduce((each, transform) => transform(each), episode);
      await sink.add(changed);
      record.wrote(episode.index, changed.rows);
      written++;
    } catch (error) {
      if (!isExchangeError(error, 'bad-dataset') && !isExchangeError(error, 'unsupported-format'))
        throw error;
      if (error.params['fatal'] === true) throw error;
      record.leaveOut(episode.index, error);
    }
  }
  return written;
}

/** Runs of the result out of the runs of its sources. */
export function mergedRuns(sources: readonly MergedSource[]): Merge['runs'] {
  let before = 0;
  return sources.flatMap(({ record }, source) => {
    const runs = record.runs.map(({ from, to, count }) => ({ source, from, to: before + to, count }));
    before += record.episodes;
    return runs;
  });
}
