/** Joins and cuts videos packet by packet, without decoding: every picture arrives as it was encoded. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type EncodedPacket,
  EncodedVideoPacketSource,
  FilePathTarget,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import { settleMp4 } from '#platform/settle-mp4.ts';
import type { PlacedPacket, VideoPartReader, VideoStream } from './video-part.ts';

/** What is appended: a stream, its packets, and the place at which what it shows begins. */
export type AppendedVideo = Pick<VideoPartReader, 'stream' | 'lead' | 'packets'>;

/** What tells two streams apart that cannot stand in one track. */
function keyOf({ codec, config, rotation }: VideoStream): string {
  const { description, codedWidth, codedHeight } = config;
  const bytes = description === undefined ? '' : Buffer.from(bytesOf(description)).toString('base64');
  return JSON.stringify([codec, config.codec, codedWidth, codedHeight, rotation, bytes]);
}

/** The bytes of a decoder's description, whatever they are held in. */
export function bytesOf(description: NonNullable<VideoDecoderConfig['description']>): Uint8Array {
  return ArrayBuffer.isView(description)
    ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
    : new Uint8Array(description);
}

/** One MP4 file being written: parts one after the other, on a grid of `rate` pictures a second. */
export class VideoFileWriter {
  readonly path: string;
  readonly #rate: number;
  readonly #output: Output;
  #pictures: EncodedVideoPacketSource | null = null;
  #key: string | null = null;
  /** Places on the grid that are taken. */
  #taken = 0;
  /** Goes out with the first packet. */
  #config: VideoDecoderConfig | null = null;
  /** Bytes of the packets written. */
  bytes = 0;

  /** Creates the file and its folder. */
  static async create(path: string, rate: number): Promise<VideoFileWriter> {
    await mkdir(dirname(path), { recursive: true });
    return new VideoFileWriter(path, rate);
  }

  private constructor(path: string, rate: number) {
    this.path = path;
    this.#rate = rate;
    this.#output = new Output({
      format: new Mp4OutputFormat({ fastStart: false }),
      target: new FilePathTarget(path),
    });
  }

  /** Whether pictures of this kind can stand in this file: any can in an empty one. */
  takes(stream: VideoStream): boolean {
    return this.#key === null || this.#key === keyOf(stream);
  }

  /**
   * Appends a video that takes at least `slots` places; answers at which second it begins. Throws `bad-dataset` when it shows nothing, `conflict`
   * when {@link VideoFileWriter.takes} says no.
   */
  async append(video: AppendedVideo, slots: number): Promise<number> {
    await this.#begin(video.stream);
    const base = this.#taken;
    let frames = 0;
    let last = 0;
    try {
      for await (const { packet, place } of video.packets()) {
        last = Math.max(last, place);
        if (place >= video.lead) frames++;
        await this.#add(packet, (base + place) / this.#rate);
      }
    } catch (error) {
      // What was written of a video that breaks off stays behind; the next one must not begin on top of it.
      this.#taken = base + Math.ceil(last) + 1;
      throw error;
    }
    this.#taken = base + Math.max(Math.ceil(last) + 1, Math.ceil(video.lead) + slots);
    if (frames === 0) throw new ExchangeError('bad-dataset', 'The part of the video shows nothing.');
    return (base + video.lead) / this.#rate;
  }

  /** Writes the index and closes the file. */
  async finish(): Promise<void> {
    await this.#output.finalize();
    await settleMp4(this.path);
  }

  /** Closes what was written so far; the file is of no use. */
  async cancel(): Promise<void> {
    await this.#output.cancel().catch(() => undefined);
  }

  async #begin(stream: VideoStream): Promise<void> {
    if (this.#pictures !== null) {
      if (!this.takes(stream)) throw new ExchangeError('conflict', 'The pictures are of another kind.');
      return;
    }
    this.#key = keyOf(stream);
    this.#pictures = new EncodedVideoPacketSource(stream.codec);
    this.#output.addVideoTrack(this.#pictures, { rotation: stream.rotation });
    await this.#output.start();
    this.#config = stream.config;
  }

  async #add(packet: PlacedPacket['packet'], timestamp: number): Promise<void> {
    const meta = this.#config === null ? undefined : { decoderConfig: this.#config };
    this.#config = null;
    this.bytes += packet.data.byteLength;
    const placed: EncodedPacket = packet.clone({ timestamp, duration: 1 / this.#rate, sideData: {} });
    await this.#pictures?.add(placed, meta);
  }
}
