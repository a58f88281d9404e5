/**
 * Decodes protobuf messages by their descriptor, into the same parts as ROS messages: single numbers, arrays of numbers, joint names,
 * picture bytes. A message field that is not set leaves NaN in the places of its numbers; `google.protobuf.Timestamp` and `Duration` are clocks.
 */

import { fromBinary, ScalarType, type DescField, type DescMessage } from '@bufbuild/protobuf';
import { ExchangeError } from '#contracts/errors.ts';
import type { NumberType } from '../dataset-reader.ts';
import type { DecodedMessage } from './decode-message.ts';
import type { Output } from './message-layout.ts';

/** Messages inside one another that are looked into. */
const MAX_DEPTH = 8;
/** Fields of a message with all its parts written out. */
const MAX_FIELDS = 4096;

/** How a type's messages are read. */
export interface ProtobufLayout {
  readonly type: DescMessage;
  readonly outputs: readonly Output[];
  /** Paths of the single numbers, in the vector's order. */
  readonly scalars: readonly string[];
  /** Field with picture bytes; null when there is none. */
  readonly picture: string | null;
  /** Field with the source's own time; null when there is none. */
  readonly stamp: DescField | null;
  readonly steps: readonly Step[];
}

/** One field that is read, and what with it. */
type Step =
  | { readonly kind: 'scalar'; readonly field: DescField }
  | { readonly kind: 'array'; readonly field: DescField; readonly path: string }
  | { readonly kind: 'names'; readonly field: DescField }
  | { readonly kind: 'struct'; readonly field: DescField; readonly steps: readonly Step[] }
  /** A list of messages gives an array per number in them, such as `joints.position`. */
  | { readonly kind: 'rows'; readonly field: DescField; readonly columns: readonly RowColumn[] };

interface RowColumn {
  readonly field: DescField;
  /** Null for the names of the rows. */
  readonly path: string | null;
}

const NUMBERS: Partial<Record<ScalarType, NumberType>> = {
  [ScalarType.DOUBLE]: 'float64',
  [ScalarType.FLOAT]: 'float32',
  [ScalarType.INT64]: 'int64',
  [ScalarType.UINT64]: 'uint64',
  [ScalarType.INT32]: 'int32',
  [ScalarType.FIXED64]: 'uint64',
  [ScalarType.FIXED32]: 'uint32',
  [ScalarType.BOOL]: 'bool',
  [ScalarType.UINT32]: 'uint32',
  [ScalarType.SFIXED32]: 'int32',
  [ScalarType.SFIXED64]: 'int64',
  [ScalarType.SINT32]: 'int32',
  [ScalarType.SINT64]: 'int64',
};

const CLOCKS = new Set(['google.protobuf.Timestamp', 'google.protobuf.Duration']);
const PICTURE_TYPE = /(^|\.)(Compressed|Raw)?(Image|Video)$/;
const CLOUD_TYPE = /(^|\.)(PointCloud2?|LaserScan)$/;

/** True when messages of the type are point clouds. */
export function isProtobufCloud(type: string): boolean {
  return CLOUD_TYPE.test(type);
}

interface Planning {
  readonly scalars: { path: string; type: NumberType }[];
  readonly arrays: Output[];
  budget: number;
}

/** Plans what is taken out of messages of a type. Throws `limit-exceeded` for types without bounds. */
export function planProtobuf(type: DescMessage): ProtobufLayout {
  const stamp = type.fields.find(isStamp) ?? null;
  const nothing = { type, outputs: [], scalars: [], picture: null, stamp, steps: [] };
  if (isProtobufCloud(type.typeName)) return nothing;
  if (PICTURE_TYPE.test(type.typeName)) {
    const field = type.fields.find(({ name, scalar }) => name === 'data' && scalar === ScalarType.BYTES);
    if (field !== undefined) return { ...nothing, picture: field.localName };
  }
  const planning: Planning = { scalars: [], arrays: [], budget: MAX_FIELDS };
  const steps = stepsOf(type, { prefix: '', depth: 0 }, planning);
  const types = new Set(planning.scalars.map((scalar) => scalar.type));
  const [only] = types;
  const scalars = planning.scalars.map(({ path }) => path);
  const vector: Output[] =
    only === undefined ? [] : [{ path: '', type: types.size === 1 ? only : 'float64', names: scalars }];
  return { type, outputs: [...vector, ...planning.arrays], scalars, picture: null, stamp, steps };
}

function isStamp(field: DescField): boolean {
  const isTime = field.fieldKind === 'message' && field.message.typeName === 'google.protobuf.Timestamp';
  return isTime && /^(time_?stamp|stamp|time)$/i.test(field.name);
}

