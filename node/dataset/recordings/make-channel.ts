import { ExchangeError } from '#contracts/errors.ts';
import { commonDefinition } from '../messages/common-definitions.ts';
import { layoutOf } from '../messages/message-layout.ts';
import { parseRosDefinition, shortTypeName } from '../messages/ros-definition.ts';
import type { Channel } from './recording.ts';

/** What a container says of a channel. */
export interface ChannelDescription {
  readonly topic: string;
  readonly type: string;
  /** Message encoding as MCAP names it: `cdr`, `ros1`, `json`, `protobuf` … */
  readonly encoding: string;
  /** Definition text in ROS message syntax; null when the container carries none. */
  readonly definition: string | null;
}

/** Plans how a channel is read. A type that cannot be read makes an opaque channel, never an error. */
export function makeChannel({ topic, type, encoding, definition }: ChannelDescription): Channel {
  const name = shortTypeName(type);
  const opaque = (reason: string): Channel => ({ topic, type: name, codec: { kind: 'opaque', reason } });
  if (encoding === 'json') return { topic, type: name, codec: { kind: 'json' } };
  if (encoding !== 'cdr' && encoding !== 'ros1') return opaque(`the encoding "${encoding}" is not read`);
  const text = definition ?? commonDefinition(name);
  if (text === undefined) return opaque('the recording carries no definition of this type');
  try {
    const layout = layoutOf(parseRosDefinition(name, text));
    return { topic, type: name, codec: { kind: 'ros', wire: encoding, layout } };
  } catch (error) {
    if (error instanceof ExchangeError) return opaque(error.message);
    throw error;
  }
}
