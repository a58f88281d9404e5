/** Compares datasets by what is in them: columns to the bit, and every video packet. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import type { Column, Episode } from '#node/dataset/dataset-reader.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';

/** Columns that a writer numbers anew. */
export const RENUMBERED = new Set(['frame_index', 'episode_index', 'index', 'task_index']);

/** An episode with everything that a conversion has to keep. */
export interface Content {
  readonly tasks: readonly string[];
  /** By feature; columns of numbers as bytes, so that -0 and NaN count. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** By camera: digest of every picture, and its time since the start of the episode in 1/120 s (containers round times). */
  readonly pictures: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

/** Reads a dataset whole. `columns` restricts what is read. */
export async function contentOf(dir: string): Promise<Content[]> {
  await using reader = await openDataset(dir);
  const episodes: Content[] = [];
  for await (const episode of reader.streamEpisodes()) {
    const columns = [...episode.columns].filter(([name]) => !RENUMBERED.has(name));
    episodes.push({
      tasks: episode.meta.tasks,
      columns: Object.fromEntries(columns.map(([name, column]) => [name, exact(column)])),
      pictures: await picturesOf(dir, episode),
    });
  }
  return episodes;
}

/** A column in a form that is equal only when every bit is. */
export function exact(column: Column): unknown {
  if (column.kind === 'images') {
    return column.values.map(({ bytes }) => (bytes === null ? null : Buffer.from(bytes).toString('base64')));
  }
  if (column.kind !== 'numbers') return column.values;
  const { type, width, values, missing } = column;
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  return { type, width, bytes, missing: missing === null ? null : [...missing] };
}

async function picturesOf(dir: string, { meta }: Episode): Promise<Content['pictures']> {
  const out: Record<string, (readonly [string, number])[]> = {};
  for (const { camera, path, from, to } of meta.videos) {
    using input = new Input({ source: new FilePathSource(join(dir, path)), formats: ALL_FORMATS });
    const track = await input.getPrimaryVideoTrack();
    const list: (readonly [string, number])[] = [];
    if (track !== null) {
      for await (const { data, timestamp } of new EncodedPacketSink(track).packets()) {
        if (timestamp < from - 0.001 || timestamp >= (to ?? Number.POSITIVE_INFINITY) - 0.001) continue;
        list.push([createHash('sha256').update(data).digest('hex'), Math.round((timestamp - from) * 120)]);
      }
    }
    out[camera] = list;
  }
  return out;
}
