/** The static files of a log: full tiles and bundles, written once and never again, and the published checkpoint. */

import { equalBytes, utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { TILE_WIDTH, tilePath, type Tile } from '#contracts/log/tile.ts';
import { TEMPORARY_FOLDER, folderOf, writeWhole, type StoragePort } from './storage-port.ts';

/** Path of the published checkpoint: a copy of the head, for readers of the folder. */
export const CHECKPOINT_PATH = 'checkpoint';

/** A file to be written. */
export interface TileFile {
  readonly tile: Tile;
  readonly bytes: Uint8Array;
}

/** Reads and writes the static files of one log. */
export class TileStore {
  readonly #storage: StoragePort;
  readonly #knownFolders = new Set<string>();
  /** The folder that was listed last: recovery asks for its files in a row. */
  #listed: { folder: string; names: Set<string> } | null = null;

  constructor(storage: StoragePort) {
    this.#storage = storage;
  }

  /** Makes the folder ready: removes what a crash left half-written. Nothing there was ever named. */
  async prepare(): Promise<void> {
    await this.#storage.makeDirectory(TEMPORARY_FOLDER);
    for (const name of await this.#storage.list(TEMPORARY_FOLDER)) {
      await this.#storage.remove(`${TEMPORARY_FOLDER}/${name}`);
    }
  }

  /** The bytes of a full tile or bundle, or null when it has not been written. */
  async read(tile: Tile): Promise<Uint8Array | null> {
    return this.#storage.read(tilePath(tile));
  }

  /** True when the file has been written. */
  async has(tile: Tile): Promise<boolean> {
    const path = tilePath(tile);
    const folder = folderOf(path);
    if (this.#listed?.folder !== folder) {
      this.#listed = { folder, names: new Set(await this.#storage.list(folder)) };
    }
    return this.#listed.names.has(path.slice(folder.length + 1));
  }

  /** Makes the names of all full level-0 tiles and bundles of a log of `size` entries survive a crash. */
  async syncFolders(size: number): Promise<void> {
    const folders = new Set<string>();
    for (let index = 0; (index + 1) * TILE_WIDTH <= size; index++) {
      folders.add(folderOf(tilePath({ level: 0, index, width: TILE_WIDTH })));
      folders.add(folderOf(tilePath({ level: 'entries', index, width: TILE_WIDTH })));
    }
    for (const folder of folders) await this.#storage.syncDirectory(folder);
  }

  /** The published checkpoint, or null. */
  async readCheckpoint(): Promise<Uint8Array | null> {
    return this.#storage.read(CHECKPOINT_PATH);
  }

  /**
   * Writes full tiles and bundles; they survive a crash when this returns. A file that exists must be what would be
   * written: throws `storage-failed` otherwise, for a written tile never changes.
   */
  async writeTiles(files: readonly TileFile[]): Promise<void> {
    const folders = new Set<string>();
    for (const { tile } of files) {
      const folder = folderOf(tilePath(tile));
      folders.add(folder);
      if (this.#knownFolders.has(folder)) continue;
      await this.#storage.makeDirectory(folder);
      this.#knownFolders.add(folder);
    }
    await Promise.all(files.map((file) => this.#writeOnce(file)));
    // If we crash before a folder is synced, some names are lost: their entries still stand in the segments.
    for (const folder of folders) await this.#storage.syncDirectory(folder);
  }

  /** Publishes a checkpoint in place of the last one. Readers see either of both, whole. */
  async publishCheckpoint(note: string): Promise<void> {
    await writeWhole(this.#storage, CHECKPOINT_PATH, utf8(note));
  }

  async #writeOnce(file: TileFile): Promise<void> {
    const path = tilePath(file.tile);
    const present = await this.#storage.read(path);
    if (present === null) {
      await writeWhole(this.#storage, path, file.bytes);
    } else if (!equalBytes(present, file.bytes)) {
      throw new ExchangeError('storage-failed', 'A written tile of the log holds other bytes.', {
        params: { path },
      });
    }
  }
}
