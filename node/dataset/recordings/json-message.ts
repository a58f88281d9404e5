import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import type { DecodedMessage } from '../messages/decode-message.ts';

/** Largest JSON message. */
const MAX_JSON_MESSAGE = 16 * 1024 * 1024;
/** Numbers of one message. */
const MAX_NUMBERS = 4096;

/** Numbers of a JSON message: single ones by path, arrays of numbers by path. Throws `bad-json` or `limit-exceeded`. */
export function decodeJsonMessage(bytes: Uint8Array): DecodedMessage & { readonly paths: readonly string[] } {
  const scalars: number[] = [];
  const paths: string[] = [];
  const arrays = new Map<string, number[]>();
  const walk = (value: JsonValue, path: string): void => {
    if (scalars.length >= MAX_NUMBERS) return;
    if (typeof value === 'number') {
      scalars.push(value);
      paths.push(path);
    } else if (Array.isArray(value)) {
      if (value.length > 0 && value.every((item) => typeof item === 'number')) arrays.set(path, value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value as { [key: string]: JsonValue })) {
        if (key !== 'header' && key !== 'timestamp') walk(item, path === '' ? key : `${path}.${key}`);
      }
    }
  };
  walk(parseJson(bytes, MAX_JSON_MESSAGE), '');
  return { scalars, paths, arrays, names: null, picture: null, stamp: null };
}
