/** Collects the messages of one recording into columns, each with its own clock. */

import type { Column, DeclaredFeature, NumberArray, NumberType } from '../dataset-reader.ts';
import { decodeMessage, type DecodedMessage } from '../messages/decode-message.ts';
import { isPointCloud } from '../messages/message-layout.ts';
import { decodeProtobuf, isProtobufCloud } from '../messages/protobuf-message.ts';
import { wordsOf } from '../features/describe-feature.ts';
import type { FeatureRole, Unit } from '#contracts/dataset/vocabulary.ts';
import type { StillPicture } from '../pictures/picture-track.ts';
import { StillSampler } from '../pictures/still-sampler.ts';
import { decodeJsonMessage } from './json-message.ts';
import { messageStill } from './message-still.ts';
import type { Channel, RecordedMessage } from './recording.ts';

/** Numbers of one recording that are held; what comes later is counted only. */
export const MAX_HELD_VALUES = 8 * 1024 * 1024;

/** What is collected of one output of a channel. */
interface Series {
  readonly feature: DeclaredFeature;
  readonly width: number;
  readonly times: number[];
  /** Header stamps; NaN where a message has none. */
  readonly stamps: number[];
  readonly values: number[];
  /** Samples of other width, left out. */
  odd: number;
}

/** One sample of one output of a channel. */
interface Sample {
  readonly path: string;
  readonly type: NumberType;
  readonly values: readonly number[];
  readonly names: readonly string[] | null;
  readonly stamp: number | null;
}

/** Pictures of one topic: the head of the first, their count, and the seconds between first and last. */
interface Pictures {
  readonly first: Uint8Array;
  readonly start: number;
  count: number;
  end: number;
}

/** Bytes of the first picture that are kept: enough for its size. */
const PICTURE_HEAD_BYTES = 65_536;

/** Everything collected of one recording. */
export interface CollectedRecording {
  readonly columns: ReadonlyMap<string, Column>;
  readonly times: ReadonlyMap<string, Float64Array>;
  readonly stamps: ReadonlyMap<string, Float64Array>;
  readonly features: readonly DeclaredFeature[];
  /** Pictures chosen, by topic. */
  readonly stills: ReadonlyMap<string, readonly StillPicture[]>;
}

const COMMAND_TOPIC =
  /(^|[/_])(cmd|command|commands|action|actions|target|targets|goal|desired|setpoint)([/_]|$)/;

/** Units that REP 103 and the message definitions fix (foxglove schemas: "JointState"). */
const UNITS: Readonly<Record<string, Unit>> = {
  'sensor_msgs/JointState.position': 'rad',
  'sensor_msgs/JointState.velocity': 'rad/s',
  'sensor_msgs/JointState.effort': 'N·m',
  'foxglove.JointStates.joints.position': 'rad',
  'foxglove.JointStates.joints.velocity': 'rad/s',
  'foxglove.JointStates.joints.effort': 'N·m',
};

/** Collects columns. Decoding errors are thrown to the caller with nothing collected of that message. */
export class ChannelColumns {
  readonly #series = new Map<string, Series>();
  readonly #pictures = new Map<string, Pictures>();
  readonly #stills: StillSampler;
  #start: bigint | null = null;
  #held = 0;
  /** True when messages came that were no longer collected. */
  full = false;

  /** Takes up to `stills` pictures of each camera out. */
  constructor(stills = 0) {
    this.#stills = new StillSampler(stills);
  }

  /** First picture of each picture topic, how many there were, and the seconds from first to last. */
  get pictures(): ReadonlyMap<string, Pictures> {
    return this.#pictures;
  }

