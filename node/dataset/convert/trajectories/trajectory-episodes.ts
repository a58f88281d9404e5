/** Files of whole episodes (ALOHA, robomimic, RLDS, folders of video) as episodes on their frame grid: every step is a frame. */

import { join } from 'node:path';
import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { DatasetFile } from '../../dataset-files.ts';
import type { Column, DeclaredFeature, ImageColumn, NumberColumn } from '../../dataset-reader.ts';
import { FindingCollector } from '../../findings.ts';
import { readPictureHead } from '../../scan/sample-images.ts';
import type { LazyPictures, Trajectory, TrajectoryReader } from '../../trajectories/trajectory-dataset.ts';
import type { EpisodeVideo, PictureRows, WriterFeature } from '../../write/lerobot-spec.ts';
import type { ConversionRecord } from '../conversion-record.ts';
import type { FrameEpisode, FrameSource } from '../frame-episode.ts';
import type { SourceContext } from '../lerobot-episodes.ts';
import { PixelStats } from '../pixel-stats.ts';
import { encodePng } from '../png.ts';
import { isRegular, PICTURE_TIME, pictureTimes, regularVideo, type TimedVideo } from './regular-video.ts';
import { trajectoryName } from './trajectory-names.ts';

/** The files of a folder. */
export interface TrajectoryFolder {
  readonly root: string;
  readonly holders: readonly DatasetFile[];
  readonly read: TrajectoryReader;
  /** Frames a second as the files tell; null for formats that know no time. */
  readonly rate: () => Promise<number | null>;
}

