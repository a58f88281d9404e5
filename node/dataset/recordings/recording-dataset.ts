/** A folder of recordings as a dataset: one file is one episode, each channel's numbers are columns with clocks of their own. */

import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import type { DatasetFormatName } from '#contracts/dataset/vocabulary.ts';
import type { DatasetFile } from '../dataset-files.ts';
import type { Column, DeclaredFeature, Episode, EpisodeMeta, ReadOptions } from '../dataset-reader.ts';
import { describeFeature } from '../features/describe-feature.ts';
import { FindingCollector } from '../findings.ts';
import { rateOrNull } from '../scan/round.ts';
import type { OpenOptions, ScannableReader } from '../scan/scannable-reader.ts';
import { ChannelColumns, type CollectedRecording } from './channel-columns.ts';
import { carriesPictures, isVideoType, type Channel, type RecordingReader } from './recording.ts';

/** What a recording dataset is made of. */
export interface RecordingSource {
  readonly root: string;
  readonly format: { readonly name: DatasetFormatName; readonly version: string | null };
  /** Every regular file of the folder. */
  readonly files: readonly DatasetFile[];
  /** Those of them that are recordings, in order. */
  readonly recordings: readonly DatasetFile[];
  readonly read: RecordingReader;
  readonly collector: FindingCollector;
}

/** Messages that are read before the caller hears of it. */
const PROGRESS_EVERY = 20_000;

