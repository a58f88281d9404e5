/** Writes PNG (RFC 2083): pixels without loss, in the one container that every loader of pictures opens. */

import { crc32, deflateSync } from 'node:zlib';
import { ExchangeError } from '#contracts/errors.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** Compression level: robot pictures are many, and the better levels take several times as long for a few percent. */
const LEVEL = 3;

/** Pixels row after row: 1 (grey), 3 (RGB) or 4 (RGBA) channels of 8 bits, or 1 of 16 bits (big-endian). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: 8 | 16;
  readonly data: Uint8Array;
}

const COLOUR_TYPES: Readonly<Record<number, number>> = { 1: 0, 3: 2, 4: 6 };

/** Encodes pixels. Throws `bad-dataset` when there are not as many as their size asks for. */
export function encodePng({ width, height, channels, bits, data }: Pixels): Uint8Array {
  const colour = COLOUR_TYPES[channels];
  const step = (channels * bits) / 8;
  const stride = width * step;
  if (colour === undefined || data.length !== stride * height || data.length === 0) {
    throw new ExchangeError('bad-dataset', 'A picture has not as many pixels as its size says.');
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = bits;
  head[9] = colour;
  const filtered = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row++) {
    const to = row * (stride + 1);
    const from = row * stride;
    filtered[to] = 1; // each byte less the one of the pixel before it
    for (let i = 0; i < stride; i++) {
      filtered[to + 1 + i] = (data[from + i] ?? 0) - (i < step ? 0 : (data[from + i - step] ?? 0));
    }
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(filtered, { level: LEVEL })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  out.set(named, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
