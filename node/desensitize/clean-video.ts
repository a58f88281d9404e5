/** Rebuilds a video file from its pictures alone: one video track, clean packets, a container without tags, names, sound or dates. */

import { rename, rm } from 'node:fs/promises';
import {
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import { settleMp4 } from '#platform/settle-mp4.ts';
import { packetCleaner } from './clean-packet.ts';

/** Most packets of one video file: 25 hours at 60 pictures a second. */
export const MAX_VIDEO_PACKETS = 5_400_000;

/** Times in datasets are rounded; two pictures are never this close, seconds. */
const TIME_TOLERANCE = 0.004;

/** What was kept and what was cut. */
export interface CleanVideoResult {
  readonly packets: number;
  readonly removedAudio: number;
  readonly removedOtherTracks: number;
  /** SEI messages and metadata units cut out of the stream. */
  readonly removedMessages: number;
}

/** What to copy: the whole file, or the part that shows one episode, seconds from its start; its times then begin at 0. */
export interface CleanVideoOptions {
  readonly from?: number;
  /** End, exclusive; null or left out: the end of the file. */
  readonly to?: number | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Copies the pictures of an MP4 file into a new one, packet by packet and in the same order, without decoding. The output depends on
 * the input's pictures and their timing only: the same input gives the same bytes on any day.
 * Throws `unsupported-format` (no MP4, no video, a codec that cannot be cleaned, a part that does not begin with a key picture),
 * `bad-dataset`, `limit-exceeded`, `interrupted`.
 */
export async function cleanVideo(
  source: string,
  target: string,
  options: CleanVideoOptions = {},
): Promise<CleanVideoResult> {
  const unfinished = `${target}.unfinished`;
  try {
    const result = await remux(source, unfinished, options);
    await settleMp4(unfinished);
    await rename(unfinished, target);
    return result;
  } catch (cause) {
    await rm(unfinished, { force: true });
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', 'A video file cannot be read.', { cause });
  }
}

async function remux(source: string, target: string, options: CleanVideoOptions): Promise<CleanVideoResult> {
  using input = new Input({ source: new FilePathSource(source), formats: [MP4] });
  const tracks = await input.getTracks();
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new ExchangeError('unsupported-format', 'The file holds no video track.');
  const config = await track.getDecoderConfig();
  const cleaner = packetCleaner(await track.getCodec(), bytesOf(config?.description));
  const codec = (await track.getCodec()) as 'avc' | 'hevc' | 'av1';
  const pictures = new EncodedVideoPacketSource(codec);
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new FilePathTarget(target),
  });
  output.addVideoTrack(pictures, { rotation: await track.getRotation() });
  let packets = 0;
  try {
    await output.start();
    const clean = cleaner.configuration;
    const decoderConfig = {
      ...(config as VideoDecoderConfig),
      ...(clean === undefined ? {} : { description: clean }),
    };
    packets = await copyPackets({ track, pictures, cleaner, decoderConfig, options });
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => undefined);
    throw error;
  }
  const audio = tracks.filter((other) => other.isAudioTrack()).length;
  return {
    packets,
    removedAudio: audio,
    removedOtherTracks: tracks.length - 1 - audio,
    removedMessages: cleaner.removed(),
  };
}

async function copyPackets(job: {
  track: InputVideoTrack;
  pictures: EncodedVideoPacketSource;
  cleaner: ReturnType<typeof packetCleaner>;
  decoderConfig: VideoDecoderConfig;
  options: CleanVideoOptions;
}): Promise<number> {
  const sink = new EncodedPacketSink(job.track);
  const { from = 0, to, signal } = job.options;
  const first = from === 0 ? await sink.getFirstPacket() : await sink.getKeyPacket(from + TIME_TOLERANCE);
  if (first === null) throw new ExchangeError('bad-dataset', 'A video file holds no pictures.');
  if (first.timestamp < from - TIME_TOLERANCE) {
    throw new ExchangeError('unsupported-format', 'An episode does not begin with a key picture.', {
      params: { from },
    });
  }
  const end = (to ?? Infinity) - TIME_TOLERANCE;
  let packets = 0;
  for await (const packet of sink.packets(first)) {
    if (signal?.aborted === true) throw new ExchangeError('interrupted', 'The work was stopped.');
    if (packet.timestamp >= end) {
      if (packet.type === 'key') break;
      continue; // pictures of the next part may stand in decoding order before the last ones of this part
    }
    if (++packets > MAX_VIDEO_PACKETS) {
      throw new ExchangeError('limit-exceeded', 'A video file has too many pictures.', {
        params: { limit: MAX_VIDEO_PACKETS },
      });
    }
    const data = job.cleaner.clean(packet.data);
    const meta = packets === 1 ? { decoderConfig: job.decoderConfig } : undefined;
    const timestamp = packet.timestamp - (from === 0 ? 0 : first.timestamp);
    await job.pictures.add(packet.clone({ data, timestamp, sideData: {} }), meta);
  }
  return packets;
}

function bytesOf(description: VideoDecoderConfig['description']): Uint8Array | undefined {
  if (description === undefined) return undefined;
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}
