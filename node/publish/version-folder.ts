/**
 * The folder of one published version: the derivative's files, its sealed chunks and the two lists. The content key lies in the
 * keystore, not here.
 *
 * Lists are written before the manifest is signed and never change afterwards; a version without them was not finished.
 */

import { hash } from 'node:crypto';
import { join } from 'node:path';
import { toBase32 } from '#contracts/bytes.ts';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import {
  chunkListSchema,
  MAX_CHUNK_LIST_BYTES,
  parseChunkList,
  parseChunkSecrets,
  type ChunkList,
  type ChunkSecrets,
} from '#contracts/content/chunk-list.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';

/** Places in a version's folder. */
export interface VersionPaths {
  readonly folder: string;
  /** The desensitized files. */
  readonly files: string;
  /** What the desensitization keeps to resume its work. */
  readonly work: string;
  /** The chunk store. */
  readonly sealed: string;
  /** The public sample's files. */
  readonly sample: string;
  readonly sampleIndex: string;
  readonly chunkList: string;
  readonly chunkSecrets: string;
}

/** Places in a version's folder. */
export function versionPaths(folder: string): VersionPaths {
  return {
    folder,
    files: join(folder, 'files'),
    work: join(folder, 'work'),
    sealed: join(folder, 'sealed'),
    sample: join(folder, 'sample'),
    sampleIndex: join(folder, 'sample.json'),
    chunkList: join(folder, 'chunk-list.json'),
    chunkSecrets: join(folder, 'chunk-secrets.json'),
  };
}

/** Name of a version's folder below the derivatives: stable, so that an interrupted job finds its work again. */
export function versionFolderName(dataset: string, version: number): string {
  return `${dataset.slice('urn:kin:ds:'.length, 'urn:kin:ds:'.length + 20)}-v${version}`;
}

/** Name of a version's content key in the keystore. */
export function contentKeyName(dataset: string, version: number): string {
  return `content-${toBase32(hash('sha256', `${dataset} ${version}`, 'buffer')).slice(0, 32)}`;
}

/** Writes both lists, readable by this user only. */
export async function writeLists(
  paths: VersionPaths,
  lists: { chunkList: ChunkList; chunkSecrets: ChunkSecrets },
): Promise<void> {
  await writeFileAtomic(paths.chunkSecrets, canonicalBytes(lists.chunkSecrets), { mode: 0o600 });
  await writeFileAtomic(paths.chunkList, canonicalBytes(lists.chunkList), { mode: 0o600 });
}

/** Reads both lists. Throws `not-found` while the version is not finished. */
export async function readLists(
  paths: VersionPaths,
): Promise<{ chunkList: ChunkList; chunkSecrets: ChunkSecrets }> {
  const listBytes = await readFileBounded(paths.chunkList, MAX_CHUNK_LIST_BYTES);
  const secretBytes = await readFileBounded(paths.chunkSecrets, MAX_CHUNK_LIST_BYTES);
  const chunkList = parseChunkList(
    parseWire(chunkListSchema, parseJson(listBytes, MAX_CHUNK_LIST_BYTES), 'chunk list'),
  );
  return {
    chunkList,
    chunkSecrets: parseChunkSecrets(parseJson(secretBytes, MAX_CHUNK_LIST_BYTES), chunkList),
  };
}
