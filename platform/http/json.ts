/** JSON bodies: read within bounds, written in canonical form. */

import { utf8 } from '#contracts/bytes.ts';
import { canonicalBytes, canonicalJson } from '#contracts/canonical-json.ts';
import { Pieces } from '../give-way.ts';

/** Canonical bytes of a value whose optional members may be `undefined`. */
export function jsonBody(value: unknown): Uint8Array {
  return canonicalBytes(withoutUndefined(value));
}

/**
 * The same, written in pieces, for a value that is long.
 * @param depth how many levels of objects are taken apart: what is below is written whole
 */
export async function jsonBodyInPieces(value: unknown, depth: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await write(value, depth, { parts, pieces: new Pieces() });
  return Buffer.concat(parts);
}

interface Writing {
  readonly parts: Uint8Array[];
  readonly pieces: Pieces;
}

async function write(value: unknown, depth: number, writing: Writing): Promise<void> {
  const { parts, pieces } = writing;
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    await pieces.afterStep();
    parts.push(jsonBody(value));
    return;
  }
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  let before = '{';
  // In the order of canonical JSON: by UTF-16 code units.
  for (const [name, item] of present.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(utf8(`${before}${canonicalJson(name)}:`));
    before = ',';
    await write(item, depth - 1, writing);
  }
  parts.push(utf8(before === '{' ? '{}' : '}'));
}

/** A copy without members that are `undefined`: optional members of typed values are simply not there in JSON. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [key, withoutUndefined(item)]));
}
