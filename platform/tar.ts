/** Writes a tar archive (POSIX ustar) of files as a stream: the plainest container that every system opens. */

import { createReadStream } from 'node:fs';
import { utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';

const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;

/** A file that goes into an archive. */
export interface TarEntry {
  /** Path inside the archive, forward slashes, at most 255 bytes with a slash where the header can be split. */
  readonly path: string;
  readonly size: number;
  /** Where its bytes are. */
  readonly file: string;
}

/** Length of an archive of these files, bytes. */
export function tarBytes(entries: readonly Pick<TarEntry, 'size'>[]): number {
  const content = entries.reduce((sum, { size }) => sum + BLOCK + Math.ceil(size / BLOCK) * BLOCK, 0);
  return content + 2 * BLOCK;
}

/** The archive's bytes. Times are zero and owners nobody, so the same files give the same archive. Throws `limit-exceeded` for paths that are too long, and what reading throws. */
export async function* tarStream(
  entries: readonly TarEntry[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    yield header(entry);
    let sent = 0;
    if (entry.size > 0) {
      for await (const chunk of createReadStream(entry.file, { end: entry.size - 1, signal })) {
        sent += (chunk as Uint8Array).length;
        yield chunk as Uint8Array;
      }
    }
    if (sent !== entry.size) {
      throw new ExchangeError('storage-failed', 'A file is shorter than it was said to be.', {
        params: { path: entry.path },
      });
    }
    const rest = entry.size % BLOCK;
    if (rest !== 0) yield new Uint8Array(BLOCK - rest);
  }
  yield new Uint8Array(2 * BLOCK);
}

function header({ path, size }: TarEntry): Uint8Array {
  const { name, prefix } = splitPath(path);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;
  block.set(name, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.set(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function splitPath(path: string): { name: Uint8Array; prefix: Uint8Array } {
  const whole = utf8(path);
  if (whole.length <= NAME_BYTES) return { name: whole, prefix: new Uint8Array() };
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const prefix = utf8(path.slice(0, at));
    const name = utf8(path.slice(at + 1));
    if (name.length > NAME_BYTES) break;
    if (prefix.length <= PREFIX_BYTES) return { name, prefix };
  }
  throw new ExchangeError('limit-exceeded', 'A path is too long for an archive.', {
    params: { path: path.slice(0, 255) },
  });
}
