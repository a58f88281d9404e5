/** Reads one recording once: numbers and text into memory, pictures and videos by their times only. */

import { ExchangeError } from '#contracts/errors.ts';
import type { NumberType } from '../../dataset-reader.ts';
import { decodeExactly, type DecodedMessage, type ExactParts } from '../../messages/decode-message.ts';
import { decodeProtobuf } from '../../messages/protobuf-message.ts';
import { decodeJsonMessage } from '../../recordings/json-message.ts';
import {
  isVideoType,
  type Channel,
  type RecordedMessage,
  type RecordingReader,
} from '../../recordings/recording.ts';
import { HeldBytes, NumberSeries, TextSeries, TimeSeries } from './series.ts';

/** One output of a channel: the numbers or the text below a path of its messages. */
export interface ChannelSeries {
  readonly channel: Channel;
  /** Path below the message; empty for the vector of single numbers. */
  readonly path: string;
  readonly series: NumberSeries | TextSeries;
  /** Names of the numbers, as the first message has them. */
  readonly names: readonly string[] | null;
}

/** A channel of still pictures, or of video packets. */
export interface ChannelPictures {
  readonly channel: Channel;
  readonly kind: 'picture' | 'video';
  readonly clock: TimeSeries;
}

/** What one recording holds. */
export interface CollectedRecording {
  readonly series: ReadonlyMap<string, ChannelSeries>;
  readonly pictures: ReadonlyMap<string, ChannelPictures>;
  /** Metadata records by name. */
  readonly metadata: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Topics that give nothing, and why. */
  readonly unread: ReadonlyMap<string, string>;
}

/** How often the caller hears of a long file, in messages. */
const REPORT_EVERY = 20_000;
/** Series of one topic. */
const MAX_VARIANTS = 64;
/** Metadata records that are held. */
const MAX_METADATA = 64;

/** What reading is told. */
export interface CollectOptions {
  readonly read: RecordingReader;
  readonly onMessages: () => void;
}

/** Collects a file. Throws `bad-dataset` when a part of it is damaged (then the episode is not whole), `limit-exceeded` when it is too long. */
export async function collectRecording(path: string, options: CollectOptions): Promise<CollectedRecording> {
  const collecting = new Collecting();
  const sink = {
    onDamage: (cause: unknown, offset: number): never => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ExchangeError('bad-dataset', `The recording is damaged: ${reason}`.slice(0, 300), {
        params: { offset },
        cause,
      });
    },
    onMetadata: (name: string, values: ReadonlyMap<string, string>): void => {
      if (collecting.metadata.size < MAX_METADATA) collecting.metadata.set(name, values);
    },
  };
  let count = 0;
  for await (const message of options.read(path, sink)) {
    if (++count % REPORT_EVERY === 0) options.onMessages();
    collecting.add(message);
  }
  return collecting;
}

class Collecting implements CollectedRecording {
  readonly series = new Map<string, ChannelSeries>();
  readonly pictures = new Map<string, ChannelPictures>();
  readonly metadata = new Map<string, ReadonlyMap<string, string>>();
  readonly unread = new Map<string, string>();
  readonly #held = new HeldBytes();

  add(message: RecordedMessage): void {
    const { channel, time, bytes } = message;
    if (this.unread.has(channel.topic)) return;
    const { codec } = channel;
    if (codec.kind === 'opaque') {
      this.unread.set(channel.topic, codec.reason);
      return;
    }
    if (isVideoType(channel.type)) return this.#addPicture(channel, 'video', time);
    if (codec.kind !== 'json' && codec.layout.picture !== null)
      return this.#addPicture(channel, 'picture', time);
    try {
      this.#addDecoded(channel, time, decodeWhole(channel, bytes));
    } catch (error) {
      if (!(error instanceof ExchangeError) || error.code === 'limit-exceeded') throw error;
      this.#giveUp(channel, `a message cannot be read: ${error.message}`);
    }
  }

  /** A channel of which not everything can be read would have holes that nobody sees. */
  #giveUp({ topic }: Channel, reason: string): void {
    this.unread.set(topic, reason);
    for (const [key, one] of this.series) if (one.channel.topic === topic) this.series.delete(key);
  }

  #addPicture(channel: Channel, kind: 'picture' | 'video', time: bigint): void {
    const known = this.pictures.get(channel.topic) ?? { channel, kind, clock: new TimeSeries(this.#held) };
    this.pictures.set(channel.topic, known);
    known.clock.push(time);
  }

  #addDecoded(channel: Channel, time: bigint, decoded: WholeMessage): void {
    const { names, types, integers } = decoded;
    if (decoded.scalars.length > 0) {
      const wide = integers.get('');
      const values = wide?.length === decoded.scalars.length ? wide : decoded.scalars;
      this.#addNumbers(channel, time, {
        path: '',
        values,
        type: types.get('') ?? 'float64',
        names: decoded.paths,
      });
    }
    for (const [path, values] of decoded.arrays) {
      if (values.length === 0) continue;
      const type = types.get(path) ?? 'float64';
      const own = names?.length === values.length ? names : null;
      this.#addNumbers(channel, time, { path, values: integers.get(path) ?? values, type, names: own });
    }
    for (const [path, text] of decoded.texts) {
      const key = `${channel.topic} ${path}`;
      const known = this.series.get(key) ?? {
        channel,
        path,
        series: new TextSeries(this.#held),
        names: null,
      };
      this.series.set(key, known);
      if (known.series instanceof TextSeries) known.series.push(time, text);
    }
  }

  #addNumbers(
    channel: Channel,
    time: bigint,
    sample: {
      path: string;
      values: readonly (number | bigint)[];
      type: NumberType;
      names: readonly string[] | null;
    },
  ): void {
    // Two robots may publish on one topic: other names, or another number of values, make another series.
    const key = `${channel.topic} ${sample.path} ${sample.values.length} ${sample.names?.join('|') ?? ''}`;
    let known = this.series.get(key);
    if (known === undefined) {
      const variants = [...this.series.values()].filter((one) => one.channel.topic === channel.topic).length;
      if (variants >= MAX_VARIANTS) return this.#giveUp(channel, 'its messages never have the same shape');
      // Integers of 64 bits that came as float64 (JSON, protobuf) stay what they came as.
      const wide = sample.type === 'int64' || sample.type === 'uint64';
      const type = wide && typeof sample.values[0] !== 'bigint' ? 'float64' : sample.type;
      const series = new NumberSeries(type, sample.values.length, this.#held);
      known = { channel, path: sample.path, series, names: sample.names };
      this.series.set(key, known);
    }
    if (known.series instanceof NumberSeries) known.series.push(time, sample.values);
  }
}

type WholeMessage = DecodedMessage &
  ExactParts & { readonly paths: readonly string[]; readonly types: ReadonlyMap<string, NumberType> };

const NOTHING_EXACT: ExactParts = { integers: new Map(), texts: new Map() };

function decodeWhole({ codec }: Channel, bytes: Uint8Array): WholeMessage {
  switch (codec.kind) {
    case 'json':
      return { ...decodeJsonMessage(bytes), ...NOTHING_EXACT, types: new Map() };
    case 'protobuf':
    case 'ros': {
      const types = new Map(codec.layout.outputs.map(({ path, type }) => [path, type]));
      const paths = codec.layout.scalars;
      if (codec.kind === 'ros') return { ...decodeExactly(bytes, codec.layout, codec.wire), types, paths };
      return { ...decodeProtobuf(bytes, codec.layout), ...NOTHING_EXACT, types, paths };
    }
    default:
      throw new ExchangeError('bad-dataset', 'The messages of this channel are not decoded.');
  }
}
