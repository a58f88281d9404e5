/** The storage port on a real folder. */

import { mkdir, open, readFile, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import type { StorageFile, StoragePort } from './storage-port.ts';

/** Storage in the folder `root`, which is created when it is absent. */
export function nodeStorage(root: string): StoragePort {
  const at = (relative: string): string => path.join(root, relative);
  return {
    makeDirectory: (relative) => guard('make a folder', () => makeDurableDirectory(at(relative))),
    list: (relative) => guard('list a folder', () => listNames(at(relative))),
    read: (relative) => guard('read a file', () => readOrNull(at(relative))),
    open: (relative) => guard('open a file', async () => openFile(at(relative))),
    rename: (from, to) => guard('rename a file', () => rename(at(from), at(to))),
    remove: (relative) => guard('remove a file', () => rm(at(relative))),
    syncDirectory: (relative) => guard('sync a folder', () => syncFolder(at(relative))),
  };
}

async function openFile(absolute: string): Promise<StorageFile> {
  const handle = await openOrCreate(absolute);
  return {
    size: () => guard('measure a file', async () => (await handle.stat()).size),
    read: (position, length) => guard('read a file', () => readRange(handle, position, length)),
    write: (bytes, position) => guard('write a file', () => writeRange(handle, bytes, position)),
    truncate: (length) => guard('cut a file', () => handle.truncate(length)),
    sync: () => guard('sync a file', () => handle.datasync()),
    close: () => guard('close a file', () => handle.close()),
  };
}

async function openOrCreate(absolute: string): Promise<FileHandle> {
  try {
    return await open(absolute, 'r+');
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return open(absolute, 'wx+', 0o640);
  }
}

async function readRange(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const out = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(out, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done === length ? out : out.slice(0, done);
}

async function writeRange(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Creates missing folders from the top, syncing each parent, so that no synced file hangs below a folder that a crash loses. */
async function makeDurableDirectory(absolute: string): Promise<void> {
  const missing: string[] = [];
  let current = absolute;
  while (!(await isDirectory(current))) {
    missing.unshift(current);
    current = path.dirname(current);
  }
  for (const folder of missing) {
    await mkdir(folder, { mode: 0o750 }).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error;
    });
    await syncFolder(path.dirname(folder));
  }
}

async function isDirectory(absolute: string): Promise<boolean> {
  try {
    await readdir(absolute);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

async function listNames(absolute: string): Promise<string[]> {
  try {
    return await readdir(absolute);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function readOrNull(absolute: string): Promise<Uint8Array | null> {
  try {
    return await readFile(absolute);
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function syncFolder(absolute: string): Promise<void> {
  const handle = await open(absolute, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAbsent(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

async function guard<T>(what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ExchangeError('storage-failed', `The disk failed to ${what} (${code}).`, {
      params: { code },
      cause,
    });
  }
}
