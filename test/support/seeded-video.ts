/** A real H.264 file with everything in it that must not leave: sound, tags, dates, a location, and a message inside the stream. */

import { rm, writeFile } from 'node:fs/promises';
import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import hme from 'h264-mp4-encoder';
import { markSyncSamples } from '#node/dataset/video/mark-sync-samples.ts';

/** Frames from one key frame to the next: two, as LeRobot encodes, so that episodes in shared files begin with one. */
const GROUP_OF_PICTURES = 2;

/** Paints the RGBA pixels of a frame. */
export type Painter = (pixels: Uint8Array, frame: number) => void;

/** Specks that wander over a grey that brightens. */
export const movingSpecks: Painter = (pixels, frame) => {
  pixels.fill(40 + frame);
  for (let i = 0; i < 400; i++) pixels[((frame * 7 + i * 13) % (pixels.length / 4)) * 4] = 255;
};

/** How a video is made; 30 pictures a second of moving specks, 64 by 48, unless said otherwise. */
export interface PlainVideo {
  readonly fps?: number | undefined;
  readonly paint?: Painter | undefined;
  readonly width?: number;
  readonly height?: number;
}

/** Pictures encoded with H.264. */
export async function plainVideo(
  frames: number,
  { fps = 30, paint = movingSpecks, width = 64, height = 48 }: PlainVideo = {},
): Promise<Uint8Array> {
  const encoder = await hme.createH264MP4Encoder();
  encoder.width = width;
  encoder.height = height;
  encoder.frameRate = fps;
  encoder.groupOfPictures = GROUP_OF_PICTURES;
  encoder.initialize();
  for (let n = 0; n < frames; n++) {
    const pixels = new Uint8Array(width * height * 4);
    paint(pixels, n);
    encoder.addFrameRgba(pixels);
  }
  encoder.finalize();
  // The encoder names no key frames, and readers that seek would start between two of them.
  const bytes = markSyncSamples(encoder.FS.readFile(encoder.outputFilename), GROUP_OF_PICTURES);
  encoder.delete();
  return bytes;
}

/** An SEI message of type "user data unregistered" as a NAL unit with a four-byte length. */
function userDataMessage(text: string): Uint8Array {
  const payload = Buffer.concat([Buffer.alloc(16, 0x51), Buffer.from(text)]);
  const sizes: number[] = [];
  for (let left = payload.length; ; left -= 255) {
    sizes.push(Math.min(left, 255));
    if (left < 255) break;
  }
  const unit = Buffer.concat([Buffer.of(6, 5, ...sizes), payload, Buffer.of(0x80)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(unit.length);
  return Buffer.concat([length, unit]);
}

/** Writes an MP4 with pictures, a sound track, tags made of `secrets`, and the first secret inside the video stream. */
export async function writeSeededVideo(
  path: string,
  options: { frames: number; secrets: readonly string[] },
) {
  const plainPath = `${path}.plain`;
  await writeFile(plainPath, await plainVideo(options.frames));
  using input = new Input({ source: new FilePathSource(plainPath), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (track === null || config === null || config === undefined)
    throw new TypeError('the encoder wrote no video');
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const pictures = new EncodedVideoPacketSource('avc');
  const sound = new EncodedAudioPacketSource('aac');
  output.addVideoTrack(pictures, { name: options.secrets[0] ?? '' });
  output.addAudioTrack(sound, { languageCode: 'zho' });
  output.setMetadataTags({
    title: options.secrets.join(' '),
    artist: options.secrets[0] ?? '',
    comment: options.secrets.at(-1) ?? '',
    date: new Date('2025-03-04T05:06:07Z'),
  });
  await output.start();
  let first = true;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const data = first
      ? Buffer.concat([userDataMessage(options.secrets.join('|')), packet.data])
      : packet.data;
    await pictures.add(packet.clone({ data }), first ? { decoderConfig: config } : undefined);
    first = false;
  }
  const audioConfig = {
    codec: 'mp4a.40.2',
    sampleRate: 48_000,
    numberOfChannels: 1,
    description: Uint8Array.of(0x11, 0x88),
  };
  for (let n = 0; n < 5; n++) {
    const spoken = new EncodedPacket(Buffer.from(`voice ${options.secrets[0] ?? ''}`), 'key', n * 0.02, 0.02);
    await sound.add(spoken, n === 0 ? { decoderConfig: audioConfig } : undefined);
  }
  await output.finalize();
  await writeFile(path, new Uint8Array(target.buffer as ArrayBuffer));
  await rm(plainPath);
}

/** Decodable packets of a file: sizes and times, for comparison before and after. */
export async function packetTimes(
  path: string,
): Promise<{ timestamp: number; duration: number; type: string }[]> {
  using input = new Input({ source: new FilePathSource(path), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  const out: { timestamp: number; duration: number; type: string }[] = [];
  if (track === null) return out;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    out.push({ timestamp: packet.timestamp, duration: packet.duration, type: packet.type });
  }
  return out;
}
