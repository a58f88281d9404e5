/**
 * What desensitization needs of a dataset: a source to read and a writer to fill. The organs do not know each other; a command joins them,
 * and the reader and writer of datasets satisfy these types as they are.
 */

/** A feature as the source declares it. */
export interface SourceFeature {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly names: readonly string[] | null;
  readonly fps: number | null;
  readonly info: Readonly<Record<string, string | number | boolean | null>>;
}

/** Arrays of numeric columns. */
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

/** Element types of numeric columns. */
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

/** Numbers, `width` a row. `missing[row]` is 1 where a row holds a null. */
export interface NumberColumn {
  readonly kind: 'numbers';
  readonly type: NumberType;
  readonly width: number;
  readonly rows: number;
  readonly values: NumberArray;
  readonly missing: Uint8Array | null;
}

/** Text, one string a row. */
export interface TextColumn {
  readonly kind: 'text';
  readonly rows: number;
  readonly values: readonly (string | null)[];
}

/** Encoded still images. */
export interface ImageColumn {
  readonly kind: 'images';
  readonly rows: number;
  readonly values: readonly { readonly bytes: Uint8Array | null; readonly path: string | null }[];
}

/** Anything else, one value a row. */
export interface NestedColumn {
  readonly kind: 'nested';
  readonly rows: number;
  readonly values: readonly unknown[];
}

/** A column of an episode. */
export type SourceColumn = NumberColumn | TextColumn | ImageColumn | NestedColumn;

/** The part of a video file that shows an episode, seconds from the start of the file; `to` null means up to its end. */
export interface VideoSegment {
  readonly camera: string;
  readonly path: string;
  readonly from: number;
  readonly to: number | null;
}

/** What is known of an episode without its columns. */
export interface SourceEpisodeMeta {
  readonly index: number;
  readonly frames: number;
  readonly tasks: readonly string[];
  readonly file: string;
  readonly videos: readonly VideoSegment[];
}

/** An episode with its columns by feature name. */
export interface SourceEpisode {
  readonly meta: SourceEpisodeMeta;
  readonly columns: ReadonlyMap<string, SourceColumn>;
}

/** An open source. */
export interface SourceDataset extends AsyncDisposable {
  readonly format: { readonly name: string; readonly version: string | null };
  readonly robotType: string | null;
  readonly declared: { readonly fps: number | null };
  readonly features: readonly SourceFeature[];
  readonly tasks: ReadonlyMap<number, string>;
  episodes(): AsyncIterable<SourceEpisodeMeta>;
  streamEpisodes(options?: {
    columns?: readonly string[];
    signal?: AbortSignal;
  }): AsyncIterable<SourceEpisode>;
}

/** Versions of the format that can be written. */
export type DerivativeVersion = 'v2.1' | 'v3.0';

/** What the derivative will hold, told to the writer before the first episode. The columns that every dataset has are the writer's own. */
export interface DerivativeSpec {
  /** The version received. */
  readonly version: DerivativeVersion;
  readonly fps: number;
  readonly robotType: string | null;
  readonly features: readonly Omit<SourceFeature, 'fps'>[];
}

/** Statistics of a camera's pixels, one number a channel. */
export interface PictureStats {
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly count: number;
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
}

/** A rebuilt episode. */
export interface DerivativeEpisode {
  readonly columns: ReadonlyMap<string, SourceColumn>;
  /** Task sentence of every row. */
  readonly task: readonly string[];
  /** By camera: absolute path of a cleaned file that shows this episode and nothing else. */
  readonly videos: ReadonlyMap<string, { readonly path: string; readonly stats?: PictureStats }>;
}

/** Writes a dataset folder from scratch: metadata, statistics and footers are made from what it is given and nothing else. */
export interface DerivativeWriter {
  addEpisode(episode: DerivativeEpisode): Promise<void>;
  /** Writes the metadata. Nothing may be added afterwards. */
  finish(): Promise<unknown>;
}
