import { isExchangeError } from '#contracts/errors.ts';
import type { StillPicture } from '../pictures/picture-track.ts';
import { stillCodec } from '../pictures/still-sampler.ts';
import { RAW_IMAGE_TYPE, rawImage } from './raw-image.ts';
import type { Channel } from './recording.ts';

/** A message that carries a picture. */
export interface PictureMessage {
  readonly channel: Channel;
  readonly bytes: Uint8Array;
  /** Its picture as it stands there: encoded, or raw. */
  readonly picture: Uint8Array;
  readonly seconds: number;
}

/** The picture ready to be judged; null for what is not judged: depth, encodings that are not read, broken ones. */
export function messageStill({ channel, bytes, picture, seconds }: PictureMessage): StillPicture | null {
  const { codec, type } = channel;
  if (codec.kind !== 'ros' || type !== RAW_IMAGE_TYPE)
    return stillCodec(picture) === null ? null : { seconds, bytes: picture.slice(), raw: null };
  try {
    const { width, height, channels, bits, data } = rawImage(bytes, codec);
    return bits === 8 ? { seconds, bytes: data, raw: { width, height, channels } } : null;
  } catch (error) {
    if (isExchangeError(error)) return null;
    throw error;
  }
}