function stepsOf(type: DescMessage, place: { prefix: string; depth: number }, planning: Planning): Step[] {
  if (place.depth > MAX_DEPTH) return [];
  return type.fields.flatMap((field): Step[] => {
    if (planning.budget-- <= 0) {
      throw new ExchangeError('limit-exceeded', `The type ${type.typeName.slice(0, 60)} has no end.`);
    }
    const path = place.prefix === '' ? field.name : `${place.prefix}.${field.name}`;
    const number = numberOf(field);
    switch (field.fieldKind) {
      case 'scalar':
      case 'enum':
        if (number === null) return [];
        planning.scalars.push({ path, type: number });
        return [{ kind: 'scalar', field }];
      case 'message': {
        if (CLOCKS.has(field.message.typeName) || field.name === 'header') return [];
        const steps = stepsOf(field.message, { prefix: path, depth: place.depth + 1 }, planning);
        return steps.length === 0 ? [] : [{ kind: 'struct', field, steps }];
      }
      case 'list':
        return listStep(field, { path, number }, planning);
      default:
        return [];
    }
  });
}

function listStep(
  field: DescField,
  { path, number }: { path: string; number: NumberType | null },
  planning: Planning,
): Step[] {
  if (number !== null) {
    planning.arrays.push({ path, type: number, names: null });
    return [{ kind: 'array', field, path }];
  }
  if (field.scalar === ScalarType.STRING) {
    return /^(joint_)?names?$/.test(path) ? [{ kind: 'names', field }] : [];
  }
  const columns = (field.message?.fields ?? []).flatMap((inner): RowColumn[] => {
    if (inner.fieldKind !== 'scalar') return [];
    if (inner.scalar === ScalarType.STRING) {
      return /^(joint_)?name$/.test(inner.name) ? [{ field: inner, path: null }] : [];
    }
    const type = numberOf(inner);
    if (type === null) return [];
    planning.arrays.push({ path: `${path}.${inner.name}`, type, names: null });
    return [{ field: inner, path: `${path}.${inner.name}` }];
  });
  return columns.some((column) => column.path !== null) ? [{ kind: 'rows', field, columns }] : [];
}

function numberOf(field: DescField): NumberType | null {
  if (field.enum !== undefined) return 'int32';
  return field.scalar === undefined ? null : (NUMBERS[field.scalar] ?? null);
}

type Fields = Readonly<Record<string, unknown>>;

interface Taking {
  readonly scalars: number[];
  readonly arrays: Map<string, number[]>;
  names: string[] | null;
}

/** Decodes one message. Throws `bad-dataset` when the bytes do not fit the type. */
export function decodeProtobuf(bytes: Uint8Array, layout: ProtobufLayout): DecodedMessage {
  let message: Fields;
  try {
    message = fromBinary(layout.type, bytes, { readUnknownFields: false });
  } catch (cause) {
    throw new ExchangeError('bad-dataset', 'A message does not fit its protobuf type.', {
      params: { type: layout.type.typeName.slice(0, 160) },
      cause,
    });
  }
  const picture = layout.picture === null ? null : message[layout.picture];
  const taking: Taking = { scalars: [], arrays: new Map(), names: null };
  take(message, layout.steps, taking);
  const stamp = layout.stamp === null ? undefined : valueOf(message, layout.stamp);
  return {
    ...taking,
    picture: picture instanceof Uint8Array ? picture : null,
    stamp: stamp === undefined ? null : secondsOf(stamp as Fields),
  };
}

function take(message: Fields | undefined, steps: readonly Step[], taking: Taking): void {
  for (const step of steps) {
    const value = message === undefined ? undefined : valueOf(message, step.field);
    if (step.kind === 'scalar') taking.scalars.push(toNumber(value));
    else if (step.kind === 'struct') take(value as Fields | undefined, step.steps, taking);
    else if (step.kind === 'array') taking.arrays.set(step.path, listOf(value).map(toNumber));
    else if (step.kind === 'names') taking.names = listOf(value).map(String);
    else takeRows(listOf(value) as readonly Fields[], step.columns, taking);
  }
}

function takeRows(rows: readonly Fields[], columns: readonly RowColumn[], taking: Taking): void {
  for (const { field, path } of columns) {
    const values = rows.map((row) => valueOf(row, field));
    if (path === null) taking.names ??= values.map(String);
    else taking.arrays.set(path, values.map(toNumber));
  }
}

/** A member of a oneof stands below the oneof's name, beside the name of the case that is set. */
function valueOf(message: Fields, field: DescField): unknown {
  if (field.oneof === undefined) return message[field.localName];
  const chosen = message[field.oneof.localName] as { case?: string; value?: unknown } | undefined;
  return chosen?.case === field.localName ? chosen.value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function secondsOf({ seconds, nanos }: Fields): number {
  return toNumber(seconds) + toNumber(nanos) * 1e-9;
}

function toNumber(value: unknown): number {
  return value === undefined ? Number.NaN : Number(value);
}
