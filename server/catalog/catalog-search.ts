/** One pass over the catalog: which listings fit, the page that was asked for, and how many have each value. */

import { fromUtf8, utf8 } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { presenceSchema, type Presence } from '#contracts/dataset/vocabulary.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { HOUR_BUCKETS, QUALITY_BUCKETS, type Facets, type ListingQuery } from '#contracts/http/catalog.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { Pieces } from '#platform/give-way.ts';
import type { CatalogIndex, IndexRow } from './catalog-index.ts';
import type { Words } from './words.ts';

/** Values of one facet that are told at most, the most frequent ones. */
const MAX_FACET_VALUES = 32;
/** Rows between two looks at the clock. */
const ROWS_PER_LOOK = 1024;

/** A search as the pass takes it. */
export interface Search {
  readonly query: ListingQuery;
  /** The reader, if it is in good standing; null for anybody. */
  readonly reader: ParticipantId | null;
  /** 1 at the row numbers that the text was found in; null when no text was asked for. */
  readonly hits: Uint8Array | null;
}

/** What the pass found. */
export interface Found {
  readonly total: number;
  /** Rows of the page, in order. */
  readonly page: readonly IndexRow[];
  readonly nextCursor: string | null;
  readonly facets: Facets | null;
}

/** The facets that count values, each with the filter that is its own. */
const FACETS = [
  'collection',
  'bodyClass',
  'dof',
  'task',
  'modality',
  'license',
  'access',
  'hours',
  'quality',
  'contactSensing',
  'torque',
  'force',
  'tactile',
] as const;
const PRESENCES: readonly Presence[] = presenceSchema.options;
type FacetName = (typeof FACETS)[number];

type Check = (row: IndexRow) => boolean;

/** Runs a search. Throws `schema-mismatch` for a cursor of another search. */
export async function searchIndex(index: CatalogIndex, search: Search): Promise<Found> {
  const { query } = search;
  const { words, rows } = index;
  const visible = visibility(search);
  const filters = filtersOf(query, words);
  const counts = query.facets === 'true' ? new FacetCounts(words) : null;
  const best = new BestRows(query);
  let total = 0;
  const pieces = new Pieces();
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    if (at % ROWS_PER_LOOK === 0) await pieces.afterStep();
    const row = rows[at];
    if (row === undefined || !visible(row)) continue;
    const failed = failedFilter(filters, row);
    if (failed === null) {
      total += 1;
      best.offer(row);
      counts?.countAll(row);
    } else if (failed !== MANY) counts?.count(failed, row);
  }
  return { total, ...best.page(), facets: counts?.facets() ?? null };
}

/** Listings of participants in good standing: public ones, own ones, and those that name the reader. */
function visibility({ query, reader, hits }: Search): Check {
  const { provider, embodiment } = query;
  const withdrawn = query.includeWithdrawn === 'true';
  return (row) =>
    row.admitted &&
    (row.listed || withdrawn) &&
    (row.public || (reader !== null && (row.provider === reader || row.viewers?.has(reader) === true))) &&
    (provider === undefined || row.provider === provider) &&
    (embodiment === undefined || row.embodiment === embodiment) &&
    (hits === null || hits[row.num] === 1);
}

