/** Names of one folder of this machine, so that a person picks a dataset instead of typing its path. */

import { opendir, realpath, stat } from 'node:fs/promises';
import { existsSync, type Dirent } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { MAX_FOLDER_ITEMS, type FolderPage } from '#contracts/http/console-publishing.ts';
import { formatTimestamp } from '#contracts/ids.ts';

const RECORDINGS: ReadonlySet<string> = new Set([
  '.mcap',
  '.bag',
  '.db3',
  '.hdf5',
  '.h5',
  '.tfrecord',
  '.mp4',
]);
const ROBOTS: ReadonlySet<string> = new Set(['.urdf', '.mjcf', '.xml']);

type Item = FolderPage['items'][number];

/**
 * Lists a folder: folders first, then files, each in the order of their names. Hidden names and links are left out.
 * @param roots folders that may be shown, with everything in them; the first is where looking begins
 *
 * Throws `forbidden` outside of them, `not-found`, `storage-failed` when the folder cannot be read.
 */
export async function listFolder(path: string | undefined, roots: readonly string[]): Promise<FolderPage> {
  const tops = await existing(roots);
  const [first] = tops;
  if (first === undefined) {
    throw new ExchangeError(
      'forbidden',
      'This node shows you no folders: KIN_CONSOLE_FOLDERS names those it may.',
    );
  }
  const wanted = await realFolder(path ?? first);
  if (!tops.some((top) => isInside(wanted, top))) {
    throw new ExchangeError('forbidden', 'This folder is not among those that the node shows.');
  }
  const found: Dirent[] = [];
  let omitted = 0;
  for await (const entry of await opendir(wanted)) {
    if (entry.name.startsWith('.') || (!entry.isDirectory() && !entry.isFile())) continue;
    if (found.length < MAX_FOLDER_ITEMS) found.push(entry);
    else omitted++;
  }
  const items = await Promise.all(found.map((entry) => describe(wanted, entry)));
  const parent = dirname(wanted);
  return {
    path: wanted,
    parent: parent !== wanted && tops.some((top) => isInside(parent, top)) ? parent : null,
    items: items.filter((item): item is Item => item !== null).sort(inOrder),
    omitted,
  };
}

/** Real paths of the folders that are there; a folder that is configured may not have been made yet. */
async function existing(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.allSettled(folders.map(realFolder));
  return found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** The folder's path without links, so that no link leads out of what may be shown. */
async function realFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (cause) {
    const gone = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
    if (!gone) throw new ExchangeError('storage-failed', 'The folder cannot be read.', { cause });
  }
  throw new ExchangeError('not-found', 'There is no such folder on this machine.');
}

function isInside(path: string, top: string): boolean {
  return path === top || path.startsWith(top.endsWith(sep) ? top : top + sep);
}

/** Null for a name that vanished meanwhile. */
async function describe(folder: string, entry: Dirent): Promise<Item | null> {
  const path = join(folder, entry.name);
  try {
    const { size, mtimeMs } = await stat(path);
    const isFile = entry.isFile();
    return {
      name: entry.name,
      path,
      kind: isFile ? 'file' : 'folder',
      bytes: isFile ? size : null,
      modifiedAt: formatTimestamp(mtimeMs),
      hint: isFile ? fileHint(entry.name) : existsSync(join(path, 'meta', 'info.json')) ? 'dataset' : null,
    };
  } catch {
    return null;
  }
}

function fileHint(name: string): Item['hint'] {
  const extension = extname(name).toLowerCase();
  if (ROBOTS.has(extension)) return 'robot';
  return RECORDINGS.has(extension) ? 'recording' : null;
}

function inOrder(a: Item, b: Item): number {
  if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
