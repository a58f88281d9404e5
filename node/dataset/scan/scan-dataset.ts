/**
 * Reads a whole dataset once and says what it holds: `facts/1`.
 *
 * Runs in the process that calls it; `inspectDataset` calls it in a confined child.
 */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { Declarations } from '#contracts/dataset/lifecycle.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import type { EpisodeMeta } from '../dataset-reader.ts';
import type { JointUnit } from '../features/infer-unit.ts';
import type { FindingCollector } from '../findings.ts';
import { openDataset } from '../open-dataset.ts';
import { declarationsOf } from '../statements/read-declarations.ts';
import type { QualificationProfile } from '#contracts/dataset/qualification-profile.ts';
import { BUILT_IN_PROFILE } from '../quality/qualification.ts';
import { buildFacts } from './build-facts.ts';
import { CameraScan } from './camera-scan.ts';
import { measureRecord, numericColumns, takeIn } from './episode-record.ts';
import { understandFeatures, type UnderstoodFeature } from './episode-signals.ts';
import { EpisodeSelection } from '../convert/episode-selection.ts';
import { FeatureTally } from './feature-tally.ts';
import { KnownFiles, type FileRecords } from './known-files.ts';
import { QualityTally } from './quality-tally.ts';
import { PictureScan, type PicturePort } from './picture-scan.ts';
import { sampleImages } from './sample-images.ts';
import type { ScannableReader } from './scannable-reader.ts';
import { TaskTally } from './task-tally.ts';

/** How far an inspection has come. */
export interface ScanProgress {
  readonly phase: 'index' | 'episodes';
  readonly done: number;
  readonly total: number;
  /** File that is being read. */
  readonly file: string;
}

