/** Cameras whose pictures stand in the data files: the first picture of each says codec and size. */

import type { CameraFacts } from '#contracts/dataset/facts.ts';
import { isExchangeError } from '#contracts/errors.ts';
import type { DeclaredFeature } from '../dataset-reader.ts';
import { elementaryStream, splitUnits } from '../video/parameter-sets.ts';
import type { ScannableReader } from './scannable-reader.ts';

/** What an encoded picture says of itself. */
export interface PictureHead {
  readonly codec: 'png' | 'jpeg' | 'raw' | 'avc' | 'hevc' | 'unknown';
  readonly width: number | null;
  readonly height: number | null;
}

/** Reads size and codec from the first bytes of a PNG (RFC 2083) or JPEG (ITU-T T.81) picture. */
export function readPictureHead(bytes: Uint8Array): PictureHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) {
    return { codec: 'png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8)
    return { codec: 'unknown', width: null, height: null };
  for (let at = 2; at + 9 < bytes.length; ) {
    const marker = view.getUint16(at);
    // Start-of-frame markers except DHT, JPG and DAC, which share their range.
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
      return { codec: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return { codec: 'jpeg', width: null, height: null };
}

/** Camera facts of all features of dtype `image`, and of videos in messages. What cannot be read becomes a finding. */
export async function sampleImages(reader: ScannableReader): Promise<CameraFacts[]> {
  const cameras: CameraFacts[] = [];
  for (const { name, dtype, fps, info } of reader.features) {
    const inMessages = dtype === 'video' && typeof info['message_type'] === 'string';
    if (dtype !== 'image' && !inMessages) continue;
    try {
      const bytes = await reader.firstPicture(name);
      const read = inMessages ? videoHead : readPictureHead;
      const head = bytes === null ? rawHead(info) : read(bytes);
      if (head !== null) cameras.push(cameraOf(name, head, fps ?? reader.declared.fps));
    } catch (error) {
      reader.collector.addError('column-unreadable', error, { params: { column: name } });
    }
  }
  return cameras;
}

/** Codec and size of a video whose first picture stands in a message; `unknown` where it brings no parameter sets that are read. */
function videoHead(bytes: Uint8Array): PictureHead {
  try {
    const { codec, width, height } = elementaryStream(splitUnits(bytes));
    return { codec, width, height };
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return { codec: 'unknown', width: null, height: null };
  }
}

/** Pixels without any encoding have their size in the shape of their array. */
function rawHead({ codec, height, width }: DeclaredFeature['info']): PictureHead | null {
  return codec === 'raw' && typeof height === 'number' && typeof width === 'number'
    ? { codec, width, height }
    : null;
}

function cameraOf(name: string, head: PictureHead, fps: number | null): CameraFacts {
  return {
    name,
    codec: head.codec,
    width: head.width,
    height: head.height,
    fps,
    pixelFormat: 'unknown',
    hasAudio: false,
    isDepth: null,
    files: 0,
    frames: 0,
    intrinsics: 'unknown',
    extrinsics: 'unknown',
  };
}
