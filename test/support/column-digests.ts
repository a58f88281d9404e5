/** Digests of the numbers of a dataset, column by column, for comparing with what other programs read. */

import { createHash } from 'node:crypto';
import type { NumberColumn } from '#node/dataset/dataset-reader.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';

/** One column: its type, numbers in a row, rows, and SHA-256 of all numbers, little endian: floats as they are, whole numbers as int64. */
export interface ColumnDigest {
  readonly type: string;
  readonly width: number;
  readonly rows: number;
  readonly sha256: string;
}

/** Digests of all numeric columns, episodes in order. `names` maps features to the names to report; all features when left out. */
export async function columnDigests(
  folder: string,
  names?: ReadonlyMap<string, string>,
): Promise<Record<string, ColumnDigest>> {
  const found = new Map<
    string,
    { type: string; width: number; rows: number; hash: ReturnType<typeof createHash> }
  >();
  await using dataset = await openDataset(folder);
  for await (const episode of dataset.streamEpisodes()) {
    for (const [feature, column] of episode.columns) {
      const name = names === undefined ? feature : names.get(feature);
      if (column.kind !== 'numbers' || name === undefined) continue;
      const one = found.get(name) ?? {
        type: kindOf(column),
        width: column.width,
        rows: 0,
        hash: createHash('sha256'),
      };
      found.set(name, one);
      one.rows += column.rows;
      one.hash.update(bytesOf(column));
    }
  }
  return Object.fromEntries(
    [...found].map(([name, { hash, ...rest }]) => [name, { ...rest, sha256: hash.digest('hex') }]),
  );
}

function kindOf({ type }: NumberColumn): string {
  return type.startsWith('float') ? type : 'int64';
}

function bytesOf({ type, values }: NumberColumn): Uint8Array {
  const plain = type.startsWith('float') ? values : BigInt64Array.from(values as Iterable<number>, BigInt);
  return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength);
}
