/**
 * Decodes pictures with WebCodecs (`@napi-rs/webcodecs`, native) and measures them. Runs in a confined child only: native decoders of hostile
 * bytes have no business anywhere else.
 */

import { EncodedVideoChunk, ImageDecoder, VideoDecoder, type VideoFrame } from '@napi-rs/webcodecs';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input, type EncodedPacket } from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import { measurePicture, type Luma } from './measure-picture.ts';
import { stillCodec } from './still-sampler.ts';
import { TrackBuilder, type PictureTrack, type StillPicture } from './picture-track.ts';

/** Which frames of a video are judged: at most `limit` key frames at least half a second apart, or every frame. */
export interface VideoPlan {
  readonly every: boolean;
  readonly limit: number;
}

/** Seconds between two key frames that are both worth decoding. */
const MIN_KEY_DISTANCE = 0.5;
/** Frames that may wait in the decoder. */
const MAX_QUEUE = 8;
/** Pixels of a picture: 8K. */
const MAX_PIXELS = 7680 * 4320;

/** Decodes and measures frames of a video file. Throws `bad-dataset` when it cannot be decoded. */
export async function decodeVideo(path: string, plan: VideoPlan, onFrame: () => void): Promise<PictureTrack> {
  using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (track === null || config === null || config === undefined)
    throw new ExchangeError('bad-dataset', 'The video has no track that can be decoded.');
  const sink = new EncodedPacketSink(track);
  const wanted = plan.every ? null : await keyFrames(sink, plan.limit);
  const builder = new TrackBuilder();
  const measuring: Promise<void>[] = [];
  let failure: unknown;
  const decoder = new VideoDecoder({
    output: (frame) => {
      measuring.push(
        addFrame(builder, frame).then(onFrame, (error: unknown) => {
          failure ??= error;
        }),
      );
    },
    error: (error) => {
      failure ??= error;
    },
  });
  try {
    // Encoders write level 1b of tiny pictures as 9, which the library does not know; 1.1 holds all that 1b does.
    const codec = config.codec.replace(/^(avc[13]\.[\da-f]{4})09$/i, (_, profile: string) => `${profile}0b`);
    decoder.configure({ ...config, codec } as Parameters<typeof decoder.configure>[0]);
    for await (const packet of wanted ?? sink.packets()) {
      if (failure !== undefined || builder.length >= plan.limit) break;
      decoder.decode(chunkOf(packet));
      // Key frames stand alone, and the queue of a long run must not grow with the video.
      if (wanted !== null) await decoder.flush();
      else while (decoder.decodeQueueSize > MAX_QUEUE) await new Promise((resume) => setImmediate(resume));
      await Promise.all(measuring.splice(0));
    }
    if (failure === undefined) await decoder.flush();
    await Promise.all(measuring);
  } catch (cause) {
    failure ??= cause;
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
  if (failure !== undefined && builder.length === 0) throw undecodable(failure);
  return builder.track();
}

function undecodable(cause: unknown): ExchangeError {
  return new ExchangeError('bad-dataset', `Pictures cannot be decoded: ${String(cause)}`.slice(0, 200), {
    cause,
  });
}

function chunkOf({ type, microsecondTimestamp, data }: EncodedPacket): EncodedVideoChunk {
  return new EncodedVideoChunk({ type, timestamp: microsecondTimestamp, data });
}

/** Key frames at least {@link MIN_KEY_DISTANCE} apart, evenly thinned to the limit. */
async function keyFrames(sink: EncodedPacketSink, limit: number): Promise<AsyncIterable<EncodedPacket>> {
  const times: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for await (const { type, timestamp } of sink.packets(undefined, undefined, { metadataOnly: true })) {
    if (type !== 'key' || timestamp - last < MIN_KEY_DISTANCE) continue;
    last = timestamp;
    times.push(timestamp);
  }
  const step = Math.max(1, Math.ceil(times.length / limit));
  const chosen = times.filter((_, i) => i % step === 0);
  return packetsAt(sink, chosen);
}

async function* packetsAt(sink: EncodedPacketSink, times: readonly number[]): AsyncGenerator<EncodedPacket> {
  for (const time of times) {
    // Containers call frames key frames that are none: the bitstream is asked.
    const packet = await sink.getKeyPacket(time, { verifyKeyPackets: true });
    if (packet?.timestamp === time) yield packet;
  }
}

async function addFrame(builder: TrackBuilder, frame: VideoFrame): Promise<void> {
  try {
    builder.add(frame.timestamp / 1e6, measurePicture(await lumaOf(frame)));
  } finally {
    frame.close();
  }
}

/** Decodes and measures still pictures; those that cannot be decoded are left out. Throws `bad-dataset` when none can. */
export async function decodeStills(
  stills: readonly StillPicture[],
  onFrame: () => void,
): Promise<PictureTrack> {
  const builder = new TrackBuilder();
  let failure: unknown;
  for (const still of stills) {
    try {
      builder.add(still.seconds, measurePicture(await stillLuma(still)));
    } catch (error) {
      failure ??= error;
    }
    onFrame();
  }
  if (builder.length === 0 && failure !== undefined) throw undecodable(failure);
  return builder.track();
}

async function stillLuma({ bytes, raw }: StillPicture): Promise<Luma> {
  if (raw !== null) return rawLuma(bytes, raw);
  const codec = stillCodec(bytes);
  if (codec === null) throw new ExchangeError('bad-dataset', 'A picture is neither PNG nor JPEG nor WebP.');
  const decoder = new ImageDecoder({ data: bytes, type: `image/${codec}` });
  try {
    const { image } = await decoder.decode();
    try {
      return await lumaOf(image);
    } finally {
      image.close();
    }
  } finally {
    decoder.close();
  }
}

/** Brightness of raw pixels with one, three or four interleaved channels (ITU-R BT.601 weights). */
export function rawLuma(bytes: Uint8Array, raw: NonNullable<StillPicture['raw']>): Luma {
  const { width, height, channels } = raw;
  if (width * height > MAX_PIXELS || bytes.length < width * height * channels)
    throw new ExchangeError('bad-dataset', 'A raw picture has another size than it says.');
  if (channels === 1) return { data: bytes, width, height, stride: width, fullRange: true };
  const data = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < data.length; i++, at += channels) {
    data[i] = ((bytes[at] ?? 0) * 77 + (bytes[at + 1] ?? 0) * 150 + (bytes[at + 2] ?? 0) * 29) >> 8;
  }
  return { data, width, height, stride: width, fullRange: true };
}

async function lumaOf(frame: VideoFrame): Promise<Luma> {
  const width = frame.visibleRect?.width ?? frame.codedWidth;
  const height = frame.visibleRect?.height ?? frame.codedHeight;
  if (width * height > MAX_PIXELS) throw new ExchangeError('limit-exceeded', 'A picture is too large.');
  const format: string = frame.format ?? 'unknown';
  const buffer = new Uint8Array(frame.allocationSize());
  const [plane] = await frame.copyTo(buffer);
  if (plane === undefined) throw new ExchangeError('bad-dataset', 'A picture has no pixels.');
  if (/^(RGB|BGR)/.test(format)) return rawLuma(buffer, { width, height, channels: 4 });
  const fullRange = frame.colorSpace.fullRange === true;
  const rows = buffer.subarray(plane.offset);
  const bits = Number(/P(10|12)$/.exec(format)?.[1] ?? 8);
  if (bits === 8) return { data: rows, width, height, stride: plane.stride, fullRange };
  const data = new Uint8Array(width * height);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const at = row * plane.stride + 2 * column;
      data[i] = ((rows[at] ?? 0) | ((rows[at + 1] ?? 0) << 8)) >> (bits - 8);
    }
  }
  return { data, width, height, stride: width, fullRange };
}
