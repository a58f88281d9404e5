/** Writes episodes as MCAP, one file each, all channels in the order of time. */

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column } from '../../dataset-reader.ts';
import { isBookkeeping } from '../../write/episode-check.ts';
import type { PictureRows, WriterFeature } from '../../write/lerobot-spec.ts';
import type { ConversionRecord } from '../conversion-record.ts';
import type { FrameEpisode, FrameSink } from '../frame-episode.ts';
import { CdrWriter } from './cdr-writer.ts';
import {
  EPISODE_RECORD,
  FEATURE_KEY,
  IMAGE_SCHEMA,
  TASK_TOPIC,
  TEXT_SCHEMA,
  topicOf,
  vectorSchema,
  type EpisodeRecord,
} from './kinship-messages.ts';
import { McapFile } from './mcap-file.ts';
import { VideoTrack } from './video-track.ts';

/** Nanoseconds in a second. */
const SECOND = 1e9;

/** What the files say of the dataset. */
export interface McapTarget {
  readonly fps: number;
  readonly robotType: string | null;
}

/** Opens a sink on an empty folder. */
export function mcapSink(root: string, target: McapTarget, record: ConversionRecord): FrameSink {
  let written = 0;
  return {
    add: async (episode) => {
      await mkdir(root, { recursive: true });
      const path = join(root, `episode_${String(written).padStart(6, '0')}.mcap`);
      await writeEpisode(path, episode, target);
      written++;
      for (const camera of episode.videos.keys()) record.step('video-as-messages', { feature: camera });
    },
    finish: (splits) => {
      if (written === 0) throw new ExchangeError('bad-dataset', 'No episode can be written.');
      if (Object.keys(splits).length > 1) record.step('splits-recomputed', { lossy: true });
      return Promise.resolve();
    },
  };
}

async function writeEpisode(path: string, episode: FrameEpisode, target: McapTarget): Promise<void> {
  requireTopics(episode.features);
  const videos: VideoTrack[] = [];
  const file = await McapFile.create(path);
  try {
    for (const [camera, video] of episode.videos)
      videos.push(await VideoTrack.open(camera, video, { ...target, features: episode.features }));
    await file.metadata(EPISODE_RECORD, {
      episode: canonicalJson(recordOf(episode, target)),
    });
    const tracks = await rowTracks(file, episode);
    for (const video of videos) await video.begin(file);
    for (let row = 0; row < episode.rows; row++) {
      const time = timeOf(episode.columns.get('timestamp'), row, target.fps);
      for (const track of tracks) await track(row, time);
      for (const video of videos) await video.upTo(file, (row + 1) / target.fps);
    }
    for (const video of videos) await video.upTo(file, Number.POSITIVE_INFINITY);
    await file.finish();
  } catch (error) {
    await file.cancel().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  } finally {
    for (const video of videos) video[Symbol.dispose]();
  }
}

/** Two features on one topic could not be told apart. */
function requireTopics(features: readonly WriterFeature[]): void {
  const topics = features.map(({ name }) => topicOf(name));
  const twice = topics.find((topic, at) => topic === TASK_TOPIC || topics.indexOf(topic) !== at);
  if (twice === undefined) return;
  throw new ExchangeError('usage', `Two features would stand on the topic ${twice}; rename one of them.`);
}

function recordOf(episode: FrameEpisode, { fps, robotType }: McapTarget): EpisodeRecord {
  const stats: EpisodeRecord['stats'] = {};
  for (const [name, video] of episode.videos) {
    if (video.stats !== undefined)
      stats[name] = structuredClone(video.stats) as EpisodeRecord['stats'][string];
  }
  return {
    schema: 'kinship-episode/1',
    fps,
    frames: episode.rows,
    robotType,
    features: episode.features
      .filter(({ name }) => !isBookkeeping(name))
      .map(({ name, dtype, shape, names, info }) => ({
        name,
        dtype,
        shape: [...shape],
        names: names === null ? null : [...names],
        info: { ...info },
      })),
    stats,
  };
}

/** Log time of a row: its timestamp where it has one, else its place on the grid. */
function timeOf(timestamp: Column | undefined, row: number, fps: number): bigint {
  const stated = timestamp?.kind === 'numbers' ? Number(timestamp.values[row]) : Number.NaN;
  const seconds = Number.isFinite(stated) && stated >= 0 && stated < 2 ** 31 ? stated : row / fps;
  return BigInt(Math.round(seconds * SECOND));
}

type RowTrack = (row: number, time: bigint) => Promise<void>;

/** One writer for each feature and for the task; rows without a value have no message. */
async function rowTracks(file: McapFile, episode: FrameEpisode): Promise<RowTrack[]> {
  const tracks: RowTrack[] = [await taskTrack(file, episode)];
  const timestamp: WriterFeature = { name: 'timestamp', dtype: 'float32', shape: [1], names: null };
  const features = episode.features.filter(({ name }) => !isBookkeeping(name));
  for (const feature of episode.columns.has('timestamp') ? [...features, timestamp] : features) {
    const column = episode.columns.get(feature.name);
    const pictures = episode.pictures.get(feature.name);
    if (column?.kind === 'numbers') tracks.push(await numberTrack(file, feature, column));
    else if (column?.kind === 'text') tracks.push(await textTrack(file, feature, column.values));
    else if (pictures !== undefined) tracks.push(await pictureTrack(file, feature, pictures));
  }
  return tracks;
}

function header(time: bigint, frame = ''): CdrWriter {
  return new CdrWriter().time(time).string(frame);
}

async function taskTrack(file: McapFile, { task }: FrameEpisode): Promise<RowTrack> {
  const channel = await file.channel(TASK_TOPIC, TEXT_SCHEMA, {});
  let last: string | null = null;
  return async (row, time) => {
    const text = typeof task === 'string' ? task : (task[row] ?? '');
    if (text !== last) await file.message(channel, time, header(time).string(text).bytes);
    last = text;
  };
}

async function numberTrack(
  file: McapFile,
  feature: WriterFeature,
  column: Extract<Column, { kind: 'numbers' }>,
): Promise<RowTrack> {
  const channel = await file.channel(topicOf(feature.name), vectorSchema(column.type), {
    [FEATURE_KEY]: feature.name,
  });
  const names = feature.names?.length === column.width ? feature.names : [];
  return async (row, time) => {
    if (column.missing?.[row] === 1) return;
    await file.message(channel, time, header(time).strings(names).row(column, row).bytes);
  };
}

async function textTrack(
  file: McapFile,
  { name }: WriterFeature,
  values: readonly (string | null)[],
): Promise<RowTrack> {
  const channel = await file.channel(topicOf(name), TEXT_SCHEMA, { [FEATURE_KEY]: name });
  return async (row, time) => {
    const text = values[row] ?? null;
    if (text !== null) await file.message(channel, time, header(time).string(text).bytes);
  };
}

async function pictureTrack(
  file: McapFile,
  { name }: WriterFeature,
  pictures: PictureRows,
): Promise<RowTrack> {
  const channel = await file.channel(topicOf(name), IMAGE_SCHEMA, { [FEATURE_KEY]: name });
  return async (row, time) => {
    const [value] = await pictures.read(row, row + 1);
    if (value === undefined || value.bytes === null) return;
    const format = value.bytes[0] === 0x89 ? 'png' : 'jpeg';
    await file.message(
      channel,
      time,
      header(time, value.path ?? '')
        .string(format)
        .blob(value.bytes).bytes,
    );
  };
}
