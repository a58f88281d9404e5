/** Cleans every video file of a dataset once. Finished files wait in a folder of their own, so that a killed job does not begin again. */

import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanVideo, type CleanVideoResult } from './clean-video.ts';

/** Where videos come from and wait. */
export interface VideoJob {
  readonly sourceDir: string;
  /** Folder for finished files; may hold those of an earlier, interrupted run. */
  readonly cacheDir: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of source files that are done. */
  readonly onProgress?: (bytes: number) => void;
}

/** Cleaned files by source path, and the sums for the report. */
export interface CleanedVideos {
  readonly fileOf: ReadonlyMap<string, string>;
  readonly packets: number;
  readonly removedAudio: number;
  readonly removedMessages: number;
  readonly removedTracks: number;
}

/**
 * Cleans the files at `paths` (relative to the source). A file whose size and time are those of an earlier run is not done again: its record is written
 * after the cleaned file has its name, so a record always stands for a whole file. Throws what `cleanVideo` throws.
 */
export async function cleanVideos(job: VideoJob, paths: Iterable<string>): Promise<CleanedVideos> {
  await mkdir(job.cacheDir, { recursive: true });
  const fileOf = new Map<string, string>();
  const sums = { packets: 0, removedAudio: 0, removedMessages: 0, removedTracks: 0 };
  let bytes = 0;
  for (const path of paths) {
    const source = join(job.sourceDir, path);
    const { size, mtimeMs } = await stat(source);
    const name = createHash('sha256')
      .update(JSON.stringify([path, size, mtimeMs]))
      .digest('hex');
    const target = join(job.cacheDir, `${name}.mp4`);
    const record = join(job.cacheDir, `${name}.json`);
    const known = await readRecord(record, target);
    const result =
      known ?? (await cleanVideo(source, target, job.signal === undefined ? {} : { signal: job.signal }));
    if (known === undefined)
      await writeFile(record, JSON.stringify({ ...result, bytes: (await stat(target)).size }));
    fileOf.set(path, target);
    sums.packets += result.packets;
    sums.removedAudio += result.removedAudio;
    sums.removedMessages += result.removedMessages;
    sums.removedTracks += result.removedOtherTracks;
    bytes += size;
    job.onProgress?.(bytes);
  }
  return { fileOf, ...sums };
}

async function readRecord(record: string, target: string): Promise<CleanVideoResult | undefined> {
  try {
    const known = JSON.parse(await readFile(record, 'utf8')) as CleanVideoResult & { bytes: number };
    return (await stat(target)).size === known.bytes ? known : undefined;
  } catch {
    return undefined; // no record, a torn one, or no file: the video is cleaned again
  }
}
