/**
 * Reads RLDS episodes from TFRecord shards (tensorflow, `record_writer.h`; google-research/rlds): one Example an episode, steps flattened
 * into lists named `steps/…`, everything about the episode under `episode_metadata/…`.
 */

import { MAX_TASK_LENGTH } from '#contracts/dataset/limits.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, DeclaredFeature } from '../dataset-reader.ts';
import { ByteFile } from '../recordings/byte-file.ts';
import { RecordCursor } from '../mcap/record-cursor.ts';
import type { LazyPictures, Trajectory, TrajectorySink } from '../trajectories/trajectory-dataset.ts';
import { maskedCrc32c } from './crc32c.ts';
import { parseExample, type ExampleFeature } from './example.ts';

/** Largest record, hence largest episode, bytes. */
export const MAX_RECORD_BYTES = 192 * 1024 * 1024;

const TASK_KEYS = /(^|\/)(language_instruction|natural_language_instruction|instruction|task)$/;

/** Yields the episodes of one shard. A record with a wrong checksum is left out, with its offset; lengths are trusted only when theirs is right. */
export async function* readTfrecord(path: string, sink: TrajectorySink): AsyncGenerator<Trajectory> {
  await using file = await ByteFile.open(path);
  while (file.left > 0) {
    const offset = file.at;
    sink.onProgress();
    const damage = (error: unknown): void =>
      sink.collector.addError('record-damaged', error, { file: sink.file, offset });
    const record = await readRecord(file).catch((error: unknown) => {
      damage(error);
      return null;
    });
    if (record === null) return;
    if (!record.sound) {
      damage(new ExchangeError('bad-dataset', 'The checksum of a record is wrong.'));
      continue;
    }
    try {
      yield trajectoryOf(parseExample(record.data), sink);
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      damage(error);
    }
  }
}

async function readRecord(file: ByteFile): Promise<{ data: Uint8Array; sound: boolean }> {
  const head = await file.take(12);
  const cursor = new RecordCursor(head);
  const length = cursor.uint64();
  if (cursor.uint32() !== maskedCrc32c(head.subarray(0, 8))) {
    throw new ExchangeError('bad-dataset', 'The checksum of a length is wrong.');
  }
  if (length > MAX_RECORD_BYTES) {
    throw new ExchangeError('limit-exceeded', `A record of ${length} bytes.`, {
      params: { limit: MAX_RECORD_BYTES },
    });
  }
  const data = await file.take(length);
  const crc = new RecordCursor(await file.take(4)).uint32();
  return { data, sound: crc === maskedCrc32c(data) };
}

function trajectoryOf(example: ReadonlyMap<string, ExampleFeature>, sink: TrajectorySink): Trajectory {
  const rows = stepCount(example);
  const features: DeclaredFeature[] = [];
  const columns = new Map<string, Column>();
  const pictures = new Map<string, Uint8Array>();
  const lazy = new Map<string, LazyPictures>();
  const texts = new Map<string, string[]>();
  const unread = new Map<string, string>();
  let task: string | null = null;
  let tasks: string[] | null = null;
  for (const [key, feature] of example) {
    if (!key.startsWith('steps/')) {
      sink.collector.add('info', 'carries-metadata', { file: sink.file, params: { name: key } });
      continue;
    }
    const name = key.slice('steps/'.length).replaceAll('/', '.');
    if (feature.kind === 'bytes') {
      const first = feature.values[0] ?? new Uint8Array();
      const isWhole = feature.values.length === rows;
      if (!isWhole) unread.set(name, `it has ${feature.values.length} values for ${rows} steps`);
      if (TASK_KEYS.test(key)) {
        task ??= textOf(first);
        if (isWhole) tasks ??= feature.values.map(textOf);
      } else if (isPicture(first)) {
        features.push(featureOf(name, 'image', []));
        pictures.set(name, first.slice(0, 65_536));
        if (isWhole) lazy.set(name, { pixels: null, read: (from, to) => feature.values.slice(from, to) });
      } else {
        features.push(featureOf(name, 'string', [1]));
        if (isWhole) texts.set(name, feature.values.map(textOf));
      }
      continue;
    }
    const width = rows === 0 ? 0 : feature.values.length / rows;
    if (!Number.isInteger(width) || width === 0) {
      unread.set(name, `it has ${feature.values.length} values for ${rows} steps`);
      continue;
    }
    const type = feature.kind === 'floats' ? 'float32' : 'int64';
    features.push(featureOf(name, type, [width]));
    columns.set(name, { kind: 'numbers', type, width, rows, values: feature.values, missing: null });
  }
  const extras = { pictures: lazy, texts, tasks, unread };
  return { rows, task, features, columns, pictures, extras };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).slice(0, MAX_TASK_LENGTH).toWellFormed();
}

/** Steps of an episode: the lists with one value a step say it. */
function stepCount(example: ReadonlyMap<string, ExampleFeature>): number {
  for (const key of [
    'steps/is_first',
    'steps/is_last',
    'steps/is_terminal',
    'steps/reward',
    'steps/discount',
  ]) {
    const feature = example.get(key);
    if (feature !== undefined && feature.values.length > 0) return feature.values.length;
  }
  let rows = 0;
  for (const [key, { kind, values }] of example) {
    if (key.startsWith('steps/') && kind === 'bytes') rows = Math.max(rows, values.length);
  }
  if (rows === 0) throw new ExchangeError('bad-dataset', 'A record holds no RLDS steps.');
  return rows;
}

function isPicture(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xd8) || (bytes[0] === 0x89 && bytes[1] === 0x50);
}

function featureOf(name: string, dtype: string, shape: number[]): DeclaredFeature {
  const role = name.startsWith('action')
    ? 'action'
    : name.startsWith('observation') && dtype !== 'image'
      ? 'state'
      : undefined;
  return {
    name: name.slice(0, 160).toWellFormed(),
    dtype,
    shape,
    names: null,
    fps: null,
    info: {},
    ...(role === undefined ? {} : { role }),
  };
}
