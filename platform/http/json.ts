/** JSON bodies: read within bounds, written in canonical form. */

import { canonicalBytes } from '#contracts/canonical-json.ts';

/** Canonical bytes of a value whose optional members may be `undefined`. */
export function jsonBody(value: unknown): Uint8Array {
  return canonicalBytes(withoutUndefined(value));
}

/** A copy without members that are `undefined`: optional members of typed values are simply not there in JSON. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present.map(([key, item]) => [key, withoutUndefined(item)]));
}
