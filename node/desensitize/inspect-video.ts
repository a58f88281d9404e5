/** Second pass over a video file: walks its boxes by a list of what may be there. Shares no code with what wrote the file. */

import type { FileHandle } from 'node:fs/promises';
import { inspectSamples } from './inspect-samples.ts';

// ISO/IEC 14496-12 boxes that pictures need. Everything else (udta, meta, uuid, free, other tracks) is a finding.
const ALLOWED = new Set([
  'ftyp',
  'moov',
  'mdat',
  'mvhd',
  'trak',
  'tkhd',
  'mdia',
  'mdhd',
  'hdlr',
  'minf',
  'vmhd',
  'dinf',
  'dref',
  'url ',
  'stbl',
  'stsd',
  'stts',
  'stss',
  'stsc',
  'stsz',
  'stco',
  'co64',
  'ctts',
  'edts',
  'elst',
  'cslg',
  'sgpd',
  'sbgp',
]);
const NESTED = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf', 'edts']);
const SAMPLE_BOXES = new Set(['avcC', 'hvcC', 'av1C', 'colr', 'pasp', 'btrt', 'fiel', 'clap', 'chrm']);
const VIDEO_ENTRY_BYTES = 78;
const MAX_DEPTH = 8;
/** Largest box that is read whole to look into it. */
const MAX_SMALL_BOX = 65_536;
/** Largest table of samples: five million pictures with room to spare. */
const MAX_TABLE_BOX = 64 * 1024 * 1024;
const TABLES = new Set(['stsd', 'stsz', 'stsc', 'stco', 'co64']);
const LOOKED_INTO = new Set(['mvhd', 'tkhd', 'mdhd', 'hdlr', 'url ']);
/** Findings of one kind are counted up to here. */
const MAX_COUNTED = 1000;
/** Names that writers give the one handler; any other could carry text. */
const HANDLER_NAMES = new Set(['', 'VideoHandler', 'MediabunnyVideoHandler', 'Kinship']);

/** Broken rules of one file, each with its number of places. */
export type VideoFindings = Map<string, number>;

interface Box {
  readonly type: string;
  readonly body: number;
  readonly end: number;
}

/** Looks through a file of `size` bytes. Never throws on content: what cannot be read is the finding `video-malformed`. */
export async function inspectVideo(file: FileHandle, size: number): Promise<VideoFindings> {
  const findings: VideoFindings = new Map();
  const add = (rule: string): void => void findings.set(rule, (findings.get(rule) ?? 0) + 1);
  const inspector: Inspector = {
    file,
    add,
    counts: { tracks: 0, mediaBytes: 0, mediaBody: 0 },
    tables: new Map(),
  };
  if (!(await inspectBoxes(inspector, { from: 0, to: size, depth: 0 }))) add('video-malformed');
  if (inspector.counts.tracks !== 1) add('video-tracks');
  else if (!(await inspectPictures(inspector))) add('video-malformed');
  return findings;
}

interface Inspector {
  readonly file: FileHandle;
  readonly add: (rule: string) => void;
  readonly counts: { tracks: number; mediaBytes: number; mediaBody: number };
  /** Bodies of the boxes that lead to the samples. */
  readonly tables: Map<string, Buffer>;
}

/** Walks all samples; false when they cannot be found or walked. */
async function inspectPictures({ file, add, counts, tables }: Inspector): Promise<boolean> {
  const [entry, sizes, runs] = [tables.get('stsd'), tables.get('stsz'), tables.get('stsc')];
  const long = tables.get('co64');
  const offsets = long ?? tables.get('stco');
  if (entry === undefined || sizes === undefined || runs === undefined || offsets === undefined) return false;
  const format = entry.toString('latin1', 12, 16);
  const settings = entry.indexOf(format.startsWith('avc') ? 'avcC' : 'hvcC', 16 + VIDEO_ENTRY_BYTES);
  const lengthByte = entry[settings + 4 + (format.startsWith('avc') ? 4 : 21)] ?? 3;
  const lengthBytes = format === 'av01' ? 0 : (lengthByte & 3) + 1;
  const found = await inspectSamples(file, {
    format,
    lengthBytes,
    sizes,
    runs,
    offsets,
    offsetBytes: long === undefined ? 4 : 8,
  });
  if (found === null) return false;
  for (let i = 0; i < Math.min(found.messages, MAX_COUNTED); i++) add('video-message');
  if (found.bytes !== counts.mediaBytes - (await reservedBytes(file, counts.mediaBody)))
    add('video-hidden-bytes');
  return true;
}

