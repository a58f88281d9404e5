/** How long an HDF5 file says it is: what the library does not tell of a file that was cut short. */

import { readHead } from '../dataset-files.ts';

const SIGNATURE = Buffer.from('894844460d0a1a0a', 'hex');

/** End of the file by its superblock (HDF5 File Format Specification, II.A), bytes; null where there is none that is read. */
export async function statedEnd(path: string): Promise<number | null> {
  const head = Buffer.from(await readHead(path, 64));
  if (head.length < 64 || !SIGNATURE.equals(head.subarray(0, 8))) return null;
  const version = head[8] ?? 0;
  const offsets = version < 2 ? head[13] : head[9];
  if (offsets !== 8 || version > 3) return null;
  // Version 0: base, free space, end from byte 24; version 1 has four bytes more before; versions 2 and 3: base, extension, end from byte 12.
  const at = version === 0 ? 40 : version === 1 ? 44 : 28;
  const end = head.readBigUInt64LE(at);
  return end <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(end) : null;
}
