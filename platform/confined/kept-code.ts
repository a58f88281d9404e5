/**
 * What V8 compiled for confined children, kept from one to the next.
 *
 * Node lets a process have such code only where it may write, and writes what is new once more when the process ends, whatever ran in it
 * meanwhile. What one child writes another executes, so none may write once it has seen a stranger's byte. Each gets a door: a link of its own to the
 * folder, through which it may write. It loads the program's code, has what is new written and says so; then the link is taken
 * away, and only after that does the child get its input. What it writes at its end goes nowhere.
 */

import { randomUUID } from 'node:crypto';
import { rmSync, symlinkSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';

/** Folder beside those that Node makes for its versions. */
const DOOR = 'door-';

/** A way to the kept code for one child. */
export interface Door extends Disposable {
  /** What the child takes for the folder. */
  readonly path: string;
  /** Takes the way away, for good. Throws when it cannot: then the child must get no input. */
  readonly close: () => void;
}

/** Opens a door; undefined where this process keeps no code, or cannot make one. */
export function openDoor(): Door | undefined {
  const folder = getCompileCacheDir();
  if (folder === undefined) return undefined;
  const path = join(folder, `${DOOR}${randomUUID()}`);
  try {
    symlinkSync(folder, path, 'junction');
  } catch {
    return undefined;
  }
  const close = (): void => rmSync(path, { force: true });
  return { path, close, [Symbol.dispose]: close };
}
