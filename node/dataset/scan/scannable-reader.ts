import type { CollectionFacts, DatasetFacts } from '#contracts/dataset/facts.ts';
import type { DatasetFile } from '../dataset-files.ts';
import type { DatasetReader, EpisodeMeta } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';

/** A reader with what a scan needs beyond reading. */
export interface ScannableReader extends DatasetReader {
  /** Every regular file of the dataset. */
  readonly files: readonly DatasetFile[];
  /** Where findings of this dataset are collected. */
  readonly collector: FindingCollector;
  /** True when the dataset lists its episodes, so that one missing in the list is worth a finding. */
  readonly declaresEpisodes: boolean;
  /** Numbers of all episodes, readable or not. */
  readonly episodeIndices: readonly number[];
  /** Episodes that a data file holds, where the dataset's own index tells before the file is read. */
  metasOf?(file: string): readonly EpisodeMeta[];
  /** First pictures of the features from that place in `features` on. */
  picturesSince?(place: number): ReadonlyMap<string, Uint8Array>;
  /** What the dataset itself says about how it was collected. */
  readonly collection?: Partial<CollectionFacts>;
  /** How finely annotations beside the data reach; absent for formats that hold their annotations themselves. */
  readonly granularity?: DatasetFacts['annotation']['granularity'];
  /** What a data file's figures depend on that stands in other files, as a digest. */
  besideOf?(file: string): string;
  /** First encoded picture of a feature of dtype `image`; null when there is none. Throws `bad-dataset` when it cannot be read. */
  firstPicture(feature: string): Promise<Uint8Array | null>;
}

/** What opening a dataset takes. */
export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Called while files are indexed. */
  readonly onFile?: (path: string, done: number, total: number) => void;
  /** Files that are left alone because they ended an earlier attempt, and how. */
  readonly skip?: ReadonlyMap<string, string>;
}