function filtersOf(query: ListingQuery, words: Words): readonly (readonly [FacetName, Check])[] {
  const filters: (readonly [FacetName, Check])[] = [];
  const oneOf = (
    values: readonly string[] | undefined,
    name: FacetName,
    pick: (row: IndexRow) => number,
  ): void => {
    if (values === undefined) return;
    const wanted = new Set(values.map((value) => words.find(value)));
    filters.push([name, (row) => wanted.has(pick(row))]);
  };
  const anyOf = (
    values: readonly string[] | undefined,
    name: FacetName,
    pick: (row: IndexRow) => readonly number[],
  ): void => {
    if (values === undefined) return;
    const wanted = new Set(values.map((value) => words.find(value)));
    filters.push([name, (row) => pick(row).some((word) => wanted.has(word))]);
  };
  oneOf(query.collection, 'collection', (row) => row.collection);
  oneOf(query.bodyClass, 'bodyClass', (row) => row.bodyClass);
  oneOf(query.access, 'access', (row) => row.access);
  anyOf(query.task, 'task', (row) => row.verbs);
  anyOf(query.license, 'license', (row) => row.licenses);
  if (query.modality !== undefined) {
    const wanted = query.modality.map((value) => words.find(value));
    filters.push(['modality', (row) => wanted.every((word) => row.modalities.includes(word))]);
  }
  const {
    minDof = -Infinity,
    maxDof = Infinity,
    minHours = -Infinity,
    maxHours = Infinity,
    minQuality,
  } = query;
  if (query.minDof !== undefined || query.maxDof !== undefined) {
    filters.push(['dof', ({ dof }) => dof !== null && dof >= minDof && dof <= maxDof]);
  }
  if (query.minHours !== undefined || query.maxHours !== undefined) {
    filters.push(['hours', ({ hours }) => hours >= minHours && hours <= maxHours]);
  }
  if (minQuality !== undefined) {
    filters.push(['quality', ({ quality }) => quality !== null && quality >= minQuality]);
  }
  filters.push(...sensingFilters(query));
  if (query.contactSensing !== undefined) {
    const wanted = query.contactSensing === 'true';
    filters.push(['contactSensing', ({ contactSensing }) => contactSensing === wanted]);
  }
  return filters;
}

/** What is asked of each kind of contact sensing: that it is there (or not), and how fast. */
function sensingFilters(query: ListingQuery): readonly (readonly [FacetName, Check])[] {
  const wishes = [
    ['torque', 'jointTorque', query.minTorqueHz],
    ['force', 'force', query.minForceHz],
    ['tactile', 'tactile', query.minTactileHz],
  ] as const;
  return wishes.flatMap(([name, channel, rate]) => {
    const presence = query[name];
    if (presence === undefined && rate === undefined) return [];
    return [
      [
        name,
        ({ sensing }: IndexRow) =>
          (presence === undefined || sensing[channel].presence === presence) &&
          (rate === undefined || (sensing[channel].rateHz ?? 0) >= rate),
      ] as const,
    ];
  });
}

/** More than one filter fails: the row counts nowhere. */
const MANY = 'many';

/** Null when every filter holds, the one that fails when only one does. */
function failedFilter(
  filters: readonly (readonly [FacetName, Check])[],
  row: IndexRow,
): FacetName | typeof MANY | null {
  let failed: FacetName | null = null;
  for (const [name, holds] of filters) {
    if (holds(row)) continue;
    if (failed !== null) return MANY;
    failed = name;
  }
  return failed;
}

/** Counts by facet and number; plain arrays, because this is the inner loop. */
class FacetCounts {
  readonly #words: Words;
  readonly #counts = Object.fromEntries(FACETS.map((name) => [name, []])) as unknown as Record<
    FacetName,
    number[]
  >;

  constructor(words: Words) {
    this.#words = words;
  }

  countAll(row: IndexRow): void {
    for (let i = 0; i < FACETS.length; i += 1) this.count(FACETS[i]!, row);
  }

  count(name: FacetName, row: IndexRow): void {
    const counts = this.#counts[name];
    if (name === 'task') addEach(counts, row.verbs);
    else if (name === 'modality') addEach(counts, row.modalities);
    else if (name === 'license') addEach(counts, row.licenses);
    else {
      const value = valueOf(name, row);
      if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
    }
  }

  facets(): Facets {
    const named = (name: FacetName, label: (value: number) => string): Record<string, number> =>
      Object.fromEntries(
        // Only numbers that were counted: the array has holes.
        Object.entries(this.#counts[name])
          .map(([value, n]) => [label(Number(value)), n] as const)
          .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
          .slice(0, MAX_FACET_VALUES),
      );
    const presence = (value: number): string => PRESENCES[value] ?? '';
    const word = (value: number): string => this.#words.word(value);
    return {
      collection: named('collection', word),
      bodyClass: named('bodyClass', word),
      dof: named('dof', String),
      task: named('task', word),
      modality: named('modality', word),
      license: named('license', word),
      access: named('access', word),
      hours: named('hours', (bucket) => String(HOUR_BUCKETS[bucket])),
      quality: named('quality', (bucket) => String(QUALITY_BUCKETS[bucket])),
      torque: named('torque', presence),
      force: named('force', presence),
      tactile: named('tactile', presence),
      contactSensing: named('contactSensing', (value) => String(value === 1)),
    };
  }
}

type SingleFacet = Exclude<FacetName, 'task' | 'modality' | 'license'>;

/** Number under which a row counts in a facet with one value; null when it has none. */
function valueOf(name: SingleFacet, row: IndexRow): number | null {
  switch (name) {
    case 'hours':
      return bucketOf(HOUR_BUCKETS, row.hours);
    case 'quality':
      return row.quality === null ? null : bucketOf(QUALITY_BUCKETS, row.quality);
    case 'contactSensing':
      return row.contactSensing ? 1 : 0;
    case 'torque':
      return PRESENCES.indexOf(row.sensing.jointTorque.presence);
    case 'force':
    case 'tactile':
      return PRESENCES.indexOf(row.sensing[name].presence);
    default:
      return row[name];
  }
}

function addEach(counts: number[], values: readonly number[]): void {
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    counts[value] = (counts[value] ?? 0) + 1;
  }
}

