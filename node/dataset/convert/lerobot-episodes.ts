/** A LeRobotDataset as episodes on its frame grid: columns as they stand in the files, pictures and videos by reference. */

import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, DeclaredFeature, Episode, EpisodeMeta } from '../dataset-reader.ts';
import { openColumn, type ColumnReader } from '../parquet/column-reader.ts';
import { openParquet, type ParquetFile } from '../parquet/parquet-file.ts';
import type { ScannableReader } from '../scan/scannable-reader.ts';
import { isBookkeeping } from '../write/episode-check.ts';
import type { FeatureStats, PictureRows, WriterFeature } from '../write/lerobot-spec.ts';
import { isWritable, widthOf } from '../write/parquet-columns.ts';
import type { ConversionRecord } from './conversion-record.ts';
import type { EpisodeSelection } from './episode-selection.ts';
import type { FrameEpisode, FrameSource } from './frame-episode.ts';
import { readPictureStats, type PictureStatsOf } from './picture-stats.ts';

/** A selection smaller than this share of the dataset is read episode by episode, else file by file. */
const SELECTIVE_SHARE = 0.25;

/** What reading for a conversion is given. */
export interface SourceContext {
  readonly selection: EpisodeSelection;
  readonly record: ConversionRecord;
  readonly signal?: AbortSignal | undefined;
}

/** Opens a LeRobot reader's dataset for conversion; disposing it disposes the reader. Throws `bad-dataset` without a frame rate. */
export async function lerobotFrames(reader: ScannableReader, context: SourceContext): Promise<FrameSource> {
  const { fps, splits } = reader.declared;
  if (fps === null) throw new ExchangeError('bad-dataset', 'The dataset states no frame rate.');
  const stats = await readPictureStats(reader);
  const open: OpenPictures = { path: null, file: null };
  return {
    fps,
    robotType: reader.robotType,
    splits,
    async *episodes() {
      for await (const episode of selected(reader, context))
        yield frameEpisode(episode, { reader, context, stats, open });
    },
    async [Symbol.asyncDispose]() {
      await open.file?.[Symbol.asyncDispose]();
      await reader[Symbol.asyncDispose]();
    },
  };
}

/** The data file whose pictures are being read. */
interface OpenPictures {
  path: string | null;
  file: ParquetFile | null;
}

interface Framing {
  readonly reader: ScannableReader;
  readonly context: SourceContext;
  readonly stats: PictureStatsOf;
  readonly open: OpenPictures;
}

async function* selected(reader: ScannableReader, context: SourceContext): AsyncGenerator<Episode> {
  const { selection, record, signal } = context;
  const pictures = new Set(reader.features.filter(({ dtype }) => dtype === 'image').map(({ name }) => name));
  const columns = reader.features.map(({ name }) => name).filter((name) => !pictures.has(name));
  const read = { columns: [...columns, 'task_index'], ...(signal === undefined ? {} : { signal }) };
  const wanted = reader.episodeIndices.filter((index) => selection.has(index));
  if (wanted.length >= reader.episodeIndices.length * SELECTIVE_SHARE) {
    const left = new Set(wanted);
    for await (const episode of reader.streamEpisodes(read)) {
      if (left.delete(episode.meta.index)) yield episode;
    }
    for (const index of left) record.leaveOut(index, new Error('Its data file cannot be read.'));
    return;
  }
  for (const index of wanted) {
    signal?.throwIfAborted();
    const episode = await reader.readEpisode(index, read).catch((error: unknown) => {
      signal?.throwIfAborted();
      record.leaveOut(index, error);
      return null;
    });
    if (episode !== null) yield episode;
  }
}

