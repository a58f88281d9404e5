/** A search lives in the address: it can be sent, kept and gone back to. */

import { listingQuerySchema, type ListingSearch } from '#contracts/http/catalog.ts';
import { readSearch } from '#contracts/http/search-text.ts';
import type { CatalogSearch } from '../../api/datasets.ts';

/** Filters that may have several values. */
const LISTS = ['collection', 'bodyClass', 'task', 'modality', 'license', 'access'] as const;
/** A filter with several values. */
export type ListFilter = (typeof LISTS)[number];
/** Names that an address may carry. */
const SINGLE = [
  'q',
  'minDof',
  'maxDof',
  'minHours',
  'maxHours',
  'minQuality',
  'contactSensing',
  'sort',
] as const;

/** The search of an address; what the API would not take is left out. */
export function searchOf(params: URLSearchParams): CatalogSearch {
  const search: Record<string, string | string[]> = {};
  for (const name of LISTS) {
    const values = params.getAll(name);
    if (values.length > 0) search[name] = values;
  }
  for (const name of SINGLE) {
    const value = params.get(name);
    if (value !== null && value !== '') search[name] = value;
  }
  for (;;) {
    const parsed = listingQuerySchema.safeParse(search);
    if (parsed.success) return search;
    const wrong = parsed.error.issues[0]?.path[0];
    if (typeof wrong !== 'string' || !(wrong in search)) return {};
    delete search[wrong];
  }
}

/** The address with a value of a list taken up, or dropped when it was there. */
export function toggled(params: URLSearchParams, name: ListFilter, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  const before = next.getAll(name);
  next.delete(name);
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  for (const one of after) next.append(name, one);
  return next;
}

/** The address with values set; null takes one out. */
export function changed(
  params: URLSearchParams,
  changes: Readonly<Record<string, string | number | null>>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** The address after a search was typed: its filters join those that are there, its words replace those. */
export function typed(
  params: URLSearchParams,
  text: string,
): { readonly params: URLSearchParams; readonly unknown: readonly string[] } {
  const { filters, unknown } = readSearch(text);
  const next = new URLSearchParams(params);
  next.delete('q');
  for (const [name, value] of Object.entries(filters)) {
    if (Array.isArray(value)) {
      for (const one of value) if (!next.getAll(name).includes(one)) next.append(name, one);
    } else next.set(name, String(value));
  }
  return { params: next, unknown };
}

/** One filter in use, as a chip that takes it out again. */
export interface FilterInUse {
  readonly name: keyof ListingSearch;
  readonly value: string;
  readonly without: URLSearchParams;
}

/** Filters in use, in the order of the address. */
export function filtersInUse(params: URLSearchParams): FilterInUse[] {
  const names: readonly string[] = [...LISTS, ...SINGLE];
  return [...params]
    .filter(([name]) => names.includes(name) && name !== 'sort')
    .map(([name, value]) => {
      const without = new URLSearchParams();
      let dropped = false;
      for (const [other, otherValue] of params) {
        if (!dropped && other === name && otherValue === value) dropped = true;
        else without.append(other, otherValue);
      }
      return { name: name as keyof ListingSearch, value, without };
    });
}
