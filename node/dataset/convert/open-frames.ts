/** Opens any dataset that is read as episodes on a frame grid. */

import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { openDataset } from '../open-dataset.ts';
import type { ConversionRecord } from './conversion-record.ts';
import type { EpisodeSelection } from './episode-selection.ts';
import type { FrameSource } from './frame-episode.ts';
import { lerobotFrames } from './lerobot-episodes.ts';

/** A dataset ready to be converted. */
export interface OpenedFrames {
  readonly source: FrameSource;
  readonly format: { readonly format: string; readonly version: string | null };
  /** Episodes in the source; null where only reading tells. */
  readonly total: number | null;
}

/** Opens the dataset of a job. The caller disposes the source. Throws as `openDataset` does, and `bad-dataset` when its frames have no rate. */
export async function openFrames(
  job: { root: string; options: ConversionOptions; signal?: AbortSignal | undefined },
  context: { selection: EpisodeSelection; record: ConversionRecord },
): Promise<OpenedFrames> {
  const { signal } = job;
  const reader = await openDataset(job.root, signal === undefined ? {} : { signal });
  const format = { format: reader.format.name, version: reader.format.version };
  const total = reader.episodeIndices.length === 0 ? null : reader.episodeIndices.length;
  switch (reader.format.name) {
    case 'lerobot':
      return { source: await lerobotFrames(reader, { ...context, signal }), format, total };
    default:
      throw new ExchangeError('unsupported-format', `${reader.format.name} is not converted.`);
  }
}
