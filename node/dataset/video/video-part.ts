/** Reads a part of a video file packet by packet, each with its place on a grid of frames. Nothing is decoded. */

import {
  ALL_FORMATS,
  type EncodedPacket,
  EncodedPacketSink,
  FilePathSource,
  Input,
  type InputVideoTrack,
  type VideoCodec,
} from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';

/** A part of a video file, seconds from its start. `to` null means: up to its end. */
export interface VideoPart {
  /** Absolute path. */
  readonly path: string;
  readonly from: number;
  readonly to: number | null;
}

/** What must be known of a stream before its packets mean anything. */
export interface VideoStream {
  readonly codec: VideoCodec;
  readonly config: VideoDecoderConfig;
  readonly rotation: 0 | 90 | 180 | 270;
}

/** A packet and its place on the grid, counted from the first packet of the part; whole where its time is near the grid. */
export interface PlacedPacket {
  readonly packet: EncodedPacket;
  readonly place: number;
}

/** Times in datasets are rounded; two pictures are never this close, seconds. */
const TIME_TOLERANCE = 0.004;

/** An open part. Dispose it to close its file. */
export class VideoPartReader implements Disposable {
  readonly stream: VideoStream;
  /** Place at which the part begins: 0, or more where pictures before it come along because it begins without a key picture. */
  readonly lead: number;
  readonly #input: Input;
  readonly #track: InputVideoTrack;
  readonly #first: EncodedPacket;
  readonly #range: { readonly start: number; readonly end: number };
  readonly #rate: number;

  /**
   * Opens a part on a grid of `rate` pictures a second. Throws `bad-dataset` when it holds no video that can be copied, and
   * `unsupported-format` when it does not begin with a key picture and `preroll` is not allowed.
   */
  static async open(part: VideoPart, options: { rate: number; preroll: boolean }): Promise<VideoPartReader> {
    const input = new Input({ source: new FilePathSource(part.path), formats: ALL_FORMATS });
    try {
      return await VideoPartReader.#begin(input, part, options);
    } catch (cause) {
      input.dispose();
      if (cause instanceof ExchangeError) throw cause;
      throw new ExchangeError('bad-dataset', `The video cannot be read: ${String(cause)}`.slice(0, 200), {
        cause,
      });
    }
  }

  static async #begin(
    input: Input,
    { from, to }: VideoPart,
    { rate, preroll }: { rate: number; preroll: boolean },
  ): Promise<VideoPartReader> {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    const config = await track?.getDecoderConfig();
    if (track === null || codec === null || codec === undefined || config === null || config === undefined) {
      throw new ExchangeError('bad-dataset', 'The file holds no video that can be copied.');
    }
    const sink = new EncodedPacketSink(track);
    const first = from === 0 ? await sink.getFirstPacket() : await sink.getKeyPacket(from + TIME_TOLERANCE);
    if (first === null) throw new ExchangeError('bad-dataset', 'A video file holds no pictures.');
    const early = first.timestamp < from - TIME_TOLERANCE;
    if (early && !preroll) {
      throw new ExchangeError('unsupported-format', 'The episode does not begin with a key picture.', {
        params: { from },
      });
    }
    const start = early ? first.timestamp : from;
    return new VideoPartReader({
      input,
      track,
      first,
      rate,
      stream: { codec, config, rotation: await track.getRotation() },
      range: { start, end: (to ?? Number.POSITIVE_INFINITY) - TIME_TOLERANCE },
      lead: placeOf(from - start, rate),
    });
  }

  private constructor(open: {
    input: Input;
    track: InputVideoTrack;
    first: EncodedPacket;
    rate: number;
    stream: VideoStream;
    range: { start: number; end: number };
    lead: number;
  }) {
    this.#input = open.input;
    this.#track = open.track;
    this.#first = open.first;
    this.#rate = open.rate;
    this.#range = open.range;
    this.stream = open.stream;
    this.lead = open.lead;
  }

  /** Packets in decoding order. Throws `bad-dataset` where the file is damaged. */
  async *packets(): AsyncGenerator<PlacedPacket> {
    const { start, end } = this.#range;
    try {
      for await (const packet of new EncodedPacketSink(this.#track).packets(this.#first)) {
        if (packet.timestamp >= end) {
          if (packet.type === 'key') return;
          continue; // pictures of the next part may stand in decoding order before the last ones of this part
        }
        // Open groups of pictures: what is shown before the part needs pictures that are not copied.
        if (packet.timestamp < start - TIME_TOLERANCE) continue;
        yield { packet, place: placeOf(packet.timestamp - start, this.#rate) };
      }
    } catch (cause) {
      if (cause instanceof ExchangeError) throw cause;
      throw new ExchangeError('bad-dataset', `The video cannot be read: ${String(cause)}`.slice(0, 200), {
        cause,
      });
    }
  }

  [Symbol.dispose](): void {
    this.#input.dispose();
  }
}

/** Place on the grid of a time: whole where the time is near it. */
function placeOf(seconds: number, rate: number): number {
  const exact = Math.max(0, seconds * rate);
  const whole = Math.round(exact);
  return Math.abs(exact - whole) / rate < Math.min(TIME_TOLERANCE, 0.25 / rate) ? whole : exact;
}
