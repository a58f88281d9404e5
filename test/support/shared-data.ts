/** Data beside the repository (`../shared`): present on some machines only. Tests that need it are skipped by name without it. */

import { existsSync } from 'node:fs';
import path from 'node:path';

const repositoryRoot = path.resolve(import.meta.dirname, '../..');

/** Absolute path of something under `../shared`. */
export function sharedPath(relative: string): string {
  return path.resolve(repositoryRoot, '../shared', relative);
}

/**
 * The `skip` option of a test that reads `../shared/<relative>`: false where the data is, else the reason with the name of
 * what is missing.
 */
export function skipWithoutShared(relative: string): false | string {
  return existsSync(sharedPath(relative)) ? false : `needs ../shared/${relative}`;
}
