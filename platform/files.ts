/** Files that survive a crash: whole or not at all, and never outside the folder they belong to. */

import { randomBytes } from 'node:crypto';
import { link, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { causedFault, faultError } from '#contracts/faults.ts';

/** Longest path segment that every file system takes. */
const MAX_SEGMENT_BYTES = 255;
/** Longest relative path. */
const MAX_PATH_BYTES = 1024;
/** Names that Windows reserves; a delivery must open there too. */
const RESERVED_NAME = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/** How a file is written. */
export interface WriteOptions {
  /** Permission bits; 0o644 when left out. */
  readonly mode?: number;
  /** When true, an existing file is kept and `conflict` is thrown. */
  readonly exclusive?: boolean;
}

/**
 * Writes a file so that after a crash at any point either the old or the new content is there, complete: temporary file in
 * the same folder, fsync, rename (or link when exclusive), fsync of the folder. Throws `conflict` or `storage-failed`.
 */
export async function writeFileAtomic(
  path: string,
  content: Uint8Array | string,
  options: WriteOptions = {},
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeDurably(temporary, content, options.mode ?? 0o644);
    if (options.exclusive === true) await link(temporary, path);
    else await rename(temporary, path);
    await syncFolder(folder);
  } catch (cause) {
    if (errorCode(cause) === 'EEXIST') {
      throw new ExchangeError('conflict', `The file ${basename(path)} exists already.`, { cause });
    }
    throw new ExchangeError('storage-failed', `The file ${basename(path)} could not be written.`, {
      params: { reason: errorCode(cause) },
      cause,
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Makes renames and new names in a folder durable. File systems that cannot do it (EINVAL, EPERM) are let pass. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'EISDIR'].includes(errorCode(error))) throw error;
  } finally {
    await handle?.close();
  }
}

/**
 * Reads a whole file that may not be longer than `maxBytes`. The bound holds for the bytes read, not for what `stat` said.
 * Throws `not-found`, `limit-exceeded` or `storage-failed`.
 */
export async function readFileBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    if (size > maxBytes) throw tooLong(path, maxBytes);
    const buffer = Buffer.allocUnsafe(size + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      if (bytesRead === 0) return new Uint8Array(buffer.subarray(0, length));
      length += bytesRead;
      if (length > size) throw tooLong(path, maxBytes);
    }
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    const reason = errorCode(cause);
    const file = basename(path);
    if (reason === 'ENOENT' || reason === 'ENOTDIR')
      throw causedFault('not-found', 'file-missing', { params: { file, reason }, cause });
    const fault = reason === 'EISDIR' ? 'file-is-folder' : 'file-unreadable';
    throw causedFault('storage-failed', fault, { params: { file, reason }, cause });
  } finally {
    await handle?.close();
  }
}

/**
 * Joins a folder and a relative path from a stranger. Throws `path-not-allowed` for absolute paths, `.` and `..`, empty or
 * over-long segments, backslashes, drive letters, control characters, trailing dots and spaces, and names that Windows reserves.
 * Symbolic links inside the folder are not looked at: open what comes from strangers with O_NOFOLLOW.
 */
export function joinInside(folder: string, relative: string): string {
  const segments = relative.split('/');
  const allowed = Buffer.byteLength(relative) <= MAX_PATH_BYTES && segments.every(isSafeSegment);
  const joined = resolve(folder, ...segments);
  if (!allowed || !joined.startsWith(resolve(folder) + sep)) {
    throw new ExchangeError('path-not-allowed', 'The path leads outside its folder or is not portable.', {
      params: { path: relative.slice(0, MAX_SEGMENT_BYTES) },
    });
  }
  return joined;
}

/** Whether one segment of a path can be a file name on every system. */
export function isSafeSegment(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    segment.isWellFormed() &&
    Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES &&
    // eslint-disable-next-line no-control-regex -- control characters are what is refused
    !/[\u0000-\u001f\u007f\\:*?"<>|]/.test(segment) &&
    !/[. ]$/.test(segment) &&
    !RESERVED_NAME.test(segment)
  );
}

async function writeDurably(path: string, content: Uint8Array | string, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(content);
    // The mode given to open is cut by the umask.
    await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function tooLong(path: string, maxBytes: number): ExchangeError {
  return faultError('limit-exceeded', 'file-too-long', { file: basename(path), limit: maxBytes });
}

/** The system's name of an error (`ENOENT`), or `unknown`. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'unknown';
}
