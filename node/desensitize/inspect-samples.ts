/**
 * Second pass over the pictures of a video file: finds every sample through the container's own tables and walks its units. Messages in the
 * stream, and bytes of the media box that no sample claims, are places to hide something.
 */

import type { FileHandle } from 'node:fs/promises';

/** The boxes of the one track (ISO/IEC 14496-12, 8.5 to 8.7), as they stand in the file, without their headers. */
export interface SampleBoxes {
  /** Four characters of the sample entry, such as `avc1`. */
  readonly format: string;
  /** Bytes of a unit's length in H.264 and H.265 samples. */
  readonly lengthBytes: number;
  readonly sizes: Buffer;
  readonly runs: Buffer;
  readonly offsets: Buffer;
  /** 4 for `stco`, 8 for `co64`. */
  readonly offsetBytes: 4 | 8;
}

const WINDOW_BYTES = 1_048_576;

/**
 * Counts of messages in the stream, and the bytes that all samples take. Null when tables or samples contradict each other or the
 * format is none that can be walked.
 */
export async function inspectSamples(
  file: FileHandle,
  boxes: SampleBoxes,
): Promise<{ messages: number; bytes: number } | null> {
  const count = unitCounter(boxes);
  if (count === null) return null;
  const window = new FileWindow(file);
  let messages = 0;
  let bytes = 0;
  for (const { offset, size } of samplesOf(boxes)) {
    const found = await count(window, offset, offset + size);
    if (found === null) return null;
    messages += found;
    bytes += size;
  }
  return bytes === 0 ? null : { messages, bytes };
}

type UnitCounter = (window: FileWindow, from: number, to: number) => Promise<number | null>;

function unitCounter(boxes: SampleBoxes): UnitCounter | null {
  const { format, lengthBytes } = boxes;
  if (format === 'av01') return countObus;
  if (format === 'avc1' || format === 'avc3') return nalCounter(lengthBytes, (first) => (first & 31) === 6);
  if (format !== 'hvc1' && format !== 'hev1') return null;
  return nalCounter(lengthBytes, (first) => ((first >> 1) & 63) === 39 || ((first >> 1) & 63) === 40);
}

function nalCounter(lengthBytes: number, isMessage: (first: number) => boolean): UnitCounter {
  return async (window, from, to) => {
    let found = 0;
    let at = from;
    while (at < to) {
      const head = await window.read(at, lengthBytes + 1);
      if (head === null) return null;
      if (isMessage(head[lengthBytes] as number)) found++;
      at += lengthBytes + head.readUIntBE(0, lengthBytes);
    }
    return at === to ? found : null;
  };
}

const countObus: UnitCounter = async (window, from, to) => {
  let found = 0;
  let at = from;
  while (at < to) {
    const head = await window.read(at, Math.min(10, to - at));
    if (head === null) return null;
    const first = head[0] as number;
    const type = (first & 0x78) >> 3;
    if (type === 5 || type === 15) found++;
    if ((first & 2) === 0) return found; // without a size it is the last
    let size = 0;
    let length = (first & 4) === 0 ? 1 : 2;
    for (let shift = 0; ; shift += 7) {
      const byte = head[length++];
      if (byte === undefined || shift > 28) return null;
      size += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    at += length + size;
  }
  return at === to ? found : null;
};

/** Places of all samples in decoding order. Stops early when the tables end early. */
function* samplesOf(boxes: SampleBoxes): Generator<{ offset: number; size: number }> {
  const { sizes, runs, offsets, offsetBytes } = boxes;
  if (sizes.length < 12 || runs.length < 8 || offsets.length < 8) return;
  const same = sizes.readUInt32BE(4);
  const samples = sizes.readUInt32BE(8);
  const chunks = Math.min(offsets.readUInt32BE(4), Math.floor((offsets.length - 8) / offsetBytes));
  const runCount = Math.min(runs.readUInt32BE(4), Math.floor((runs.length - 8) / 12));
  let sample = 0;
  let run = 0;
  for (let chunk = 1; chunk <= chunks; chunk++) {
    while (run + 1 < runCount && runs.readUInt32BE(8 + 12 * (run + 1)) <= chunk) run++;
    const perChunk = runCount === 0 ? 0 : runs.readUInt32BE(8 + 12 * run + 4);
    const at = 8 + (chunk - 1) * offsetBytes;
    let offset = offsetBytes === 4 ? offsets.readUInt32BE(at) : Number(offsets.readBigUInt64BE(at));
    for (let i = 0; i < perChunk && sample < samples; i++, sample++) {
      if (same === 0 && 12 + 4 * sample + 4 > sizes.length) return;
      const size = same === 0 ? sizes.readUInt32BE(12 + 4 * sample) : same;
      yield { offset, size };
      offset += size;
    }
  }
}

/** Small reads near each other, out of one large one. */
class FileWindow {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.allocUnsafe(WINDOW_BYTES);
  #from = 0;
  #length = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Bytes at a place; null beyond the end of the file. Valid until the next read. */
  async read(at: number, length: number): Promise<Buffer | null> {
    if (at < this.#from || at + length > this.#from + this.#length) {
      const { bytesRead } = await this.#file.read(this.#buffer, 0, WINDOW_BYTES, at);
      this.#from = at;
      this.#length = bytesRead;
      if (length > bytesRead) return null;
    }
    return this.#buffer.subarray(at - this.#from, at - this.#from + length);
  }
}
