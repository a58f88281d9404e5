/** What the confined child of `makeSample` runs: cuts a few episodes out of a dataset folder into a folder of their own. */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { comparePaths } from '#contracts/content/paths.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import { MAX_NAME_LENGTH, MAX_TASK_LENGTH } from '#contracts/dataset/limits.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  MAX_SAMPLE_BYTES,
  MAX_SAMPLE_CAMERAS,
  MAX_SAMPLE_TASKS,
  type Sample,
  type SampleFile,
} from '#contracts/sample/sample.ts';
import type { Column, DatasetReader } from '../dataset/dataset-reader.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { createLerobotWriter } from '../dataset/write/create-lerobot-writer.ts';
import { isBookkeeping } from '../dataset/write/episode-check.ts';
import type { WriterFeature } from '../dataset/write/lerobot-spec.ts';
import { readPictureStats } from '../desensitize/picture-stats.ts';
import { collectEpisodes, type CutEpisode } from './collect-episodes.ts';
import { planChannels, plainLine, seriesFile } from './series-file.ts';

/** Input of a confined cut. */
export interface ConfinedSampleInput {
  /** A LeRobot folder: the derivative, or for a preview the recording itself. */
  readonly root: string;
  /** Folder to fill; must not exist. A folder of the same name with `.work` is used meanwhile. */
  readonly outDir: string;
  readonly dataset: string;
  readonly derivative: Digest;
  readonly facts: Pick<DatasetFacts, 'features' | 'cameras'>;
  readonly jointMap: JointMap | null;
  /** Episodes by their number in the folder; null: chosen here. */
  readonly episodes: readonly number[] | null;
  readonly maxFrames: number;
  readonly maxEpisodes: number;
}

/**
 * Cuts the sample and gives its index. Throws `unsupported-format`, `not-found` (an episode that is not there), `refused` (what was asked for is more than
 * a sample may hold), `bad-dataset`, `limit-exceeded`, `storage-failed`.
 */
