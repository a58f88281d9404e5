/** The pictures of one camera as messages, in decoding order, each at the time at which it is shown. */

import { ExchangeError } from '#contracts/errors.ts';
import { bytesOf } from '../../video/video-file-writer.ts';
import type { PlacedPacket, VideoStream } from '../../video/video-part.ts';
import type { EpisodeVideo, WriterFeature } from '../../write/lerobot-spec.ts';
import { openEpisodeVideo, videoRate, type OpenVideo } from '../../write/open-video.ts';
import { parameterSets, toAnnexB, type ParameterSets } from './annex-b.ts';
import { CdrWriter } from './cdr-writer.ts';
import {
  FEATURE_KEY,
  STREAM_KEY,
  streamSchema,
  topicOf,
  VIDEO_FORMATS,
  VIDEO_SCHEMA,
  type StreamRecord,
} from './kinship-messages.ts';
import type { McapFile } from './mcap-file.ts';

/** An open camera. Dispose it to close its file. */
export class VideoTrack implements Disposable {
  readonly #camera: string;
  readonly #video: OpenVideo;
  readonly #stream: StreamRecord;
  readonly #sets: ParameterSets | null;
  readonly #packets: AsyncIterator<PlacedPacket>;
  #held: PlacedPacket | null = null;
  #channel = 0;

  /** Opens the video of an episode. Throws `unsupported-format` for codecs that messages do not carry, or when it begins without a key picture. */
  static async open(
    camera: string,
    video: EpisodeVideo,
    dataset: { fps: number; features: readonly WriterFeature[] },
  ): Promise<VideoTrack> {
    const rate = videoRate(camera, dataset);
    const opened = await openEpisodeVideo(video, { rate, preroll: false });
    try {
      return new VideoTrack(camera, opened, streamOf(opened.stream, rate));
    } catch (error) {
      opened[Symbol.dispose]();
      throw error;
    }
  }

  private constructor(camera: string, video: OpenVideo, stream: StreamRecord) {
    this.#camera = camera;
    this.#video = video;
    this.#stream = stream;
    this.#packets = video.packets()[Symbol.asyncIterator]();
    const { codec, description } = stream;
    this.#sets =
      (codec === 'avc' || codec === 'hevc') && description !== null
        ? parameterSets(codec, Buffer.from(description, 'base64'))
        : null;
  }

  /** Adds the channel. */
  async begin(file: McapFile): Promise<void> {
    const metadata = { [FEATURE_KEY]: this.#camera, [STREAM_KEY]: JSON.stringify(this.#stream) };
    this.#channel = await file.channel(topicOf(this.#camera), VIDEO_SCHEMA, metadata);
  }

  /** Writes the packets that come, in decoding order, before the first one shown at `seconds` or later. */
  async upTo(file: McapFile, seconds: number): Promise<void> {
    for (;;) {
      if (this.#held === null) {
        const next = await this.#packets.next();
        if (next.done === true) return;
        this.#held = next.value;
      }
      const { packet, place } = this.#held;
      if (place / this.#stream.rate >= seconds) return;
      this.#held = null;
      const time = BigInt(Math.round((place * 1e9) / this.#stream.rate));
      const data =
        this.#sets === null ? packet.data : toAnnexB(packet.data, this.#sets, packet.type === 'key');
      const format = VIDEO_FORMATS[this.#stream.codec];
      await file.message(
        this.#channel,
        time,
        new CdrWriter().time(time).string(this.#camera).blob(data).string(format).bytes,
      );
    }
  }

  [Symbol.dispose](): void {
    this.#video[Symbol.dispose]();
  }
}

function streamOf({ codec, config, rotation }: VideoStream, rate: number): StreamRecord {
  const { codedWidth, codedHeight, description } = config;
  const parsed = streamSchema.safeParse({
    codec,
    parameters: config.codec,
    width: codedWidth,
    height: codedHeight,
    rotation,
    description: description === undefined ? null : Buffer.from(bytesOf(description)).toString('base64'),
    rate,
  });
  if (parsed.success) return parsed.data;
  throw new ExchangeError('unsupported-format', `A video in ${codec} cannot stand in messages.`, {
    params: { codec },
  });
}
