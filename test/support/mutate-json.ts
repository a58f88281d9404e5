/** Changes of JSON values at any depth, for tests that feed damaged documents. */

import * as fc from 'fast-check';
import type { JsonValue } from '#contracts/canonical-json.ts';

/** One change: where (modulo the number of places), and to what. */
export interface JsonMutation {
  readonly place: number;
  readonly change: { readonly kind: 'set'; readonly value: JsonValue } | { readonly kind: 'drop' | 'twin' };
}

const value: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(
    null,
    true,
    '',
    '\u0000',
    0,
    -1,
    9_007_199_254_740_991,
    0.1,
    [],
    {},
    'did:key:z6MkqzEap7gNMRJ9ZdJFqWnj55mkUP5KFoJS5i6sXbdRPKPL',
    `sha256:${'a'.repeat(64)}`,
    '9999-12-31T23:59:59.999Z',
  ),
  fc.string({ maxLength: 64 }),
  fc.integer(),
  fc.constant('x'.repeat(70_000)),
);

/** Any change. */
export const jsonMutation: fc.Arbitrary<JsonMutation> = fc.record({
  place: fc.nat(),
  change: fc.oneof(
    { weight: 4, arbitrary: value.map((to) => ({ kind: 'set' as const, value: to })) },
    { weight: 1, arbitrary: fc.constantFrom({ kind: 'drop' as const }, { kind: 'twin' as const }) },
  ),
});

/** A changed copy: one member or element set, dropped, or doubled under another name. */
export function mutateJson(document: JsonValue, mutation: JsonMutation): JsonValue {
  const copy = structuredClone(document);
  const places = placesOf(copy);
  const place = places[mutation.place % places.length];
  if (place === undefined) return copy;
  const { holder, key } = place;
  const { change } = mutation;
  if (Array.isArray(holder)) {
    if (change.kind === 'set') holder[Number(key)] = change.value;
    else if (change.kind === 'drop') holder.splice(Number(key), 1);
    else holder.push(holder[Number(key)] as JsonValue);
    return copy;
  }
  if (change.kind === 'set') holder[key] = change.value;
  else if (change.kind === 'twin') holder[`${key}x`] = holder[key] as JsonValue;
  else delete holder[key];
  return copy;
}

interface Place {
  readonly holder: JsonValue[] | Record<string, JsonValue>;
  readonly key: string;
}

function placesOf(value: JsonValue): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Place['holder'];
  return Object.keys(holder).flatMap((key) => [
    { holder, key },
    ...placesOf((holder as Record<string, JsonValue>)[key] as JsonValue),
  ]);
}
