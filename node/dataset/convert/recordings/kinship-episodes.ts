/** Episodes that Kinship wrote as MCAP, read back: every value has its row, and the metadata record tells the rest. */

import { parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, NumberArray, NumberColumn } from '../../dataset-reader.ts';
import type { EpisodeVideo, PictureRows, WriterFeature } from '../../write/lerobot-spec.ts';
import {
  EPISODE_RECORD,
  episodeRecordSchema,
  FEATURE_KEY,
  STREAM_KEY,
  streamSchema,
  TASK_TOPIC,
  type EpisodeRecord,
} from '../mcap/kinship-messages.ts';
import type { ChannelPictures, ChannelSeries, CollectedRecording } from './collect-recording.ts';
import { messagePictures, type RecordingFile } from './message-pictures.ts';
import { openMessageVideo } from './message-video.ts';
import type { FramedRecording } from './recording-episodes.ts';
import { NumberSeries, TextSeries } from './series.ts';

/** Largest description of an episode, bytes. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024;

/** The description in a recording; null when Kinship did not write it. Throws `bad-dataset` for one that makes no sense. */
export function episodeRecordOf({ metadata }: CollectedRecording): EpisodeRecord | null {
  const text = metadata.get(EPISODE_RECORD)?.get('episode');
  if (text === undefined) return null;
  const parsed = episodeRecordSchema.safeParse(parseJson(new TextEncoder().encode(text), MAX_RECORD_BYTES));
  if (parsed.success) return parsed.data;
  throw new ExchangeError('bad-dataset', 'The description of the episode makes no sense.');
}

/** Frames such a recording. Throws `bad-dataset` when messages and description do not fit. */
export function frameKinshipEpisode(
  place: { index: number; file: string; source: RecordingFile },
  recording: CollectedRecording,
  description: EpisodeRecord,
): FramedRecording {
  const { fps, frames } = description;
  const rows = new Rows(recording, description);
  const columns = new Map<string, Column>();
  const pictures = new Map<string, PictureRows>();
  const videos = new Map<string, EpisodeVideo>();
  const wanted: WriterFeature[] = [
    ...description.features,
    { name: 'timestamp', dtype: 'float32', shape: [1], names: null },
  ];
  for (const feature of wanted) {
    const { name, dtype } = feature;
    if (dtype === 'image' || dtype === 'video') {
      const found = [...recording.pictures.values()].find(
        ({ channel }) => channel.metadata?.get(FEATURE_KEY) === name,
      );
      if (found === undefined) throw missing(name);
      const stats = description.stats[name];
      if (dtype === 'video') videos.set(name, videoOf(found, place.source, stats));
      else pictures.set(name, picturesOf(found, rows, { source: place.source, stats: stats ?? null }));
      continue;
    }
    const column = columnOf(feature, recording, rows);
    if (column !== null) columns.set(name, column);
    else if (name !== 'timestamp') throw missing(name);
  }
  return {
    fps,
    episode: {
      index: place.index,
      file: place.file,
      rows: frames,
      features: description.features,
      columns,
      pictures,
      videos,
      task: taskOf(recording, rows, frames),
    },
  };
}

function missing(feature: string): ExchangeError {
  return new ExchangeError('bad-dataset', `The recording has no messages of "${feature}".`, {
    params: { feature },
  });
}

/** Finds the row of a message by its time. */
class Rows {
  readonly #byTime = new Map<bigint, number>();
  readonly #fps: number;
  readonly count: number;

  constructor({ series }: CollectedRecording, { fps, frames }: EpisodeRecord) {
    this.#fps = fps;
    this.count = frames;
    // A channel with a message for every row tells the time of every row.
    for (const { series: values } of series.values()) {
      if (values.clock.length !== frames) continue;
      values.clock.times.forEach((time, row) => this.#byTime.set(time, row));
      if (this.#byTime.size === frames) return;
      this.#byTime.clear();
    }
  }

  /** Rows of messages, in order. Throws `bad-dataset` for a time that belongs to none, and for a row that would have two. */
  of(times: BigInt64Array): Int32Array {
    if (times.length === this.count) return Int32Array.from(times, (_, row) => row);
    let last = -1;
    return Int32Array.from(times, (time) => {
      const row = this.#byTime.get(time) ?? Math.round((Number(time) / 1e9) * this.#fps);
      if (row <= last || row >= this.count)
        throw new ExchangeError('bad-dataset', 'A message belongs to no frame.');
      last = row;
      return row;
    });
  }
}

function columnOf(feature: WriterFeature, { series }: CollectedRecording, rows: Rows): Column | null {
  const found = [...series.values()].filter(
    ({ channel, path }) => channel.metadata?.get(FEATURE_KEY) === feature.name && path === 'data',
  );
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  const picked = rows.of(only.series.clock.times);
  if (only.series instanceof NumberSeries)
    return spreadNumbers(only.series.column() as NumberColumn, picked, rows.count);
  const values: (string | null)[] = Array.from({ length: rows.count }, () => null);
  const texts = (only.series.column() as Extract<Column, { kind: 'text' }>).values;
  picked.forEach((row, message) => (values[row] = texts[message] ?? null));
  return { kind: 'text', rows: rows.count, values };
}

/** Rows without a message hold a null. */
function spreadNumbers(column: NumberColumn, picked: Int32Array, rows: number): NumberColumn {
  if (picked.length === rows) return column;
  const { width, values } = column;
  const out = new (values.constructor as Float64ArrayConstructor)(rows * width) as NumberArray;
  const missing = new Uint8Array(rows).fill(1);
  picked.forEach((row, message) => {
    missing[row] = 0;
    out.set(values.subarray(message * width, (message + 1) * width) as never, row * width);
  });
  return { ...column, rows, values: out, missing };
}

function picturesOf(
  { channel, clock }: ChannelPictures,
  rows: Rows,
  options: { source: RecordingFile; stats: EpisodeRecord['stats'][string] | null },
): PictureRows {
  const picked = new Int32Array(rows.count).fill(-1);
  rows.of(clock.times).forEach((row, message) => (picked[row] = message));
  return messagePictures(options.source, channel, { picked, stats: options.stats });
}

function videoOf(
  { channel }: ChannelPictures,
  source: RecordingFile,
  stats: EpisodeRecord['stats'][string] | undefined,
): EpisodeVideo {
  const text = channel.metadata?.get(STREAM_KEY) ?? 'null';
  const stream = streamSchema.safeParse(parseJson(new TextEncoder().encode(text), MAX_RECORD_BYTES));
  if (!stream.success)
    throw new ExchangeError('bad-dataset', `The video ${channel.topic} does not say how it is decoded.`);
  return {
    path: source.path,
    open: () => Promise.resolve(openMessageVideo(source, channel.topic, stream.data)),
    ...(stats === undefined ? {} : { stats }),
  };
}

/** A sentence stands until the next one. */
function taskOf({ series }: CollectedRecording, rows: Rows, frames: number): string | readonly string[] {
  const told = [...series.values()].find(
    ({ channel, path }: ChannelSeries) => channel.topic === TASK_TOPIC && path === 'data',
  );
  if (told === undefined || !(told.series instanceof TextSeries)) return '';
  const { values } = told.series.column() as Extract<Column, { kind: 'text' }>;
  if (values.length === 1) return values[0] ?? '';
  const picked = rows.of(told.series.clock.times);
  const out: string[] = [];
  let at = 0;
  for (let row = 0; row < frames; row++) {
    while ((picked[at + 1] ?? Number.POSITIVE_INFINITY) <= row) at++;
    out.push(values[at] ?? '');
  }
  return out;
}
