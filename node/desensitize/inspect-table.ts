/** Second pass over a parquet file: its footer, its columns and every text in it. Shares no code with what wrote the file. */

import type { FileHandle } from 'node:fs/promises';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { textsOf } from './json-texts.ts';
import { PSEUDONYM_PATTERN } from './pseudonyms.ts';

/** What the columns of a table may be. */
export interface TableRules {
  /** Top-level columns that may stand in the table; null when names are judged as text only. */
  readonly columns: ReadonlySet<string> | null;
  /** Top-level columns that may hold plain text (task sentences). */
  readonly texts: ReadonlySet<string>;
  /** Top-level columns whose every value must be a pseudonym. */
  readonly pseudonyms: ReadonlySet<string>;
  /** Top-level columns that may hold pictures. */
  readonly images: ReadonlySet<string>;
}

/** Where findings and texts go. */
export interface TableSink {
  add(rule: string): void;
  text(text: string): void;
}

// Footers that readers of LeRobot folders need; anything else is a place to leave something.
const FOOTER_KEYS = new Set(['huggingface', 'pandas', 'ARROW:schema']);
const TEXT_TYPES = new Set(['BYTE_ARRAY', 'FIXED_LEN_BYTE_ARRAY', 'INT96']);
/** Rows that are decoded at once. */
const ROWS_AT_ONCE = 8192;

/** Looks through a table of `size` bytes. Never throws on content: what cannot be read is the finding `table-malformed`. */
export async function inspectTable(
  file: FileHandle,
  size: number,
  options: { rules: TableRules; sink: TableSink },
): Promise<void> {
  const buffer = bufferOf(file, size);
  let metadata: FileMetaData;
  try {
    metadata = await parquetMetadataAsync(buffer);
  } catch {
    options.sink.add('table-malformed');
    return;
  }
  inspectFooter(metadata, options.sink);
  const byteColumns = inspectColumns(metadata, options);
  if (byteColumns.length === 0) return;
  const rows = Number(metadata.num_rows);
  for (let rowStart = 0; rowStart < rows; rowStart += ROWS_AT_ONCE) {
    const rowEnd = Math.min(rows, rowStart + ROWS_AT_ONCE);
    const range = { file: buffer, metadata, compressors, columns: byteColumns, rowStart, rowEnd };
    let records: Record<string, unknown>[];
    try {
      records = await parquetReadObjects({ ...range, utf8: true });
    } catch {
      options.sink.add('table-malformed');
      return;
    }
    for (const record of records) inspectRecord(record, options);
  }
}

function bufferOf(file: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      const bytes = Buffer.alloc(end - start);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytesRead);
    },
  };
}

function inspectFooter(metadata: FileMetaData, sink: TableSink): void {
  if (metadata.created_by !== undefined) sink.text(metadata.created_by);
  for (const { key, value } of metadata.key_value_metadata ?? []) {
    if (!FOOTER_KEYS.has(key)) sink.add('table-footer');
    if (value === undefined) continue;
    if (key === 'ARROW:schema') {
      for (const [run] of Buffer.from(value, 'base64')
        .toString('latin1')
        .matchAll(/[ -~]{4,}/g))
        sink.text(run);
      continue;
    }
    try {
      for (const text of textsOf(JSON.parse(value))) sink.text(text);
    } catch {
      sink.text(value);
    }
  }
}

/** Checks the columns' names against the rules; returns those whose values are bytes and must be looked at. */
function inspectColumns(metadata: FileMetaData, options: { rules: TableRules; sink: TableSink }): string[] {
  const { rules, sink } = options;
  for (const element of metadata.schema) sink.text(element.name);
  const withBytes = new Set<string>();
  const tops = new Set<string>();
  for (const group of metadata.row_groups) {
    for (const { meta_data: column } of group.columns) {
      const top = column?.path_in_schema[0];
      if (column === undefined || top === undefined) return [];
      tops.add(top);
      if (TEXT_TYPES.has(column.type)) withBytes.add(top);
    }
  }
  for (const top of tops) if (rules.columns !== null && !rules.columns.has(top)) sink.add('table-column');
  for (const top of withBytes) {
    if (!rules.texts.has(top) && !rules.pseudonyms.has(top) && !rules.images.has(top))
      sink.add('table-text-column');
  }
  return [...withBytes];
}

function inspectRecord(
  record: Record<string, unknown>,
  options: { rules: TableRules; sink: TableSink },
): void {
  const { rules, sink } = options;
  for (const [column, value] of Object.entries(record)) {
    if (rules.images.has(column)) inspectImage(value, sink);
    else {
      for (const text of textsOf(value)) {
        if (rules.pseudonyms.has(column) && !PSEUDONYM_PATTERN.test(text)) sink.add('table-identity');
        sink.text(text);
      }
    }
  }
}

/** A picture may have bytes and a made-up name; the bytes may hold no text of the camera. */
function inspectImage(value: unknown, sink: TableSink): void {
  const { path, bytes } = (value ?? {}) as { path?: unknown; bytes?: unknown };
  if (typeof path === 'string') sink.text(path);
  if (!(bytes instanceof Uint8Array)) return;
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  if (/Exif\0|http:\/\/ns\.adobe|Photoshop 3|(?:tEXt|iTXt|zTXt|eXIf|tIME)/.test(head))
    sink.add('image-metadata');
}
