/** Joins and cuts videos packet by packet, without decoding: every picture arrives as it was encoded. */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  ALL_FORMATS,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputVideoTrack,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
} from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import { settleMp4 } from '#platform/settle-mp4.ts';

/** A part of a video file, seconds from its start. `to` null means: up to its end. */
export interface VideoPart {
  /** Absolute path. */
  readonly path: string;
  readonly from: number;
  readonly to: number | null;
}

/** Where an appended part lies in the file that was written, seconds, and how many pictures it shows. */
export interface PlacedPart {
  readonly from: number;
  readonly frames: number;
}

/** Encoded packets with their times, and what a decoder must be told first. */
export interface VideoPackets {
  readonly codec: VideoCodec;
  readonly config: VideoDecoderConfig;
  readonly rotation: 0 | 90 | 180 | 270;
  /** Packets in decoding order. */
  packets(): AsyncIterable<EncodedPacket>;
}

/** Times in datasets are rounded; two pictures are never this close, seconds. */
const TIME_TOLERANCE = 0.004;

/** Opens the packets of a file. Throws `bad-dataset` when it is no video or its codec is not known. */
export async function withVideoPackets<T>(
  path: string,
  use: (video: VideoPackets, track: InputVideoTrack) => Promise<T>,
): Promise<T> {
  using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    const config = await track?.getDecoderConfig();
    if (track === null || codec === null || codec === undefined || config === null || config === undefined) {
      throw new ExchangeError('bad-dataset', 'The file holds no video that can be copied.');
    }
    const sink = new EncodedPacketSink(track);
    const rotation = await track.getRotation();
    return await use({ codec, config, rotation, packets: () => sink.packets() }, track);
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', `The video cannot be read: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  }
}

/** What tells two streams apart that cannot stand in one track. */
function keyOf({ codec, config, rotation }: Omit<VideoPackets, 'packets'>): string {
  const { description, codedWidth, codedHeight } = config;
  const bytes =
    description === undefined
      ? ''
      : Buffer.from(
          ArrayBuffer.isView(description) ? description.buffer : description,
          ArrayBuffer.isView(description) ? description.byteOffset : 0,
          description.byteLength,
        ).toString('base64');
  return JSON.stringify([codec, config.codec, codedWidth, codedHeight, rotation, bytes]);
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
  takes(video: Omit<VideoPackets, 'packets'>): boolean {
    return this.#key === null || this.#key === keyOf(video);
  }

  /**
   * Appends a part. Pictures that stand within {@link TIME_TOLERANCE} of the grid are put on it. A part that does not begin with a key
   * picture brings the pictures before it along where `preroll` allows; else it throws `unsupported-format`. `slots` are the places that the
   * part takes at least.
   */
  append(
    part: VideoPart,
    options: { slots: number; preroll: boolean; signal?: AbortSignal | undefined },
  ): Promise<PlacedPart> {
    return withVideoPackets(part.path, async (video, track) => {
      const sink = new EncodedPacketSink(track);
      const first =
        part.from === 0 ? await sink.getFirstPacket() : await sink.getKeyPacket(part.from + TIME_TOLERANCE);
      if (first === null) throw new ExchangeError('bad-dataset', 'A video file holds no pictures.');
      const early = first.timestamp < part.from - TIME_TOLERANCE;
      if (early && !options.preroll) {
        throw new ExchangeError('unsupported-format', 'An episode does not begin with a key picture.', {
          params: { from: part.from },
        });
      }
      const start = early ? first.timestamp : part.from;
      const shown = { from: part.from, to: part.to ?? Number.POSITIVE_INFINITY, start };
      await this.#begin(video);
      return this.#copy(sink.packets(first), shown, options);
    });
  }

  /** Appends packets that begin at time 0. */
  async appendPackets(video: VideoPackets, slots: number): Promise<PlacedPart> {
    await this.#begin(video);
    return this.#copy(
      video.packets(),
      { from: 0, to: Number.POSITIVE_INFINITY, start: 0 },
      { slots, preroll: false },
    );
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

  async #begin(video: Omit<VideoPackets, 'packets'>): Promise<void> {
    if (this.#pictures !== null) {
      if (!this.takes(video)) throw new ExchangeError('conflict', 'The pictures are of another kind.');
      return;
    }
    this.#key = keyOf(video);
    this.#pictures = new EncodedVideoPacketSource(video.codec);
    this.#output.addVideoTrack(this.#pictures, { rotation: video.rotation });
    await this.#output.start();
    this.#config = video.config;
  }

  async #copy(
    packets: AsyncIterable<EncodedPacket>,
    shown: { from: number; to: number; start: number },
    options: { slots: number; signal?: AbortSignal | undefined; preroll: boolean },
  ): Promise<PlacedPart> {
    const end = shown.to - TIME_TOLERANCE;
    const base = this.#taken;
    let frames = 0;
    let last = 0;
    for await (const packet of packets) {
      options.signal?.throwIfAborted();
      if (packet.timestamp >= end) {
        if (packet.type === 'key') break;
        continue; // pictures of the next part may stand in decoding order before the last ones of this part
      }
      // Open groups of pictures: what is shown before the part needs pictures that are not copied.
      if (packet.timestamp < shown.start - TIME_TOLERANCE) continue;
      const place = this.#placeOf(packet.timestamp - shown.start);
      last = Math.max(last, place);
      if (packet.timestamp >= shown.from - TIME_TOLERANCE) frames++;
      await this.#add(packet, (base + place) / this.#rate);
    }
    if (frames === 0) throw new ExchangeError('bad-dataset', 'A part of a video shows nothing.');
    const lead = this.#placeOf(shown.from - shown.start);
    this.#taken = base + Math.max(Math.ceil(last) + 1, Math.ceil(lead) + options.slots);
    return { from: (base + lead) / this.#rate, frames };
  }

  /** Place on the grid of a time: whole where the time is near it. */
  #placeOf(seconds: number): number {
    const exact = Math.max(0, seconds * this.#rate);
    const whole = Math.round(exact);
    return Math.abs(exact - whole) / this.#rate < Math.min(TIME_TOLERANCE, 0.25 / this.#rate) ? whole : exact;
  }

  async #add(packet: EncodedPacket, timestamp: number): Promise<void> {
    const meta = this.#config === null ? undefined : { decoderConfig: this.#config };
    this.#config = null;
    this.bytes += packet.data.byteLength;
    const placed = packet.clone({ timestamp, duration: 1 / this.#rate, sideData: {} });
    await this.#pictures?.add(placed, meta);
  }
}
