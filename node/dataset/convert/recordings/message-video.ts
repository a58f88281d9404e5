/** A video that stands in messages, one packet each, read again from the recording when it is written. */

import { EncodedPacket } from 'mediabunny';
import { ExchangeError } from '#contracts/errors.ts';
import { decodeVideoMessage } from './video-message.ts';
import { fromAnnexB, isKeyPicture, parameterSets } from '../mcap/annex-b.ts';
import type { StreamRecord } from '../mcap/kinship-messages.ts';
import type { PlacedPacket } from '../../video/video-part.ts';
import type { OpenVideo } from '../../write/open-video.ts';
import { messagesOf, type RecordingFile } from './message-pictures.ts';

/** Message times are rounded to nanoseconds: places this near to a whole one are whole. */
const GRID_TOLERANCE = 1e-3;

/** Opens the packets of a topic that Kinship wrote. Throws `bad-dataset` when its description makes no sense. */
export function openMessageVideo(file: RecordingFile, topic: string, stream: StreamRecord): OpenVideo {
  const { codec, parameters, width, height, rotation, rate } = stream;
  const description = stream.description === null ? null : Buffer.from(stream.description, 'base64');
  const sets =
    (codec === 'avc' || codec === 'hevc') && description !== null ? parameterSets(codec, description) : null;
  async function* packets(): AsyncGenerator<PlacedPacket> {
    for await (const { time, bytes, channel } of messagesOf(file, topic)) {
      const raw = decodeVideoMessage(channel, bytes);
      const isKey = isKeyPacket(codec, raw);
      const data = sets === null ? raw : fromAnnexB(raw, sets, isKey);
      const exact = (Number(time) * rate) / 1e9;
      const place = Math.round(exact);
      const onGrid = Math.abs(exact - place) < GRID_TOLERANCE;
      const packet = new EncodedPacket(data, isKey ? 'key' : 'delta', exact / rate, 1 / rate);
      yield { packet, place: onGrid ? place : exact };
    }
  }
  return {
    stream: {
      codec,
      rotation,
      config: {
        codec: parameters,
        codedWidth: width,
        codedHeight: height,
        ...(description === null ? {} : { description: new Uint8Array(description) }),
      },
    },
    lead: 0,
    packets,
    [Symbol.dispose]: () => undefined,
  };
}

/** Whether a packet needs no other to be shown. AV1: it brings a sequence header (5.5 of the AV1 specification); VP9: its frame type says so. */
function isKeyPacket(codec: StreamRecord['codec'], bytes: Uint8Array): boolean {
  if (codec === 'avc' || codec === 'hevc') return isKeyPicture(codec, bytes);
  if (codec === 'vp9') return isVp9Key(bytes[0] ?? 0);
  return av1Units(bytes).includes(1);
}

/** Frame marker, profile (2 or 3 bits), show_existing_frame, frame_type (VP9 bitstream, 6.2). */
function isVp9Key(head: number): boolean {
  const profile = ((head >> 5) & 1) | ((head >> 3) & 2);
  const shift = profile === 3 ? 1 : 0;
  const shown = (head >> (3 - shift)) & 1;
  return shown === 0 && ((head >> (2 - shift)) & 1) === 0;
}

/** Types of the open bitstream units of a packet. */
function av1Units(bytes: Uint8Array): number[] {
  const types: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at] ?? 0;
    types.push((head >> 3) & 15);
    at += 1 + ((head >> 2) & 1);
    if (((head >> 1) & 1) === 0) break; // without a size it is the last one
    let size = 0;
    for (let i = 0; i < 8; i++) {
      const byte = bytes[at++];
      if (byte === undefined) throw new ExchangeError('bad-dataset', 'A picture of a video is cut short.');
      size += (byte & 127) * 2 ** (7 * i);
      if (byte < 128) break;
    }
    at += size;
  }
  return types;
}
