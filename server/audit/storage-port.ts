/**
 * What the log asks of a disk, in the smallest steps that can fail or be cut off by a crash. Tests put a disk behind it
 * that loses, tears and refuses writes; the real one is node-storage.ts.
 *
 * Paths are relative to the log's folder, with `/`. Every failure throws `storage-failed`.
 */

/** A folder on a disk. */
export interface StoragePort {
  /** Creates a folder and its parents; they survive a crash when this returns. */
  makeDirectory(path: string): Promise<void>;
  /** Names in a folder; none when there is no such folder. */
  list(path: string): Promise<readonly string[]>;
  /** The whole file, or null when there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Opens a file for reading and writing, creating it when it is absent. */
  open(path: string): Promise<StorageFile>;
  /** Gives a file another name, replacing what had that name. Survives a crash only after {@link syncDirectory}. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file. */
  remove(path: string): Promise<void>;
  /** Makes the names in a folder survive a crash. */
  syncDirectory(path: string): Promise<void>;
}

/** An open file. */
export interface StorageFile {
  /** Length in bytes. */
  size(): Promise<number>;
  /** Reads up to `length` bytes from `position`; fewer at the end of the file. */
  read(position: number, length: number): Promise<Uint8Array>;
  /** Writes all bytes at `position`. They survive a crash only after {@link sync}. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Cuts the file to `length` bytes. */
  truncate(length: number): Promise<void>;
  /** Makes all that was written survive a crash. After a failure nothing is known about the file: give up. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Folder for files that are still being written; a file leaves it by one rename. Emptied at every start. */
export const TEMPORARY_FOLDER = 'tmp';

/**
 * Writes a file so that after a crash either the whole of it stands under `path`, or nothing new does. The name survives a
 * crash once the caller has synced the folder.
 */
export async function writeWhole(storage: StoragePort, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${TEMPORARY_FOLDER}/${path.replaceAll('/', '-')}`;
  const file = await storage.open(temporary);
  try {
    await file.truncate(0);
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await storage.rename(temporary, path);
}

/** Folder part of a path; empty for a name in the log's own folder. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
