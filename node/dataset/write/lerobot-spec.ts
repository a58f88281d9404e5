/** What a LeRobot writer is told: the features, and episodes one after the other. */

import type { JsonValue } from '#contracts/canonical-json.ts';
import type { Column, ImageColumn } from '../dataset-reader.ts';
import type { AppendedVideo } from '../video/video-file-writer.ts';
import type { LerobotVersion } from '../lerobot/info.ts';

/** A feature to be written. Bookkeeping columns (timestamp, indices) are added by the writer and not named here. */
export interface WriterFeature {
  readonly name: string;
  /** `float32` … `bool`, `string`, `image` or `video`. */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly names: readonly string[] | null;
  /** For videos: properties as LeRobot names them, without the `video.` prefix (`codec`, `pix_fmt`, `height` …). */
  readonly info?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The dataset to be written. */
export interface LerobotSpec {
  readonly version: LerobotVersion;
  readonly fps: number;
  readonly robotType: string | null;
  readonly features: readonly WriterFeature[];
  /** Further members of `info.json`; the loader ignores keys that it does not know. */
  readonly extension?: Readonly<Record<string, JsonValue>>;
  /**
   * True: videos are parts of files, cut and joined without re-encoding (v3.0: many episodes a file, v2.1: one). False or left out: each is a
   * file of its own that shows one episode, and is copied as it is.
   */
  readonly remuxVideos?: boolean;
}

/** Statistics of one feature, one number per dimension (images: per colour channel, 0..1). */
export interface FeatureStats {
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly count: number;
  /** By name (`q01` … `q99`). */
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
}

/** A video of one episode: a file that shows this episode and nothing else, or, where videos are remuxed, a part of one. */
export interface EpisodeVideo {
  /** Absolute path of an MP4 file. */
  readonly path: string;
  /** Where the episode begins in the file, seconds; 0 when absent. */
  readonly from?: number;
  /** Where it ends, exclusive; null or absent: at the end of the file. */
  readonly to?: number | null;
  /** Where the pictures stand in messages and not in a file: opens them, and `path` is not looked at. Videos are remuxed then. */
  readonly open?: () => Promise<AppendedVideo & Disposable>;
  /** Statistics of its pixels, where the maker knows them; training with image statistics needs them. */
  readonly stats?: FeatureStats;
}

/** Still images of one episode, read when they are needed: an episode of them may be larger than memory. */
export interface PictureRows {
  readonly rows: number;
  /** Rows [from, to); asked for once each, in order. */
  read(from: number, to: number): Promise<ImageColumn['values']>;
  /** Statistics of the pixels, asked for when all rows are read; null where they are not known. */
  stats(): FeatureStats | null;
}

/** One episode to be written. All columns have the same number of rows. */
export interface EpisodeInput {
  /** Columns by feature name; `timestamp` may be among them and is then kept. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Its rows; needed where nothing else tells, as for a video without columns. */
  readonly rows?: number;
  /** The task sentence, or one sentence per row. */
  readonly task: string | readonly string[];
  readonly videos?: ReadonlyMap<string, EpisodeVideo>;
  /** Features of dtype `image` that are not among the columns. */
  readonly pictures?: ReadonlyMap<string, PictureRows>;
}

/** What was written. */
export interface WrittenExtent {
  readonly episodes: number;
  readonly frames: number;
  readonly tasks: number;
}

/** Writes one dataset into an empty folder. Nothing but `finish` makes the folder a dataset. */
export interface LerobotWriter {
  /** Throws `bad-dataset` when columns are missing, too many, or of other type, width or length than the features say. */
  addEpisode(episode: EpisodeInput): Promise<void>;
  /** Writes what closes the dataset. `splits` name ranges of episodes; all are in `train` when absent. */
  finish(splits?: Readonly<Record<string, string>>): Promise<WrittenExtent>;
}
