/**
 * What V8 compiled for confined children, kept from one to the next.
 *
 * Node lets a process have such code only where it may write, and writes what is new once more when the process ends, whatever ran in it
 * meanwhile. What one child writes another executes, so none may write once it has seen a stranger's byte. Each gets a door: a link of its own to the
 * folder, through which it may write. It loads the program's code, has what is new written and says so; then the link is taken
 * away, and only after that does the child get its input. What it writes at its end goes nowhere.
 */

import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';

/** Folder beside those that Node makes for its versions. */
const DOOR = 'door-';
/** A door that is older was left by a process that was killed: no child loads for so long. Milliseconds. */
const STALE_AFTER_MS = 10 * 60_000;

/** A way to the kept code for one child. */
export interface Door extends Disposable {
  /** What the child takes for the folder. */
  readonly path: string;
  /** Takes the way away, for good. Throws when it cannot: then the child must get no input. */
  readonly close: () => void;
}

let swept = false;

/** Opens a door; undefined where this process keeps no code, or cannot make one. */
export function openDoor(): Door | undefined {
  const folder = getCompileCacheDir();
  if (folder === undefined) return undefined;
  if (!swept) sweep(folder);
  swept = true;
  const path = join(folder, `${DOOR}${randomUUID()}`);
  try {
    symlinkSync(folder, path, 'junction');
  } catch {
    return undefined;
  }
  return { path, close: () => rmSync(path, { force: true }), [Symbol.dispose]: () => remove(path) };
}

/**
 * Takes away what stands where a door was. Where Node cannot take a right back, a child may make a file or a folder of that name, which
 * nobody reads. Links are not followed.
 */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Nobody goes through it any more, and a later start tries again.
  }
}

function sweep(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(DOOR)) continue;
      const path = join(folder, name);
      // Not the time of the last write, which whoever made it can set.
      if (Date.now() - lstatSync(path).ctimeMs > STALE_AFTER_MS) remove(path);
    }
  } catch {
    // The folder cannot be read, or another process sweeps too.
  }
}
