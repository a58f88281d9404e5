/** Opens a folder of recordings as episodes on frame grids. */

import { join } from 'node:path';
import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { DatasetFile } from '../../dataset-files.ts';
import type { RecordingReader } from '../../recordings/recording.ts';
import type { SourceContext } from '../lerobot-episodes.ts';
import type { FrameSource } from '../frame-episode.ts';
import { collectRecording } from './collect-recording.ts';
import { episodeRecordOf, frameKinshipEpisode } from './kinship-episodes.ts';
import { frameRecording, type FramedRecording } from './recording-episodes.ts';

/** Episodes whose rate differs by more than this share from the first one's are no part of one dataset. */
const RATE_TOLERANCE = 0.05;

/** The recordings of a folder. */
export interface RecordingFolder {
  readonly root: string;
  readonly recordings: readonly DatasetFile[];
  readonly read: RecordingReader;
}

interface Taken extends FramedRecording {
  readonly robotType: string | null;
}

/** Opens them; the first selected one is read at once, because it tells the frame rate. Throws `bad-dataset` when none can be read. */
export async function recordingFrames(
  folder: RecordingFolder,
  context: SourceContext & { options: ConversionOptions; onFile: (file: string) => void },
): Promise<FrameSource> {
  const episodes = framed(folder, context)[Symbol.asyncIterator]();
  const first = await episodes.next();
  if (first.done === true) {
    context.selection.requireHits();
    const [why] = context.record.content.leftOut;
    throw new ExchangeError(
      'bad-dataset',
      `No recording can be converted.${why === undefined ? '' : ` ${why.reason}`}`,
    );
  }
  const { fps, robotType, episode } = first.value;
  return {
    fps,
    robotType,
    splits: {},
    async *episodes() {
      yield episode;
      for (let next = await episodes.next(); next.done !== true; next = await episodes.next()) {
        const rate = next.value.fps;
        if (Math.abs(rate - fps) / fps <= RATE_TOLERANCE) yield next.value.episode;
        else
          context.record.leaveOut(
            next.value.episode.index,
            new Error(`It has ${rate} frames a second, the first ${fps}; say --fps to bring them together.`),
          );
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function* framed(
  { root, recordings, read }: RecordingFolder,
  context: SourceContext & { options: ConversionOptions; onFile: (file: string) => void },
): AsyncGenerator<Taken> {
  const { selection, record, options, signal } = context;
  for (const [index, { path: file }] of recordings.entries()) {
    if (!selection.has(index)) continue;
    signal?.throwIfAborted();
    const onMessages = (): void => {
      signal?.throwIfAborted();
      context.onFile(file);
    };
    const source = { path: join(root, file), read };
    try {
      onMessages();
      const recording = await collectRecording(source.path, { read, onMessages });
      const description = episodeRecordOf(recording);
      const place = { index, file, source };
      const taken =
        description === null
          ? await frameRecording(place, recording, {
              grid: options.grid,
              fps: options.fps,
              method: options.resample,
              record,
            })
          : frameKinshipEpisode(place, recording, description);
      yield { ...taken, robotType: description?.robotType ?? null };
    } catch (error) {
      if (!isExchangeError(error) || error.code === 'not-found' || error.code === 'interrupted') throw error;
      record.leaveOut(index, error);
    }
  }
}
