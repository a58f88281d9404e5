/**
 * ROS message definitions, as recordings carry them: the text of a message type, followed by the types that it uses.
 *
 * Grammar: wiki.ros.org/msg (ROS 1) and docs.ros.org "Interfaces" (ROS 2). Default values and constants carry no data and are passed over.
 */

import { ExchangeError } from '#contracts/errors.ts';
import type { NumberType } from '../dataset-reader.ts';

/** Largest definition text, characters. */
export const MAX_DEFINITION_LENGTH = 1_000_000;
/** Types inside one another. */
const MAX_TYPE_DEPTH = 16;
/** Fields of a message with all its parts written out. */
const MAX_FIELDS = 4096;

/** What a field holds. `time` is two 32-bit numbers: seconds and nanoseconds. */
export type FieldKind =
  | { readonly kind: 'number'; readonly type: NumberType }
  | { readonly kind: 'string'; readonly wide: boolean }
  | { readonly kind: 'time' }
  | { readonly kind: 'struct'; readonly fields: readonly MessageField[] };

/** One field. `array` is null for a single value, a number for a fixed length, `any` for a sequence. */
export interface MessageField {
  readonly name: string;
  readonly type: FieldKind;
  readonly array: number | 'any' | null;
}

/** A message type with all its parts resolved. */
export interface MessageDefinition {
  readonly name: string;
  readonly fields: readonly MessageField[];
}

interface RawField {
  readonly name: string;
  readonly type: string;
  readonly array: number | 'any' | null;
}

const NUMBERS: Readonly<Record<string, NumberType>> = {
  bool: 'bool',
  byte: 'uint8',
  char: 'uint8',
  octet: 'uint8',
  int8: 'int8',
  uint8: 'uint8',
  int16: 'int16',
  uint16: 'uint16',
  int32: 'int32',
  uint32: 'uint32',
  int64: 'int64',
  uint64: 'uint64',
  float32: 'float32',
  float64: 'float64',
};

const TIMES = new Set(['time', 'duration', 'builtin_interfaces/Time', 'builtin_interfaces/Duration']);

/** `pkg/msg/Type` and `pkg/Type` are the same type. */
export function shortTypeName(name: string): string {
  return name.replace(/^(\w+)\/(?:msg|srv|action)\//, '$1/');
}

/** Parses a definition text. Throws `bad-dataset` for text that is no definition, `limit-exceeded` for types without bounds. */
export function parseRosDefinition(name: string, text: string): MessageDefinition {
  if (text.length > MAX_DEFINITION_LENGTH) {
    throw new ExchangeError('limit-exceeded', 'A message definition is too long.', {
      params: { type: name },
    });
  }
  const own = shortTypeName(name);
  const types = new Map<string, RawField[]>();
  let current = own;
  types.set(current, []);
  for (const line of text.split('\n')) {
    const heading = /^MSG:\s*([\w/]+)/.exec(line.trim());
    if (heading?.[1] !== undefined) {
      current = shortTypeName(heading[1]);
      types.set(current, []);
    } else {
      const field = parseLine(line);
      if (field !== null) types.get(current)?.push(field);
    }
  }
  const budget = { left: MAX_FIELDS };
  return { name: own, fields: resolve(own, { types, budget, depth: 0 }) };
}

function parseLine(line: string): RawField | null {
  const text = line.replace(/#.*$/, '').trim();
  // `=` outside a default string makes a constant; `====` parts types.
  if (text === '' || /^=+$/.test(text) || /^[\w/]+(?:<=\d+)?\s+\w+\s*=/.test(text)) return null;
  const match = /^([\w/]+)(?:<=\d+)?(?:\[(<=)?(\d*)\])?\s+(\w+)/.exec(text);
  if (match === null)
    throw new ExchangeError('bad-dataset', `No message definition: "${text.slice(0, 60)}".`);
  const [whole, type = '', bounded, length, name = ''] = match;
  const isArray = /\[/.test(whole);
  const array = !isArray ? null : bounded === undefined && length !== '' ? Number(length) : 'any';
  return { name, type, array };
}

interface Resolving {
  readonly types: ReadonlyMap<string, readonly RawField[]>;
  readonly budget: { left: number };
  readonly depth: number;
}

function resolve(name: string, state: Resolving): MessageField[] {
  const raw = state.types.get(name);
  if (raw === undefined)
    throw new ExchangeError('bad-dataset', `The type ${name.slice(0, 60)} is not defined.`);
  if (state.depth > MAX_TYPE_DEPTH) throw tooLarge(name);
  return raw.map((field) => {
    if (state.budget.left-- <= 0) throw tooLarge(name);
    return { name: field.name, type: kindOf(field.type, name, state), array: field.array };
  });
}

function tooLarge(name: string): ExchangeError {
  return new ExchangeError('limit-exceeded', `The type ${name.slice(0, 60)} has no end.`, {
    params: { limit: MAX_FIELDS },
  });
}

function kindOf(type: string, inside: string, state: Resolving): FieldKind {
  const short = shortTypeName(type);
  const number = NUMBERS[short];
  if (number !== undefined) return { kind: 'number', type: number };
  if (short === 'string' || short === 'wstring') return { kind: 'string', wide: short === 'wstring' };
  if (TIMES.has(short)) return { kind: 'time' };
  const full = findType(short, inside, state.types);
  return { kind: 'struct', fields: resolve(full, { ...state, depth: state.depth + 1 }) };
}

/** A bare name means `std_msgs/Header`, a type of the same package, or the only known one of that name. */
function findType(name: string, inside: string, types: ReadonlyMap<string, unknown>): string {
  if (types.has(name)) return name;
  const sibling = `${inside.split('/')[0] ?? ''}/${name}`;
  if (types.has(sibling)) return sibling;
  const last = name.split('/').at(-1) ?? name;
  const matches = [...types.keys()].filter((known) => known.split('/').at(-1) === last);
  return matches.length === 1 ? (matches[0] ?? name) : name;
}
