/** Pages of one column chunk, one after the other: at most one page and one read window are in memory. */

import type { PageHeader } from 'hyparquet/src/types.js';
import { parquetHeader } from 'hyparquet/src/column.js';
import { ExchangeError } from '#contracts/errors.ts';
import { damaged } from './damage.ts';
import { decompressPage } from './decompress.ts';
import { bitWidthOf, readHybrid, type ByteCursor } from './levels.ts';
import { MAX_PAGE_BYTES, MAX_PAGE_ENTRIES, MAX_PAGE_HEADER_BYTES, READ_WINDOW_BYTES } from './limits.ts';
import { decodePlain, decodeValues, type PhysicalValues } from './page-values.ts';
import type { Chunk, Leaf, ParquetFile } from './parquet-file.ts';

/** A decoded data page. `repetition` is null for columns that never repeat; `definition` null when nothing in the page is null. */
export interface Page {
  readonly entries: number;
  readonly repetition: Uint8Array | null;
  readonly definition: Uint8Array | null;
  readonly values: PhysicalValues;
}

/**
 * Yields the data pages of a chunk. `isPassed` is asked for the entries of each: a page that is passed over is not even read. Throws `bad-dataset` with the offset of the page that cannot be read.
 */
export async function* readPages(
  file: ParquetFile,
  { leaf, chunk, isPassed }: { leaf: Leaf; chunk: Chunk; isPassed: (entries: number) => boolean },
): AsyncGenerator<Page> {
  const window = new Window(file, chunk.start, chunk.end);
  let dictionary: PhysicalValues | null = null;
  let left = Number(chunk.meta.num_values);
  while (left > 0 && window.at < chunk.end) {
    const offset = window.at;
    try {
      const header = await window.header();
      const entries = (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0;
      if (entries > 0 && entries <= left && isPassed(entries)) {
        window.pass(header.compressed_page_size);
        left -= entries;
        continue;
      }
      const body = await window.take(header.compressed_page_size);
      if (header.type === 'DICTIONARY_PAGE') dictionary = readDictionary(header, body, { leaf, chunk });
      else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
        const page = readDataPage(header, body, { leaf, chunk, dictionary });
        left -= page.entries;
        yield page;
      }
    } catch (cause) {
      throw atOffset(cause, { offset, column: leaf.path.join('.') });
    }
  }
  if (left > 0)
    throw atOffset(damaged('The column ends early.'), { offset: chunk.end, column: leaf.path.join('.') });
}

function atOffset(cause: unknown, params: { offset: number; column: string }): ExchangeError {
  const known = cause instanceof ExchangeError ? cause.params : {};
  const message = cause instanceof ExchangeError ? cause.message : 'A page cannot be read.';
  return new ExchangeError('bad-dataset', message, { params: { ...known, ...params }, cause });
}

class Window {
  readonly #file: ParquetFile;
  readonly #end: number;
  #bytes = new Uint8Array();
  #start: number;
  at: number;

  constructor(file: ParquetFile, start: number, end: number) {
    this.#file = file;
    this.#start = start;
    this.#end = end;
    this.at = start;
  }

  /** Parses the page header at the current place; enlarges the window until the header is whole. */
  async header(): Promise<PageHeader> {
    let ask = READ_WINDOW_BYTES;
    for (;;) {
      const bytes = await this.#ahead(ask);
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
      try {
        const header = parquetHeader(reader);
        this.at += reader.offset;
        return checkedHeader(header);
      } catch (cause) {
        if (cause instanceof ExchangeError) throw cause;
        if (bytes.length >= MAX_PAGE_HEADER_BYTES || this.at + bytes.length >= this.#end) {
          throw damaged(`A page header cannot be read: ${String(cause)}`.slice(0, 200));
        }
        ask = MAX_PAGE_HEADER_BYTES;
      }
    }
  }

