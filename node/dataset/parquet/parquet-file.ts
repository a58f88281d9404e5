/**
 * A parquet file opened for reading: its footer, checked, and its bytes on request.
 *
 * Format: https://github.com/apache/parquet-format (README, parquet.thrift). The footer is parsed by hyparquet; everything that the
 * footer claims about offsets and counts is checked against the file before it is used.
 */

import { open, type FileHandle } from 'node:fs/promises';
import { parquetMetadata } from 'hyparquet';
import type { ColumnMetaData, FileMetaData, SchemaElement } from 'hyparquet/src/types.js';
import { ExchangeError } from '#contracts/errors.ts';
import type { NumberType } from '../dataset-reader.ts';
import { damaged } from './damage.ts';
import { MAX_FOOTER_BYTES, MAX_LEAF_COLUMNS } from './limits.ts';

/** What a leaf column carries. */
export type LeafType = NumberType | 'bytes' | 'text' | 'unsupported';

/** One leaf column of the schema. */
export interface Leaf {
  /** Position among the leaves, the same in every row group. */
  readonly at: number;
  readonly path: readonly string[];
  readonly type: LeafType;
  readonly element: SchemaElement;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** Smallest definition level at which the outermost repeated group has an entry. */
  readonly entryDefinition: number;
}

/** One column chunk: a leaf's bytes in one row group. */
export interface Chunk {
  readonly rows: number;
  readonly start: number;
  readonly end: number;
  readonly meta: ColumnMetaData;
}

