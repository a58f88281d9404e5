/** Files of whole episodes as a dataset: HDF5 files, TFRecord shards, videos. Their number is known only after reading. */

import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import type { CollectionFacts } from '#contracts/dataset/facts.ts';
import type { DatasetFormatName } from '#contracts/dataset/vocabulary.ts';
import type { FolderAnnotations } from '../annotations/read-annotations.ts';
import type { DatasetFile } from '../dataset-files.ts';
import type { Column, DeclaredFeature, Episode, ReadOptions, VideoSegment } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';
import { stillsOf } from './trajectory-stills.ts';
import { picturesOf } from '../recordings/recording-dataset.ts';
import type { OpenOptions, ScannableReader } from '../scan/scannable-reader.ts';

/** Pictures of an episode, read when asked for; only until the next episode is. */
export interface LazyPictures {
  /** Height, width and channels of raw pixels; null for encoded pictures (PNG, JPEG). */
  readonly pixels: { readonly shape: readonly number[]; readonly bits: 8 | 16 } | null;
  /** Rows [from, to), one array each. 16-bit pixels are little-endian. */
  read(from: number, to: number): readonly Uint8Array[];
}

/** What a conversion needs beyond what a scan does. */
export interface TrajectoryExtras {
  readonly pictures: ReadonlyMap<string, LazyPictures>;
  /** Text by feature, one a row. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** The task, where it is told for each row. */
  readonly tasks: readonly string[] | null;
  /** What is there and not read, and why. */
  readonly unread: ReadonlyMap<string, string>;
}

