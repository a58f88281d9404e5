/** A few pictures of the image columns of an episode, for judging: embedded in the table, or in files that it names. */

import { join } from 'node:path';
import { readSmallFile } from '../dataset-files.ts';
import type { FindingCollector } from '../findings.ts';
import { columnNames, openColumn } from '../parquet/column-reader.ts';
import type { ParquetFile } from '../parquet/parquet-file.ts';
import type { StillPicture } from '../pictures/picture-track.ts';
import { evenPlaces, MAX_STILL_BYTES, stillCodec } from '../pictures/still-sampler.ts';
import type { Segment } from './data-files.ts';

/** Pictures of all cameras of one episode, bytes. */
const MAX_BYTES = 48 * 1024 * 1024;

/** Where pictures are looked for. */
export interface StillSource {
  readonly root: string;
  /** Path of the data file. */
  readonly path: string;
  /** Features of dtype `image`. */
  readonly cameras: readonly string[];
  readonly fps: number | null;
  /** Every regular file of the dataset. */
  readonly present: ReadonlySet<string>;
  readonly collector: FindingCollector;
}

/** Up to `wanted` pictures of each camera, evenly over the episode; pages without one of them are not read. What cannot be read is a finding. */
export async function segmentStills(
  file: ParquetFile,
  segment: Segment,
  { wanted, source }: { wanted: number; source: StillSource },
): Promise<Map<string, readonly StillPicture[]>> {
  const stills = new Map<string, readonly StillPicture[]>();
  if (wanted === 0 || source.cameras.length === 0) return stills;
  const here = new Set(columnNames(file));
  let bytes = 0;
  for (const camera of source.cameras) {
    if (!here.has(camera)) continue;
    const chosen: StillPicture[] = [];
    try {
      for await (const still of columnStills(file, segment, { camera, wanted, source })) {
        bytes += still.bytes.length;
        if (bytes <= MAX_BYTES) chosen.push(still);
      }
    } catch (error) {
      const params = { column: camera, episode: segment.episode };
      source.collector.addError('column-unreadable', error, {
        file: source.path,
        row: segment.firstRow,
        params,
      });
    }
    if (chosen.length > 0) stills.set(camera, chosen);
  }
  return stills;
}

async function* columnStills(
  file: ParquetFile,
  { firstRow, rows }: Segment,
  { camera, wanted, source }: { camera: string; wanted: number; source: StillSource },
): AsyncGenerator<StillPicture> {
  const reader = openColumn(file, camera);
  let at = 0;
  for (const place of evenPlaces(rows, wanted)) {
    await reader.skip(firstRow + place - at);
    const column = await reader.read(1);
    at = firstRow + place + 1;
    const [value] = column.kind === 'images' ? column.values : [];
    const bytes = value?.bytes ?? (await fileOf(value?.path ?? null, source));
    if (bytes === null || bytes.length > MAX_STILL_BYTES || stillCodec(bytes) === null) continue;
    yield { seconds: source.fps === null ? null : place / source.fps, bytes: bytes.slice(), raw: null };
  }
}

/** The file that a row names, where the dataset has it: as the path says, or below `images/` of a set that was moved. */
async function fileOf(path: string | null, { root, present }: StillSource): Promise<Uint8Array | null> {
  if (path === null) return null;
  const plain = path.replaceAll('\\', '/');
  const inside = plain.lastIndexOf('/images/');
  const found = [plain, plain.slice(inside + 1)].find((candidate) => present.has(candidate));
  return found === undefined ? null : readSmallFile(join(root, found), MAX_STILL_BYTES);
}