/** What an inspection may be told. */
export interface ScanOptions {
  readonly robot?: KinematicTree | null;
  readonly profile?: QualificationProfile;
  /** Files that are left alone because they ended an earlier attempt, and how. */
  readonly skip?: ReadonlyMap<string, string>;
  /** File with the lister's declarations; looked for in the folder when absent, none is read when null. */
  readonly declarations?: string | null;
  /** Episodes that are judged, such as `0-3,7,12-`; all when absent or null. Records of such a scan are none of the dataset's. */
  readonly episodes?: string | null;
  /** Data files that an earlier scan of this dataset has read. */
  readonly known?: FileRecords;
  /** Who decodes pictures; without it none are judged. */
  readonly pictures?: PicturePort | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

/** Everything that one pass over a dataset gathered. */
export interface ScanState {
  readonly reader: ScannableReader;
  readonly features: UnderstoodFeature[];
  readonly robot: KinematicTree | null;
  /** What the lister states; null where nothing is stated. */
  readonly declarations: Declarations | null;
  /** Units of features that an earlier scan inferred. */
  readonly units: Map<string, JointUnit>;
  readonly tally: FeatureTally;
  readonly tasks: TaskTally;
  readonly cameras: CameraScan;
  readonly pictures: PictureScan;
  readonly quality: QualityTally;
  readonly findings: FindingCollector;
  episodes: number;
  frames: number;
  syntheticClocks: number;
  /** Frame rates that timestamps show, one per episode. */
  readonly observedRates: number[];
}

/** Scans the dataset at `root`. Throws `unsupported-format` or `bad-dataset` when there is nothing to judge. */
export async function scanDataset(root: string, options: ScanOptions = {}): Promise<DatasetFacts> {
  return (await scanWithVerdicts(root, options)).facts;
}

/** Facts of a dataset, and every episode that does not qualify: facts list only so many. */
export interface ScanVerdicts {
  readonly facts: DatasetFacts;
  readonly failed: readonly number[];
  /** What was read of each data file, for the next scan. */
  readonly records: FileRecords;
  /** Data files that were read, and that were known already. */
  readonly read: { readonly read: number; readonly known: number };
}

/** {@link scanDataset}, with the numbers of the episodes that do not qualify. */
export async function scanWithVerdicts(root: string, options: ScanOptions = {}): Promise<ScanVerdicts> {
  await using reader = await openDataset(root, {
    ...(options.skip === undefined ? {} : { skip: options.skip }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onFile: (file, done, total) => options.onProgress?.({ phase: 'index', done, total, file }),
  });
  const { files, collector } = reader;
  const path = options.declarations;
  const declarations =
    path === null ? null : await declarationsOf({ root: reader.root, files, collector, path });
  const state = newState(reader, declarations, options);
  const known = new KnownFiles(state, options.known ?? new Map(), circumstancesOf(state, options));
  await scanEpisodes(state, known, options);
  const images = await sampleImages(reader);
  return {
    facts: buildFacts(state, images),
    failed: state.quality.failed,
    records: known.after,
    read: known.counts,
  };
}

/** What figures depend on besides files: everything else would make a record say something else. */
function circumstancesOf(state: ScanState, { robot, pictures }: ScanOptions): unknown {
  const { declared, format } = state.reader;
  return [robot ?? null, state.declarations, pictures?.sampling ?? null, declared.fps, format];
}

function newState(
  reader: ScannableReader,
  declarations: Declarations | null,
  options: ScanOptions,
): ScanState {
  const progressOfVideo = (file: string): void =>
    options.onProgress?.({ phase: 'episodes', done: state.episodes, total: state.episodes, file });
  const state: ScanState = {
    reader,
    features: understandFeatures(reader.features, options.robot ?? null, declarations),
    declarations,
    robot: options.robot ?? null,
    units: new Map(),
    tally: new FeatureTally(),
    tasks: new TaskTally(reader.tasks),
    cameras: new CameraScan(reader.root, reader.collector, progressOfVideo),
    pictures: new PictureScan(options.pictures ?? null, reader.files, reader.collector),
    quality: new QualityTally(options.profile ?? BUILT_IN_PROFILE),
    findings: reader.collector,
    episodes: 0,
    frames: 0,
    syntheticClocks: 0,
    observedRates: [],
  };
  return state;
}

async function scanEpisodes(state: ScanState, files: KnownFiles, options: ScanOptions): Promise<void> {
  const selection = new EpisodeSelection(options.episodes ?? null);
  const left = new Set(state.reader.episodeIndices.filter((index) => selection.has(index)));
  const total = left.size;
  const columns = numericColumns(state.features);
  const read = {
    // A reader that learns its features while it reads has nothing to choose from yet.
    ...(state.features.length === 0 ? {} : { columns }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    stills: (episode: number) => (selection.has(episode) ? state.pictures.stillsOf(episode) : 0),
    known: (file: string) => {
      const known = files.begin(file);
      options.onProgress?.({ phase: 'episodes', done: state.episodes, total, file });
      return known;
    },
  };
  for await (const episode of state.reader.streamEpisodes(read)) {
    if (!selection.has(episode.meta.index)) continue;
    options.onProgress?.({ phase: 'episodes', done: state.episodes, total, file: episode.meta.file });
    learnFeatures(state);
    const record = await measureRecord(state, episode);
    checkLength(state, episode.meta);
    takeIn(state, record);
    files.add(record);
  }
  files.end();
  learnFeatures(state);
  for (const index of files.episodes) left.delete(index);
  for (const index of left) {
    state.episodes++;
    state.quality.addUnreadable(index);
  }
}

/** Takes in features that the reader has met since the last episode. */
function learnFeatures(state: ScanState): void {
  const known = new Set(state.features.map(({ declared }) => declared.name));
  const met = state.reader.features.filter(({ name }) => !known.has(name));
  state.features.push(...understandFeatures(met, state.robot, state.declarations));
  for (const feature of state.features) feature.unit ??= state.units.get(feature.declared.name);
}

function checkLength(state: ScanState, meta: EpisodeMeta): void {
  if (meta.declaredFrames === null) {
    if (state.reader.declaresEpisodes) {
      state.findings.add('warn', 'episode-not-declared', {
        file: meta.file,
        params: { episode: meta.index },
      });
    }
  } else if (meta.declaredFrames !== meta.frames) {
    state.findings.add('error', 'episode-length-differs', {
      file: meta.file,
      row: meta.firstRow,
      params: { episode: meta.index, declared: meta.declaredFrames, observed: meta.frames },
    });
  }
}
