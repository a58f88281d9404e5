/**
 * How episodes stand in MCAP files that Kinship writes (docs/datasets.md, "MCAP that is written"): ROS 2 CDR with definitions embedded, one file
 * an episode, one channel a feature. Whoever knows nothing of Kinship sees ordinary topics; the metadata record tells the rest.
 */

import { z } from 'zod';
import { MAX_FEATURES, MAX_NAME_LENGTH } from '#contracts/dataset/limits.ts';
import type { NumberType } from '../../dataset-reader.ts';

/** Name of the metadata record that describes the episode. */
export const EPISODE_RECORD = 'kinship:episode';
/** Key of a channel's metadata that names the feature. */
export const FEATURE_KEY = 'kinship:feature';
/** Key of a video channel's metadata with what a decoder must be told, as JSON. */
export const STREAM_KEY = 'kinship:stream';
/** Topic of the task sentence. */
export const TASK_TOPIC = '/task';

const RULE = `${'='.repeat(80)}\n`;
const TIME = `${RULE}MSG: builtin_interfaces/Time\nint32 sec\nuint32 nanosec\n`;
const HEADER = `${RULE}MSG: std_msgs/Header\nbuiltin_interfaces/Time stamp\nstring frame_id\n`;

const ROS_TYPES: Readonly<Record<NumberType, string>> = {
  float32: 'float32',
  float64: 'float64',
  int8: 'int8',
  int16: 'int16',
  int32: 'int32',
  int64: 'int64',
  uint8: 'uint8',
  uint16: 'uint16',
  uint32: 'uint32',
  uint64: 'uint64',
  bool: 'bool',
};

/** A message type with its definition. */
export interface MessageSchema {
  readonly name: string;
  readonly text: string;
}

/** The message of a numeric feature: a header, names where the feature has them, and the row's values in their own type. */
export function vectorSchema(type: NumberType): MessageSchema {
  const ros = ROS_TYPES[type];
  const name = `kinship_msgs/msg/${ros[0]?.toUpperCase() ?? ''}${ros.slice(1)}Vector`;
  return { name, text: `std_msgs/Header header\nstring[] name\n${ros}[] data\n${HEADER}${TIME}` };
}

/** The message of a text feature, and of the task. */
export const TEXT_SCHEMA: MessageSchema = {
  name: 'kinship_msgs/msg/Text',
  text: `std_msgs/Header header\nstring data\n${HEADER}${TIME}`,
};

/** A still image as ROS publishes it (sensor_msgs). `frame_id` holds the file name that the source gave it. */
export const IMAGE_SCHEMA: MessageSchema = {
  name: 'sensor_msgs/msg/CompressedImage',
  text: `std_msgs/Header header\nstring format\nuint8[] data\n${HEADER}${TIME}`,
};

/** One picture of a video (docs.foxglove.dev, `CompressedVideo`): H.264 and H.265 as Annex B, AV1 and VP9 as they are. */
export const VIDEO_SCHEMA: MessageSchema = {
  name: 'foxglove_msgs/msg/CompressedVideo',
  text: `builtin_interfaces/Time timestamp\nstring frame_id\nuint8[] data\nstring format\n${TIME}`,
};

/** Topic of a feature: dots become slashes, which every viewer can follow. */
export function topicOf(feature: string): string {
  return `/${feature.replaceAll('.', '/')}`;
}

const scalarSchema = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]);
const statsSchema = z.strictObject({
  min: z.array(z.number()).max(4),
  max: z.array(z.number()).max(4),
  mean: z.array(z.number()).max(4),
  std: z.array(z.number()).max(4),
  count: z.int().positive(),
  quantiles: z.record(z.string().max(8), z.array(z.number()).max(4)),
});

/** Schema of the episode's description: what topics and messages cannot say. */
export const episodeRecordSchema = z.strictObject({
  schema: z.literal('kinship-episode/1'),
  fps: z.number().positive(),
  frames: z.int().positive(),
  robotType: z.string().max(MAX_NAME_LENGTH).nullable(),
  /** All features in order, as the dataset declares them. */
  features: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(MAX_NAME_LENGTH),
        dtype: z.string().max(MAX_NAME_LENGTH),
        shape: z.array(z.int().nonnegative()).max(8),
        names: z.array(z.string().max(MAX_NAME_LENGTH)).max(4096).nullable(),
        info: z.record(z.string().max(64), scalarSchema),
      }),
    )
    .max(MAX_FEATURES),
  /** Statistics of pixels, by feature. */
  stats: z.record(z.string().max(MAX_NAME_LENGTH), statsSchema),
});
/** The description of an episode. */
export type EpisodeRecord = z.infer<typeof episodeRecordSchema>;

/** Schema of what a decoder must be told of a video channel. */
export const streamSchema = z.strictObject({
  codec: z.enum(['avc', 'hevc', 'av1', 'vp9']),
  parameters: z.string().max(200),
  width: z.int().positive(),
  height: z.int().positive(),
  rotation: z.literal([0, 90, 180, 270]),
  /** avcC, hvcC or av1C, base64; null where the codec has none. */
  description: z.string().max(65_536).nullable(),
  /** Pictures a second of the grid on which the packets' times stand. */
  rate: z.number().positive(),
});
/** What a decoder must be told. */
export type StreamRecord = z.infer<typeof streamSchema>;

/** Name of a codec in `CompressedVideo.format`. */
export const VIDEO_FORMATS: Readonly<Record<StreamRecord['codec'], string>> = {
  avc: 'h264',
  hevc: 'h265',
  av1: 'av1',
  vp9: 'vp9',
};