  /** Takes exactly `length` bytes. */
  async take(length: number): Promise<Uint8Array> {
    if (this.at + length > this.#end) throw damaged('A page is longer than its column.', { length });
    const bytes = await this.#ahead(length);
    this.at += length;
    return bytes.subarray(0, length);
  }

  /** Passes over `length` bytes without reading them. */
  pass(length: number): void {
    if (this.at + length > this.#end) throw damaged('A page is longer than its column.', { length });
    this.at += length;
  }

  async #ahead(length: number): Promise<Uint8Array> {
    const wanted = Math.min(length, this.#end - this.at);
    const skip = this.at - this.#start;
    // Negative where pages were passed over: nothing of the window is left.
    const missing = wanted - Math.max(0, this.#bytes.length - skip);
    // A header asks for a whole window though it needs a few bytes: what is left of the window is enough to try.
    if (missing <= 0 || (length === READ_WINDOW_BYTES && this.#bytes.length - skip >= 512)) {
      return this.#bytes.subarray(skip);
    }
    const size = Math.min(Math.max(wanted, READ_WINDOW_BYTES), this.#end - this.at);
    this.#bytes = new Uint8Array(await this.#file.read(this.at, size));
    this.#start = this.at;
    return this.#bytes;
  }
}

function checkedHeader(header: PageHeader): PageHeader {
  const { compressed_page_size: packed, uncompressed_page_size: plain } = header;
  for (const size of [packed, plain]) {
    if (!(Number.isInteger(size) && size >= 0)) throw damaged('A page has no sensible size.');
    if (size > MAX_PAGE_BYTES) {
      throw new ExchangeError('limit-exceeded', `A page of ${size} bytes.`, {
        params: { bytes: size, limit: MAX_PAGE_BYTES },
      });
    }
  }
  return header;
}

interface ChunkContext {
  readonly leaf: Leaf;
  readonly chunk: Chunk;
}

function readDictionary(header: PageHeader, body: Uint8Array, { leaf, chunk }: ChunkContext): PhysicalValues {
  const count = checkedCount(header.dictionary_page_header?.num_values);
  const bytes = decompressPage(body, header.uncompressed_page_size, chunk.meta.codec);
  return decodePlain({ bytes, at: 0 }, leaf.element.type, count);
}

function readDataPage(
  header: PageHeader,
  body: Uint8Array,
  context: ChunkContext & { dictionary: PhysicalValues | null },
): Page {
  return header.type === 'DATA_PAGE' ? readPageV1(header, body, context) : readPageV2(header, body, context);
}

function readPageV1(
  header: PageHeader,
  body: Uint8Array,
  context: ChunkContext & { dictionary: PhysicalValues | null },
): Page {
  const { leaf, chunk } = context;
  const page = header.data_page_header;
  if (page === undefined) throw damaged('A data page without its header.');
  const entries = checkedCount(page.num_values);
  const bytes = decompressPage(body, header.uncompressed_page_size, chunk.meta.codec);
  const cursor: ByteCursor = { bytes, at: 0 };
  const repetition = leaf.maxRepetition > 0 ? lengthPrefixed(cursor, leaf.maxRepetition, entries) : null;
  const definition = leaf.maxDefinition > 0 ? lengthPrefixed(cursor, leaf.maxDefinition, entries) : null;
  return finishPage({ entries, repetition, definition, cursor, encoding: page.encoding }, context);
}

function readPageV2(
  header: PageHeader,
  body: Uint8Array,
  context: ChunkContext & { dictionary: PhysicalValues | null },
): Page {
  const { leaf, chunk } = context;
  const page = header.data_page_header_v2;
  if (page === undefined) throw damaged('A data page without its header.');
  const entries = checkedCount(page.num_values);
  const repetitionBytes = checkedCount(page.repetition_levels_byte_length);
  const levels = repetitionBytes + checkedCount(page.definition_levels_byte_length);
  if (levels > body.length || levels > header.uncompressed_page_size) {
    throw damaged('Levels are longer than their page.', { bytes: levels });
  }
  const repetition =
    leaf.maxRepetition > 0
      ? decodeLevels(body.subarray(0, repetitionBytes), leaf.maxRepetition, entries)
      : null;
  const definition =
    leaf.maxDefinition > 0
      ? decodeLevels(body.subarray(repetitionBytes, levels), leaf.maxDefinition, entries)
      : null;
  const rest = body.subarray(levels);
  const size = header.uncompressed_page_size - levels;
  const bytes = page.is_compressed === false ? rest : decompressPage(rest, size, chunk.meta.codec);
  return finishPage(
    { entries, repetition, definition, cursor: { bytes, at: 0 }, encoding: page.encoding },
    context,
  );
}

interface HalfPage {
  readonly entries: number;
  readonly repetition: Uint8Array | null;
  readonly definition: Uint8Array | null;
  readonly cursor: ByteCursor;
  readonly encoding: Parameters<typeof decodeValues>[1]['encoding'];
}

function finishPage(
  half: HalfPage,
  { leaf, dictionary }: { leaf: Leaf; dictionary: PhysicalValues | null },
): Page {
  const { entries, repetition } = half;
  const present = half.definition === null ? entries : countEqual(half.definition, leaf.maxDefinition);
  const values = decodeValues(half.cursor, { leaf, dictionary, encoding: half.encoding, count: present });
  return { entries, repetition, definition: present === entries ? null : half.definition, values };
}

function countEqual(levels: Uint8Array, wanted: number): number {
  let count = 0;
  for (const level of levels) if (level === wanted) count++;
  return count;
}

function lengthPrefixed(cursor: ByteCursor, max: number, entries: number): Uint8Array {
  const { bytes, at } = cursor;
  if (at + 4 > bytes.length) throw damaged('A page ends before its levels.');
  const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0, true);
  if (at + 4 + length > bytes.length) throw damaged('Levels are longer than their page.', { bytes: length });
  cursor.at = at + 4 + length;
  return decodeLevels(bytes.subarray(at + 4, cursor.at), max, entries);
}

function decodeLevels(bytes: Uint8Array, max: number, entries: number): Uint8Array {
  const out = new Uint8Array(entries);
  readHybrid({ bytes, at: 0 }, bitWidthOf(max), out);
  return out;
}

function checkedCount(count: number | undefined): number {
  if (count === undefined || !Number.isInteger(count) || count < 0) throw damaged('A count makes no sense.');
  if (count > MAX_PAGE_ENTRIES) {
    throw new ExchangeError('limit-exceeded', `A page of ${count} entries.`, {
      params: { entries: count, limit: MAX_PAGE_ENTRIES },
    });
  }
  return count;
}
