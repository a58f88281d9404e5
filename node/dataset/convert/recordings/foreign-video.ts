/** Videos that others write into messages (`foxglove.CompressedVideo` and its kin), H.264 and H.265: carried packet by packet, never encoded again. */

import { EncodedPacket } from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import { decodeProtobuf } from '../../messages/protobuf-message.ts';
import type { Channel, RecordedMessage } from '../../recordings/recording.ts';
import { elementaryStream, kindOf, splitUnits, type ElementaryStream } from '../../video/parameter-sets.ts';
import type { PlacedPacket } from '../../video/video-part.ts';
import type { EpisodeVideo } from '../../write/lerobot-spec.ts';
import type { OpenVideo } from '../../write/open-video.ts';
import { isKeyUnit } from '../mcap/annex-b.ts';
import { messagesOf, type RecordingFile } from './message-pictures.ts';
import { decodeVideoMessage } from './video-message.ts';

/** Bytes of one unit's length. */
const LENGTH_BYTES = 4;

/** A video of another maker, of which every message is the picture of one frame. */
export interface ForeignVideo {
  readonly stream: ElementaryStream;
  readonly video: EpisodeVideo;
}

/**
 * Looks at the first message of a topic. Throws `unsupported-format` for other codecs, or when it does not begin with a key picture; `bad-dataset` when the
 * stream makes no sense.
 */
export async function foreignVideo(
  file: RecordingFile,
  channel: Channel,
  rate: number,
): Promise<ForeignVideo> {
  for await (const message of messagesOf(file, channel.topic)) {
    const units = unitsOf(message);
    const stream = elementaryStream(units);
    if (!isKey(stream.codec, units))
      throw new ExchangeError(
        'unsupported-format',
        `The video ${channel.topic} does not begin with a key picture.`,
      );
    const open = (): Promise<OpenVideo> => Promise.resolve(openForeign(file, channel, { stream, rate }));
    return { stream, video: { path: file.path, open } };
  }
  throw new ExchangeError('bad-dataset', `The video ${channel.topic} has no pictures.`);
}

function openForeign(
  file: RecordingFile,
  channel: Channel,
  { stream, rate }: { stream: ElementaryStream; rate: number },
): OpenVideo {
  const { codec, parameters, width, height, description } = stream;
  async function* packets(): AsyncGenerator<PlacedPacket> {
    let place = 0;
    for await (const message of messagesOf(file, channel.topic)) {
      const units = unitsOf(message);
      const type = isKey(codec, units) ? 'key' : 'delta';
      // Streams in messages have no pictures that wait for later ones: each is shown when it comes.
      yield { packet: new EncodedPacket(packed(units, stream), type, place / rate, 1 / rate), place };
      place++;
    }
  }
  const config = { codec: parameters, codedWidth: width, codedHeight: height, description };
  return { stream: { codec, rotation: 0, config }, lead: 0, packets, [Symbol.dispose]: () => undefined };
}

/** The units of a message's picture, without start codes. Throws `unsupported-format` for anything but Annex B. */
function unitsOf({ channel, bytes }: RecordedMessage): Uint8Array[] {
  const { codec } = channel;
  const data =
    codec.kind === 'protobuf'
      ? decodeProtobuf(bytes, codec.layout).picture
      : decodeVideoMessage(channel, bytes);
  const isAnnexB =
    data !== null && data[0] === 0 && data[1] === 0 && (data[2] === 1 || (data[2] === 0 && data[3] === 1));
  if (isAnnexB) return splitUnits(data);
  throw new ExchangeError(
    'unsupported-format',
    `The video ${channel.topic} is neither H.264 nor H.265 with start codes.`,
  );
}

function isKey(codec: 'avc' | 'hevc', units: readonly Uint8Array[]): boolean {
  return units.some((unit) => isKeyUnit(codec, unit));
}

/** Units with lengths in front, without the parameter sets, which stand in the description. Throws `unsupported-format` when they change. */
function packed(units: readonly Uint8Array[], { codec, description }: ElementaryStream): Uint8Array {
  const whole = Buffer.from(description.buffer, description.byteOffset, description.byteLength);
  const parts: Uint8Array[] = [];
  for (const unit of units) {
    const kind = kindOf(codec, unit);
    if (kind === 'set' && !whole.includes(Buffer.from(unit)))
      throw new ExchangeError('unsupported-format', 'The video changes its size or its coding on the way.');
    if (kind !== 'picture') continue;
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(unit.length);
    parts.push(length, unit);
  }
  return new Uint8Array(Buffer.concat(parts));
}
