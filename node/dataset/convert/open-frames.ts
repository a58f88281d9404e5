/** Opens any dataset that is read as episodes on a frame grid. */

import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { findRecordings, findTrajectories, openDataset } from '../open-dataset.ts';
import type { FrameSource } from './frame-episode.ts';
import { lerobotFrames, type SourceContext } from './lerobot-episodes.ts';
import { recordingFrames } from './recordings/open-recording-frames.ts';
import { trajectoryFrames } from './trajectories/trajectory-episodes.ts';

/** A dataset ready to be converted. */
export interface OpenedFrames {
  readonly source: FrameSource;
  readonly format: { readonly format: string; readonly version: string | null };
  /** Episodes in the source; null where only reading tells. */
  readonly total: number | null;
}

/**
 * Opens the dataset of a job. The caller disposes the source. Throws as `openDataset` does, `bad-dataset` when its frames have no rate, and
 * `usage` where only the person can say it.
 */
export async function openFrames(
  job: { root: string; options: ConversionOptions },
  context: SourceContext & { onFile: (file: string) => void },
): Promise<OpenedFrames> {
  const { root, options } = job;
  const { signal } = context;
  const reader = await openDataset(root, signal === undefined ? {} : { signal });
  const format = { format: reader.format.name, version: reader.format.version };
  const total = reader.episodeIndices.length === 0 ? null : reader.episodeIndices.length;
  if (reader.format.name === 'lerobot')
    return { source: await lerobotFrames(reader, context), format, total };
  await reader[Symbol.asyncDispose]();
  const recordings = await findRecordings(root);
  if (recordings !== null) {
    const source = await recordingFrames({ root, ...recordings }, { ...context, options });
    return { source, format, total };
  }
  const trajectories = await findTrajectories(root);
  if (trajectories === null)
    throw new ExchangeError('unsupported-format', `${reader.format.name} is not converted.`);
  return {
    source: await trajectoryFrames({ root, ...trajectories }, { ...context, options }),
    format,
    total,
  };
}
