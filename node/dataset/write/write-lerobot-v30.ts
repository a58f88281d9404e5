/** Writes LeRobotDataset v3.0: data shards with one row group an episode (more where pictures are large), and episode tables. */

import { join } from 'node:path';
import type { SchemaElement } from 'hyparquet/src/types.js';
import type { ColumnSource } from 'hyparquet-writer';
import { columnFeatures, type CompleteEpisode } from './episode-check.ts';
import { QUANTILES } from './episode-stats.ts';
import { DATA_FILES_MB, shardAt, shardPath, type Shard } from './layout.ts';
import type {
  EpisodeInput,
  FeatureStats,
  LerobotSpec,
  LerobotWriter,
  WrittenExtent,
} from './lerobot-spec.ts';
import { huggingfaceFooter, listSchema, schemaOf } from './parquet-columns.ts';
import { createParquet, type ParquetOutput } from './parquet-output.ts';
import type { PlacedVideo } from './video-placer.ts';
import { writeRows } from './write-rows.ts';
import { WriteSession } from './write-session.ts';

/** Rows of the episode table that are held before they are written. */
const EPISODE_ROWS_HELD = 1000;

interface EpisodeRow {
  readonly episode: CompleteEpisode;
  readonly data: Shard;
  readonly videos: readonly PlacedVideo[];
  readonly stats: ReadonlyMap<string, FeatureStats>;
}

/** Opens a v3.0 writer on an empty folder. */
export async function writeLerobotV30(root: string, spec: LerobotSpec): Promise<LerobotWriter> {
  const writer = new V30Writer(await WriteSession.begin(root, spec));
  return { addEpisode: (episode) => writer.add(episode), finish: (splits) => writer.finish(splits) };
}

class V30Writer {
  readonly #session: WriteSession;
  readonly #features: ReturnType<typeof columnFeatures>;
  #data: { output: ParquetOutput; shard: Shard } | null = null;
  #shards = 0;
  #table: ParquetOutput | null = null;
  #held: EpisodeRow[] = [];

  constructor(session: WriteSession) {
    this.#session = session;
    this.#features = columnFeatures(session.spec);
  }

