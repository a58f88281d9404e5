/**
 * Reads one leaf column row by row in file order, whatever the row groups and pages are: memory holds the rows asked for and one page.
 */

import type { ExchangeError } from '#contracts/errors.ts';
import { damaged } from './damage.ts';
import { readPages, type Page } from './page-reader.ts';
import type { PhysicalValues } from './page-values.ts';
import type { Chunk, Leaf, ParquetFile } from './parquet-file.ts';

/** Rows of one leaf. Elements stand row after row; `widths[row]` of them belong to a row. */
export interface LeafRows {
  readonly rows: number;
  readonly widths: Int32Array;
  readonly values: PhysicalValues;
  /** 1 where a row holds a null (as a whole or inside a list); null when no row does. */
  readonly missing: Uint8Array | null;
}

/** A page whose values are spread out to one per element, nulls filled with zero. */
interface SpreadPage {
  readonly entries: number;
  readonly repetition: Uint8Array | null;
  /** Per entry: 0 no element (empty or null list), 1 a value, 2 a null; null when all are values. */
  readonly kinds: Uint8Array | null;
  readonly values: PhysicalValues;
}

interface Taking {
  readonly widths: Int32Array;
  missing: Uint8Array | null;
  readonly parts: PhysicalValues[];
  /** Rows begun; the last may go on in the next page. */
  begun: number;
}

/** A place in a leaf column that only moves forward. */
export class ColumnCursor {
  readonly #file: ParquetFile;
  readonly #leaf: Leaf;
  readonly #chunks: readonly Chunk[];
  #chunk = 0;
  #pages: AsyncGenerator<Page> | null = null;
  #page: SpreadPage | null = null;
  #entry = 0;
  #element = 0;
  /** Rows of a flat column that are still to be passed over: pages of nothing else are not read. */
  #passing = 0;

  constructor(file: ParquetFile, leaf: Leaf) {
    this.#file = file;
    this.#leaf = leaf;
    this.#chunks = file.chunks(leaf);
  }

  /** Moves `rows` rows on; whole row groups, and whole pages of columns without lists, are passed over without being read. */
  async skip(rows: number): Promise<void> {
    let left = this.#skipChunks(rows);
    if (this.#leaf.maxRepetition === 0) return this.#skipFlat(left);
    const step = 65_536;
    for (; left > 0; left -= step) await this.read(Math.min(step, left));
  }

  #skipChunks(rows: number): number {
    let left = rows;
    while (left > 0 && this.#pages === null && this.#page === null) {
      const chunk = this.#chunks[this.#chunk];
      if (chunk === undefined || chunk.rows > left) break;
      left -= chunk.rows;
      this.#chunk++;
    }
    return left;
  }

  async #skipFlat(rows: number): Promise<void> {
    this.#passing = rows;
    for (;;) {
      const held = this.#page === null ? 0 : this.#page.entries - this.#entry;
      const here = Math.min(this.#passing, held);
      this.#entry += here;
      this.#element += here;
      this.#passing -= here;
      if (this.#passing === 0) return;
      const next = await this.#nextPage();
      if (next === 'row-group-end') this.#passing = this.#skipChunks(this.#passing);
      if (next === 'end') throw this.#tooShort(0);
    }
  }

  #tooShort(rows: number): ExchangeError {
    const column = this.#leaf.path.join('.');
    return damaged('The column has fewer rows than the file declares.', { column, rows });
  }

