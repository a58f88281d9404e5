/** Cameras whose pictures stand in the data files: the first picture of each says codec and size. */

import { join } from 'node:path';
import type { CameraFacts } from '#contracts/dataset/facts.ts';
import type { LerobotReader } from '../lerobot/lerobot-reader.ts';
import { openColumn } from '../parquet/column-reader.ts';
import { openParquet } from '../parquet/parquet-file.ts';

/** What an encoded picture says of itself. */
export interface PictureHead {
  readonly codec: 'png' | 'jpeg' | 'unknown';
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

/** Camera facts of all features of dtype `image`. What cannot be read becomes a finding. */
export async function sampleImages(reader: LerobotReader): Promise<CameraFacts[]> {
  const names = reader.features.filter(({ dtype }) => dtype === 'image').map(({ name }) => name);
  if (names.length === 0) return [];
  const first = await firstOf(reader);
  const cameras: CameraFacts[] = [];
  for (const name of names) {
    if (first === null) break;
    try {
      await using file = await openParquet(join(reader.root, first.file));
      const column = await openColumn(file, name).read(1);
      const bytes = column.kind === 'images' ? column.values[0]?.bytes : null;
      cameras.push(cameraOf(name, readPictureHead(bytes ?? new Uint8Array()), reader.declared.fps));
    } catch (error) {
      reader.collector.addError('column-unreadable', error, { file: first.file, params: { column: name } });
    }
  }
  return cameras;
}

async function firstOf(reader: LerobotReader): Promise<{ file: string } | null> {
  for await (const meta of reader.episodes()) return meta;
  return null;
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
