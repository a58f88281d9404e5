/** Cleans every video file of a dataset once. Finished files wait in a folder of their own, so that a killed job does not begin again. */

import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isExchangeError } from '#contracts/errors.ts';
import type { CleanVideoResult } from './clean-video.ts';

/** Where videos come from and wait. */
export interface VideoJob {
  readonly sourceDir: string;
  /** Folder for finished files; may hold those of an earlier, interrupted run. */
  readonly cacheDir: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of source files that are done. */
  readonly onProgress?: (bytes: number) => void;
}

/** The part of a video file that shows one episode, seconds. */
export interface VideoPart {
  readonly path: string;
  readonly from: number;
  readonly to: number | null;
}

/** Cleaned files by part, and the sums for the report. */
export interface CleanedVideos {
  /** By {@link partKey}. Parts that cannot be cleaned have none. */
  readonly fileOf: ReadonlyMap<string, string>;
  readonly packets: number;
  readonly removedAudio: number;
  readonly removedMessages: number;
  readonly removedTracks: number;
}

/** Names a part of a video file. */
export function partKey(part: VideoPart): string {
  return JSON.stringify([part.path, part.from, part.to]);
}

/**
 * Cleans the parts of files (paths relative to the source). A file whose size and time are those of an earlier run is not done again: its record is written
 * after the cleaned file has its name, so a record always stands for a whole file.
 * A part that cannot be cleaned is passed over: it is not in the answer. Throws `interrupted`, `limit-exceeded` or `storage-failed`.
 */
export async function cleanVideos(job: VideoJob, parts: Iterable<VideoPart>): Promise<CleanedVideos> {
  await mkdir(job.cacheDir, { recursive: true });
  const fileOf = new Map<string, string>();
  const sums = { packets: 0, removedAudio: 0, removedMessages: 0, removedTracks: 0 };
  const begun = new Set<string>();
  let bytes = 0;
  for (const part of parts) {
    const source = join(job.sourceDir, part.path);
    const { size, mtimeMs } = await stat(source);
    const name = createHash('sha256')
      .update(JSON.stringify([partKey(part), size, mtimeMs]))
      .digest('hex');
    const target = join(job.cacheDir, `${name}.mp4`);
    const record = join(job.cacheDir, `${name}.json`);
    const result =
      (await readRecord(record, target)) ?? (await cleanPart(job, part, { source, target, record }));
    if (result === null) continue;
    fileOf.set(partKey(part), target);
    sums.packets += result.packets;
    sums.removedMessages += result.removedMessages;
    if (!begun.has(part.path)) {
      sums.removedAudio += result.removedAudio;
      sums.removedTracks += result.removedOtherTracks;
      bytes += size;
    }
    begun.add(part.path);
    job.onProgress?.(bytes);
  }
  return { fileOf, ...sums };
}

async function cleanPart(
  job: VideoJob,
  part: VideoPart,
  files: { source: string; target: string; record: string },
): Promise<CleanVideoResult | null> {
  try {
    const options = { from: part.from, to: part.to, signal: job.signal };
    const { cleanVideo } = await import('./clean-video.ts');
    const result = await cleanVideo(files.source, files.target, options);
    await writeFile(files.record, JSON.stringify({ ...result, bytes: (await stat(files.target)).size }));
    return result;
  } catch (error) {
    if (isExchangeError(error, 'unsupported-format') || isExchangeError(error, 'bad-dataset')) return null;
    throw error;
  }
}

async function readRecord(record: string, target: string): Promise<CleanVideoResult | undefined> {
  try {
    const known = JSON.parse(await readFile(record, 'utf8')) as CleanVideoResult & { bytes: number };
    return (await stat(target)).size === known.bytes ? known : undefined;
  } catch {
    return undefined; // no record, a torn one, or no file: the video is cleaned again
  }
}