/** Place of the bucket that a value falls into. */
function bucketOf(bounds: readonly number[], value: number): number {
  let bucket = 0;
  for (let i = 1; i < bounds.length && value >= bounds[i]!; i += 1) bucket = i;
  return bucket;
}

type Key = string | number;

/** Sort keys; the dataset id decides between equals, so that every listing has one place. */
const ORDERS: Readonly<Record<ListingQuery['sort'], { key: (row: IndexRow) => Key; descending: boolean }>> = {
  newest: { key: (row) => row.publishedAt, descending: true },
  hours: { key: (row) => row.hours, descending: true },
  title: { key: (row) => row.title, descending: false },
  quality: { key: (row) => row.quality ?? -1, descending: true },
};

/** The first rows after a cursor, kept in order while rows come in any. */
class BestRows {
  readonly #rows: IndexRow[] = [];
  readonly #query: ListingQuery;
  readonly #after: readonly [Key, string] | null;

  constructor(query: ListingQuery) {
    this.#query = query;
    this.#after = query.cursor === undefined ? null : readCursor(query.cursor, query.sort);
  }

  offer(row: IndexRow): void {
    const place = this.#placeOf(row);
    if (this.#after !== null && this.#compare(place, this.#after) <= 0) return;
    const rows = this.#rows;
    const most = this.#query.limit + 1;
    const last = rows.at(-1);
    if (rows.length === most && last !== undefined && this.#compare(place, this.#placeOf(last)) >= 0) return;
    let at = rows.length;
    for (; at > 0; at -= 1) {
      const before = rows[at - 1];
      if (before === undefined || this.#compare(this.#placeOf(before), place) <= 0) break;
    }
    rows.splice(at, 0, row);
    if (rows.length > most) rows.pop();
  }

  page(): Pick<Found, 'page' | 'nextCursor'> {
    const { limit } = this.#query;
    const page = this.#rows.slice(0, limit);
    const last = this.#rows.length > limit ? page.at(-1) : undefined;
    return { page, nextCursor: last === undefined ? null : writeCursor(this.#placeOf(last)) };
  }

  #placeOf(row: IndexRow): readonly [Key, string] {
    return [ORDERS[this.#query.sort].key(row), row.dataset];
  }

  #compare(a: readonly [Key, string], b: readonly [Key, string]): number {
    if (a[0] !== b[0]) return a[0] < b[0] === ORDERS[this.#query.sort].descending ? 1 : -1;
    return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
  }
}

function writeCursor(place: readonly [Key, string]): string {
  return Buffer.from(utf8(canonicalJson([...place]))).toString('base64url');
}

function readCursor(cursor: string, sort: ListingQuery['sort']): readonly [Key, string] {
  const type = sort === 'hours' || sort === 'quality' ? 'number' : 'string';
  try {
    const value: unknown = JSON.parse(fromUtf8(new Uint8Array(Buffer.from(cursor, 'base64url'))));
    if (
      Array.isArray(value) &&
      value.length === 2 &&
      typeof value[0] === type &&
      typeof value[1] === 'string'
    ) {
      return value as [Key, string];
    }
  } catch {
    // Told below: a cursor is ours or it is nothing.
  }
  throw new ExchangeError('schema-mismatch', 'The cursor is not one that this search gave out.');
}
