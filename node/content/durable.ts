/** Small steps that make files survive a power cut. */

import { open } from 'node:fs/promises';

/** Makes the names in a folder durable. On systems whose folders cannot be opened for that, names are durable by themselves. */
export async function syncFolder(folder: string): Promise<void> {
  let handle;
  try {
    handle = await open(folder, 'r');
  } catch {
    return;
  }
  try {
    await handle.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error; // Windows refuses to flush folders
  } finally {
    await handle.close();
  }
}

/** Writes a new file with its bytes on the disk when the promise resolves; its name needs {@link syncFolder}. */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}
