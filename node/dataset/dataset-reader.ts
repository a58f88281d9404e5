/**
 * What every dataset reader offers, whatever the format: features, tasks, and episodes with their columns.
 *
 * Columns keep the element type of the file to the bit: float64 stays float64, int64 arrives as bigint. Paths are relative to
 * the dataset's root with forward slashes. A reader never throws for one bad file: it reports a {@link Finding} and reads on.
 */

import type { Finding } from '#contracts/dataset/facts.ts';
import type { StillPicture } from './pictures/picture-track.ts';
import type { DatasetFormatName, FeatureRole, Unit } from '#contracts/dataset/vocabulary.ts';

/** Element types of numeric columns. `bool` is carried as 0 and 1. */
export type NumberType =
  | 'float32'
  | 'float64'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'bool';

/** The typed arrays that carry numeric columns. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** A numeric column: `width` values per row, row after row. `missing[row]` is 1 where the row holds a null; null when none does. */
export interface NumberColumn {
  readonly kind: 'numbers';
  readonly type: NumberType;
  readonly width: number;
  readonly rows: number;
  readonly values: NumberArray;
  readonly missing: Uint8Array | null;
}

/** A column of text, one string per row. */
export interface TextColumn {
  readonly kind: 'text';
  readonly rows: number;
  readonly values: readonly (string | null)[];
}

/** Encoded still images (PNG, JPEG) embedded in the data. */
export interface ImageColumn {
  readonly kind: 'images';
  readonly rows: number;
  readonly values: readonly { readonly bytes: Uint8Array | null; readonly path: string | null }[];
}

/** Anything nested: one plain value per row (objects, arrays, strings, numbers, bigints, null). */
export interface NestedColumn {
  readonly kind: 'nested';
  readonly rows: number;
  readonly values: readonly unknown[];
}

/** One column of an episode. */
export type Column = NumberColumn | TextColumn | ImageColumn | NestedColumn;

/** A feature as the dataset's metadata declares it. */
export interface DeclaredFeature {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Names per dimension, flattened; null when the dataset names none. */
  readonly names: readonly string[] | null;
  readonly fps: number | null;
  /** Role where the format tells it; otherwise it is read off the name. */
  readonly role?: FeatureRole;
  /** True for what not every episode has to have. */
  readonly isOptional?: boolean;
  /** Unit where the format's conventions fix it. */
  readonly unit?: Unit;
  /** Declared properties of a video stream (`codec`, `height` …), prefixes removed; empty otherwise. */
  readonly info: Readonly<Record<string, string | number | boolean | null>>;
}

/** The part of a video file that shows one episode, seconds from the start of the file. `to` null means: up to its end. */
export interface VideoSegment {
  readonly camera: string;
  readonly path: string;
  readonly from: number;
  readonly to: number | null;
}

/** One episode as found on disk. */
export interface EpisodeMeta {
  readonly index: number;
  /** Rows that are really there. */
  readonly frames: number;
  /** Rows that the metadata declares; null when it does not. */
  readonly declaredFrames: number | null;
  readonly tasks: readonly string[];
  /** Data file that holds the episode's rows. */
  readonly file: string;
  /** First row in that file. */
  readonly firstRow: number;
  readonly videos: readonly VideoSegment[];
}

/** One episode with its columns by feature name. Video features have no column: their frames are in `meta.videos`. */
export interface Episode {
  readonly meta: EpisodeMeta;
  readonly columns: ReadonlyMap<string, Column>;
  /** Seconds per row, by column, where columns run at rates of their own; absent when all share the column `timestamp`. */
  readonly times?: ReadonlyMap<string, Float64Array>;
  /** Seconds of the source's own clock per row (header stamps), by column, for columns whose messages all carry one. */
  readonly stamps?: ReadonlyMap<string, Float64Array>;
  /** A few pictures of each camera whose pictures stand in the data, evenly chosen; absent where a reader takes none out. */
  readonly stills?: ReadonlyMap<string, readonly StillPicture[]>;
}

/** What is known of a data file from an earlier reading: enough to go on behind it. */
export interface KnownFile {
  readonly episodes: number;
  /** Features, task sentences and first pictures that were met in it first. */
  readonly features: readonly DeclaredFeature[];
  readonly tasks: readonly string[];
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

/** Which columns to read; all of them when `columns` is absent. */
export interface ReadOptions {
  readonly columns?: readonly string[];
  /** Asked before a data file is read, in order; a file that is known is passed over. */
  readonly known?: (this: void, file: string) => KnownFile | null;
  /** How many pictures of each camera to take out of an episode, evenly chosen; none when absent. */
  readonly stills?: (this: void, episode: number) => number;
  readonly signal?: AbortSignal;
}

/** What a dataset declares about its own size; null where it says nothing. */
export interface DeclaredExtent {
  readonly episodes: number | null;
  readonly frames: number | null;
  readonly tasks: number | null;
  readonly videos: number | null;
  readonly fps: number | null;
  /** Splits as declared, such as `{ train: '0:100' }`. */
  readonly splits: Readonly<Record<string, string>>;
}

/** An open dataset. Dispose it to close its files. */
export interface DatasetReader extends AsyncDisposable {
  readonly format: { readonly name: DatasetFormatName; readonly version: string | null };
  /** Absolute path of the dataset's folder. */
  readonly root: string;
  readonly robotType: string | null;
  readonly declared: DeclaredExtent;
  readonly features: readonly DeclaredFeature[];
  /** Task sentence by task index. */
  readonly tasks: ReadonlyMap<number, string>;
  /** Findings so far; grows while episodes are read. */
  readonly findings: readonly Finding[];
  /** Episodes in the order of the data files. */
  episodes(): AsyncIterable<EpisodeMeta>;
  /** Reads one episode. Throws `not-found` for an index that has no rows, `bad-dataset` when its bytes cannot be read. */
  readEpisode(index: number, options?: ReadOptions): Promise<Episode>;
  /** Reads all episodes one after the other, each file once, skipping (with a finding) what cannot be read. */
  streamEpisodes(options?: ReadOptions): AsyncIterable<Episode>;
}

/** The values of a numeric column as float64, `width` per row; nulls are NaN. int64 beyond 2^53 loses its last bits. */
export function asFloat64(column: NumberColumn): Float64Array {
  const out = widened(column);
  if (column.missing !== null) {
    for (let row = 0; row < column.rows; row++) {
      if (column.missing[row] === 1) out.fill(Number.NaN, row * column.width, (row + 1) * column.width);
    }
  }
  return out;
}

function widened({ values, missing }: NumberColumn): Float64Array {
  if (values instanceof Float64Array) return missing === null ? values : values.slice();
  if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) return new Float64Array(values);
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = Number(values[i]);
  return out;
}
