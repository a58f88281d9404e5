/** Reads LeRobotDataset v2.1 and v3.0: rows from the data files as they are, the metadata as declarations beside them. */

import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { listFiles, readSmallFile, type DatasetFile } from '../dataset-files.ts';
import type { Episode, EpisodeMeta, ReadOptions, VideoSegment } from '../dataset-reader.ts';
import { FindingCollector } from '../findings.ts';
import { openColumn } from '../parquet/column-reader.ts';
import { openParquet } from '../parquet/parquet-file.ts';
import type { OpenOptions, ScannableReader } from '../scan/scannable-reader.ts';
import { indexDataFile, type DataFile, type Segment } from './data-files.ts';
import { readEpisodeRecords, readTasks, type EpisodeRecord } from './episode-records.ts';
import { MAX_INFO_BYTES, parseInfo, type LerobotInfo } from './info.ts';
import { fillTemplate } from './path-template.ts';
import { segmentStills } from './lerobot-stills.ts';
import { SegmentReader } from './segment-reader.ts';

/** Opens a LeRobotDataset. Throws when `meta/info.json` cannot be read; everything else becomes findings. */
export async function openLerobot(root: string, options: OpenOptions = {}): Promise<ScannableReader> {
  const collector = new FindingCollector();
  const skip = options.skip ?? new Map<string, string>();
  for (const [file, reason] of skip) collector.add('error', 'reader-died', { file, params: { reason } });
  const files = (await listFiles(root, collector)).filter(({ path }) => !skip.has(path));
  const info = parseInfo(await readSmallFile(join(root, 'meta/info.json'), MAX_INFO_BYTES), collector);
  const source = { root, files, findings: collector };
  const tasks = await readTasks(source);
  const records = await readEpisodeRecords(source);
  const dataFiles = await indexData(root, files, { ...options, collector });
  compareColumns(info, dataFiles, collector);
  const present = new Set(files.map(({ path }) => path));
  const layout = {
    root,
    info: checkedTemplate(info, collector),
    records,
    dataFiles,
    collector,
    present,
    skip,
  };
  const episodes = listEpisodes(layout);
  return {
    format: { name: 'lerobot', version: info.version },
    root,
    robotType: info.robotType,
    declared: info.declared,
    features: info.features,
    tasks,
    files,
    collector,
    declaresEpisodes: records.size > 0,
    episodeIndices: [...episodes.keys()],
    firstPicture: (feature) => firstPicture(layout, episodes, feature),
    metasOf: (file) => [...episodes.values()].flatMap(({ meta }) => (meta.file === file ? [meta] : [])),
    get findings() {
      return collector.list;
    },
    async *episodes() {
      for (const { meta } of episodes.values()) yield await Promise.resolve(meta);
    },
    readEpisode: (index, read) => readOne(layout, episodes.get(index), read),
    streamEpisodes: (read) => stream(layout, episodes, read),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

interface Layout {
  readonly root: string;
  readonly info: LerobotInfo;
  readonly records: ReadonlyMap<number, EpisodeRecord>;
  readonly dataFiles: readonly DataFile[];
  readonly collector: FindingCollector;
  readonly present: ReadonlySet<string>;
  readonly skip: ReadonlyMap<string, string>;
}

interface Located {
  readonly meta: EpisodeMeta;
  readonly segment: Segment;
}

/** Declared features need a column (videos apart), columns a declaration; the loader of the format refuses the others. */
function compareColumns(
  info: LerobotInfo,
  dataFiles: readonly DataFile[],
  collector: FindingCollector,
): void {
  const declared = new Map(info.features.map((feature) => [feature.name, feature.dtype]));
  const found = new Set<string>();
  for (const { path, columns } of dataFiles) {
    for (const name of columns) {
      if (!declared.has(name) && !found.has(name)) {
        collector.add('warn', 'column-not-declared', { file: path, params: { column: name } });
      }
      found.add(name);
    }
  }
  if (found.size === 0) return;
  for (const [name, dtype] of declared) {
    if (dtype !== 'video' && !found.has(name)) {
      collector.add('error', 'feature-without-column', { file: 'meta/info.json', params: { feature: name } });
    }
  }
}

/** A template that cannot be filled, or leads outside, costs the videos and not the dataset. */
function checkedTemplate(info: LerobotInfo, collector: FindingCollector): LerobotInfo {
  if (info.videoPath === null) return info;
  try {
    fillTemplate(info.videoPath, templateFields({ camera: 'camera', episode: 0, chunksSize: 1 }));
    return info;
  } catch (error) {
    collector.addError('bad-path-template', error, { file: 'meta/info.json' });
    return { ...info, videoPath: null };
  }
}

function templateFields(at: {
  camera: string;
  episode: number;
  chunksSize: number;
  chunk?: number;
  file?: number;
}): Record<string, string | number> {
  return {
    video_key: at.camera,
    episode_index: at.episode,
    episode_chunk: Math.floor(at.episode / at.chunksSize),
    chunk_index: at.chunk ?? 0,
    file_index: at.file ?? 0,
  };
}

async function indexData(
  root: string,
  files: readonly DatasetFile[],
  options: OpenOptions & { collector: FindingCollector },
): Promise<DataFile[]> {
  const data = files.filter(({ path }) => path.startsWith('data/'));
  const indexed: DataFile[] = [];
  for (const file of data) {
    options.signal?.throwIfAborted();
    options.onFile?.(file.path, indexed.length, data.length);
    indexed.push(await indexDataFile(root, file, options.collector));
  }
  return indexed;
}

function listEpisodes(layout: Layout): Map<number, Located> {
  const located = new Map<number, Located>();
  for (const { path, segments } of layout.dataFiles) {
    for (const segment of segments) {
      if (located.has(segment.episode)) {
        layout.collector.add('error', 'episode-split', {
          file: path,
          row: segment.firstRow,
          params: { episode: segment.episode, rows: segment.rows },
        });
        continue;
      }
      located.set(segment.episode, { meta: metaOf(layout, path, segment), segment });
    }
  }
  return located;
}

function metaOf(layout: Layout, file: string, segment: Segment): EpisodeMeta {
  const record = layout.records.get(segment.episode);
  return {
    index: segment.episode,
    frames: segment.rows,
    declaredFrames: record?.length ?? null,
    tasks: record?.tasks ?? [],
    file,
    firstRow: segment.firstRow,
    videos: videosOf(layout, segment.episode, record),
  };
}

function videosOf(layout: Layout, episode: number, record: EpisodeRecord | undefined): VideoSegment[] {
  const { info } = layout;
  const template = info.videoPath;
  if (template === null) return [];
  return info.features
    .filter(({ dtype }) => dtype === 'video')
    .flatMap(({ name }) => {
      const declared = record?.videos.get(name);
      if (info.version === 'v3.0' && declared === undefined) return [];
      // Camera names come from the file: one that would lead out of the dataset is no path of ours.
      if (!/^[^/\\:\0]+$/.test(name) || name === '..') return [];
      const at = { camera: name, episode, chunksSize: info.chunksSize, ...declared };
      const path = fillTemplate(template, templateFields(at));
      if (!layout.present.has(path)) {
        if (!layout.skip.has(path)) {
          layout.collector.add('warn', 'video-not-found', { file: path, params: { episode, camera: name } });
        }
        return [];
      }
      return { camera: name, path, from: declared?.from ?? 0, to: declared?.to ?? null };
    });
}

async function readOne(
  layout: Layout,
  located: Located | undefined,
  options: ReadOptions = {},
): Promise<Episode> {
  if (located === undefined) throw new ExchangeError('not-found', 'The dataset has no rows of this episode.');
  const findings = new FindingCollector();
  await using file = await openParquet(join(layout.root, located.meta.file));
  const reader = new SegmentReader(file, { path: located.meta.file, findings, columns: options.columns });
  const columns = await reader.read(located.segment);
  const [problem] = findings.list;
  if (problem !== undefined) {
    throw new ExchangeError(
      'bad-dataset',
      `Episode ${located.meta.index} cannot be read whole: ${problem.code}.`,
      {
        params: { ...problem.params, file: located.meta.file, finding: problem.code },
      },
    );
  }
  return { meta: located.meta, columns };
}

async function firstPicture(
  layout: Layout,
  episodes: ReadonlyMap<number, Located>,
  feature: string,
): Promise<Uint8Array | null> {
  const first = episodes.values().next().value;
  if (first === undefined) return null;
  await using file = await openParquet(join(layout.root, first.meta.file));
  const column = await openColumn(file, feature).read(1);
  return column.kind === 'images' ? (column.values[0]?.bytes ?? null) : null;
}

async function* stream(
  layout: Layout,
  episodes: ReadonlyMap<number, Located>,
  options: ReadOptions = {},
): AsyncGenerator<Episode> {
  const byFile = Map.groupBy(episodes.values(), ({ meta }) => meta.file);
  const { root, info, present, collector } = layout;
  const cameras = info.features.filter(({ dtype }) => dtype === 'image').map(({ name }) => name);
  const stillSource = { root, cameras, fps: info.declared.fps, present, collector };
  for (const { path } of layout.dataFiles) {
    const inFile = byFile.get(path);
    if (inFile === undefined || options.known?.(path)) continue;
    try {
      await using file = await openParquet(join(layout.root, path));
      const reader = new SegmentReader(file, { path, findings: layout.collector, columns: options.columns });
      for (const { meta, segment } of inFile) {
        options.signal?.throwIfAborted();
        const columns = await reader.read(segment);
        const wanted = options.stills?.(meta.index) ?? 0;
        const stills = await segmentStills(file, segment, { wanted, source: { ...stillSource, path } });
        yield { meta, columns, stills };
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      layout.collector.addError('file-unreadable', error, { file: path });
    }
  }
}