/** Opens them. Throws `usage` where neither the files nor the options say how many frames a second there are. */
export async function trajectoryFrames(
  folder: TrajectoryFolder,
  context: SourceContext & { options: ConversionOptions; onFile: (file: string) => void },
): Promise<FrameSource> {
  const fps = context.options.fps ?? (await folder.rate());
  if (fps === null) {
    throw new ExchangeError('usage', 'This format does not say how many frames a second it has: say --fps.');
  }
  return {
    fps,
    robotType: null,
    splits: {},
    episodes: () => episodesOf(folder, context, fps),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function* episodesOf(
  { root, holders, read }: TrajectoryFolder,
  context: SourceContext & { onFile: (file: string) => void },
  fps: number,
): AsyncGenerator<FrameEpisode> {
  const { selection, record, signal } = context;
  let index = 0;
  for (const { path: file } of holders) {
    signal?.throwIfAborted();
    const collector = new FindingCollector();
    const onProgress = (): void => {
      signal?.throwIfAborted();
      context.onFile(file);
    };
    try {
      for await (const trajectory of read(join(root, file), { collector, file, onProgress })) {
        const number = index++;
        if (!selection.has(number)) continue;
        const episode = frameOrNull(trajectory, { index: number, file, root, fps, record });
        if (episode !== null) yield episode;
      }
    } catch (error) {
      if (!isExchangeError(error, 'bad-dataset')) throw error;
      collector.addError('file-unreadable', error, { file });
    }
    // What a reader passes over is an episode that is not in the result, wherever it would have stood.
    for (const { severity, code, params } of collector.list) {
      if (severity === 'error')
        record.leaveOut(index, new Error(`${file}: ${code} ${String(params['reason'] ?? '')}`));
    }
  }
}

interface Place {
  readonly index: number;
  readonly file: string;
  readonly root: string;
  readonly fps: number;
  readonly record: ConversionRecord;
}

/** The episode, or null with its reason in the record. */
function frameOrNull(trajectory: Trajectory, place: Place): FrameEpisode | null {
  try {
    return frameEpisode(trajectory, place);
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    place.record.leaveOut(place.index, error);
    return null;
  }
}

function frameEpisode(trajectory: Trajectory, place: Place): FrameEpisode {
  const { rows, extras } = trajectory;
  const framing = new Framing(place);
  for (const [source, column] of trajectory.columns) {
    const names = trajectory.features.find((feature) => feature.name === source)?.names ?? null;
    if (column.kind === 'numbers') framing.addNumbers(source, column, names);
  }
  for (const [source, values] of extras?.texts ?? []) framing.addTexts(source, values);
  for (const [source, lazy] of extras?.pictures ?? []) framing.addPictures(source, lazy, rows);
  for (const { camera, path } of trajectory.videos ?? []) {
    const declared = trajectory.features.find((feature) => feature.name === camera);
    framing.addVideo(camera, { path, times: trajectory.times?.get(camera) ?? new Float64Array() }, declared);
  }
  for (const [feature, reason] of extras?.unread ?? [])
    place.record.step('feature-left-out', { feature, lossy: true, params: { reason } });
  const task = extras?.tasks ?? trajectory.rowTasks ?? trajectory.task ?? '';
  const { features, columns, pictures, videos } = framing;
  const { index, file } = place;
  return { index, file, rows, features, columns, pictures, videos, task: oneOrMany(task) };
}

/** Collects what an episode holds under the names of the result. */
class Framing {
  readonly features: WriterFeature[] = [];
  readonly columns = new Map<string, Column>();
  readonly pictures = new Map<string, PictureRows>();
  readonly videos = new Map<string, EpisodeVideo>();
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  addNumbers(source: string, column: NumberColumn, names: readonly string[] | null): void {
    const name = this.#called(source, false);
    this.features.push({ name, dtype: column.type, shape: [column.width], names });
    this.columns.set(name, column);
  }

  addTexts(source: string, values: readonly string[]): void {
    const name = this.#called(source, false);
    this.features.push({ name, dtype: 'string', shape: [1], names: null });
    this.columns.set(name, { kind: 'text', rows: values.length, values });
  }

  addPictures(source: string, lazy: LazyPictures, rows: number): void {
    const name = this.#called(source, true);
    if (lazy.pixels !== null) this.#place.record.step('pictures-as-png', { feature: source });
    const shape = shapeOf(lazy, source);
    this.features.push({ name, dtype: 'image', shape, names: ['height', 'width', 'channel'] });
    this.pictures.set(name, pictureRows(lazy, rows));
  }

  /** A video of a folder, whose pictures are the frames. */
  addVideo(source: string, { path, times }: TimedVideo, declared: DeclaredFeature | undefined): void {
    const { record, root, fps } = this.#place;
    const name = this.#called(source, true);
    const { shape = [], names = null, info } = declared ?? {};
    this.features.push({ name, dtype: 'video', shape, names, info: { ...info, fps } });
    const video = { path: join(root, path), times };
    if (!isRegular(video, fps))
      record.step('clock-regularised', { feature: source, params: { fps, kept: PICTURE_TIME.name } });
    this.videos.set(name, regularVideo(video, fps));
    this.features.push(PICTURE_TIME);
    this.columns.set(PICTURE_TIME.name, pictureTimes(video));
  }

  #called(source: string, isPicture: boolean): string {
    const name = trajectoryName(source, isPicture);
    if (name !== source)
      this.#place.record.step('feature-renamed', { feature: source, params: { to: name } });
    return name;
  }
}

/** One sentence where all rows have the same. */
function oneOrMany(task: string | readonly string[]): string | readonly string[] {
  if (typeof task === 'string') return task;
  const [first = ''] = task;
  return task.every((text) => text === first) ? first : task;
}

/** Height, width, channels. Throws `bad-dataset` for encoded pictures that do not say their size. */
function shapeOf(pictures: LazyPictures, feature: string): readonly number[] {
  if (pictures.pixels !== null) return pictures.pixels.shape;
  const head = readPictureHead(pictures.read(0, 1)[0] ?? new Uint8Array());
  if (head.width === null || head.height === null) {
    throw new ExchangeError('bad-dataset', `The pictures of "${feature}" are neither PNG nor JPEG.`);
  }
  return [head.height, head.width, 3];
}

/** Encoded pictures as they are, raw pixels as PNG. */
function pictureRows(lazy: LazyPictures, rows: number): PictureRows {
  const { pixels } = lazy;
  const [height = 0, width = 0, channels = 1] = pixels?.shape ?? [];
  const gathered = pixels?.bits === 8 ? new PixelStats(channels) : null;
  const encode = (raw: Uint8Array): Uint8Array => {
    if (pixels === null) return raw;
    gathered?.add(raw);
    const data = pixels.bits === 16 ? highByteFirst(raw) : raw;
    return encodePng({ width, height, channels, bits: pixels.bits, data });
  };
  return {
    rows,
    stats: () => gathered?.result(rows) ?? null,
    read: (from, to) => {
      const values: ImageColumn['values'] = lazy
        .read(from, to)
        .map((raw) => ({ bytes: encode(raw), path: null }));
      return Promise.resolve(values);
    },
  };
}

function highByteFirst(data: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.from(data).swap16());
}
