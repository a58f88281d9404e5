/** Writes the rows of an episode as row groups that fit into memory. */

import { ExchangeError } from '#contracts/errors.ts';
import type { Column, ImageColumn } from '../dataset-reader.ts';
import type { PictureRows, WriterFeature } from './lerobot-spec.ts';
import { sourceOf, widthOf } from './parquet-columns.ts';
import type { ParquetOutput } from './parquet-output.ts';

/** Bytes of pictures after which a row group is closed. */
const PICTURE_BYTES = 32 * 1024 * 1024;
/** Numbers after which a row group is closed. */
const GROUP_VALUES = 4 * 1024 * 1024;
/** Rows of pictures that are read at once. */
const PICTURE_STEP = 8;

/** What is written: columns in memory, pictures as they are asked for. */
export interface RowsToWrite {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly pictures: ReadonlyMap<string, PictureRows> | undefined;
}

/** Writes all rows, in one row group where they are small enough. Throws `bad-dataset` when a column is not of its feature's type,
 * and with the parameter `fatal` when pictures cannot be read: then the file is of no use. */
export async function writeRows(
  output: ParquetOutput,
  features: readonly WriterFeature[],
  episode: RowsToWrite,
): Promise<void> {
  const width = features.reduce((sum, feature) => sum + widthOf(feature), 0);
  const most = Math.max(1, Math.floor(GROUP_VALUES / Math.max(1, width)));
  const pictures = episode.pictures ?? new Map<string, PictureRows>();
  let from = 0;
  while (from < episode.rows) {
    const limit = Math.min(episode.rows, from + most);
    const { held, to } = await readPictures(pictures, from, limit);
    const columns = new Map(
      [...episode.columns].map(([name, column]) => [name, sliceColumn(column, from, to)]),
    );
    for (const [name, values] of held) columns.set(name, { kind: 'images', rows: to - from, values });
    output.write(
      features.flatMap((feature) => {
        const column = columns.get(feature.name);
        return column === undefined ? [] : sourceOf(feature, column);
      }),
    );
    from = to;
  }
}

async function readPictures(
  pictures: ReadonlyMap<string, PictureRows>,
  from: number,
  limit: number,
): Promise<{ held: Map<string, ImageColumn['values'][number][]>; to: number }> {
  const held = new Map<string, ImageColumn['values'][number][]>();
  if (pictures.size === 0) return { held, to: limit };
  let bytes = 0;
  let to = from;
  while (to < limit && bytes < PICTURE_BYTES) {
    const end = Math.min(limit, to + PICTURE_STEP);
    for (const [name, rows] of pictures) {
      const list = held.get(name) ?? [];
      held.set(name, list);
      for (const value of await rows.read(to, end).catch(fatal)) {
        list.push(value);
        bytes += value.bytes?.length ?? 0;
      }
    }
    to = end;
  }
  return { held, to };
}

/** Rows of the episode are in the file already: the dataset cannot be finished without the rest. */
function fatal(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new ExchangeError('bad-dataset', `Pictures cannot be read: ${reason}`.slice(0, 500), {
    params: { ...(cause instanceof ExchangeError ? cause.params : {}), fatal: true },
    cause,
  });
}

/** Rows [from, to) of a column; values are shared, not copied. */
export function sliceColumn(column: Column, from: number, to: number): Column {
  if (from === 0 && to === column.rows) return column;
  const rows = to - from;
  if (column.kind !== 'numbers') return { ...column, rows, values: column.values.slice(from, to) } as Column;
  const { width, values, missing } = column;
  return {
    ...column,
    rows,
    values: values.subarray(from * width, to * width),
    missing: missing?.subarray(from, to) ?? null,
  };
}
