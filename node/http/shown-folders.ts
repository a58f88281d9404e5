/** Which folders of this machine a caller of the console may name. */

import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, sep } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';

/**
 * Throws `usage` for a path that is not absolute (the console may run in another folder than the command), `not-found`, and `forbidden`
 * for one that stands outside of `folders` once links are followed.
 */
export async function requireShown(path: string, folders: readonly string[]): Promise<void> {
  if (!isAbsolute(path)) throw new ExchangeError('usage', `"${path}" is no absolute path.`);
  const [real, ...tops] = await Promise.all([path, ...folders].map(realOf));
  if (real === null || real === undefined) {
    throw faultError('not-found', 'not-on-machine', { path });
  }
  const isInside = (top: string | null): boolean =>
    top !== null && (real === top || real.startsWith(top.endsWith(sep) ? top : top + sep));
  if (!tops.some(isInside)) {
    throw new ExchangeError('forbidden', 'This path is not among the folders that you may use here.');
  }
}

/** Like {@link requireShown}, for a folder that may not be there yet: the nearest one above it that is there decides. */
export async function requireShownParent(path: string, folders: readonly string[]): Promise<void> {
  if (!isAbsolute(path)) throw new ExchangeError('usage', `"${path}" is no absolute path.`);
  let at = path;
  while ((await realOf(at)) === null && dirname(at) !== at) at = dirname(at);
  await requireShown(at, folders);
}

async function realOf(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch {
    return null;
  }
}