/** An open parquet file. */
export interface ParquetFile extends AsyncDisposable {
  readonly path: string;
  readonly size: number;
  readonly rows: number;
  readonly leaves: readonly Leaf[];
  readonly meta: FileMetaData;
  /** Column chunks of a leaf, one per row group, in row order. */
  chunks(leaf: Leaf): readonly Chunk[];
  /** Exactly `length` bytes from `offset`. Throws `bad-dataset` past the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

const MAGIC = 0x31524150; // "PAR1", little-endian
const TRAILER_BYTES = 8;

/** Opens a parquet file and checks its footer. Throws `bad-dataset` with the offset, or `limit-exceeded`. */
export async function openParquet(path: string): Promise<ParquetFile> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const meta = await readFooter(handle, size);
    const leaves = listLeaves(meta.schema);
    const rows = countRows(meta, leaves.length);
    return {
      path,
      size,
      rows,
      leaves,
      meta,
      chunks: (leaf) => meta.row_groups.map((_, group) => chunkOf({ meta, size }, leaf, group)),
      read: (offset, length) => readExactly(handle, offset, length),
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readFooter(handle: FileHandle, size: number): Promise<FileMetaData> {
  if (size < 12) throw damaged('The file is too short for parquet.', { offset: 0, bytes: size });
  const trailer = viewOf(await readExactly(handle, size - TRAILER_BYTES, TRAILER_BYTES));
  if (trailer.getUint32(4, true) !== MAGIC) {
    throw damaged('The file does not end like parquet: it is truncated or something else.', {
      offset: size - 4,
    });
  }
  const length = trailer.getUint32(0, true);
  if (length > size - 12) throw damaged('The footer is longer than the file.', { offset: size - 8, length });
  if (length > MAX_FOOTER_BYTES) {
    throw new ExchangeError('limit-exceeded', `The parquet footer has ${length} bytes.`, {
      params: { bytes: length, limit: MAX_FOOTER_BYTES },
    });
  }
  const offset = size - TRAILER_BYTES - length;
  const bytes = await readExactly(handle, offset, length + TRAILER_BYTES);
  try {
    return parquetMetadata(bytes, { geoparquet: false });
  } catch (cause) {
    throw new ExchangeError('bad-dataset', 'The parquet footer cannot be read.', {
      params: { offset },
      cause,
    });
  }
}

async function readExactly(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw damaged('The file ends inside a structure.', { offset: offset + done });
    done += bytesRead;
  }
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function listLeaves(schema: readonly SchemaElement[]): Leaf[] {
  const leaves: Leaf[] = [];
  let next = 1;
  const walk = (path: readonly string[], levels: { def: number; rep: number; entry: number }): void => {
    const element = schema[next++];
    if (element === undefined || path.length > 32) throw damaged('The schema is no tree.', { offset: 0 });
    const repeated = element.repetition_type === 'REPEATED';
    const def = levels.def + (element.repetition_type === 'REQUIRED' ? 0 : 1);
    const rep = levels.rep + (repeated ? 1 : 0);
    const entry = repeated && levels.rep === 0 ? def : levels.entry;
    const here = [...path, element.name];
    if (element.type === undefined) {
      for (let i = 0; i < (element.num_children ?? 0); i++) walk(here, { def, rep, entry });
      return;
    }
    if (leaves.length >= MAX_LEAF_COLUMNS) {
      throw new ExchangeError('limit-exceeded', 'The parquet file has too many columns.', {
        params: { limit: MAX_LEAF_COLUMNS },
      });
    }
    leaves.push({
      at: leaves.length,
      path: here,
      type: leafType(element),
      element,
      maxDefinition: def,
      maxRepetition: rep,
      entryDefinition: entry,
    });
  };
  for (let i = 0; i < (schema[0]?.num_children ?? 0); i++) walk([], { def: 0, rep: 0, entry: 0 });
  return leaves;
}

function leafType(element: SchemaElement): LeafType {
  switch (element.type) {
    case 'FLOAT':
      return 'float32';
    case 'DOUBLE':
      return 'float64';
    case 'BOOLEAN':
      return 'bool';
    case 'INT32':
    case 'INT64':
      return integerType(element);
    case 'BYTE_ARRAY':
      return isText(element) ? 'text' : 'bytes';
    default:
      return 'unsupported';
  }
}

function integerType(element: SchemaElement): NumberType {
  const converted = element.converted_type;
  if (converted !== undefined && /^U?INT_\d+$/.test(converted)) {
    return converted.toLowerCase().replace('_', '') as NumberType;
  }
  const logical = element.logical_type;
  if (logical?.type === 'INTEGER')
    return `${logical.isSigned ? '' : 'u'}int${logical.bitWidth}` as NumberType;
  return element.type === 'INT32' ? 'int32' : 'int64';
}

function isText(element: SchemaElement): boolean {
  return (
    ['UTF8', 'ENUM', 'JSON'].includes(element.converted_type ?? '') || element.logical_type?.type === 'STRING'
  );
}

function countRows(meta: FileMetaData, leaves: number): number {
  let rows = 0;
  for (const group of meta.row_groups) {
    if (group.columns.length !== leaves) {
      throw damaged('A row group has other columns than the schema.', {
        columns: group.columns.length,
        expected: leaves,
      });
    }
    rows += Number(group.num_rows);
  }
  if (!Number.isSafeInteger(rows) || rows < 0)
    throw damaged('The row count makes no sense.', { rows: String(rows) });
  return rows;
}

function chunkOf(file: { meta: FileMetaData; size: number }, leaf: Leaf, group: number): Chunk {
  const rowGroup = file.meta.row_groups[group];
  const meta = rowGroup?.columns[leaf.at]?.meta_data;
  if (rowGroup === undefined || meta === undefined)
    throw damaged('A column chunk has no metadata.', { group });
  const data = Number(meta.data_page_offset);
  const dictionary = Number(meta.dictionary_page_offset ?? 0n);
  const start = dictionary > 0 && dictionary < data ? dictionary : data;
  const end = start + Number(meta.total_compressed_size);
  if (!(start >= 4 && end >= start && end <= file.size)) {
    throw damaged('A column chunk lies outside the file.', { group, offset: start, end });
  }
  return { rows: Number(rowGroup.num_rows), start, end, meta };
}
