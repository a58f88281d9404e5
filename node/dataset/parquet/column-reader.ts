/** Turns leaf rows into the columns that dataset readers hand out: numbers, text, images, or nested values. */

import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, ImageColumn, NumberArray, NumberType, TextColumn } from '../dataset-reader.ts';
import { ColumnCursor, type LeafRows } from './column-cursor.ts';
import { damaged } from './damage.ts';
import { MAX_NESTED_ROWS } from './limits.ts';
import type { Leaf, ParquetFile } from './parquet-file.ts';

/** Reads one top-level column forward. */
export interface ColumnReader {
  readonly name: string;
  skip(rows: number): Promise<void>;
  read(rows: number): Promise<Column>;
}

const NUMBER_TYPES = new Set<string>([
  'float32',
  'float64',
  'int8',
  'int16',
  'int32',
  'int64',
  'uint8',
  'uint16',
  'uint32',
  'uint64',
  'bool',
] satisfies NumberType[]);

/** Top-level column names of a file, in file order. */
export function columnNames(file: ParquetFile): string[] {
  return [...new Set(file.leaves.map((leaf) => leaf.path[0] ?? ''))];
}

/** Opens a reader for a top-level column. Throws `not-found` when the file has none of that name. */
export function openColumn(file: ParquetFile, name: string): ColumnReader {
  const leaves = file.leaves.filter((leaf) => leaf.path[0] === name);
  const [only] = leaves;
  if (only === undefined) throw new ExchangeError('not-found', `The file has no column "${name}".`);
  if (leaves.length === 1) {
    if (NUMBER_TYPES.has(only.type)) return numberReader(file, name, only);
    if (only.type === 'text' && only.maxRepetition === 0) return textReader(file, name, only);
    if (only.type === 'bytes' && only.maxRepetition === 0) return imageReader(file, name, { bytes: only });
  }
  const bytes = leaves.find((leaf) => leaf.path.length === 2 && leaf.path[1] === 'bytes');
  const path = leaves.find((leaf) => leaf.path.length === 2 && leaf.path[1] === 'path');
  if (leaves.length === 2 && bytes !== undefined && path !== undefined) {
    return imageReader(file, name, { bytes, path });
  }
  return nestedReader(file, name);
}

function numberReader(file: ParquetFile, name: string, leaf: Leaf): ColumnReader {
  const cursor = new ColumnCursor(file, leaf);
  return {
    name,
    skip: (rows) => cursor.skip(rows),
    read: async (rows) => numbersOf(await cursor.read(rows), leaf.type as NumberType),
  };
}

function textReader(file: ParquetFile, name: string, leaf: Leaf): ColumnReader {
  const cursor = new ColumnCursor(file, leaf);
  return {
    name,
    skip: (rows) => cursor.skip(rows),
    read: async (rows) => textOf(await cursor.read(rows)),
  };
}

function imageReader(file: ParquetFile, name: string, leaves: { bytes: Leaf; path?: Leaf }): ColumnReader {
  const bytes = new ColumnCursor(file, leaves.bytes);
  const path = leaves.path === undefined ? null : new ColumnCursor(file, leaves.path);
  return {
    name,
    skip: async (rows) => {
      await bytes.skip(rows);
      await path?.skip(rows);
    },
    read: async (rows) => imagesOf(await bytes.read(rows), (await path?.read(rows)) ?? null),
  };
}

function nestedReader(file: ParquetFile, name: string): ColumnReader {
  let at = 0;
  return {
    name,
    skip: (rows) => {
      at += rows;
      return Promise.resolve();
    },
    read: async (rows) => {
      if (rows > MAX_NESTED_ROWS) {
        throw new ExchangeError('limit-exceeded', `Too many rows of the nested column "${name}".`, {
          params: { rows, limit: MAX_NESTED_ROWS },
        });
      }
      const values = await readNestedRows(file, name, { from: at, to: at + rows });
      at += rows;
      return { kind: 'nested', rows, values };
    },
  };
}

