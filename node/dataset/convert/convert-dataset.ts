/**
 * Converts a dataset folder: any format that is read into LeRobot v3.0, v2.1 or MCAP, episode by episode. The same program, source and options
 * give the same bytes.
 */

import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { ConversionRecord } from './conversion-record.ts';
import { EpisodeSelection, renumberSplits } from './episode-selection.ts';
import type { FrameEpisode, FrameSink, FrameSource } from './frame-episode.ts';
import { ImageEncoding, type EncodePort } from './encode-images.ts';
import { lerobotSink } from './lerobot-sink.ts';
import { mcapSink } from './mcap/mcap-sink.ts';
import { openFrames } from './open-frames.ts';
import { rateTransform } from './change-rate.ts';
import { featureTransform, type EpisodeTransform } from './transform-features.ts';

/** Errors that say that one episode cannot be written. */
const COSTS_ONE: ReadonlySet<string> = new Set(['bad-dataset', 'unsupported-format']);

/** Where a conversion stands. */
export interface ConversionProgress {
  readonly episodes: number;
  /** Episodes of the source, selected or not; null where only reading to the end tells. */
  readonly total: number | null;
  readonly frames: number;
  /** File of the source that is being read. */
  readonly file: string;
}

/** What a conversion takes. */
export interface ConvertJob {
  readonly root: string;
  /** Empty folder. */
  readonly out: string;
  readonly options: ConversionOptions;
  readonly signal?: AbortSignal | undefined;
  /** Who encodes pictures; needed where the options ask for it. */
  readonly encode?: EncodePort | undefined;
  readonly onProgress?: ((progress: ConversionProgress) => void) | undefined;
}

/** What a conversion did, but for the root of its result. */
export interface ConversionResult {
  readonly source: { readonly format: string; readonly version: string | null };
  readonly record: ConversionRecord['content'];
}

/**
 * Converts. Throws `usage` (options that do not fit the dataset), `not-found` (a selected episode or a named feature is not there), `bad-dataset`
 * (nothing can be written), `unsupported-format`, `interrupted`. An episode that cannot be written whole is left out and listed.
 */
export async function convertDataset(job: ConvertJob): Promise<ConversionResult> {
  const record = new ConversionRecord();
  const selection = new EpisodeSelection(job.options.episodes);
  const tell = (file: string, total: number | null): void =>
    job.onProgress?.({ episodes: record.kept.length, total, frames: record.frames, file });
  const { source, total, format } = await openFrames(job, {
    selection,
    record,
    signal: job.signal,
    onFile: (file) => tell(file, null),
  });
  await using open = source;
  const fps = job.options.fps ?? open.fps;
  const sink = sinkOf(job, { fps, robotType: open.robotType }, record);
  const transforms = [
    featureTransform(job.options, record),
    rateTransform({ from: open.fps, to: fps, method: job.options.resample }, record),
  ];
  const encoding = encodingOf(job, fps, record);
  for await (const episode of open.episodes()) {
    job.signal?.throwIfAborted();
    tell(episode.file, total);
    await addEpisode(episode, { sink, transforms: [...transforms, encoding], record });
  }
  selection.requireHits();
  await finish(sink, open, record);
  return { source: format, record: record.content };
}

/** What makes videos of images, where that is asked for. Throws `usage` where nobody encodes. */
function encodingOf(
  { options, encode }: ConvertJob,
  fps: number,
  record: ConversionRecord,
): EpisodeTransform {
  if (options.encodeVideo !== true) return (episode) => episode;
  if (encode === undefined) throw new ExchangeError('usage', 'Pictures are not encoded here.');
  const encoding = new ImageEncoding(encode, fps, record);
  return (episode) => encoding.apply(episode);
}

function sinkOf(
  { out, options }: ConvertJob,
  target: { fps: number; robotType: string | null },
  record: ConversionRecord,
): FrameSink {
  switch (options.format) {
    case 'lerobot-v3.0':
      return lerobotSink(out, { version: 'v3.0', ...target }, record);
    case 'lerobot-v2.1':
      return lerobotSink(out, { version: 'v2.1', ...target }, record);
    case 'mcap':
      return mcapSink(out, target, record);
    default:
      throw new ExchangeError('usage', `${options.format} is no conversion of episodes.`);
  }
}

async function addEpisode(
  episode: FrameEpisode,
  into: { sink: FrameSink; transforms: readonly EpisodeTransform[]; record: ConversionRecord },
): Promise<void> {
  const changed = into.transforms.reduce((each, transform) => transform(each), episode);
  try {
    await into.sink.add(changed);
  } catch (error) {
    // What one episode lacks costs that episode, said by name; anything else ends the conversion.
    if (!isExchangeError(error) || !COSTS_ONE.has(error.code) || error.params['fatal'] === true) throw error;
    into.record.leaveOut(episode.index, error);
    return;
  }
  into.record.wrote(episode.index, changed.rows);
}

async function finish(sink: FrameSink, source: FrameSource, record: ConversionRecord): Promise<void> {
  const [first] = record.content.leftOut;
  if (record.kept.length === 0) {
    const why = first === undefined ? '' : ` Episode ${first.episode}: ${first.reason}`;
    throw new ExchangeError('bad-dataset', `No episode can be written.${why}`);
  }
  if (record.kept.some((episode, index) => episode !== index)) record.step('episodes-renumbered');
  await sink.finish(renumberSplits(source.splits, record.kept));
}