  async add(input: EpisodeInput): Promise<void> {
    const videos = await this.#session.prepare(input);
    const episode = this.#session.next(input);
    const data = this.#dataFile();
    await writeRows(data.output, this.#features, { ...episode, pictures: input.pictures });
    const stats = this.#session.stats(episode.columns, input);
    this.#held.push({ episode: { ...episode, columns: new Map() }, data: data.shard, videos, stats });
    if (this.#held.length >= EPISODE_ROWS_HELD) this.#writeHeld();
  }

  async finish(splits?: Readonly<Record<string, string>>): Promise<WrittenExtent> {
    this.#data?.output.finish();
    this.#writeHeld();
    this.#table?.finish();
    this.#writeTasks();
    await this.#session.writeStats();
    return this.#session.writeInfo(splits);
  }

  /** The data file that takes the next episode: a new one when the last has grown to its size. */
  #dataFile(): { output: ParquetOutput; shard: Shard } {
    if (this.#data !== null && this.#data.output.bytes < DATA_FILES_MB * 1e6) return this.#data;
    this.#data?.output.finish();
    const shard = shardAt(this.#shards++);
    const { root, spec } = this.#session;
    const footer = { huggingface: huggingfaceFooter(this.#features, spec.version) };
    const schema = this.#features.flatMap(schemaOf);
    this.#data = { output: createParquet(join(root, shardPath('data', shard)), schema, footer), shard };
    return this.#data;
  }

  #writeHeld(): void {
    const [first] = this.#held;
    if (first === undefined) return;
    const columns = episodeTable(this.#held, this.#session);
    const shard = { chunk: 0, file: 0 };
    this.#table ??= createParquet(
      join(this.#session.root, shardPath('meta/episodes', shard)),
      columns.flatMap(({ schema }) => schema),
      {},
    );
    this.#table.write(columns.map(({ source }) => source));
    this.#held = [];
  }

  /** `tasks.parquet` is a pandas frame indexed by the sentence; the `pandas` footer says so. */
  #writeTasks(): void {
    const { sentences } = this.#session.tasks;
    const pandas = {
      index_columns: ['task'],
      column_indexes: [],
      columns: [
        {
          name: 'task_index',
          field_name: 'task_index',
          pandas_type: 'int64',
          numpy_type: 'int64',
          metadata: null,
        },
        { name: 'task', field_name: 'task', pandas_type: 'unicode', numpy_type: 'object', metadata: null },
      ],
      creator: { library: 'kinship', version: '1' },
      pandas_version: '2.2.0',
    };
    const output = createParquet(
      join(this.#session.root, 'meta/tasks.parquet'),
      [...listSchema('task_index', { type: 'INT64' }, 0), ...text('task')],
      { pandas: JSON.stringify(pandas) },
    );
    output.write([
      { name: 'task_index', data: BigInt64Array.from(sentences, (_, index) => BigInt(index)) },
      { name: 'task', data: [...sentences] },
    ]);
    output.finish();
  }
}

interface TableColumn {
  readonly schema: SchemaElement[];
  readonly source: ColumnSource;
}

function text(name: string): SchemaElement[] {
  return listSchema(name, { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, 0);
}

function integers(name: string, values: readonly number[]): TableColumn {
  return {
    schema: listSchema(name, { type: 'INT64' }, 0),
    source: { name, data: BigInt64Array.from(values, BigInt) },
  };
}

/** The columns of the episode table, named as LeRobot names them. */
function episodeTable(rows: readonly EpisodeRow[], session: WriteSession): TableColumn[] {
  const episodes = rows.map(({ episode }) => episode);
  const listOfText = listSchema('tasks', { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, 1);
  return [
    integers(
      'episode_index',
      episodes.map(({ index }) => index),
    ),
    { schema: listOfText, source: { name: 'tasks', data: episodes.map(({ tasks }) => [...tasks]) } },
    integers(
      'length',
      episodes.map(({ rows: length }) => length),
    ),
    integers(
      'data/chunk_index',
      rows.map(({ data }) => data.chunk),
    ),
    integers(
      'data/file_index',
      rows.map(({ data }) => data.file),
    ),
    integers(
      'dataset_from_index',
      episodes.map(({ firstIndex }) => firstIndex),
    ),
    integers(
      'dataset_to_index',
      episodes.map(({ firstIndex, rows: length }) => firstIndex + length),
    ),
    ...videoColumns(rows, session.spec.fps),
    ...statsColumns(rows, session),
    integers(
      'meta/episodes/chunk_index',
      rows.map(() => 0),
    ),
    integers(
      'meta/episodes/file_index',
      rows.map(() => 0),
    ),
  ];
}

function videoColumns(rows: readonly EpisodeRow[], fps: number): TableColumn[] {
  const cameras = rows[0]?.videos.map(({ camera }) => camera) ?? [];
  return cameras.flatMap((camera, at) => {
    const seconds = (name: string, values: number[]): TableColumn => ({
      schema: listSchema(`videos/${camera}/${name}`, { type: 'DOUBLE' }, 0),
      source: { name: `videos/${camera}/${name}`, data: Float64Array.from(values) },
    });
    return [
      integers(
        `videos/${camera}/chunk_index`,
        rows.map(({ videos }) => videos[at]?.shard.chunk ?? 0),
      ),
      integers(
        `videos/${camera}/file_index`,
        rows.map(({ videos }) => videos[at]?.shard.file ?? 0),
      ),
      seconds(
        'from_timestamp',
        rows.map(({ videos }) => videos[at]?.from ?? 0),
      ),
      seconds(
        'to_timestamp',
        rows.map(({ episode, videos }) => (videos[at]?.from ?? 0) + episode.rows / fps),
      ),
    ];
  });
}

function statsColumns(rows: readonly EpisodeRow[], session: WriteSession): TableColumn[] {
  const names = [...(rows[0]?.stats.keys() ?? [])];
  return names.flatMap((name) => {
    const of = (row: EpisodeRow): FeatureStats | undefined => row.stats.get(name);
    const axes = session.isImage(name) ? 3 : 1;
    const column = (kind: string, pick: (stats: FeatureStats) => readonly number[]): TableColumn => {
      const path = `stats/${name}/${kind}`;
      const data = rows.map((row) => {
        const stats = of(row);
        if (stats === undefined) return null;
        return axes === 3 ? pick(stats).map((value) => [[value]]) : [...pick(stats)];
      });
      return { schema: listSchema(path, { type: 'DOUBLE' }, axes), source: { name: path, data } };
    };
    const counts = rows.map((row) => [BigInt(of(row)?.count ?? 0)]);
    return [
      column('min', (stats) => stats.min),
      column('max', (stats) => stats.max),
      column('mean', (stats) => stats.mean),
      column('std', (stats) => stats.std),
      {
        schema: listSchema(`stats/${name}/count`, { type: 'INT64' }, 1),
        source: { name: `stats/${name}/count`, data: counts },
      },
      ...Object.keys(QUANTILES).map((kind) => column(kind, (stats) => stats.quantiles[kind] ?? [])),
    ];
  });
}