/** One episode as a file holds it. */
export interface Trajectory {
  readonly rows: number;
  readonly task: string | null;
  /** The sentence of every row, where parts have their own; null or absent where one stands for all. */
  readonly rowTasks?: readonly string[] | null;
  readonly features: readonly DeclaredFeature[];
  readonly columns: ReadonlyMap<string, Column>;
  /** First picture of features of dtype `image`. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
  readonly times?: ReadonlyMap<string, Float64Array>;
  readonly videos?: readonly VideoSegment[];
  readonly extras?: TrajectoryExtras;
}

/** Where a reader of trajectories reports what is wrong or worth knowing. */
export interface TrajectorySink {
  readonly collector: FindingCollector;
  /** Path of the file within the dataset. */
  readonly file: string;
  /** Called now and then while a long file is read. */
  onProgress(this: void): void;
}

/** Yields the episodes of one file. Throws only when nothing of it can be read. */
export type TrajectoryReader = (path: string, sink: TrajectorySink) => AsyncIterable<Trajectory>;

/** What a trajectory dataset is made of. */
export interface TrajectorySource {
  readonly root: string;
  readonly format: { readonly name: DatasetFormatName; readonly version: string | null };
  readonly files: readonly DatasetFile[];
  /** Those of them that hold episodes, in order. */
  readonly holders: readonly DatasetFile[];
  readonly read: TrajectoryReader;
  readonly collector: FindingCollector;
  readonly collection?: Partial<CollectionFacts>;
  /** What stands beside the files; absent for formats that hold their annotations themselves. */
  readonly annotations?: FolderAnnotations;
}

/** Opens such files as a dataset. `features` and `tasks` grow while episodes are read. */
export function openTrajectories(source: TrajectorySource, options: OpenOptions = {}): ScannableReader {
  const features = new Map<string, DeclaredFeature>();
  const pictures = new Map<string, Uint8Array>();
  const tasks = new Map<number, string>();
  for (const [file, reason] of options.skip ?? []) {
    source.collector.add('error', 'reader-died', { file, params: { reason } });
  }
  const learn = (trajectory: Pick<Trajectory, 'features' | 'pictures'>): void => {
    for (const feature of trajectory.features)
      if (!features.has(feature.name)) features.set(feature.name, feature);
    for (const [name, bytes] of trajectory.pictures ?? []) if (!pictures.has(name)) pictures.set(name, bytes);
  };
  const stream = (read: ReadOptions = {}) => streamAll({ source, options, learn, tasks }, read);
  return {
    format: source.format,
    root: source.root,
    robotType: null,
    declared: { episodes: null, frames: null, tasks: null, videos: null, fps: null, splits: {} },
    get features() {
      return [...features.values()];
    },
    tasks,
    files: source.files,
    collector: source.collector,
    get findings() {
      return source.collector.list;
    },
    declaresEpisodes: false,
    episodeIndices: [],
    ...(source.collection === undefined ? {} : { collection: source.collection }),
    ...annotationsOf(source),
    picturesSince: (place) => picturesOf([...features.keys()].slice(place), pictures),
    firstPicture: (feature) => Promise.resolve(pictures.get(feature) ?? null),
    async *episodes() {
      for await (const { meta } of stream()) yield meta;
    },
    async readEpisode(index, read) {
      for await (const episode of stream(read)) if (episode.meta.index === index) return episode;
      throw new ExchangeError('not-found', 'There is no episode of this number.');
    },
    streamEpisodes: stream,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function annotationsOf({ annotations }: TrajectorySource): Pick<ScannableReader, 'granularity' | 'besideOf'> {
  if (annotations === undefined) return {};
  return { granularity: annotations.granularity, besideOf: (file) => annotations.digestOf(file) };
}

interface Streaming {
  readonly source: TrajectorySource;
  readonly options: OpenOptions;
  readonly learn: (trajectory: Pick<Trajectory, 'features' | 'pictures'>) => void;
  readonly tasks: Map<number, string>;
}

async function* streamAll(
  { source, options, learn, tasks }: Streaming,
  read: ReadOptions,
): AsyncGenerator<Episode> {
  const { collector, holders } = source;
  const taskIndices = new Map<string, number>();
  let index = 0;
  for (const [at, { path: file }] of holders.entries()) {
    if (options.skip?.has(file) === true) continue;
    const known = read.known?.(file) ?? null;
    if (known !== null) {
      learn(known);
      for (const task of known.tasks) taskIndex(task, taskIndices, tasks);
      index += known.episodes;
      continue;
    }
    const onProgress = (): void => options.onFile?.(file, at, holders.length);
    onProgress();
    try {
      for await (const trajectory of source.read(join(source.root, file), { collector, file, onProgress })) {
        read.signal?.throwIfAborted();
        learn(trajectory);
        const stills = stillsOf(trajectory, read.stills?.(index) ?? 0, { collector, file });
        const number = (sentence: string): number => taskIndex(sentence, taskIndices, tasks);
        yield { ...episodeOf(trajectory, { index, file, read, number }), stills };
        index++;
      }
    } catch (error) {
      read.signal?.throwIfAborted();
      collector.addError('file-unreadable', error, { file });
    }
  }
}

function taskIndex(task: string, known: Map<string, number>, tasks: Map<number, string>): number {
  const index = known.get(task) ?? known.size;
  known.set(task, index);
  tasks.set(index, task);
  return index;
}

function episodeOf(
  trajectory: Trajectory,
  place: { index: number; file: string; read: ReadOptions; number: (sentence: string) => number },
): Episode {
  const { rows, task, columns, rowTasks } = trajectory;
  const wanted = place.read.columns;
  const all = new Map(columns);
  const sentences = rowTasks ?? (task === null ? null : [task]);
  if (sentences !== null) {
    const values = new BigInt64Array(rows).fill(BigInt(place.number(sentences[0] ?? '')));
    rowTasks?.forEach((sentence, row) => (values[row] = BigInt(place.number(sentence))));
    all.set('task_index', { kind: 'numbers', type: 'int64', width: 1, rows, values, missing: null });
  }
  return {
    meta: {
      index: place.index,
      frames: rows,
      declaredFrames: null,
      tasks: [...new Set(sentences)].filter((sentence) => sentence !== ''),
      file: place.file,
      firstRow: 0,
      videos: trajectory.videos ?? [],
    },
    columns: wanted === undefined ? all : new Map([...all].filter(([name]) => wanted.includes(name))),
    ...(trajectory.times === undefined ? {} : { times: trajectory.times }),
  };
}
