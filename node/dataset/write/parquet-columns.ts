/** LeRobot features as parquet columns: schema elements, values, and the description that the `datasets` library reads. */

import type { SchemaElement } from 'hyparquet/src/types.js';
import type { ColumnSource } from 'hyparquet-writer';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, NumberColumn } from '../dataset-reader.ts';
import type { LerobotVersion } from '../lerobot/info.ts';
import type { WriterFeature } from './lerobot-spec.ts';

type Physical = Pick<SchemaElement, 'type' | 'converted_type'>;

const PHYSICAL: Readonly<Record<string, Physical>> = {
  float32: { type: 'FLOAT' },
  float64: { type: 'DOUBLE' },
  bool: { type: 'BOOLEAN' },
  int8: { type: 'INT32', converted_type: 'INT_8' },
  int16: { type: 'INT32', converted_type: 'INT_16' },
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  uint8: { type: 'INT32', converted_type: 'UINT_8' },
  uint16: { type: 'INT32', converted_type: 'UINT_16' },
  uint32: { type: 'INT32', converted_type: 'UINT_32' },
  uint64: { type: 'INT64', converted_type: 'UINT_64' },
};

/** Nested axes that parquet columns are written with (`Array2D` … `Array5D`). */
const MAX_AXES = 5;

/** Values per row that a feature's shape asks for. */
export function widthOf(feature: WriterFeature): number {
  return feature.shape.reduce((product, extent) => product * extent, 1);
}

/** Whether features of this type and shape can be written. */
export function isWritable({ dtype, shape }: WriterFeature): boolean {
  if (dtype === 'string' || dtype === 'image' || dtype === 'video') return true;
  return PHYSICAL[dtype] !== undefined && shape.length <= MAX_AXES;
}

/** True for features that are stored as one value per row: shape (1,) or none. */
function isScalar(feature: WriterFeature): boolean {
  return feature.shape.length === 0 || (feature.shape.length === 1 && feature.shape[0] === 1);
}

/** Schema elements of a feature's column, depth first. Throws `unsupported-format` for element types that are not written. */
export function schemaOf(feature: WriterFeature): SchemaElement[] {
  const { name, dtype } = feature;
  if (dtype === 'string') return [textElement(name)];
  if (dtype === 'image') {
    return [
      { name, repetition_type: 'OPTIONAL', num_children: 2 },
      { name: 'bytes', repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY' },
      textElement('path'),
    ];
  }
  const physical = PHYSICAL[dtype];
  if (physical === undefined || feature.shape.length > MAX_AXES) {
    throw new ExchangeError('unsupported-format', `The feature "${name}" (${dtype}) cannot be written.`, {
      params: { feature: name, dtype },
    });
  }
  const axes = isScalar(feature) ? 0 : feature.shape.length;
  return listSchema(name, physical, axes);
}

function textElement(name: string): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', type: 'BYTE_ARRAY', converted_type: 'UTF8' };
}

/** Three-level lists (parquet LogicalTypes, "Lists"), one for each axis. */
export function listSchema(name: string, leaf: Physical, axes: number): SchemaElement[] {
  if (axes === 0) return [{ name, repetition_type: 'OPTIONAL', ...leaf }];
  return [
    {
      name,
      repetition_type: 'OPTIONAL',
      num_children: 1,
      converted_type: 'LIST',
      logical_type: { type: 'LIST' },
    },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...listSchema('element', leaf, axes - 1),
  ];
}

/** The value of the `huggingface` footer key, from which `datasets` rebuilds its features. */
export function huggingfaceFooter(features: readonly WriterFeature[], version: LerobotVersion): string {
  const described = features.map((feature) => [feature.name, describe(feature, version)]);
  return JSON.stringify({ info: { features: Object.fromEntries(described) } });
}

function describe(feature: WriterFeature, version: LerobotVersion): unknown {
  const { dtype, shape } = feature;
  if (dtype === 'image') return { _type: 'Image' };
  if (dtype === 'string' || isScalar(feature)) return { dtype, _type: 'Value' };
  if (shape.length > 1) return { shape, dtype, _type: `Array${shape.length}D` };
  // `List` came with datasets 4, which v3.0 loaders require; v2.1 loaders know `Sequence` only.
  return {
    feature: { dtype, _type: 'Value' },
    length: shape[0],
    _type: version === 'v3.0' ? 'List' : 'Sequence',
  };
}

/** A column's values as the parquet writer takes them. Throws `bad-dataset` when type or width differ from the feature. */
export function sourceOf(feature: WriterFeature, column: Column): ColumnSource {
  const { name, dtype } = feature;
  if (dtype === 'string' && column.kind === 'text') return { name, data: [...column.values] };
  if (dtype === 'image' && column.kind === 'images') return { name, data: [...column.values] };
  if (column.kind !== 'numbers' || column.type !== dtype || column.width !== widthOf(feature)) {
    const found = column.kind === 'numbers' ? `${column.type} × ${column.width}` : column.kind;
    throw new ExchangeError(
      'bad-dataset',
      `The column "${name}" is ${found}, not ${dtype} × ${widthOf(feature)}.`,
      {
        params: { column: name },
      },
    );
  }
  return { name, data: isScalar(feature) ? scalars(column) : rowsOf(column, feature.shape) };
}

function scalars(column: NumberColumn): ColumnSource['data'] {
  const { missing } = column;
  const values = column.type === 'bool' ? Array.from(column.values as Uint8Array, Boolean) : column.values;
  if (missing !== null)
    return Array.from(values as ArrayLike<unknown>, (value, row) => (missing[row] === 1 ? null : value));
  return values as ColumnSource['data'];
}

function rowsOf(column: NumberColumn, shape: readonly number[]): unknown[] {
  const { values, width, rows, missing, type } = column;
  const out: unknown[] = [];
  for (let row = 0; row < rows; row++) {
    const flat = Array.from(values.subarray(row * width, (row + 1) * width) as ArrayLike<unknown>);
    const typed = type === 'bool' ? flat.map(Boolean) : flat;
    out.push(missing?.[row] === 1 ? null : nest(typed, shape));
  }
  return out;
}

function nest(flat: readonly unknown[], shape: readonly number[]): unknown[] {
  const [, ...inner] = shape;
  if (inner.length === 0) return [...flat];
  const step = inner.reduce((product, extent) => product * extent, 1);
  const out: unknown[] = [];
  for (let at = 0; at < flat.length; at += step) out.push(nest(flat.slice(at, at + step), inner));
  return out;
}
