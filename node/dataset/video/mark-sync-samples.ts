/** Names the key frames of an MP4 whose writer did not: without the table every frame counts as one, and seeking lands in the middle of nothing. */

import { ExchangeError } from '#contracts/errors.ts';

/** Boxes from the file's top down to the sample table (ISO/IEC 14496-12, 8.5 and 8.6). */
const PATH = ['moov', 'trak', 'mdia', 'minf', 'stbl'];

interface Box {
  readonly start: number;
  readonly size: number;
}

/**
 * Adds a sync sample table (`stss`) that names every `every`-th frame, beginning with the first, to the first track.
 * Throws `bad-dataset` when the file has no sample table, has the table already, or has media behind its index.
 */
export function markSyncSamples(mp4: Uint8Array, every: number): Uint8Array {
  const path = findPath(mp4);
  const table = path.at(-1);
  const sizes = table === undefined ? null : findBox(mp4, 'stsz', inside(table));
  if (table === undefined || sizes === null || findBox(mp4, 'stss', inside(table)) !== null) {
    throw new ExchangeError('bad-dataset', 'The video has no sample table that lacks its key frames.');
  }
  const media = findBox(mp4, 'mdat', { start: 0, end: mp4.length });
  if (media === null || media.start > table.start) {
    throw new ExchangeError('bad-dataset', 'The media stands behind its index: offsets would break.');
  }
  const view = new DataView(mp4.buffer, mp4.byteOffset, mp4.byteLength);
  const frames = view.getUint32(sizes.start + 16);
  const added = syncTable(frames, every);
  const end = table.start + table.size;
  const out = new Uint8Array(mp4.length + added.length);
  out.set(mp4.subarray(0, end));
  out.set(added, end);
  out.set(mp4.subarray(end), end + added.length);
  const outView = new DataView(out.buffer);
  for (const { start, size } of path) outView.setUint32(start, size + added.length);
  return out;
}

function syncTable(frames: number, every: number): Uint8Array {
  const count = Math.ceil(frames / every);
  const box = new Uint8Array(16 + 4 * count);
  const view = new DataView(box.buffer);
  view.setUint32(0, box.length);
  box.set(new TextEncoder().encode('stss'), 4);
  view.setUint32(12, count);
  for (let i = 0; i < count; i++) view.setUint32(16 + 4 * i, i * every + 1);
  return box;
}

function findPath(mp4: Uint8Array): Box[] {
  const found: Box[] = [];
  let range = { start: 0, end: mp4.length };
  for (const name of PATH) {
    const box = findBox(mp4, name, range);
    if (box === null) return [];
    found.push(box);
    range = inside(box);
  }
  return found;
}

function inside({ start, size }: Box): { start: number; end: number } {
  return { start: start + 8, end: start + size };
}

function findBox(mp4: Uint8Array, name: string, range: { start: number; end: number }): Box | null {
  const view = new DataView(mp4.buffer, mp4.byteOffset, mp4.byteLength);
  for (let start = range.start; start + 8 <= range.end; ) {
    const size = view.getUint32(start);
    if (size < 8 || start + size > range.end) return null;
    if (String.fromCharCode(...mp4.subarray(start + 4, start + 8)) === name) return { start, size };
    start += size;
  }
  return null;
}
