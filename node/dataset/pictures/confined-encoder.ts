/** What the confined child of a `PictureEncoder` runs: still pictures in, packets of one H.264 video after the other out. */

import { ImageDecoder, VideoEncoder, VideoFrame, type EncodedVideoChunk } from '@napi-rs/webcodecs';
import { ExchangeError } from '#contracts/errors.ts';
import { stillCodec } from './still-sampler.ts';

/** Bits for each pixel of each frame: visually close to the pictures, at a tenth of the size of good JPEG. */
const BITS_PER_PIXEL = 0.25;
/** Every second picture stands alone, as LeRobot encodes: training reads single frames. */
const GROUP_OF_PICTURES = 2;
/** High profile, level 4; larger pictures than 1080p ask for level 5.2. */
const CODEC = { usual: 'avc1.640028', large: 'avc1.640034' } as const;
const LEVEL_4_PIXELS = 1920 * 1088;

/** The next pictures of a video; `first` begins one, `last` ends it. */
export interface EncodeJob {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly pictures: readonly Uint8Array[];
}

/** One packet; `place` is the number of its picture in the video. */
export interface EncodedPicture {
  readonly place: number;
  readonly isKey: boolean;
  readonly data: Uint8Array;
}

/** What a job gave. `config` comes with the first packet of a video. */
export type EncodeAnswer =
  | {
      readonly ok: true;
      readonly packets: readonly EncodedPicture[];
      readonly config: { readonly codec: string; readonly description: Uint8Array } | null;
    }
  | { readonly ok: false; readonly reason: string };

/** Works until there is no further job. */
export async function run(
  _input: null,
  report: (pictures: number) => void,
  ask: (last: EncodeAnswer | null) => Promise<unknown>,
): Promise<null> {
  let video: Encoding | null = null;
  let last: EncodeAnswer | null = null;
  let count = 0;
  for (;;) {
    const job = (await ask(last)) as EncodeJob | null;
    if (job === null) return null;
    try {
      if (job.first) video = new Encoding(job);
      if (video === null) throw new ExchangeError('bad-dataset', 'No video was begun.');
      last = { ok: true, ...(await video.encode(job, () => report(++count))) };
    } catch (error) {
      video = null;
      const reason = error instanceof ExchangeError ? error.message : String(error);
      last = { ok: false, reason: reason.slice(0, 200) };
    }
  }
}

/** One video that is being encoded. */
class Encoding {
  readonly #encoder: VideoEncoder;
  readonly #size: Pick<EncodeJob, 'width' | 'height' | 'fps'>;
  #packets: EncodedPicture[] = [];
  #config: { codec: string; description: Uint8Array } | null = null;
  #failure: string | null = null;
  #count = 0;

  constructor({ width, height, fps }: EncodeJob) {
    this.#size = { width, height, fps };
    this.#encoder = new VideoEncoder({
      output: (chunk, meta) => this.#take(chunk, meta),
      error: (error) => {
        this.#failure ??= error instanceof Error ? error.message : 'unknown';
      },
    });
    this.#encoder.configure({
      codec: width * height > LEVEL_4_PIXELS ? CODEC.large : CODEC.usual,
      width,
      height,
      framerate: fps,
      bitrate: Math.max(100_000, Math.round(width * height * fps * BITS_PER_PIXEL)),
      latencyMode: 'realtime',
      avc: { format: 'avc' },
    });
  }

  async encode(
    { pictures, last }: EncodeJob,
    onPicture: () => void,
  ): Promise<Omit<Extract<EncodeAnswer, { ok: true }>, 'ok'>> {
    for (const bytes of pictures) {
      await this.#add(bytes);
      onPicture();
    }
    if (last) {
      await this.#encoder.flush();
      this.#encoder.close();
    }
    if (this.#failure !== null)
      throw new ExchangeError('bad-dataset', `Pictures cannot be encoded: ${this.#failure}`.slice(0, 200));
    const packets = this.#packets;
    const config = this.#config;
    this.#packets = [];
    this.#config = null;
    return { packets, config };
  }

  async #add(bytes: Uint8Array): Promise<void> {
    const codec = stillCodec(bytes);
    if (codec === null) throw new ExchangeError('bad-dataset', 'A picture is neither PNG nor JPEG nor WebP.');
    const decoder = new ImageDecoder({ data: bytes, type: `image/${codec}` });
    const { image } = await decoder.decode();
    const { width, height, fps } = this.#size;
    try {
      if (image.codedWidth !== width || image.codedHeight !== height)
        throw new ExchangeError('bad-dataset', 'The pictures of a camera differ in size.');
      const timestamp = Math.round((this.#count * 1e6) / fps);
      const frame = new VideoFrame(image, { timestamp });
      this.#encoder.encode(frame, { keyFrame: this.#count % GROUP_OF_PICTURES === 0 });
      frame.close();
      this.#count++;
    } finally {
      image.close();
      decoder.close();
    }
  }

  #take(
    chunk: EncodedVideoChunk,
    meta: { decoderConfig?: { codec?: string; description?: unknown } } | undefined,
  ): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const place = Math.round((chunk.timestamp * this.#size.fps) / 1e6);
    this.#packets.push({ place, isKey: chunk.type === 'key', data });
    const { codec, description } = meta?.decoderConfig ?? {};
    if (typeof codec === 'string' && ArrayBuffer.isView(description))
      this.#config ??= {
        codec,
        description: new Uint8Array(
          description.buffer,
          description.byteOffset,
          description.byteLength,
        ).slice(),
      };
  }
}
