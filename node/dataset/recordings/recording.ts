/** A recording: one file of timed messages on channels, whatever the container. */

import type { MessageLayout } from '../messages/message-layout.ts';
import type { ProtobufLayout } from '../messages/protobuf-message.ts';

/** How the messages of a channel are read. */
export type ChannelCodec =
  | { readonly kind: 'ros'; readonly wire: 'cdr' | 'ros1'; readonly layout: MessageLayout }
  | { readonly kind: 'protobuf'; readonly layout: ProtobufLayout }
  | { readonly kind: 'json' }
  /** Counted, not decoded; the reason is a finding. */
  | { readonly kind: 'opaque'; readonly reason: string };

/** True when the messages of a channel carry pictures. */
export function carriesPictures({ codec }: Channel): boolean {
  return (codec.kind === 'ros' || codec.kind === 'protobuf') && codec.layout.picture !== null;
}

/** True for types whose messages are pictures of a video. */
export function isVideoType(type: string): boolean {
  return /(^|[./])CompressedVideo$/.test(type);
}

/** One channel (topic) of a recording. */
export interface Channel {
  readonly topic: string;
  /** Message type by its short name, such as `sensor_msgs/JointState`; empty when the file has none. */
  readonly type: string;
  readonly codec: ChannelCodec;
  /** What the container says of the channel beside its type; empty or absent where it says nothing. */
  readonly metadata?: ReadonlyMap<string, string>;
}

/** One message. `time` is the log time in nanoseconds. */
export interface RecordedMessage {
  readonly channel: Channel;
  readonly time: bigint;
  readonly bytes: Uint8Array;
}

/** Free text that a container carries beside its messages: attachments, metadata records. Desensitizing needs to know of it. */
export interface SideContent {
  readonly kind: 'attachment' | 'metadata';
  readonly name: string;
  readonly bytes: number;
}

/** What reading a recording calls back. */
export interface RecordingSink {
  /** A part of the file that cannot be read; reading goes on behind it where the format allows. */
  onDamage(error: unknown, offset: number): void;
  onSideContent?(content: SideContent): void;
  /** A metadata record, whole. */
  onMetadata?(name: string, values: ReadonlyMap<string, string>): void;
}

/** Yields the messages of one file, in file order. Throws only when nothing of the file can be read. */
export type RecordingReader = (path: string, sink: RecordingSink) => AsyncIterable<RecordedMessage>;