  /** Adds one message. Throws `bad-dataset` when its bytes do not fit its type. */
  add({ channel, time, bytes }: RecordedMessage): void {
    this.#start ??= time;
    const seconds = Number(time - this.#start) / 1e9;
    const { codec } = channel;
    if (codec.kind === 'opaque') return;
    if (codec.kind === 'json') {
      const decoded = decodeJsonMessage(bytes);
      this.#addDecoded(channel, seconds, { decoded, names: decoded.paths, types: new Map() });
      return;
    }
    const decoded =
      codec.kind === 'protobuf'
        ? decodeProtobuf(bytes, codec.layout)
        : decodeMessage(bytes, codec.layout, codec.wire);
    if (decoded.picture !== null) {
      this.#addPicture(channel.topic, decoded.picture, seconds);
      const { picture } = decoded;
      this.#stills.offer(channel.topic, () => messageStill({ channel, bytes, picture, seconds }));
    }
    const types = new Map(codec.layout.outputs.map(({ path, type }) => [path, type]));
    const wanted = codec.layout.outputs.length > 0;
    if (wanted) this.#addDecoded(channel, seconds, { decoded, names: codec.layout.scalars, types });
  }

  #addPicture(topic: string, picture: Uint8Array, at: number): void {
    const seen = this.#pictures.get(topic);
    if (seen === undefined)
      this.#pictures.set(topic, {
        first: picture.slice(0, PICTURE_HEAD_BYTES),
        count: 1,
        start: at,
        end: at,
      });
    else {
      seen.count++;
      seen.end = at;
    }
  }

  #addDecoded(
    channel: Channel,
    seconds: number,
    message: { decoded: DecodedMessage; names: readonly string[]; types: ReadonlyMap<string, NumberType> },
  ): void {
    const { decoded, types } = message;
    const { stamp } = decoded;
    if (decoded.scalars.length > 0 && decoded.scalars.length === message.names.length) {
      const type = types.get('') ?? 'float64';
      this.#append(channel, seconds, {
        path: '',
        type,
        values: decoded.scalars,
        names: message.names,
        stamp,
      });
    }
    for (const [path, values] of decoded.arrays) {
      if (values.length === 0) continue;
      const names = decoded.names?.length === values.length ? decoded.names : null;
      this.#append(channel, seconds, { path, type: types.get(path) ?? 'float64', values, names, stamp });
    }
  }

  #append(channel: Channel, seconds: number, sample: Sample): void {
    if (this.#held + sample.values.length > MAX_HELD_VALUES) {
      this.full = true;
      return;
    }
    const name = sample.path === '' ? channel.topic : `${channel.topic}.${sample.path}`;
    let series = this.#series.get(name);
    if (series === undefined) {
      series = {
        feature: featureOf(channel, name, sample),
        width: sample.values.length,
        times: [],
        stamps: [],
        values: [],
        odd: 0,
      };
      this.#series.set(name, series);
    }
    if (series.width !== sample.values.length) {
      series.odd++;
      return;
    }
    series.times.push(seconds);
    series.stamps.push(sample.stamp ?? Number.NaN);
    for (const value of sample.values) series.values.push(value);
    this.#held += sample.values.length;
  }

  /** The columns and clocks collected so far. */
  result(): CollectedRecording {
    const columns = new Map<string, Column>();
    const times = new Map<string, Float64Array>();
    const stamps = new Map<string, Float64Array>();
    const features: DeclaredFeature[] = [];
    for (const [name, { feature, width, times: clock, stamps: own, values }] of this.#series) {
      const type = feature.dtype as NumberType;
      columns.set(name, {
        kind: 'numbers',
        type,
        width,
        rows: clock.length,
        values: typedArray(type, values),
        missing: null,
      });
      times.set(name, Float64Array.from(clock));
      if (own.every(Number.isFinite)) stamps.set(name, Float64Array.from(own));
      features.push(feature);
    }
    return { columns, times, stamps, features, stills: this.#stills.result() };
  }

  /** Names of series that had samples of differing width. */
  get ragged(): string[] {
    return [...this.#series].filter(([, { odd }]) => odd > 0).map(([name]) => name);
  }
}

function featureOf(channel: Channel, name: string, sample: Sample): DeclaredFeature {
  const unit = UNITS[`${channel.type}.${sample.path}`];
  return {
    name: name.slice(0, 160).toWellFormed(),
    dtype: sample.type === 'int64' || sample.type === 'uint64' ? 'float64' : sample.type,
    shape: [sample.values.length],
    names:
      sample.names === null
        ? null
        : sample.names.slice(0, 256).map((text) => text.slice(0, 160).toWellFormed()),
    fps: null,
    role: roleOf(channel),
    ...(unit === undefined ? {} : { unit }),
    info: {},
  };
}

/** Bookkeeping of a robot rather than measurement: transforms, logs, parameters, descriptions. */
const OTHER_TYPE =
  /^(tf2_msgs|rosgraph_msgs|rcl_interfaces|diagnostic_msgs|visualization_msgs)\/|(^|\.)(FrameTransforms?|Log|SceneUpdate|ImageAnnotations|CameraCalibration)$/;
const STATE_TYPE = /^(sensor_msgs|geometry_msgs|nav_msgs|control_msgs)\//;
/** Words of topics and types that measure a body or what it touches, whatever package defines them. */
const STATE_WORDS =
  /\b(joints?|encoders?|arms?|hands?|grippers?|fingers?|pose|twist|velocity|odom|odometry|imu|wrench|forces?|torques?|efforts?|tactile|touch|pressure|states?)\b/;

/** Part that a channel plays: commands act, sensors and joints are state, transforms and logs are other. */
export function roleOf({ topic, type }: Channel): FeatureRole {
  if (COMMAND_TOPIC.test(topic.toLowerCase())) return 'action';
  if (isPointCloud(type) || isProtobufCloud(type) || OTHER_TYPE.test(type)) return 'other';
  const measures = STATE_TYPE.test(type) || STATE_WORDS.test(wordsOf(`${topic} ${type}`).join(' '));
  return measures ? 'state' : 'other';
}

function typedArray(type: NumberType, values: readonly number[]): NumberArray {
  switch (type) {
    case 'float32':
      return Float32Array.from(values);
    case 'int8':
      return Int8Array.from(values);
    case 'int16':
      return Int16Array.from(values);
    case 'int32':
      return Int32Array.from(values);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(values);
    case 'uint16':
      return Uint16Array.from(values);
    case 'uint32':
      return Uint32Array.from(values);
    default:
      return Float64Array.from(values);
  }
}
