/**
 * Canonical JSON (RFC 8785, JCS): the one byte form that is hashed and signed.
 *
 * Admission is strict: received bytes must equal the canonical form of what they parse to. That one comparison refuses
 * duplicate keys, lossy numbers, other key orders and stray white space (docs/protocol.md, "Canonical form").
 */

import { fromUtf8, utf8, equalBytes } from './bytes.ts';
import { ExchangeError } from './errors.ts';

/** Any JSON value. `undefined` members are not JSON: leave them out. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Deepest nesting of arrays and objects that is read or written. */
export const MAX_JSON_DEPTH = 32;

/**
 * Canonical text of a value. Throws `not-canonical` for what JSON cannot carry (NaN, infinities, undefined, functions, lone
 * surrogates, integers beyond 2^53 - 1) and `limit-exceeded` beyond {@link MAX_JSON_DEPTH}.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** UTF-8 bytes of {@link canonicalJson}. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}

/**
 * Parses bytes that must already be in canonical form. Throws `bad-json`, `not-canonical` or `limit-exceeded`.
 * @param maxBytes largest accepted length, a named limit of the caller
 */
export function parseCanonical(bytes: Uint8Array, maxBytes: number): JsonValue {
  const value = parseJson(bytes, maxBytes);
  if (!equalBytes(canonicalBytes(value), bytes)) {
    throw new ExchangeError('not-canonical', 'The bytes are JSON, but not in canonical form (RFC 8785).');
  }
  return value;
}

/**
 * Parses JSON bytes of any form, bounded in length and depth. Throws `bad-json` or `limit-exceeded`.
 * @param maxBytes largest accepted length
 * @param maxValues most values, all arrays and objects taken together: a hundred thousand empty objects are short, and take long to make
 */
export function parseJson(bytes: Uint8Array, maxBytes: number, maxValues = Infinity): JsonValue {
  if (bytes.length > maxBytes) {
    throw new ExchangeError(
      'limit-exceeded',
      `The document has ${bytes.length} bytes; the limit is ${maxBytes}.`,
      {
        params: { bytes: bytes.length, limit: maxBytes },
      },
    );
  }
  const text = fromUtf8(bytes);
  refuseWideText(text, maxValues);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new ExchangeError('bad-json', 'The document is not JSON.', { cause });
  }
}

/**
 * Refuses deep nesting, and more values than a caller takes, before JSON.parse sees the text, so that hostile shapes cost one linear scan. A
 * value is counted where an array or an object begins and at each comma: never fewer than there are, and one more for each empty array or object.
 */
function refuseWideText(text: string, maxValues: number): void {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x2c) values++;
    else if (c === 0x5b || c === 0x7b) {
      values++;
      if (++depth > MAX_JSON_DEPTH) throw tooDeep();
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
  if (values > maxValues) {
    throw new ExchangeError('limit-exceeded', `The document has more than ${maxValues} values.`, {
      params: { limit: maxValues },
    });
  }
}

function tooDeep(): ExchangeError {
  return new ExchangeError('limit-exceeded', `The document is nested deeper than ${MAX_JSON_DEPTH} levels.`, {
    params: { limit: MAX_JSON_DEPTH },
  });
}

function write(value: unknown, depth: number): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return writeNumber(value);
    case 'string':
      return writeString(value);
    case 'object':
      if (depth >= MAX_JSON_DEPTH) throw tooDeep();
      return Array.isArray(value)
        ? `[${value.map((item) => write(item, depth + 1)).join(',')}]`
        : writeObject(value, depth + 1);
    default:
      throw new ExchangeError('not-canonical', `A value of type ${typeof value} has no JSON form.`);
  }
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value))
    throw new ExchangeError('not-canonical', 'NaN and infinities have no JSON form.');
  if (Number.isInteger(value) && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new ExchangeError('not-canonical', 'Integers beyond 2^53 - 1 are not exact.');
  }
  // ECMAScript's Number-to-string is the form that RFC 8785 section 3.2.2.3 prescribes; -0 is written 0.
  return String(value === 0 ? 0 : value);
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new ExchangeError('not-canonical', 'A string holds a lone surrogate.');
  return JSON.stringify(value);
}

function writeObject(value: object, depth: number): string {
  const record = value as Record<string, unknown>;
  // Default sort compares UTF-16 code units, as RFC 8785 section 3.2.3 asks.
  const keys = Object.keys(record).sort();
  const members: string[] = [];
  for (const key of keys) {
    if (record[key] === undefined)
      throw new ExchangeError('not-canonical', `The member "${key}" is undefined.`);
    members.push(`${writeString(key)}:${write(record[key], depth)}`);
  }
  return `{${members.join(',')}}`;
}
