/**
 * Write-ahead segments: entries that are durable, but not yet in a full bundle.
 *
 * A segment starts with a header that names its first index; each record is length ‖ CRC-32 ‖ entry, where the checksum
 * also covers the index, so that a record in another place is no record. Only recovery reads segments.
 */

import { crc32 } from 'node:zlib';
import { equalBytes, uint64, utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { MAX_ENTRY_BYTES } from '#contracts/log/tile.ts';
import { writeWhole, type StorageFile, type StoragePort } from './storage-port.ts';

/** Folder of the segments. */
export const SEGMENT_FOLDER = 'wal';
/** A segment that is longer than this is followed by a new one, bytes, unless the log is opened with another limit. */
export const SEGMENT_BYTES = 8 * 1024 * 1024;

const MAGIC = utf8('KINWAL1\n');
const HEADER_BYTES = MAGIC.length + 8;
const RECORD_HEADER_BYTES = 8;
const NAME = /^([0-9]{16})\.seg$/;

/** What a segment holds: whole records from `start`, up to where the first one is torn or absent. */
export interface SegmentContent {
  readonly start: number;
  readonly entries: readonly Uint8Array[];
  /** Length of the valid part; what follows was never acknowledged. */
  readonly validBytes: number;
  readonly torn: boolean;
}

/** Path of the segment whose first entry has the index `start`. */
export function segmentPath(start: number): string {
  return `${SEGMENT_FOLDER}/${String(start).padStart(16, '0')}.seg`;
}

/** First index of the segment with that file name; null for other files. */
export function segmentStart(name: string): number | null {
  const match = NAME.exec(name);
  return match === null ? null : Number(match[1]);
}

/** Records of entries whose first has the index `start`. */
export function encodeRecords(entries: readonly Uint8Array[], start: number): Uint8Array {
  let length = 0;
  for (const entry of entries) length += RECORD_HEADER_BYTES + entry.length;
  const out = new Uint8Array(length);
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [offset, entry] of entries.entries()) {
    view.setUint32(at, entry.length);
    view.setUint32(at + 4, checksum(start + offset, entry));
    out.set(entry, at + RECORD_HEADER_BYTES);
    at += RECORD_HEADER_BYTES + entry.length;
  }
  return out;
}

/** Reads records until the bytes end or a record is torn. */
export function parseRecords(
  bytes: Uint8Array,
  start: number,
): { entries: Uint8Array[]; validBytes: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + RECORD_HEADER_BYTES <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + RECORD_HEADER_BYTES + length;
    if (length > MAX_ENTRY_BYTES || end > bytes.length) break;
    const entry = bytes.subarray(at + RECORD_HEADER_BYTES, end);
    if (view.getUint32(at + 4) !== checksum(start + entries.length, entry)) break;
    entries.push(entry);
    at = end;
  }
  return { entries, validBytes: at };
}

/** Reads a segment file. Throws `storage-failed` when its header is not that of the segment of this name. */
export function parseSegment(bytes: Uint8Array, start: number): SegmentContent {
  // Headers are written whole before the segment gets its name, so a bad one is no torn write.
  if (!equalBytes(bytes.subarray(0, HEADER_BYTES), headerOf(start))) {
    throw new ExchangeError('storage-failed', 'A write-ahead segment has a damaged header.', {
      params: { path: segmentPath(start), index: start },
    });
  }
  const records = parseRecords(bytes.subarray(HEADER_BYTES), start);
  const validBytes = HEADER_BYTES + records.validBytes;
  return { start, entries: records.entries, validBytes, torn: validBytes !== bytes.length };
}

/** The segment that is being written. */
export class SegmentWriter {
  readonly start: number;
  readonly #file: StorageFile;
  #length: number;

  private constructor(start: number, file: StorageFile, length: number) {
    this.start = start;
    this.#file = file;
    this.#length = length;
  }

  /** Starts a segment at index `start`. */
  static async create(storage: StoragePort, start: number): Promise<SegmentWriter> {
    const path = segmentPath(start);
    await writeWhole(storage, path, headerOf(start));
    await storage.syncDirectory(SEGMENT_FOLDER);
    return new SegmentWriter(start, await storage.open(path), HEADER_BYTES);
  }

  /**
   * Takes up a recovered segment behind its last whole record; a torn rest is cut off. What was read may never have been
   * synced, when only the process died: it is made durable before a head is signed over it.
   */
  static async resume(storage: StoragePort, content: SegmentContent): Promise<SegmentWriter> {
    const file = await storage.open(segmentPath(content.start));
    if (content.torn) await file.truncate(content.validBytes);
    await file.sync();
    await storage.syncDirectory(SEGMENT_FOLDER);
    return new SegmentWriter(content.start, file, content.validBytes);
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /**
   * Writes entries durably and returns them as they read back from the file. The caller compares: what is hashed into the
   * tree is what stands in storage, not what was meant to.
   */
  async append(entries: readonly Uint8Array[], firstIndex: number): Promise<readonly Uint8Array[]> {
    const records = encodeRecords(entries, firstIndex);
    await this.#file.write(records, this.#length);
    // If we crash here, a torn record stands at the end; nobody was told that it was logged, and recovery cuts it off.
    await this.#file.sync();
    const written = await this.#file.read(this.#length, records.length);
    this.#length += records.length;
    return parseRecords(written, firstIndex).entries;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function headerOf(start: number): Uint8Array {
  const out = new Uint8Array(HEADER_BYTES);
  out.set(MAGIC);
  out.set(uint64(start), MAGIC.length);
  return out;
}

const indexBytes = new Uint8Array(8);
const indexView = new DataView(indexBytes.buffer);

/** CRC-32 over the index (64 bits, big-endian) and the entry. */
function checksum(index: number, entry: Uint8Array): number {
  indexView.setUint32(0, Math.floor(index / 2 ** 32));
  indexView.setUint32(4, index % 2 ** 32);
  return crc32(entry, crc32(indexBytes));
}
