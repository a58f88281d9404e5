/** A video file whose pictures are the frames of an episode: the first picture is frame 0, the next frame 1, whatever their times are. */

import { ExchangeError } from '#contracts/errors.ts';
import type { NumberColumn } from '../../dataset-reader.ts';
import { VideoPartReader, type PlacedPacket } from '../../video/video-part.ts';
import type { EpisodeVideo, WriterFeature } from '../../write/lerobot-spec.ts';
import type { OpenVideo } from '../../write/open-video.ts';

/** Feature that keeps the container's own time of every picture, nanoseconds from the first. */
export const PICTURE_TIME: WriterFeature = { name: 'log_time', dtype: 'int64', shape: [1], names: ['ns'] };

/** Rates that differ by more than this share are two rates: one speed for both would be wrong. */
const RATE_TOLERANCE = 0.01;
/** Pictures this far from their place stand there, seconds. */
const PLACE_TOLERANCE = 0.004;

/** A video by the times of its pictures, seconds, ascending. */
export interface TimedVideo {
  readonly path: string;
  readonly times: Float64Array;
}

/** True when every picture has the time of its place. Throws `unsupported-format` when the video has another rate altogether. */
export function isRegular({ times }: TimedVideo, fps: number): boolean {
  const start = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - start;
  const own = (times.length - 1) / span;
  if (times.length > 1 && !(Math.abs(own / fps - 1) < RATE_TOLERANCE)) {
    throw new ExchangeError(
      'unsupported-format',
      `The video has ${own.toFixed(2)} pictures a second, the dataset ${fps}: nothing is encoded again.`,
    );
  }
  const tolerance = Math.min(PLACE_TOLERANCE, 0.25 / fps);
  return times.every((time, i) => Math.abs(time - start - i / fps) < tolerance);
}

/** The times of the pictures as a column. */
export function pictureTimes({ times }: TimedVideo): NumberColumn {
  const start = times[0] ?? 0;
  const values = BigInt64Array.from(times, (time) => BigInt(Math.round((time - start) * 1e9)));
  return { kind: 'numbers', type: 'int64', width: 1, rows: times.length, values, missing: null };
}

/** The video with every picture at the place of its frame. */
export function regularVideo(video: TimedVideo, fps: number): EpisodeVideo {
  return { path: video.path, open: () => openRegular(video, fps) };
}

async function openRegular({ path, times }: TimedVideo, rate: number): Promise<OpenVideo> {
  const from = times[0] ?? 0;
  const part = await VideoPartReader.open({ path, from, to: null }, { rate, preroll: false });
  const placeOf = new Map(Array.from(times, (time, place) => [time, place]));
  async function* packets(): AsyncGenerator<PlacedPacket> {
    for await (const { packet } of part.packets()) {
      const place = placeOf.get(packet.timestamp);
      if (place === undefined || placeOf.size !== times.length)
        throw new ExchangeError('bad-dataset', 'Two pictures of the video have one time.');
      yield { packet, place };
    }
  }
  return { stream: part.stream, lead: 0, packets, [Symbol.dispose]: () => part[Symbol.dispose]() };
}