export async function run(input: ConfinedSampleInput, report: (episode: number) => void): Promise<Sample> {
  const work = `${input.outDir}.work`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    await using dataset = await openDataset(input.root);
    const { version, fps } = formatOf(dataset);
    const chosen = await collectEpisodes(dataset, { ...input, work, fps, onEpisode: report });
    return await write(dataset, input, { version, fps, episodes: chosen });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function formatOf({ format, declared }: DatasetReader): { version: 'v2.1' | 'v3.0'; fps: number } {
  const { name, version } = format;
  if (name !== 'lerobot' || (version !== 'v2.1' && version !== 'v3.0') || declared.fps === null) {
    throw new ExchangeError('unsupported-format', 'Samples are cut from LeRobot v2.1 and v3.0 folders.', {
      params: { format: name, version },
    });
  }
  return { version, fps: declared.fps };
}

interface Cut {
  readonly version: 'v2.1' | 'v3.0';
  readonly fps: number;
  readonly episodes: readonly CutEpisode[];
}

async function write(dataset: DatasetReader, input: ConfinedSampleInput, cut: Cut): Promise<Sample> {
  const [first] = cut.episodes;
  if (first === undefined)
    throw new ExchangeError('refused', 'No episode of the dataset fits into a sample.', {
      params: { frames: input.maxFrames, bytes: MAX_SAMPLE_BYTES },
    });
  const cameras = camerasOf(dataset, cut.episodes);
  const features = featuresOf(dataset, { first, cameras });
  const plan = planChannels(input.facts, first, input.jointMap);
  const writer = await createLerobotWriter(input.outDir, {
    version: cut.version,
    fps: cut.fps,
    robotType: dataset.robotType,
    features,
  });
  const statsOf = await readPictureStats(input.root, cut.version);
  await mkdir(join(input.outDir, 'series'), { recursive: true });
  const episodes: Sample['episodes'] = [];
  for (const [place, episode] of cut.episodes.entries()) {
    const tasks = tasksOf(dataset, episode);
    const videos = new Map(
      cameras.map((camera) => {
        const stats = statsOf(camera, episode.meta.index);
        const path = episode.videos.get(camera) as string;
        return [camera, stats === undefined ? { path } : { path, stats }];
      }),
    );
    await writer.addEpisode({ columns: columnsOf(episode, features), task: tasks, videos });
    const series = seriesFile(plan, episode.columns, { frames: episode.frames, fps: cut.fps });
    await writeFile(join(input.outDir, `series/episode-${String(place).padStart(6, '0')}.f32`), series);
    episodes.push(await describeEpisode(episode, { tasks, cameras, series }));
  }
  await writer.finish();
  return {
    schema: 'sample/1',
    dataset: input.dataset,
    derivative: input.derivative,
    format: { name: 'lerobot', version: cut.version },
    fps: cut.fps,
    episodes,
    channels: [...plan.channels],
    omitted: [...plan.omitted],
    cameras: cameras.map((name) => cameraOf(input.facts, name)),
    files: await listSample(input.outDir),
  };
}

async function describeEpisode(
  episode: CutEpisode,
  made: { tasks: readonly string[]; cameras: readonly string[]; series: Uint8Array },
): Promise<Sample['episodes'][number]> {
  const videos: Sample['episodes'][number]['videos'] = [];
  for (const [camera, name] of made.cameras.entries()) {
    const file = digestOfBytes(await readFile(episode.videos.get(name) as string));
    videos.push({ camera, file });
  }
  return {
    frames: episode.frames,
    source: episode.meta.index,
    sourceFrames: episode.meta.frames,
    tasks: [...new Set(made.tasks)]
      .slice(0, MAX_SAMPLE_TASKS)
      .map((task) => plainLine(task, MAX_TASK_LENGTH)),
    series: digestOfBytes(made.series),
    videos,
  };
}

function columnsOf(episode: CutEpisode, features: readonly WriterFeature[]): Map<string, Column> {
  const names = [...features.map(({ name }) => name), 'timestamp'];
  return new Map(
    names.flatMap((name): [string, Column][] => {
      const column = episode.columns.get(name);
      return column === undefined ? [] : [[name, column]];
    }),
  );
}

/** Cameras of which every chosen episode has a video: a dataset folder has no gaps. */
function camerasOf(dataset: DatasetReader, episodes: readonly CutEpisode[]): string[] {
  return dataset.features
    .filter(({ dtype, name }) => dtype === 'video' && episodes.every(({ videos }) => videos.has(name)))
    .map(({ name }) => name)
    .slice(0, MAX_SAMPLE_CAMERAS);
}

function featuresOf(
  dataset: DatasetReader,
  kept: { first: CutEpisode; cameras: readonly string[] },
): WriterFeature[] {
  return dataset.features.flatMap((feature): WriterFeature[] => {
    const { name, dtype, shape, names, info } = feature;
    if (isBookkeeping(name)) return [];
    if (dtype === 'video') return kept.cameras.includes(name) ? [{ name, dtype, shape, names, info }] : [];
    const column = kept.first.columns.get(name);
    if (column === undefined || column.kind === 'nested') return [];
    if (column.kind !== 'numbers') return [{ name, dtype, shape, names }];
    const width = shape.reduce((product, size) => product * size, 1);
    return [{ name, dtype: column.type, shape: width === column.width ? shape : [column.width], names }];
  });
}

function tasksOf(dataset: DatasetReader, episode: CutEpisode): string[] {
  const column = episode.columns.get('task_index');
  const fallback = episode.meta.tasks[0] ?? '';
  if (column?.kind !== 'numbers') return Array.from({ length: episode.frames }, () => fallback);
  return Array.from(
    column.values as ArrayLike<number | bigint>,
    (index) => dataset.tasks.get(Number(index)) ?? fallback,
  );
}

function cameraOf(facts: ConfinedSampleInput['facts'], name: string): Sample['cameras'][number] {
  const camera = facts.cameras.find((known) => known.name === name);
  return {
    name: plainLine(name, MAX_NAME_LENGTH),
    codec: camera?.codec ?? 'unknown',
    width: camera?.width ?? null,
    height: camera?.height ?? null,
    fps: camera?.fps ?? null,
  };
}

/** Every file of the finished folder, in path order. */
async function listSample(root: string): Promise<SampleFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<SampleFile> => {
        const full = join(entry.parentPath, entry.name);
        const path = full.slice(root.length + 1).replaceAll('\\', '/');
        const { size } = await stat(full);
        const part = dirname(path) === 'series' ? 'series' : 'dataset';
        return { path, size, digest: digestOfBytes(await readFile(full)), part };
      }),
  );
  return files.sort((a, b) => comparePaths(a.path, b.path));
}

function digestOfBytes(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
