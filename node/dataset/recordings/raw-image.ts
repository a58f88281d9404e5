/** Pixels of `sensor_msgs/Image` messages, whatever way round they lie. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Pixels } from '../convert/png.ts';
import { decodeExactly } from '../messages/decode-message.ts';
import type { ChannelCodec } from './recording.ts';

/** The message that holds raw pixels. */
export const RAW_IMAGE_TYPE = 'sensor_msgs/Image';

/** The pixels of a message, red before blue. Throws `unsupported-format` for encodings that are not read, `bad-dataset` for a size that lies. */
export function rawImage(bytes: Uint8Array, codec: Extract<ChannelCodec, { kind: 'ros' }>): Pixels {
  const { picture, scalars, texts } = decodeExactly(bytes, codec.layout, codec.wire);
  const names = codec.layout.definition.fields
    .filter(({ type, array }) => type.kind === 'number' && array === null)
    .map(({ name }) => name);
  const field = (name: string): number => scalars[names.indexOf(name)] ?? 0;
  return pixelsOf({
    width: field('width'),
    height: field('height'),
    step: field('step'),
    isBigEndian: field('is_bigendian') === 1,
    encoding: texts.get('encoding') ?? '',
    data: picture ?? new Uint8Array(),
  });
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
