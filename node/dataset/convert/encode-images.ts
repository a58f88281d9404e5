/** Image features become video where that is asked for: the one conversion that loses pixels, never frames. */

import { EncodedPacket } from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import type { EncodeAnswer, EncodeJob } from '../pictures/confined-encoder.ts';
import type { PlacedPacket } from '../video/video-part.ts';
import type { EpisodeVideo, PictureRows, WriterFeature } from '../write/lerobot-spec.ts';
import type { OpenVideo } from '../write/open-video.ts';
import type { ConversionRecord } from './conversion-record.ts';
import type { FrameEpisode } from './frame-episode.ts';

/** Pictures that are encoded at a time. */
const BATCH = 8;

/** Who encodes. */
export type EncodePort = (job: EncodeJob) => Promise<EncodeAnswer>;

/** Turns image features into video ones, episode by episode. Depth, grey and pictures of odd size stay images. */
export class ImageEncoding {
  readonly #encode: EncodePort;
  readonly #fps: number;
  readonly #record: ConversionRecord;

  constructor(encode: EncodePort, fps: number, record: ConversionRecord) {
    this.#encode = encode;
    this.#fps = fps;
    this.#record = record;
  }

  /** The episode with videos instead of images. */
  apply(episode: FrameEpisode): FrameEpisode {
    const pictures = new Map(episode.pictures);
    const videos = new Map(episode.videos);
    const features: WriterFeature[] = [];
    for (const feature of episode.features) {
      const rows = pictures.get(feature.name);
      const size = rows === undefined ? null : sizeOf(feature);
      if (rows === undefined || size === null) {
        features.push(feature);
        continue;
      }
      pictures.delete(feature.name);
      videos.set(feature.name, this.#video(rows, size));
      const info = {
        codec: 'h264',
        pix_fmt: 'yuv420p',
        fps: this.#fps,
        channels: 3,
        has_audio: false,
        ...size,
      };
      const shape = [size.height, size.width, 3];
      features.push({ ...feature, dtype: 'video', shape, names: ['height', 'width', 'channel'], info });
      this.#record.step('pictures-encoded', {
        feature: feature.name,
        lossy: true,
        params: { codec: 'h264', keyEvery: 2 },
      });
    }
    return { ...episode, features, pictures, videos };
  }

  #video(rows: PictureRows, size: { width: number; height: number }): EpisodeVideo {
    return { path: '', open: () => this.#open(rows, size) };
  }

  async #open(rows: PictureRows, size: { width: number; height: number }): Promise<OpenVideo> {
    const answers = this.#answers(rows, size)[Symbol.asyncIterator]();
    const begun: Extract<EncodeAnswer, { ok: true }>[] = [];
    let config: Extract<EncodeAnswer, { ok: true }>['config'] = null;
    while (config === null) {
      const next = await answers.next();
      if (next.done === true) throw new ExchangeError('bad-dataset', 'The encoder gave no video.');
      begun.push(next.value);
      config = next.value.config;
    }
    const { codec, description } = config;
    const place = (packet: (typeof begun)[number]['packets'][number]): PlacedPacket => ({
      packet: new EncodedPacket(
        packet.data,
        packet.isKey ? 'key' : 'delta',
        packet.place / this.#fps,
        1 / this.#fps,
      ),
      place: packet.place,
    });
    async function* packets(): AsyncGenerator<PlacedPacket> {
      for (const answer of begun) yield* answer.packets.map(place);
      for (let next = await answers.next(); next.done !== true; next = await answers.next())
        yield* next.value.packets.map(place);
    }
    const stream = {
      codec: 'avc',
      rotation: 0,
      config: {
        codec,
        codedWidth: size.width,
        codedHeight: size.height,
        description: new Uint8Array(description),
      },
    } as const;
    return { stream, lead: 0, packets, [Symbol.dispose]: () => undefined };
  }

  async *#answers(
    rows: PictureRows,
    size: { width: number; height: number },
  ): AsyncGenerator<Extract<EncodeAnswer, { ok: true }>> {
    for (let from = 0; from < rows.rows; from += BATCH) {
      const to = Math.min(rows.rows, from + BATCH);
      const pictures = (await rows.read(from, to)).map(({ bytes }) => {
        if (bytes === null)
          throw new ExchangeError('bad-dataset', 'A frame has no picture: it cannot become video.');
        return bytes;
      });
      const job = { ...size, fps: this.#fps, first: from === 0, last: to === rows.rows, pictures };
      const answer = await this.#encode(job);
      if (!answer.ok) throw new ExchangeError('bad-dataset', `Pictures cannot be encoded: ${answer.reason}`);
      yield answer;
    }
  }
}

/** Size of pictures in three colours and of even size; null for all others: depth and odd sizes stay images. */
function sizeOf({ shape, names }: WriterFeature): { width: number; height: number } | null {
  if (shape.length !== 3) return null;
  const isFirst = names === null ? (shape[0] ?? 0) <= 4 : /^channels?$/.test(names[0] ?? '');
  const [height = 0, width = 0, channels = 0] = isFirst ? [shape[1], shape[2], shape[0]] : shape;
  const fits = channels === 3 && width > 0 && height > 0 && width % 2 === 0 && height % 2 === 0;
  return fits ? { width, height } : null;
}
