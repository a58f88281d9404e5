import { ExchangeError } from '#contracts/errors.ts';
import { commonDefinition } from '../messages/common-definitions.ts';
import { layoutOf } from '../messages/message-layout.ts';
import { parseProtobufDefinition } from '../messages/protobuf-definition.ts';
import { planProtobuf } from '../messages/protobuf-message.ts';
import { parseRosDefinition, shortTypeName } from '../messages/ros-definition.ts';
import type { Channel, ChannelCodec } from './recording.ts';

/** What a container says of a channel. */
export interface ChannelDescription {
  readonly topic: string;
  readonly type: string;
  /** Message encoding as MCAP names it: `cdr`, `ros1`, `json`, `protobuf` … */
  readonly encoding: string;
  /** Definition text in ROS message syntax; null when the container carries none. */
  readonly definition: string | null;
  /** Serialized descriptor set of a protobuf type; null or absent when the container carries none. */
  readonly descriptors?: Uint8Array | null;
}

/** Plans how a channel is read. A type that cannot be read makes an opaque channel, never an error. */
export function makeChannel(description: ChannelDescription): Channel {
  const { topic } = description;
  // Protobuf names have dots and no package folder to leave out.
  const type = description.encoding === 'protobuf' ? description.type : shortTypeName(description.type);
  try {
    return { topic, type, codec: codecOf(description, type) };
  } catch (error) {
    if (error instanceof ExchangeError) return { topic, type, codec: opaque(error.message) };
    throw error;
  }
}

function opaque(reason: string): ChannelCodec {
  return { kind: 'opaque', reason };
}

function codecOf(description: ChannelDescription, type: string): ChannelCodec {
  const { encoding, definition, descriptors } = description;
  if (encoding === 'json') return { kind: 'json' };
  if (encoding === 'protobuf') {
    if (descriptors === undefined || descriptors === null || descriptors.length === 0)
      return opaque('the recording carries no definition of this type');
    return { kind: 'protobuf', layout: planProtobuf(parseProtobufDefinition(type, descriptors)) };
  }
  if (encoding !== 'cdr' && encoding !== 'ros1') return opaque(`the encoding "${encoding}" is not read`);
  const text = definition ?? commonDefinition(type);
  if (text === undefined) return opaque('the recording carries no definition of this type');
  return { kind: 'ros', wire: encoding, layout: layoutOf(parseRosDefinition(type, text)) };
}