/** Opens recordings as a dataset. `features` grows while episodes are read, since only messages tell how wide they are. */
export function openRecordings(source: RecordingSource, options: OpenOptions = {}): ScannableReader {
  const state: State = {
    source,
    features: new Map(),
    pictures: new Map(),
    reported: new Set(),
    onFile: options.onFile,
  };
  for (const [file, reason] of options.skip ?? []) {
    source.collector.add('error', 'reader-died', { file, params: { reason } });
  }
  const recordings = source.recordings.filter(({ path }) => options.skip?.has(path) !== true);
  return {
    format: source.format,
    root: source.root,
    robotType: null,
    declared: { episodes: null, frames: null, tasks: null, videos: null, fps: null, splits: {} },
    get features() {
      return [...state.features.values()];
    },
    tasks: new Map(),
    files: source.files,
    collector: source.collector,
    get findings() {
      return source.collector.list;
    },
    declaresEpisodes: false,
    episodeIndices: recordings.map((_, index) => index),
    picturesSince: (place) => picturesOf([...state.features.keys()].slice(place), state.pictures),
    firstPicture: (feature) => Promise.resolve(state.pictures.get(feature) ?? null),
    async *episodes() {
      for (const [index, file] of recordings.entries())
        yield (await readEpisode(state, { index, file })).meta;
    },
    readEpisode: async (index, read) => {
      const file = recordings[index];
      if (file === undefined) throw new ExchangeError('not-found', 'There is no recording of this number.');
      return readEpisode(state, { index, file }, read);
    },
    async *streamEpisodes(read = {}) {
      for (const [index, file] of recordings.entries()) {
        const known = read.known?.(file.path) ?? null;
        for (const feature of known?.features ?? []) state.features.set(feature.name, feature);
        for (const [topic, bytes] of known?.pictures ?? []) state.pictures.set(topic, bytes);
        if (known !== null) continue;
        const episode = await readEpisode(state, { index, file }, read).catch((error: unknown) => {
          read.signal?.throwIfAborted();
          source.collector.addError('file-unreadable', error, { file: file.path });
          return null;
        });
        if (episode !== null) yield episode;
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Pictures of some features. */
export function picturesOf(
  names: readonly string[],
  pictures: ReadonlyMap<string, Uint8Array>,
): Map<string, Uint8Array> {
  return new Map([...pictures].filter(([name]) => names.includes(name)));
}

interface State {
  readonly source: RecordingSource;
  readonly features: Map<string, DeclaredFeature>;
  readonly pictures: Map<string, Uint8Array>;
  /** Topics and series of which a finding was made. */
  readonly reported: Set<string>;
  readonly onFile: OpenOptions['onFile'];
}

async function readEpisode(
  state: State,
  recording: { index: number; file: DatasetFile },
  options: ReadOptions = {},
): Promise<Episode> {
  const { source, onFile } = state;
  const { path } = recording.file;
  const collected = new ChannelColumns(options.stills?.(recording.index) ?? 0);
  let count = 0;
  onFile?.(path, recording.index, source.recordings.length);
  const sink = sinkOf(state, path);
  for await (const message of source.read(join(source.root, path), sink)) {
    if (++count % PROGRESS_EVERY === 0) {
      options.signal?.throwIfAborted();
      onFile?.(path, recording.index, source.recordings.length);
    }
    noteChannel(state, message.channel, path);
    try {
      collected.add(message);
    } catch (error) {
      source.collector.addError('message-unreadable', error, {
        file: path,
        params: { topic: message.channel.topic },
      });
    }
  }
  return finish(state, { ...recording, path }, { collected, wanted: options.columns });
}

function sinkOf(state: State, path: string): Parameters<RecordingReader>[1] {
  const { collector } = state.source;
  return {
    onDamage: (error, offset) => collector.addError('recording-damaged', error, { file: path, offset }),
    onSideContent: ({ kind, name, bytes }) =>
      collector.add('info', `carries-${kind}`, { file: path, params: { name, bytes } }),
  };
}

/** Says once per topic what is not decoded, and declares pictures as features. */
function noteChannel(state: State, channel: Channel, file: string): void {
  if (state.reported.has(channel.topic)) return;
  state.reported.add(channel.topic);
  const { codec, topic, type } = channel;
  if (codec.kind === 'opaque') {
    state.source.collector.add('warn', 'channel-not-read', {
      file,
      params: { topic, type, reason: codec.reason },
    });
  } else if (carriesPictures(channel) && !state.features.has(topic)) {
    state.features.set(topic, pictureFeature(channel));
  }
}

function pictureFeature({ topic, type }: Channel): DeclaredFeature {
  return {
    name: topic,
    // Whoever looks for a camera finds it; its pictures are in the messages, not in a file of their own.
    dtype: isVideoType(type) ? 'video' : 'image',
    ...(isVideoType(type) ? { isOptional: true } : {}),
    shape: [],
    names: null,
    fps: null,
    role: 'image',
    info: { message_type: type },
  };
}

function finish(
  state: State,
  recording: { index: number; path: string },
  { collected, wanted }: { collected: ChannelColumns; wanted: readonly string[] | undefined },
): Episode {
  const { collector } = state.source;
  const result: CollectedRecording = collected.result();
  if (collected.full)
    collector.add('warn', 'episode-too-long', { file: recording.path, params: { episode: recording.index } });
  for (const name of collected.ragged) {
    if (!state.reported.has(`width ${name}`))
      collector.add('warn', 'width-changes', { file: recording.path, params: { feature: name } });
    state.reported.add(`width ${name}`);
  }
  for (const feature of result.features)
    if (!state.features.has(feature.name)) state.features.set(feature.name, feature);
  for (const [topic, pictures] of collected.pictures) {
    if (state.pictures.has(topic)) continue;
    state.pictures.set(topic, pictures.first);
    const span = pictures.end - pictures.start;
    const declared = state.features.get(topic);
    const fps = span > 0 ? rateOrNull((pictures.count - 1) / span) : null;
    if (declared !== undefined) state.features.set(topic, { ...declared, fps });
  }
  const columns = selected(result.columns, wanted);
  const reference = referenceOf(result);
  const meta: EpisodeMeta = {
    index: recording.index,
    frames: reference === null ? 0 : (result.times.get(reference)?.length ?? 0),
    declaredFrames: null,
    tasks: [],
    file: recording.path,
    firstRow: 0,
    videos: [],
  };
  return { meta, columns, times: result.times, stamps: result.stamps, stills: result.stills };
}

function selected(
  columns: ReadonlyMap<string, Column>,
  wanted: readonly string[] | undefined,
): ReadonlyMap<string, Column> {
  if (wanted === undefined) return columns;
  return new Map([...columns].filter(([name]) => wanted.includes(name)));
}

/** The series whose clock counts the frames: joint positions before other state, then the longest. */
function referenceOf({ features, times }: CollectedRecording): string | null {
  const rank = (feature: DeclaredFeature): number => {
    const { role, modality } = describeFeature(feature);
    const kind = role !== 'state' ? 0 : modality === 'joint-position' ? 2e9 : 1e9;
    return kind + (times.get(feature.name)?.length ?? 0);
  };
  const [best] = features.toSorted((a, b) => rank(b) - rank(a));
  return best?.name ?? null;
}
