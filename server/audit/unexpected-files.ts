/** What stands in a log's folder and does not belong there. */

import { TILE_WIDTH, hashesAtLevel, tilePath, type Tile } from '#contracts/log/tile.ts';
import { SEGMENT_FOLDER, segmentStart } from './segment.ts';
import { TEMPORARY_FOLDER, type StoragePort } from './storage-port.ts';
import { CHECKPOINT_PATH } from './tile-store.ts';

const TILE_FOLDER = 'tile';

/** Paths below the log's folder that a log with `bundled` entries in full bundles does not have. */
export async function unexpectedPaths(storage: StoragePort, bundled: number): Promise<string[]> {
  const found: string[] = [];
  for (const name of await storage.list('')) {
    if (![CHECKPOINT_PATH, SEGMENT_FOLDER, TEMPORARY_FOLDER, TILE_FOLDER].includes(name)) found.push(name);
  }
  for (const name of await storage.list(SEGMENT_FOLDER)) {
    if (segmentStart(name) === null) found.push(`${SEGMENT_FOLDER}/${name}`);
  }
  for (const name of await storage.list(TEMPORARY_FOLDER)) found.push(`${TEMPORARY_FOLDER}/${name}`);
  const expected = expectedTiles(bundled);
  for (const path of await filesBelow(storage, TILE_FOLDER)) if (!expected.has(path)) found.push(path);
  return found;
}

function expectedTiles(bundled: number): Set<string> {
  const paths = new Set<string>();
  const addLevel = (level: Tile['level']): void => {
    const count = Math.floor(hashesAtLevel(bundled, level) / TILE_WIDTH);
    for (let index = 0; index < count; index++) paths.add(tilePath({ level, index, width: TILE_WIDTH }));
  };
  addLevel('entries');
  for (let level = 0; hashesAtLevel(bundled, level) >= TILE_WIDTH; level++) addLevel(level);
  return paths;
}

/** Files below a folder of the tile tree, whose folders are named `entries`, a level, or `x` and three digits. */
async function filesBelow(storage: StoragePort, folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of await storage.list(folder)) {
    const path = `${folder}/${name}`;
    const isFolder = folder === TILE_FOLDER ? /^(entries|[0-9])$/.test(name) : /^x[0-9]{3}$/.test(name);
    if (isFolder) files.push(...(await filesBelow(storage, path)));
    else files.push(path);
  }
  return files;
}
