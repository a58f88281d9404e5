/** Still pictures that stand in messages, read again from the recording when they are written: only one is in memory at a time. */

import { ExchangeError } from '#contracts/errors.ts';
import type { ImageColumn } from '../../dataset-reader.ts';
import { decodeMessage } from '../../messages/decode-message.ts';
import { decodeProtobuf } from '../../messages/protobuf-message.ts';
import { RAW_IMAGE_TYPE, rawImage } from '../../recordings/raw-image.ts';
import type { Channel, RecordedMessage, RecordingReader } from '../../recordings/recording.ts';
import { readPictureHead } from '../../scan/sample-images.ts';
import type { FeatureStats, PictureRows } from '../../write/lerobot-spec.ts';
import { PixelStats } from '../pixel-stats.ts';
import { encodePng } from '../png.ts';

type Picture = ImageColumn['values'][number];

/** The recording, and how it is read. */
export interface RecordingFile {
  readonly path: string;
  readonly read: RecordingReader;
}

/** Yields the messages of one topic in file order. Damage was found when the recording was collected; here it ends the reading. */
export async function* messagesOf(
  { path, read }: RecordingFile,
  topic: string,
): AsyncGenerator<RecordedMessage> {
  const sink = {
    onDamage: (cause: unknown): never => {
      throw new ExchangeError('bad-dataset', 'The recording is damaged.', { cause });
    },
  };
  for await (const message of read(path, sink)) if (message.channel.topic === topic) yield message;
}

/**
 * Pictures by row: `picked[row]` is the number of the message that the row shows, -1 for none; numbers ascend. Encoded pictures stay as they
 * are; raw pixels become PNG, which loses nothing.
 */
export function messagePictures(
  file: RecordingFile,
  channel: Channel,
  options: { picked: Int32Array; stats: FeatureStats | null },
): PictureRows {
  const { picked, stats } = options;
  const pixels: { gathered: PixelStats | null; pictures: number } = { gathered: null, pictures: 0 };
  let messages = messagesOf(file, channel.topic);
  let at = -1;
  let last: Picture = { bytes: null, path: null };
  const moveTo = async (message: number): Promise<void> => {
    if (message < at) {
      await messages.return(undefined);
      messages = messagesOf(file, channel.topic);
      at = -1;
    }
    while (at < message) {
      const next = await messages.next();
      if (next.done === true)
        throw new ExchangeError('bad-dataset', 'The recording has fewer pictures than before.');
      at++;
      if (at === message) last = pictureOf(next.value, pixels);
    }
  };
  return {
    rows: picked.length,
    stats: () => stats ?? pixels.gathered?.result(pixels.pictures) ?? null,
    read: async (from, to) => {
      const out: Picture[] = [];
      for (const message of picked.subarray(from, to)) {
        if (message >= 0) await moveTo(message);
        out.push(message < 0 ? { bytes: null, path: null } : last);
      }
      // Whoever has read the last row asks for nothing more: the file is closed.
      if (to >= picked.length) await messages.return(undefined);
      return out;
    },
  };
}

/** Height, width and channels of a channel's pictures, from its first message. */
export async function pictureShape(file: RecordingFile, channel: Channel): Promise<readonly number[]> {
  for await (const message of messagesOf(file, channel.topic)) {
    const { bytes } = pictureOf(message, { gathered: null, pictures: 0 });
    const head = readPictureHead(bytes ?? new Uint8Array());
    if (head.height === null || head.width === null) break;
    return [head.height, head.width, head.codec === 'png' ? channelsOfPng(bytes) : 3];
  }
  throw new ExchangeError('bad-dataset', `The pictures of ${channel.topic} do not say their size.`);
}

function channelsOfPng(bytes: Uint8Array | null): number {
  const colour = bytes?.[25];
  return colour === 0 || colour === 4 ? 1 : 3;
}

function pictureOf(
  { channel, bytes }: RecordedMessage,
  stats: { gathered: PixelStats | null; pictures: number },
): Picture {
  const { codec } = channel;
  if (codec.kind === 'protobuf') return encodedOnly(decodeProtobuf(bytes, codec.layout).picture, channel);
  if (codec.kind !== 'ros') throw new ExchangeError('bad-dataset', `${channel.topic} carries no pictures.`);
  if (channel.type !== RAW_IMAGE_TYPE)
    return encodedOnly(decodeMessage(bytes, codec.layout, codec.wire).picture, channel);
  const pixels = rawImage(bytes, codec);
  if (pixels.bits === 8) {
    stats.gathered ??= new PixelStats(pixels.channels);
    stats.gathered.add(pixels.data);
    stats.pictures++;
  }
  return { bytes: encodePng(pixels), path: null };
}

function encodedOnly(picture: Uint8Array | null, { topic }: Channel): Picture {
  if (picture === null || readPictureHead(picture).codec === 'unknown') {
    throw new ExchangeError('unsupported-format', `The pictures of ${topic} are neither PNG nor JPEG.`);
  }
  return { bytes: picture, path: null };
}