function frameEpisode(episode: Episode, framing: Framing): FrameEpisode {
  const { reader, context } = framing;
  const { meta } = episode;
  const columns = new Map<string, Column>();
  const pictures = new Map<string, PictureRows>();
  const features: WriterFeature[] = [];
  for (const declared of reader.features) {
    const { name } = declared;
    if (name === 'timestamp') keepTimestamp(episode.columns.get(name), columns, context.record);
    if (isBookkeeping(name)) continue;
    const column = episode.columns.get(name);
    const feature = featureOf(declared, column);
    if (typeof feature === 'string') {
      context.record.step('feature-left-out', { feature: name, lossy: true, params: { reason: feature } });
      continue;
    }
    features.push(feature);
    if (column !== undefined && feature.dtype !== 'image') columns.set(name, column);
    if (feature.dtype === 'image') pictures.set(name, picturesOf(meta, name, framing));
  }
  return {
    index: meta.index,
    file: meta.file,
    rows: meta.frames,
    features,
    columns,
    pictures,
    videos: videosOf(meta, framing),
    task: taskOf(episode, reader.tasks),
  };
}

/** The feature as it is written, by what its values are; why not, where it cannot be. */
function featureOf(declared: DeclaredFeature, column: Column | undefined): WriterFeature | string {
  const { name, dtype, shape, names, info } = declared;
  if (dtype === 'video' || dtype === 'image') return { name, dtype, shape, names, info };
  if (column === undefined) return 'it has no column';
  if (column.kind === 'text') return { name, dtype: 'string', shape: [1], names };
  if (column.kind !== 'numbers') return `its values are ${column.kind}`;
  const typed = { name, dtype: column.type, shape: [...shape], names };
  const feature = widthOf(typed) === column.width ? typed : { ...typed, shape: [column.width] };
  return isWritable(feature) ? feature : `the type ${dtype} is not written`;
}

/** Times are kept where they are what the format asks for; else the writer makes them from the rate. */
function keepTimestamp(
  column: Column | undefined,
  columns: Map<string, Column>,
  record: ConversionRecord,
): void {
  if (column?.kind === 'numbers' && column.type === 'float32' && column.width === 1)
    columns.set('timestamp', column);
  else record.step('timestamps-recomputed', { feature: 'timestamp', lossy: column !== undefined });
}

function videosOf(meta: EpisodeMeta, { reader, stats }: Framing): FrameEpisode['videos'] {
  return new Map(
    meta.videos.map(({ camera, path, from, to }) => {
      const known = stats(camera, meta.index);
      return [
        camera,
        { path: join(reader.root, path), from, to, ...(known === undefined ? {} : { stats: known }) },
      ];
    }),
  );
}

function picturesOf(meta: EpisodeMeta, name: string, { reader, stats, open }: Framing): PictureRows {
  let column: ColumnReader | null = null;
  let at = 0;
  const known: FeatureStats | null = stats(name, meta.index) ?? null;
  return {
    rows: meta.frames,
    stats: () => known,
    read: async (from, to) => {
      if (open.path !== meta.file || open.file === null) {
        await open.file?.[Symbol.asyncDispose]();
        open.file = await openParquet(join(reader.root, meta.file));
        open.path = meta.file;
      }
      if (column === null || at > from) {
        column = openColumn(open.file, name);
        await column.skip(meta.firstRow);
        at = 0;
      }
      await column.skip(from - at);
      const read = await column.read(to - from);
      at = to;
      if (read.kind !== 'images') {
        throw new ExchangeError('bad-dataset', `The column "${name}" holds no pictures.`, {
          params: { column: name, episode: meta.index },
        });
      }
      return read.values;
    },
  };
}

function taskOf({ meta, columns }: Episode, tasks: ReadonlyMap<number, string>): string | readonly string[] {
  const column = columns.get('task_index');
  if (column?.kind !== 'numbers' || column.width !== 1) return meta.tasks[0] ?? '';
  const text = (index: number | bigint): string => tasks.get(Number(index)) ?? meta.tasks[0] ?? '';
  const values = column.values as ArrayLike<number | bigint>;
  const [first = 0] = [values[0]];
  for (let row = 1; row < values.length; row++) if (values[row] !== first) return Array.from(values, text);
  return text(first);
}
