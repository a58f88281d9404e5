/** What every conversion goes through: episodes whose columns all run on one frame grid, whatever they were read from. */

import type { Column } from '../dataset-reader.ts';
import type { EpisodeVideo, PictureRows, WriterFeature } from '../write/lerobot-spec.ts';

/** One episode on its frame grid. Bookkeeping columns (indices) are not among the columns; `timestamp` may be. */
export interface FrameEpisode {
  /** Number of the episode in its source. */
  readonly index: number;
  /** File of the source that holds it, relative to the source's folder. */
  readonly file: string;
  readonly rows: number;
  readonly features: readonly WriterFeature[];
  /** Numbers and text by feature. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Still images by feature, read when asked for. */
  readonly pictures: ReadonlyMap<string, PictureRows>;
  /** Videos by feature, paths absolute. */
  readonly videos: ReadonlyMap<string, EpisodeVideo>;
  /** The task sentence, or one for each row. */
  readonly task: string | readonly string[];
}

/** A dataset as episodes on frame grids. */
export interface FrameSource extends AsyncDisposable {
  readonly fps: number;
  readonly robotType: string | null;
  /** Ranges of episode numbers by name, as the source declares them. */
  readonly splits: Readonly<Record<string, string>>;
  /** Episodes in the order of the source, those of the selection only. Use each before the next is asked for. */
  episodes(): AsyncIterable<FrameEpisode>;
}

/** Takes episodes and makes files of them. */
export interface FrameSink {
  /** Throws `bad-dataset` or `unsupported-format` when the episode cannot be written; the next one can be. */
  add(episode: FrameEpisode): Promise<void>;
  finish(splits: Readonly<Record<string, string>>): Promise<void>;
}
