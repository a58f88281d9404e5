/** Keeps what scans have read of data files, one file per dataset folder, so that the next scan reads only what is new. */

import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { writeFileAtomic } from '#platform/files.ts';
import type { FileRecords } from './scan/known-files.ts';

/** Records of a dataset folder; none when nothing was kept, or what was kept cannot be read. */
export async function loadRecords(store: string, root: string): Promise<FileRecords> {
  try {
    const value: unknown = deserialize(await readFile(pathOf(store, root)));
    return value instanceof Map ? (value as FileRecords) : new Map();
  } catch {
    // Without records everything is read again: slower, and just as right.
    return new Map();
  }
}

/** Keeps the records of a dataset folder in place of those before. */
export async function saveRecords(store: string, root: string, records: FileRecords): Promise<void> {
  await mkdir(store, { recursive: true, mode: 0o700 });
  await writeFileAtomic(pathOf(store, root), new Uint8Array(serialize(records)), { mode: 0o600 });
}

function pathOf(store: string, root: string): string {
  return join(store, `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.records`);
}
