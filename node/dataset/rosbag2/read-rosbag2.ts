/** Reads rosbag2 databases (ros2/rosbag2, rosbag2_storage_sqlite3): topics, messages, and definitions where the schema is new enough. */

import { DatabaseSync } from 'node:sqlite';
import { ExchangeError } from '#contracts/errors.ts';
import { makeChannel } from '../recordings/make-channel.ts';
import type { Channel, RecordedMessage, RecordingSink } from '../recordings/recording.ts';

/** Channels of one database. */
const MAX_TOPICS = 10_000;
/** Largest message, bytes. */
const MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

type Row = Readonly<Record<string, unknown>>;

/** Yields the messages of a database in the order in which they were written. */
export async function* readRosbag2(path: string, sink: RecordingSink): AsyncGenerator<RecordedMessage> {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    const channels = readChannels(database);
    const statement = database.prepare('SELECT topic_id, timestamp, data FROM messages ORDER BY id');
    statement.setReadBigInts(true);
    for (const row of statement.iterate()) {
      const message = messageOf(row, channels);
      if (message === null)
        sink.onDamage(new ExchangeError('bad-dataset', 'A message row makes no sense.'), 0);
      else yield await Promise.resolve(message);
    }
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', `The database cannot be read: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  } finally {
    database?.close();
  }
}

function readChannels(database: DatabaseSync): Map<bigint, Channel> {
  const definitions = readDefinitions(database);
  const channels = new Map<bigint, Channel>();
  const statement = database.prepare(
    `SELECT id, name, type, serialization_format FROM topics LIMIT ${MAX_TOPICS}`,
  );
  statement.setReadBigInts(true);
  for (const row of statement.iterate() as Iterable<Row>) {
    const { id, name, type, serialization_format: encoding } = row;
    if (typeof id !== 'bigint' || typeof name !== 'string' || typeof type !== 'string') continue;
    const definition = definitions.get(type) ?? null;
    channels.set(id, makeChannel({ topic: name, type, encoding: String(encoding), definition }));
  }
  return channels;
}

/** Definition texts by type; databases before schema version 4 have none. */
function readDefinitions(database: DatabaseSync): Map<string, string> {
  const definitions = new Map<string, string>();
  const table = database.prepare(
    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'message_definitions'",
  );
  if (table.get() === undefined) return definitions;
  const statement = database.prepare(
    `SELECT topic_type, encoding, encoded_message_definition AS text FROM message_definitions LIMIT ${MAX_TOPICS}`,
  );
  for (const { topic_type: type, encoding, text } of statement.iterate() as Iterable<Row>) {
    if (encoding === 'ros2msg' && typeof type === 'string' && typeof text === 'string')
      definitions.set(type, text);
  }
  return definitions;
}

function messageOf(row: Row, channels: ReadonlyMap<bigint, Channel>): RecordedMessage | null {
  const { topic_id: topic, timestamp: time, data } = row;
  const channel = typeof topic === 'bigint' ? channels.get(topic) : undefined;
  if (channel === undefined || typeof time !== 'bigint' || !(data instanceof Uint8Array)) return null;
  if (data.length > MAX_MESSAGE_BYTES) return null;
  return { channel, time, bytes: data };
}