/** Writers keep eight bytes free for a long box size; unused they are zero and stand before the first picture. */
async function reservedBytes(file: FileHandle, mediaBody: number): Promise<number> {
  const head = Buffer.alloc(8, 1);
  await file.read(head, 0, 8, mediaBody);
  return head.every((byte) => byte === 0) ? 8 : 0;
}

async function inspectBoxes(
  to: Inspector,
  range: { from: number; to: number; depth: number },
): Promise<boolean> {
  if (range.depth > MAX_DEPTH) return false;
  let at = range.from;
  while (at < range.to) {
    const box = await readBox(to.file, at, range.to);
    if (box === undefined) return false;
    if (!ALLOWED.has(box.type))
      to.add(box.type === 'udta' || box.type === 'meta' ? 'video-metadata' : 'video-box');
    else if (NESTED.has(box.type)) {
      if (box.type === 'trak') to.counts.tracks++;
      if (!(await inspectBoxes(to, { from: box.body, to: box.end, depth: range.depth + 1 }))) return false;
    } else if (box.type === 'mdat') {
      to.counts.mediaBytes += box.end - box.body;
      to.counts.mediaBody = box.body;
    } else await inspectLeaf(to, box);
    at = box.end;
  }
  return true;
}

async function readBox(file: FileHandle, at: number, limit: number): Promise<Box | undefined> {
  const head = Buffer.alloc(16);
  const { bytesRead } = await file.read(head, 0, 16, at);
  if (bytesRead < 8) return undefined;
  const short = head.readUInt32BE(0);
  const size = short === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : short;
  const body = at + (short === 1 ? 16 : 8);
  const end = at + size;
  if (!Number.isSafeInteger(end) || end < body || end > limit) return undefined;
  return { type: head.toString('latin1', 4, 8), body, end };
}

async function inspectLeaf(to: Inspector, box: Box): Promise<void> {
  const isTable = TABLES.has(box.type);
  if (!isTable && !LOOKED_INTO.has(box.type)) return;
  const length = box.end - box.body;
  if (length > (isTable ? MAX_TABLE_BOX : MAX_SMALL_BOX)) return to.add('video-malformed');
  const bytes = Buffer.alloc(length);
  await to.file.read(bytes, 0, length, box.body);
  if (isTable) to.tables.set(box.type, bytes);
  if (isTable && box.type !== 'stsd') return;
  if (box.type === 'hdlr') return inspectHandler(to, bytes);
  if (box.type === 'stsd') return inspectSampleEntry(to, bytes);
  if (box.type === 'url ') {
    if (length > 5) to.add('video-metadata'); // a location; inside the file there is none
    return;
  }
  const dates = bytes.subarray(4, bytes[0] === 1 ? 20 : 12);
  if (dates.some((byte) => byte !== 0)) to.add('video-date');
}

function inspectHandler(to: Inspector, bytes: Buffer): void {
  if (bytes.toString('latin1', 8, 12) !== 'vide') to.add('video-other-stream');
  const name = bytes.toString('utf8', 24).replaceAll('\0', '');
  if (!HANDLER_NAMES.has(name)) to.add('video-metadata');
}

/** One video sample entry: fixed fields with a compressor name, then boxes of the codec. */
function inspectSampleEntry(to: Inspector, bytes: Buffer): void {
  const entry = bytes.subarray(8);
  if (bytes.length < 16 + VIDEO_ENTRY_BYTES || bytes.readUInt32BE(4) !== 1) return to.add('video-malformed');
  const name = entry.subarray(8 + 42, 8 + 74);
  const text = name.toString('latin1', 1, 1 + Math.min(name[0] ?? 0, 31)).replaceAll('\0', '');
  if (text !== '' && !/^Mediabunny v[0-9.]{1,12}$/.test(text)) to.add('video-metadata');
  let at = 8 + VIDEO_ENTRY_BYTES;
  while (at + 8 <= entry.length) {
    const size = entry.readUInt32BE(at);
    if (size < 8 || at + size > entry.length) return to.add('video-malformed');
    if (!SAMPLE_BOXES.has(entry.toString('latin1', at + 4, at + 8))) to.add('video-box');
    at += size;
  }
}
