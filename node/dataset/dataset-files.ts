/** The files of a dataset folder, found without following links out of it. */

import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { lstat } from 'node:fs/promises';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import type { FindingCollector } from './findings.ts';

/** Files of one dataset that are listed. */
export const MAX_FILES = 1_000_000;
/** Folders inside one another. */
export const MAX_FOLDER_DEPTH = 16;

/** One regular file; `path` is relative to the dataset with forward slashes. */
export interface DatasetFile {
  readonly path: string;
  readonly size: number;
}

/**
 * Lists regular files under `root`, sorted by path. The papers of a delivery (`exchange/`) are no part of its dataset. Symbolic links, sockets and the like are passed over with a finding.
 * Throws `limit-exceeded` beyond {@link MAX_FILES}, `not-found` when `root` is no folder.
 */
export async function listFiles(root: string, findings: FindingCollector): Promise<DatasetFile[]> {
  const stat = await lstat(root).catch(() => null);
  if (stat === null) throw faultError('not-found', 'nothing-there', { path: root });
  if (!stat.isDirectory()) throw new ExchangeError('bad-dataset', `${root} is not a folder.`);
  const files: DatasetFile[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MAX_FOLDER_DEPTH) {
      findings.add('warn', 'folder-too-deep', { file: folder });
      return;
    }
    for await (const entry of await opendir(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (path === EXCHANGE_FOLDER) continue;
      if (entry.isDirectory()) await walk(path, depth + 1);
      else if (entry.isFile()) files.push({ path, size: (await lstat(join(root, path))).size });
      else findings.add('warn', 'not-a-regular-file', { file: path });
      if (files.length > MAX_FILES) {
        throw new ExchangeError('limit-exceeded', 'The dataset has too many files.', {
          params: { limit: MAX_FILES },
        });
      }
    }
  };
  await walk('', 0);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The first `length` bytes of a file, fewer when it is shorter. */
export async function readHead(path: string, length: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads a whole small file. Throws `limit-exceeded` when it has more than `maxBytes`, `not-found` when it is not there. */
export async function readSmallFile(path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) throw new ExchangeError('not-found', 'The file is not there.');
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) {
      throw new ExchangeError('limit-exceeded', `The file has ${size} bytes.`, {
        params: { bytes: size, limit: maxBytes },
      });
    }
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}

/** A line of a text file and where it starts. */
export interface TextLine {
  readonly text: string;
  readonly offset: number;
}

/** Longest line that {@link readLines} yields, bytes. */
export const MAX_LINE_BYTES = 4 * 1024 * 1024;

/** Yields the non-empty lines of a UTF-8 file. Throws `limit-exceeded` at a line beyond {@link MAX_LINE_BYTES}. */
export async function* readLines(path: string): AsyncGenerator<TextLine> {
  const handle = await open(path, 'r');
  try {
    let held = Buffer.alloc(0);
    let offset = 0;
    const decoder = new TextDecoder();
    for await (const part of handle.createReadStream({ autoClose: false })) {
      held = Buffer.concat([held, part as Buffer]);
      for (let end = held.indexOf(0x0a); end >= 0; end = held.indexOf(0x0a)) {
        const text = decoder.decode(held.subarray(0, end)).trim();
        if (text !== '') yield { text, offset };
        offset += end + 1;
        held = held.subarray(end + 1);
      }
      if (held.length > MAX_LINE_BYTES) {
        throw new ExchangeError('limit-exceeded', 'A line is too long.', {
          params: { offset, limit: MAX_LINE_BYTES },
        });
      }
    }
    const text = decoder.decode(held).trim();
    if (text !== '') yield { text, offset };
  } finally {
    await handle.close();
  }
}
