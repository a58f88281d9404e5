/** Still pictures that stand in messages, read again from the recording when they are written: only one is in memory at a time. */

import { ExchangeError } from '#contracts/errors.ts';
import type { ImageColumn } from '../../dataset-reader.ts';
import { decodeExactly } from '../../messages/decode-message.ts';
import { decodeProtobuf } from '../../messages/protobuf-message.ts';
import type { Channel, RecordedMessage, RecordingReader } from '../../recordings/recording.ts';
import { readPictureHead } from '../../scan/sample-images.ts';
import type { FeatureStats, PictureRows } from '../../write/lerobot-spec.ts';
import { PixelStats } from '../pixel-stats.ts';
import { encodePng, type Pixels } from '../png.ts';

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
  const { picture, scalars, texts } = decodeExactly(bytes, codec.layout, codec.wire);
  if (channel.type !== 'sensor_msgs/Image') return encodedOnly(picture, channel);
  const names = codec.layout.definition.fields
    .filter(({ type, array }) => type.kind === 'number' && array === null)
    .map(({ name }) => name);
  const field = (name: string): number => scalars[names.indexOf(name)] ?? 0;
  const pixels = pixelsOf({
    width: field('width'),
    height: field('height'),
    step: field('step'),
    isBigEndian: field('is_bigendian') === 1,
    encoding: texts.get('encoding') ?? '',
    data: picture ?? new Uint8Array(),
  });
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

interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly isBigEndian: boolean;
  readonly encoding: string;
  readonly data: Uint8Array;
}

/** How `sensor_msgs/Image` encodings lie in memory: channels, bits, and whether blue stands before red. */
const ENCODINGS: Readonly<Record<string, { channels: number; bits: 8 | 16; blueFirst?: boolean }>> = {
  rgb8: { channels: 3, bits: 8 },
  bgr8: { channels: 3, bits: 8, blueFirst: true },
  rgba8: { channels: 4, bits: 8 },
  bgra8: { channels: 4, bits: 8, blueFirst: true },
  mono8: { channels: 1, bits: 8 },
  '8UC1': { channels: 1, bits: 8 },
  '8UC3': { channels: 3, bits: 8, blueFirst: true },
  mono16: { channels: 1, bits: 16 },
  '16UC1': { channels: 1, bits: 16 },
};

function pixelsOf(image: RawImage): Pixels {
  const { width, height, step, data } = image;
  const known = ENCODINGS[image.encoding];
  if (known === undefined) {
    throw new ExchangeError(
      'unsupported-format',
      `Pictures in "${image.encoding.slice(0, 40)}" are not converted.`,
    );
  }
  const { channels, bits, blueFirst } = known;
  const stride = (width * channels * bits) / 8;
  if (step < stride || data.length < step * (height - 1) + stride || stride === 0) {
    throw new ExchangeError('bad-dataset', 'A picture has not as many pixels as its size says.');
  }
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++)
    out.set(data.subarray(row * step, row * step + stride), row * stride);
  if (blueFirst === true) swapRedAndBlue(out, channels);
  // PNG has its 16-bit samples with the high byte first.
  if (bits === 16 && !image.isBigEndian) swapBytes(out);
  return { width, height, channels, bits, data: out };
}

/** BGR and BGRA to RGB and RGBA. */
function swapRedAndBlue(data: Uint8Array, channels: number): void {
  for (let at = 0; at + channels <= data.length; at += channels) {
    const blue = data[at] ?? 0;
    data[at] = data[at + 2] ?? 0;
    data[at + 2] = blue;
  }
}

function swapBytes(data: Uint8Array): void {
  for (let at = 0; at + 1 < data.length; at += 2) {
    const low = data[at] ?? 0;
    data[at] = data[at + 1] ?? 0;
    data[at + 1] = low;
  }
}
