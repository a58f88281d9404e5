/**
 * Searches as one types them: `cups hours>10 method:teleoperation dof:7 force`. What is a filter becomes one; the rest is looked for as
 * words. The same text means the same at the portal, at the command line and in an address.
 */

import { COLLECTION_METHODS, MODALITIES } from '../dataset/vocabulary.ts';
import { BODY_CLASSES } from '../embodiment/body/body-class.ts';
import type { ListingSearch } from './catalog.ts';

/** Longest text that is read. */
export const MAX_SEARCH_LENGTH = 400;

/** Most degrees of freedom that a filter names. */
const MAX_DOF = 200;

/** Short forms of words that people type. */
const METHOD_ALIASES: Readonly<Record<string, string>> = {
  teleop: 'teleoperation',
  mocap: 'motion-capture',
  video: 'human-video',
  ego: 'human-video',
  sim: 'simulation',
};

/** A search that was read: filters, words, and filters that mean nothing here, as they were typed. */
export interface ReadSearch {
  readonly filters: ListingSearch;
  readonly unknown: readonly string[];
}

type Filters = { -readonly [K in keyof ListingSearch]: ListingSearch[K] };
type Take = (filters: Filters, value: string, sign: string) => boolean;

const TAKERS: Readonly<Record<string, Take>> = {
  method: (filters, value) => {
    const method = COLLECTION_METHODS.find((known) => known === (METHOD_ALIASES[value] ?? value));
    return method !== undefined && add(filters, 'collection', method);
  },
  body: (filters, value) => {
    const known = BODY_CLASSES.find((name) => name === value);
    return known !== undefined && add(filters, 'bodyClass', known);
  },
  dof: (filters, value, sign) =>
    range(
      value,
      (n) => Number.isInteger(n) && n <= MAX_DOF && bound(filters, ['minDof', 'maxDof'], { n, sign }),
    ),
  hours: (filters, value, sign) => range(value, (n) => bound(filters, ['minHours', 'maxHours'], { n, sign })),
  quality: (filters, value, sign) => {
    const share = value.endsWith('%') ? Number(value.slice(0, -1)) / 100 : Number(value);
    if (!(share >= 0 && share <= 1) || sign === '<') return false;
    filters.minQuality = share;
    return true;
  },
  modality: (filters, value) => {
    const known = MODALITIES.find((name) => name === value);
    return known !== undefined && add(filters, 'modality', known);
  },
  task: (filters, value) => /^[a-z-]{2,32}$/.test(value) && add(filters, 'task', value),
  licence: (filters, value) => /^[a-z0-9-]{1,48}$/.test(value) && add(filters, 'license', value),
  access: (filters, value) => {
    if (value !== 'auto' && value !== 'policy' && value !== 'manual') return false;
    filters.access = [value];
    return true;
  },
};
const NAMES: Readonly<Record<string, string>> = { license: 'licence', collection: 'method', robot: 'body' };

/** Reads a typed search. Never throws; what looks like a filter and is none is told in `unknown` and not looked for. */
export function readSearch(text: string): ReadSearch {
  const filters: Filters = {};
  const [words, unknown]: [string[], string[]] = [[], []];
  for (const part of text.slice(0, MAX_SEARCH_LENGTH).split(/\s+/).filter(Boolean)) {
    const [, typed, sign, value] = /^([a-z]+)(:|>=|<=|>|<|=)(.+)$/i.exec(part) ?? [];
    if (typed === undefined || sign === undefined || value === undefined) {
      if (part.toLowerCase() === 'force' || part === '力觉') filters.contactSensing = 'true';
      else words.push(part);
      continue;
    }
    const name = typed.toLowerCase();
    const take = TAKERS[NAMES[name] ?? name];
    if (take?.(filters, value.toLowerCase(), sign) !== true) unknown.push(part);
  }
  if (words.length > 0) filters.q = words.join(' ');
  return { filters, unknown };
}

function range(value: string, take: (n: number) => boolean): boolean {
  const n = Number(value);
  return Number.isFinite(n) && n >= 0 && take(n);
}

/** `>` and `>=` are the same to a person who types hours; so are `<` and `<=`. `:` and `=` mean both ends. */
function bound(
  filters: Filters,
  [min, max]: readonly ['minDof', 'maxDof'] | readonly ['minHours', 'maxHours'],
  { n, sign }: { readonly n: number; readonly sign: string },
): boolean {
  if (!sign.startsWith('<')) filters[min] = n;
  if (!sign.startsWith('>')) filters[max] = n;
  return true;
}

function add<K extends 'collection' | 'bodyClass' | 'modality' | 'task' | 'license'>(
  filters: Filters,
  name: K,
  value: NonNullable<ListingSearch[K]>[number],
): boolean {
  const before = (filters[name] ?? []) as NonNullable<ListingSearch[K]>[number][];
  if (!before.includes(value)) filters[name] = [...before, value] as Filters[K];
  return true;
}
