/** Makes MP4 files that were written here the same on any day: containers carry the time of their making. */

import { open, stat, type FileHandle } from 'node:fs/promises';
import { ExchangeError } from '#contracts/errors.ts';

// Boxes with creation and modification time right after version and flags, and the boxes on the way to them (ISO/IEC 14496-12).
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
const PARENTS = new Set(['moov', 'trak', 'mdia']);

/**
 * Sets every date in an MP4 container to zero, which the format reads as unknown, clears what the writer left unused, and brings the file to
 * the disk: the same pictures give the same bytes on any day. Throws `internal` for a file that is malformed.
 */
export async function settleMp4(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await settleBoxes(file, 0, (await stat(path)).size);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function settleBoxes(file: FileHandle, from: number, to: number): Promise<void> {
  const head = Buffer.alloc(20);
  for (let at = from; at + 8 <= to; ) {
    await file.read(head, 0, 20, at);
    const long = head.readUInt32BE(0) === 1;
    const size = long ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0);
    const type = head.toString('latin1', 4, 8);
    const body = at + (long ? 16 : 8);
    if (size < body - at || at + size > to)
      throw new ExchangeError('internal', 'The written video is malformed.');
    if (type === 'mdat') await zeroReserve(file, body);
    if (PARENTS.has(type)) await settleBoxes(file, body, at + size);
    if (DATED.has(type))
      await file.write(Buffer.alloc(head[body - at] === 1 ? 16 : 8), 0, undefined, body + 4);
    at += size;
  }
}

// What the writer leaves where it kept room for a long box size and needed none: the size of an empty box.
const UNUSED_RESERVE = Buffer.from('0000000000000010', 'hex');

/** Sets the unused reserve before the pictures to zero. No picture begins like that: its first unit would have length 0. */
async function zeroReserve(file: FileHandle, body: number): Promise<void> {
  const head = Buffer.alloc(8);
  await file.read(head, 0, 8, body);
  if (head.equals(UNUSED_RESERVE)) await file.write(Buffer.alloc(8), 0, undefined, body);
}
