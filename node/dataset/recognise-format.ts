/** Says what a folder holds, by the first bytes of its files and never by their names. */

import { join } from 'node:path';
import type { DatasetFormatName } from '#contracts/dataset/vocabulary.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { listFiles, readHead, readSmallFile, type DatasetFile } from './dataset-files.ts';
import { FindingCollector } from './findings.ts';
import { MAX_INFO_BYTES } from './lerobot/info.ts';
import { maskedCrc32c } from './rlds/crc32c.ts';

/** Kinds of file that are told apart. */
export type FileKind =
  | 'parquet'
  | 'mcap'
  | 'sqlite'
  | 'rosbag1'
  | 'hdf5'
  | 'tfrecord'
  | 'mp4'
  | 'matroska'
  | 'avi'
  | 'json'
  | 'png'
  | 'jpeg'
  | 'vrs'
  | 'zip'
  | 'gzip'
  | 'unknown';

/** What was recognised, and from which file. */
export interface RecognisedFormat {
  /** `hdf5` and `rosbag1` … stand for their family until a reader has looked inside. */
  readonly name: DatasetFormatName | 'hdf5';
  readonly evidence: string;
}

/** Files whose first bytes are looked at before the folder is given up. */
const MAX_PROBED_FILES = 2000;
const HEAD_BYTES = 32;

const MAGICS: readonly (readonly [FileKind, number, string])[] = [
  ['parquet', 0, 'PAR1'],
  ['mcap', 0, '\x89MCAP0\r\n'],
  ['sqlite', 0, 'SQLite format 3\0'],
  ['rosbag1', 0, '#ROSBAG V2.0\n'],
  ['hdf5', 0, '\x89HDF\r\n\x1a\n'],
  ['mp4', 4, 'ftyp'],
  ['matroska', 0, '\x1a\x45\xdf\xa3'],
  ['avi', 8, 'AVI '],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['vrs', 0, 'VisionRe'],
  ['zip', 0, 'PK\x03\x04'],
  ['gzip', 0, '\x1f\x8b'],
];

/** Formats by the kind of file that decides, in the order in which they are looked for. */
const BY_KIND: readonly (readonly [FileKind, RecognisedFormat['name']])[] = [
  ['mcap', 'mcap'],
  ['sqlite', 'rosbag2-sqlite'],
  ['rosbag1', 'rosbag1'],
  ['tfrecord', 'rlds'],
  ['hdf5', 'hdf5'],
  ['mp4', 'video-folder'],
  ['matroska', 'video-folder'],
  ['avi', 'video-folder'],
];

/** Kind of a file by its first bytes (at least 32 of them where the file has as many). */
export function kindOfBytes(head: Uint8Array): FileKind {
  for (const [kind, at, magic] of MAGICS) {
    if (latin1(head.subarray(at, at + magic.length)) === magic) return kind;
  }
  if (looksLikeTfrecord(head)) return 'tfrecord';
  return /^\s*[[{]/.test(latin1(head)) ? 'json' : 'unknown';
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** A TFRecord begins with a 64-bit length and its masked CRC-32C (tensorflow, `record_writer.h`). */
function looksLikeTfrecord(head: Uint8Array): boolean {
  if (head.length < 12) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getUint32(8, true) === maskedCrc32c(head.subarray(0, 8));
}

/**
 * Recognises the format of a folder. Throws `unsupported-format`, naming what was found instead (VRS, archives, other
 * parquet tables), `not-found` or `bad-dataset` when there is nothing to look at.
 */
export async function recogniseFormat(root: string): Promise<RecognisedFormat> {
  const files = await listFiles(root, new FindingCollector());
  if (files.length === 0) throw new ExchangeError('bad-dataset', 'The folder is empty.');
  if (await isLerobot(root, files)) return { name: 'lerobot', evidence: 'meta/info.json' };
  const seen = await probe(root, files);
  for (const [kind, name] of BY_KIND) {
    const evidence = seen.get(kind);
    if (evidence !== undefined && !(name === 'video-folder' && seen.has('parquet')))
      return { name, evidence };
  }
  throw unsupported(seen, files);
}

async function isLerobot(root: string, files: readonly DatasetFile[]): Promise<boolean> {
  if (!files.some(({ path }) => path === 'meta/info.json')) return false;
  const bytes = await readSmallFile(join(root, 'meta/info.json'), MAX_INFO_BYTES).catch(
    () => new Uint8Array(),
  );
  return /"codebase_version"\s*:/.test(new TextDecoder().decode(bytes));
}

async function probe(root: string, files: readonly DatasetFile[]): Promise<Map<FileKind, string>> {
  const seen = new Map<FileKind, string>();
  // Spread over the whole list: the first folder of a dataset may hold nothing but calibration files.
  const step = Math.max(1, Math.ceil(files.length / MAX_PROBED_FILES));
  for (let i = 0; i < files.length; i += step) {
    const path = files[i]?.path ?? '';
    const kind = kindOfBytes(await readHead(join(root, path), HEAD_BYTES));
    if (!seen.has(kind)) seen.set(kind, path);
  }
  return seen;
}

function unsupported(seen: ReadonlyMap<FileKind, string>, files: readonly DatasetFile[]): ExchangeError {
  const named: readonly (readonly [FileKind, string])[] = [
    ['vrs', 'VRS (Project Aria) is recognised but not read. Export it to MCAP or to a folder of MP4 first.'],
    ['parquet', 'There are parquet tables, but no LeRobot meta/info.json beside them.'],
    ['zip', 'This is an archive. Unpack it first.'],
    ['gzip', 'This is an archive. Unpack it first.'],
    ['png', 'There are only still images, without a description of what they show.'],
    ['jpeg', 'There are only still images, without a description of what they show.'],
  ];
  for (const [kind, message] of named) {
    const evidence = seen.get(kind);
    if (evidence !== undefined) {
      return new ExchangeError('unsupported-format', message, { params: { format: kind, file: evidence } });
    }
  }
  return new ExchangeError('unsupported-format', 'No file of this folder is in a format that is read.', {
    params: { format: 'unknown', files: files.length, file: files[0]?.path ?? null },
  });
}
