/**
 * Adds columns to a parquet file and leaves every byte of its own columns where it is: the file is copied up to its footer, the
 * new column chunks follow, and a new footer lists both. Encodings, compression and nesting of the old columns play no part.
 */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ColumnMetaData, KeyValue, SchemaElement } from 'hyparquet/src/types.js';
import { fileWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';
import { ExchangeError } from '#contracts/errors.ts';
import { columnNames } from '../parquet/column-reader.ts';
import { openParquet, type Leaf, type ParquetFile } from '../parquet/parquet-file.ts';

/** What is added. */
export interface AddedColumns {
  /** Schema elements of the new columns, depth first. */
  readonly schema: readonly SchemaElement[];
  /** Names of the new columns. */
  readonly names: readonly string[];
  /** Values of the new columns for rows [from, from + rows), a row group at a time. */
  values(from: number, rows: number): Promise<readonly ColumnSource[]>;
  /** The value of a footer key; null drops the key. */
  footerValue(key: string, value: string | undefined): string | null;
}

const MAGIC_BYTES = 4;
const TRAILER_BYTES = 8;
const COPY_BYTES = 1 << 20;
/** Describes the schema in a second way, and would have to be extended in step with it; readers do without. */
const ARROW_SCHEMA = 'ARROW:schema';
/** Physical types whose minima and maxima survive being read and written. */
const PLAIN_TYPES = new Set(['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE']);

/** Writes `from` with the added columns to `to`. Throws `conflict` when a name is taken, `bad-dataset` for damaged files. */
export async function appendColumns(from: string, to: string, added: AddedColumns): Promise<void> {
  await using file = await openParquet(from);
  const taken = columnNames(file).find((name) => added.names.includes(name));
  if (taken !== undefined) {
    throw new ExchangeError('conflict', `The data has a column "${taken}" already.`, {
      params: { column: taken },
    });
  }
  mkdirSync(dirname(to), { recursive: true });
  const writer = fileWriter(to);
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'schema', num_children: added.names.length }, ...added.schema],
    kvMetadata: footerOf(file, added),
    createdBy: file.meta.created_by ?? 'kinship',
  });
  // The writer has begun with the four bytes that every file begins with; from there on the copy has the same offsets.
  const end = file.size - TRAILER_BYTES - file.meta.metadata_length;
  for (let at = MAGIC_BYTES; at < end; at += COPY_BYTES) {
    writer.appendBytes(await file.read(at, Math.min(COPY_BYTES, end - at)));
  }
  let row = 0;
  for (const group of file.meta.row_groups) {
    const rows = Number(group.num_rows);
    const columnData = [...(await added.values(row, rows))];
    if (rows > 0) await parquet.write({ columnData, rowGroupSize: rows });
    row += rows;
  }
  mergeFooters(parquet, file);
  await parquet.finish();
}

function footerOf(file: ParquetFile, added: AddedColumns): KeyValue[] {
  const known = new Map((file.meta.key_value_metadata ?? []).map(({ key, value }) => [key, value]));
  return [...new Set([...known.keys(), 'huggingface'])].flatMap((key) => {
    if (key === ARROW_SCHEMA) return [];
    const value = added.footerValue(key, known.get(key));
    return value === null ? [] : [{ key, value }];
  });
}

/** Old columns first, as they stood; row groups without rows have no new chunks to add. */
function mergeFooters(parquet: ParquetWriter, file: ParquetFile): void {
  const [root, ...own] = file.meta.schema;
  const [, ...added] = parquet.schema;
  const count = parquet.schema[0]?.num_children ?? 0;
  parquet.schema = [{ ...root!, num_children: (root!.num_children ?? 0) + count }, ...own, ...added];
  const plain = (meta: ColumnMetaData, { element }: Leaf): boolean =>
    PLAIN_TYPES.has(meta.type) && element.converted_type === undefined && element.logical_type === undefined;
  const written = [...parquet.row_groups];
  parquet.row_groups = file.meta.row_groups
    .filter((group) => Number(group.num_rows) > 0)
    .map((group, i) => {
      const fresh = written[i]!;
      const columns = group.columns.map((chunk, at) => {
        const { meta_data } = chunk;
        if (meta_data === undefined || plain(meta_data, file.leaves[at]!)) return chunk;
        return { ...chunk, meta_data: withoutStatistics(meta_data) };
      });
      return {
        ...group,
        columns: [...columns, ...fresh.columns],
        total_byte_size: group.total_byte_size + fresh.total_byte_size,
        // The chunks of a row group are no longer one run of bytes: their sum is all there is to say.
        total_compressed_size: [...group.columns, ...fresh.columns].reduce(
          (sum, chunk) => sum + (chunk.meta_data?.total_compressed_size ?? 0n),
          0n,
        ),
      };
    });
}

function withoutStatistics(meta: ColumnMetaData): ColumnMetaData {
  const { statistics: _, ...rest } = meta;
  return rest;
}
