/** Recordings of any maker as episodes: a file is an episode, the messages of one channel are its frames. */

import type { ResampleMethod } from '#contracts/dataset/conversions.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Column } from '../../dataset-reader.ts';
import type { EpisodeVideo, PictureRows, WriterFeature } from '../../write/lerobot-spec.ts';
import type { ConversionRecord } from '../conversion-record.ts';
import type { FrameEpisode } from '../frame-episode.ts';
import { resampleColumn } from '../resample.ts';
import type { ChannelPictures, ChannelSeries, CollectedRecording } from './collect-recording.ts';
import type { Channel } from '../../recordings/recording.ts';
import { foreignVideo } from './foreign-video.ts';
import { pictureName, seriesNames } from './feature-names.ts';
import { framesOf, gridOf, isOnGrid, pickedBy, rateOf, referenceOf, type FrameGrid } from './frame-grid.ts';
import { messagePictures, pictureShape, type RecordingFile } from './message-pictures.ts';

/** Feature that keeps the log time of every frame, nanoseconds. */
const LOG_TIME: WriterFeature = { name: 'log_time', dtype: 'int64', shape: [1], names: ['ns'] };

/** What framing is told. */
export interface FramingOptions {
  readonly grid: string | null;
  readonly fps: number | null;
  readonly method: ResampleMethod;
  readonly record: ConversionRecord;
}

/** A recording on its frame grid. */
export interface FramedRecording {
  readonly fps: number;
  readonly episode: FrameEpisode;
}

/** Frames a recording. Throws `bad-dataset` or `not-found` where no channel can be the frames. */
export async function frameRecording(
  place: { index: number; file: string; source: RecordingFile },
  recording: CollectedRecording,
  options: FramingOptions,
): Promise<FramedRecording> {
  const chosen = referenceOf(recording, options.grid);
  const grid = gridOf(chosen, options.fps);
  const framing = new Framing(grid, options);
  const all = [...recording.series.values()];
  for (const [one, name] of seriesNames(all, chosen.series)) framing.addSeries(one, name);
  for (const pictures of recording.pictures.values()) await framing.addPictures(pictures, place.source);
  for (const [topic, reason] of recording.unread) framing.leaveOut(topic, reason);
  framing.addClock();
  const { features, columns, pictures, videos } = framing;
  return {
    fps: grid.fps,
    episode: {
      index: place.index,
      file: place.file,
      rows: grid.times.length,
      features,
      columns,
      pictures,
      videos,
      task: '',
    },
  };
}

class Framing {
  readonly features: WriterFeature[] = [];
  readonly columns = new Map<string, Column>();
  readonly pictures = new Map<string, PictureRows>();
  readonly videos = new Map<string, EpisodeVideo>();
  readonly #grid: FrameGrid;
  readonly #options: FramingOptions;

  constructor(grid: FrameGrid, options: FramingOptions) {
    this.#grid = grid;
    this.#options = options;
  }

  addSeries({ channel, path, series, names }: ChannelSeries, name: string): void {
    const source = path === '' ? channel.topic : `${channel.topic}.${path}`;
    this.#options.record.step('feature-renamed', { feature: source, params: { to: name } });
    const column = this.#onGrid(series.column(), { times: series.clock.times, source });
    if (column.kind === 'numbers') {
      const own =
        names?.length === column.width ? names.map((text) => text.slice(0, 160).toWellFormed()) : null;
      this.features.push({ name, dtype: column.type, shape: [column.width], names: own });
    } else this.features.push({ name, dtype: 'string', shape: [1], names: null });
    this.columns.set(name, column);
  }

  async addPictures({ channel, kind, clock }: ChannelPictures, source: RecordingFile): Promise<void> {
    const { topic, type } = channel;
    if (kind === 'video') return this.#addVideo(channel, clock, source);
    const shape = await pictureShape(source, channel).catch((error: unknown) => {
      if (!(error instanceof ExchangeError)) throw error;
      this.leaveOut(topic, error.message);
      return null;
    });
    if (shape === null) return;
    const name = pictureName(channel);
    const { record, method } = this.#options;
    const onGrid = isOnGrid(clock.times, this.#grid);
    const picked = onGrid ? ascending(clock.length) : pickedBy(framesOf(clock.times, this.#grid), method);
    record.step('feature-renamed', { feature: topic, params: { to: name } });
    if (!onGrid)
      this.#noteResampled(topic, { times: clock.times, method: method === 'linear' ? 'hold' : method });
    if (type === 'sensor_msgs/Image') record.step('pictures-as-png', { feature: topic });
    this.features.push({ name, dtype: 'image', shape, names: ['height', 'width', 'channel'] });
    this.pictures.set(name, messagePictures(source, channel, { picked, stats: null }));
  }

  /** A video of another maker is carried where its pictures are the frames: any other rate would ask for encoding it again. */
  async #addVideo(channel: Channel, clock: ChannelPictures['clock'], source: RecordingFile): Promise<void> {
    const { topic } = channel;
    if (!isOnGrid(clock.times, this.#grid)) {
      const reason = `its pictures do not come one a frame, and nothing is encoded again; --grid ${topic} makes them the frames`;
      return this.leaveOut(topic, reason);
    }
    const { fps } = this.#grid;
    const found = await foreignVideo(source, channel, fps).catch((error: unknown) => {
      if (!isExchangeError(error) || error.code === 'interrupted') throw error;
      this.leaveOut(topic, error.message);
      return null;
    });
    if (found === null) return;
    const { codec, width, height } = found.stream;
    const name = pictureName(channel);
    this.#options.record.step('feature-renamed', { feature: topic, params: { to: name } });
    const names = ['height', 'width', 'channel'];
    this.features.push({ name, dtype: 'video', shape: [height, width, 3], names, info: { codec, fps } });
    this.videos.set(name, found.video);
  }

  leaveOut(topic: string, reason: string): void {
    this.#options.record.step('feature-left-out', { feature: topic, lossy: true, params: { reason } });
  }

  /** The true times are kept: `timestamp` can only say row / rate, which is what loaders of the format check. */
  addClock(): void {
    const { times, fps, reference } = this.#grid;
    const values = BigInt64Array.from(times);
    this.features.push(LOG_TIME);
    this.columns.set(LOG_TIME.name, {
      kind: 'numbers',
      type: 'int64',
      width: 1,
      rows: times.length,
      values,
      missing: null,
    });
    if (reference !== null)
      this.#options.record.step('clock-regularised', {
        feature: reference.topic,
        params: { fps, kept: LOG_TIME.name },
      });
  }

  #onGrid(column: Column, { times, source }: { times: BigInt64Array; source: string }): Column {
    const { reference } = this.#grid;
    if (reference?.times === times || isOnGrid(times, this.#grid)) return column;
    const { method } = this.#options;
    const real = column.kind === 'numbers' && (column.type === 'float32' || column.type === 'float64');
    this.#noteResampled(source, { times, method: method === 'linear' && !real ? 'hold' : method });
    return resampleColumn(column, framesOf(times, this.#grid), method);
  }

  #noteResampled(feature: string, { times, method }: { times: BigInt64Array; method: ResampleMethod }): void {
    const params = { method, fromHz: rateOf(times), toHz: this.#grid.fps };
    this.#options.record.step('feature-resampled', { feature, lossy: true, params });
  }
}

function ascending(length: number): Int32Array {
  return Int32Array.from({ length }, (_, row) => row);
}