  /** Reads the next `rows` rows. Throws `bad-dataset` when the column ends before them. */
  async read(rows: number): Promise<LeafRows> {
    const taking: Taking = { widths: new Int32Array(rows), missing: null, parts: [], begun: 0 };
    while (!(await this.#atRowEnd(taking, rows))) this.#takeFromPage(taking, rows);
    return { rows, widths: taking.widths, values: concatenate(taking.parts), missing: taking.missing };
  }

  /** True when `rows` rows are complete: the next entry begins another row, or the row group ends. */
  async #atRowEnd(taking: Taking, rows: number): Promise<boolean> {
    if (rows === 0) return true;
    for (;;) {
      if (this.#page !== null && this.#entry < this.#page.entries) {
        if (taking.begun < rows) return false;
        return this.#page.repetition === null || this.#page.repetition[this.#entry] === 0;
      }
      if (this.#page !== null && this.#page.repetition === null && taking.begun === rows) return true;
      const next = await this.#nextPage();
      if (next === 'row-group-end') {
        if (taking.begun === rows) return true;
      } else if (next === 'end') {
        if (taking.begun === rows) return true;
        throw this.#tooShort(taking.begun);
      }
    }
  }

  async #nextPage(): Promise<'page' | 'row-group-end' | 'end'> {
    if (this.#pages === null) {
      const chunk = this.#chunks[this.#chunk++];
      if (chunk === undefined) return 'end';
      const isPassed = (entries: number): boolean => {
        if (entries > this.#passing) return false;
        this.#passing -= entries;
        return true;
      };
      this.#pages = readPages(this.#file, { leaf: this.#leaf, chunk, isPassed });
    }
    const next = await this.#pages.next();
    if (next.done === true) {
      this.#pages = null;
      this.#page = null;
      return 'row-group-end';
    }
    this.#page = spread(next.value, this.#leaf);
    this.#entry = 0;
    this.#element = 0;
    return 'page';
  }

  #takeFromPage(taking: Taking, rows: number): void {
    const page = this.#page;
    if (page === null) return;
    const first = this.#element;
    if (page.repetition === null) this.#takeFlat(page, taking, rows);
    else this.#takeRepeated({ ...page, repetition: page.repetition }, taking, rows);
    taking.parts.push(sliceOf(page.values, first, this.#element));
  }

  #takeFlat(page: SpreadPage, taking: Taking, rows: number): void {
    const count = Math.min(rows - taking.begun, page.entries - this.#entry);
    taking.widths.fill(1, taking.begun, taking.begun + count);
    if (page.kinds !== null) {
      for (let i = 0; i < count; i++) {
        if (page.kinds[this.#entry + i] === 2) markMissing(taking, taking.begun + i);
      }
    }
    taking.begun += count;
    this.#entry += count;
    this.#element += count;
  }

  #takeRepeated(page: SpreadPage & { repetition: Uint8Array }, taking: Taking, rows: number): void {
    const { repetition, kinds, entries } = page;
    const { widths } = taking;
    let entry = this.#entry;
    let row = taking.begun - 1;
    for (; entry < entries; entry++) {
      if (repetition[entry] === 0) {
        if (row + 1 === rows) break;
        row++;
      } else if (row < 0)
        throw damaged('A row continues that never began.', { column: this.#leaf.path.join('.') });
      const kind = kinds === null ? 1 : kinds[entry];
      if (kind !== 0) {
        widths[row] = (widths[row] ?? 0) + 1;
        this.#element++;
      }
      if (kind !== 1) markMissing(taking, row);
    }
    this.#entry = entry;
    taking.begun = row + 1;
  }
}

function markMissing(taking: Taking, row: number): void {
  taking.missing ??= new Uint8Array(taking.widths.length);
  taking.missing[row] = 1;
}

function spread(page: Page, leaf: Leaf): SpreadPage {
  const { entries, repetition, definition, values } = page;
  if (definition === null) return { entries, repetition, kinds: null, values };
  const kinds = new Uint8Array(entries);
  let elements = 0;
  for (let i = 0; i < entries; i++) {
    const level = definition[i] ?? 0;
    const kind = level === leaf.maxDefinition ? 1 : level >= leaf.entryDefinition ? 2 : 0;
    kinds[i] = kind;
    if (kind !== 0) elements++;
  }
  return { entries, repetition, kinds, values: spreadValues(values, kinds, elements) };
}

function spreadValues(values: PhysicalValues, kinds: Uint8Array, elements: number): PhysicalValues {
  let from = 0;
  let to = 0;
  if (Array.isArray(values)) {
    const out: Uint8Array[] = [];
    for (const kind of kinds) {
      if (kind === 1) out.push(values[from++] ?? new Uint8Array());
      else if (kind === 2) out.push(new Uint8Array());
    }
    return out;
  }
  const out = new (values.constructor as Float64ArrayConstructor)(elements) as Exclude<
    PhysicalValues,
    Uint8Array[]
  >;
  for (const kind of kinds) {
    if (kind === 1) out.set(values.subarray(from, ++from) as never, to);
    if (kind !== 0) to++;
  }
  return out;
}

function sliceOf(values: PhysicalValues, from: number, to: number): PhysicalValues {
  return Array.isArray(values) ? values.slice(from, to) : values.subarray(from, to);
}

function concatenate(parts: readonly PhysicalValues[]): PhysicalValues {
  const [first] = parts;
  if (first === undefined) return new Uint8Array();
  if (parts.length === 1) return Array.isArray(first) ? first : first.slice();
  if (Array.isArray(first)) return parts.flatMap((part) => part as Uint8Array[]);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const out = new (first.constructor as Float64ArrayConstructor)(length) as Exclude<
    PhysicalValues,
    Uint8Array[]
  >;
  let at = 0;
  for (const part of parts) {
    out.set(part as never, at);
    at += part.length;
  }
  return out;
}
