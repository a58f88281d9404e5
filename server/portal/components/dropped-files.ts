/** Files of a folder that a person dropped or chose: paths below it, and bytes when they are asked for. Nothing is uploaded. */

import { MAX_FILES } from '#contracts/content/content-root.ts';
import { ExchangeError } from '#contracts/errors.ts';

/** One file by its path below what was dropped. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Files that a dialog gave, with their paths from the chosen folder on. */
export function chosenFiles(files: readonly File[]): DroppedFile[] {
  return files.map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

/**
 * Files that were dropped, folders walked to their ends. Must be called while the event is handled: its items do not outlive it. Rejects
 * with `limit-exceeded` beyond {@link MAX_FILES} files.
 */
export function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = chosenFiles([...transfer.files]);
  return entries.length === 0 ? Promise.resolve(plain) : walked(entries);
}

async function walked(entries: readonly FileSystemEntry[]): Promise<DroppedFile[]> {
  const found: DroppedFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (isFolder(entry)) waiting.push(...(await entriesOf(entry)));
    else found.push({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) });
    if (found.length + waiting.length > MAX_FILES) {
      throw new ExchangeError('limit-exceeded', `More than ${MAX_FILES} files.`, {
        params: { limit: MAX_FILES },
      });
    }
  }
  return found;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemEntry): Promise<File> {
  return new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
}

/** What is in a folder. A reader hands out a part at a time until it hands out nothing. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

/** Files with their paths below the one folder that holds them all; a file alone keeps its name. */
export function belowTheirFolder(files: readonly DroppedFile[]): DroppedFile[] {
  const top = `${files[0]?.path.split('/')[0] ?? ''}/`;
  if (!files.every(({ path }) => path.startsWith(top))) return [...files];
  return files.map(({ path, file }) => ({ path: path.slice(top.length), file }));
}

/** A file's text; undefined when it is not there. */
export async function textOf(files: readonly DroppedFile[], path: string): Promise<string | undefined> {
  return files.find((dropped) => dropped.path === path)?.file.text();
}