/** Assembles rows [from, to) of one column whatever its nesting, with hyparquet. Throws `bad-dataset`. */
async function readNestedRows(
  file: ParquetFile,
  name: string,
  range: { from: number; to: number },
): Promise<unknown[]> {
  try {
    const rows = await parquetReadObjects({
      file: asyncBufferOf(file),
      metadata: file.meta,
      compressors,
      columns: [name],
      rowStart: range.from,
      rowEnd: range.to,
    });
    return rows.map((row) => row[name] ?? null);
  } catch (cause) {
    throw damaged(`The column "${name}" cannot be read: ${String(cause)}`.slice(0, 200), { column: name });
  }
}

/** The file as hyparquet wants it. */
export function asyncBufferOf(file: ParquetFile): {
  byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
} {
  return {
    byteLength: file.size,
    slice: async (start, end = file.size) => (await file.read(start, end - start)).buffer as ArrayBuffer,
  };
}

function textOf(leaf: LeafRows): TextColumn {
  const decoder = new TextDecoder();
  const values = (leaf.values as Uint8Array[]).map((bytes, row) =>
    leaf.missing?.[row] === 1 ? null : decoder.decode(bytes),
  );
  return { kind: 'text', rows: leaf.rows, values };
}

function imagesOf(bytes: LeafRows, path: LeafRows | null): ImageColumn {
  const paths = path === null ? null : textOf(path).values;
  const values = (bytes.values as Uint8Array[]).map((value, row) => ({
    bytes: bytes.missing?.[row] === 1 ? null : value,
    path: paths?.[row] ?? null,
  }));
  return { kind: 'images', rows: bytes.rows, values };
}

/** A numeric column when all rows are equally wide; otherwise nested lists. */
function numbersOf(leaf: LeafRows, type: NumberType): Column {
  const width = commonWidth(leaf);
  const values = typed(leaf.values as Exclude<LeafRows['values'], Uint8Array[]>, type);
  if (width === null) return raggedOf(leaf, values);
  const { rows, missing } = leaf;
  if (values.length === rows * width) return { kind: 'numbers', type, width, rows, values, missing };
  const full = new (values.constructor as Float64ArrayConstructor)(rows * width) as NumberArray;
  let from = 0;
  for (let row = 0; row < rows; row++) {
    const count = leaf.widths[row] ?? 0;
    full.set(values.subarray(from, from + count) as never, row * width);
    from += count;
  }
  return { kind: 'numbers', type, width, rows, values: full, missing };
}

/** Width that all rows share; rows that are missing altogether do not count. Null when rows differ. */
function commonWidth(leaf: LeafRows): number | null {
  let width = -1;
  for (let row = 0; row < leaf.rows; row++) {
    const here = leaf.widths[row] ?? 0;
    if (here === 0 && leaf.missing?.[row] === 1) continue;
    if (width === -1) width = here;
    else if (width !== here) return null;
  }
  return Math.max(width, 0);
}

function raggedOf(leaf: LeafRows, values: NumberArray): Column {
  const out: unknown[] = [];
  let from = 0;
  for (let row = 0; row < leaf.rows; row++) {
    const count = leaf.widths[row] ?? 0;
    out.push(
      leaf.missing?.[row] === 1 && count === 0
        ? null
        : Array.from(values.subarray(from, from + count) as never),
    );
    from += count;
  }
  return { kind: 'nested', rows: leaf.rows, values: out };
}

/** Views or narrows physical values to the declared element type. */
function typed(values: Exclude<LeafRows['values'], Uint8Array[]>, type: NumberType): NumberArray {
  switch (type) {
    case 'int8':
      return Int8Array.from(values as Int32Array);
    case 'int16':
      return Int16Array.from(values as Int32Array);
    case 'uint8':
      return Uint8Array.from(values as Int32Array);
    case 'uint16':
      return Uint16Array.from(values as Int32Array);
    case 'uint32':
      return Uint32Array.from(values as Int32Array);
    case 'uint64':
      return new BigUint64Array(values.buffer, values.byteOffset, values.length);
    default:
      return values;
  }
}
