/** What a LeRobot writer is told: the features, and episodes one after the other. */

import type { JsonValue } from '#contracts/canonical-json.ts';
import type { Column } from '../dataset-reader.ts';
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

/** A video of one episode: a file that shows this episode and nothing else. */
export interface EpisodeVideo {
  /** Absolute path of an MP4 file; it is copied. */
  readonly path: string;
  /** Statistics of its pixels, where the maker knows them; training with image statistics needs them. */
  readonly stats?: FeatureStats;
}

/** One episode to be written. All columns have the same number of rows. */
export interface EpisodeInput {
  /** Columns by feature name; `timestamp` may be among them and is then kept. */
  readonly columns: ReadonlyMap<string, Column>;
  /** The task sentence, or one sentence per row. */
  readonly task: string | readonly string[];
  readonly videos?: ReadonlyMap<string, EpisodeVideo>;
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
  finish(): Promise<WrittenExtent>;
}
