import { join } from 'node:path';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { listFiles, readHead, type DatasetFile } from './dataset-files.ts';
import { FindingCollector } from './findings.ts';
import type { Hdf5Description } from './hdf5/read-hdf5.ts';
import { kindOfBytes, recogniseFormat, type FileKind } from './recognise-format.ts';
import type { RecordedMessage, RecordingReader } from './recordings/recording.ts';
import type { OpenOptions, ScannableReader } from './scan/scannable-reader.ts';
import type { Trajectory, TrajectoryReader, TrajectorySource } from './trajectories/trajectory-dataset.ts';

/*
 * The code of a format is loaded when a folder has it: every reading is a process of its own, which would spend more on loading the others than on
 * a small dataset.
 */

async function* readMcap(...args: Parameters<RecordingReader>): AsyncGenerator<RecordedMessage> {
  const mcap = await import('./mcap/read-mcap.ts');
  yield* mcap.readMcap(...args);
}

async function* readRosbag1(...args: Parameters<RecordingReader>): AsyncGenerator<RecordedMessage> {
  const rosbag = await import('./rosbag1/read-rosbag1.ts');
  yield* rosbag.readRosbag1(...args);
}

async function* readRosbag2(...args: Parameters<RecordingReader>): AsyncGenerator<RecordedMessage> {
  const rosbag = await import('./rosbag2/read-rosbag2.ts');
  yield* rosbag.readRosbag2(...args);
}

async function* readTfrecord(...args: Parameters<TrajectoryReader>): AsyncGenerator<Trajectory> {
  const rlds = await import('./rlds/read-tfrecord.ts');
  yield* rlds.readTfrecord(...args);
}

/** Formats that are folders of recordings: which files, and how they are read. */
const RECORDINGS: Readonly<
  Record<'mcap' | 'rosbag1' | 'rosbag2-sqlite', { kinds: FileKind[]; read: RecordingReader }>
> = {
  mcap: { kinds: ['mcap'], read: readMcap },
  rosbag1: { kinds: ['rosbag1'], read: readRosbag1 },
  'rosbag2-sqlite': { kinds: ['sqlite'], read: readRosbag2 },
};

/** Files that are tried for what they say of all of them. */
const MAX_DESCRIBED = 200;

/** Beside its 4 MB of WebAssembly, the HDF5 library runs start-up code of its own. */
async function describeHdf5(path: string): Promise<Hdf5Description> {
  const hdf5 = await import('./hdf5/read-hdf5.ts');
  return hdf5.describeHdf5(path);
}

/** The description of the first file that can be read; a broken one must not cost the others. Throws what the first one threw when none can. */
async function describeFirst(root: string, files: readonly DatasetFile[]): Promise<Hdf5Description> {
  let failure: unknown;
  for (const { path } of files.slice(0, MAX_DESCRIBED)) {
    try {
      return await describeHdf5(join(root, path));
    } catch (error) {
      if (!isExchangeError(error, 'bad-dataset')) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

async function* readHdf5(...args: Parameters<TrajectoryReader>): AsyncGenerator<Trajectory> {
  const hdf5 = await import('./hdf5/read-hdf5.ts');
  yield* hdf5.readHdf5(...args);
}

/** Formats whose files hold whole episodes. */
const TRAJECTORIES = {
  rlds: { kinds: ['tfrecord'], read: readTfrecord },
  hdf5: { kinds: ['hdf5'], read: readHdf5 },
  'video-folder': { kinds: ['mp4', 'matroska', 'avi'], read: null },
} as const satisfies Record<string, { kinds: FileKind[]; read: TrajectoryReader | null }>;

/**
 * Recognises and opens a dataset folder. The caller disposes the reader.
 *
 * Bytes are parsed in the calling process: call it from a confined child unless this node wrote the dataset itself.
 * Throws `unsupported-format` for formats that are not read, `bad-dataset` when its description cannot be read.
 */
export async function openDataset(root: string, options: OpenOptions = {}): Promise<ScannableReader> {
  const format = await recogniseFormat(root);
  const collector = new FindingCollector();
  switch (format.name) {
    case 'lerobot': {
      const { openLerobot } = await import('./lerobot/lerobot-reader.ts');
      return openLerobot(root, options);
    }
    case 'mcap':
    case 'rosbag1':
    case 'rosbag2-sqlite': {
      const { kinds, read } = RECORDINGS[format.name];
      const files = await listFiles(root, collector);
      const recordings = await filesOfKind(root, files, kinds);
      const { openRecordings } = await import('./recordings/recording-dataset.ts');
      return openRecordings(
        { root, format: { name: format.name, version: null }, files, recordings, read, collector },
        options,
      );
    }
    case 'rlds':
    case 'hdf5':
    case 'video-folder': {
      const opened = await openHolders(root, format.name, { ...options, collector, complete: false });
      const described = format.name === 'hdf5' ? await describeFirst(root, opened.holders) : null;
      const name = described?.layout ?? (format.name === 'hdf5' ? 'hdf5-aloha' : format.name);
      const collection = described?.collection ?? {};
      const source = { root, format: { name, version: null }, ...opened, collector, collection };
      const { openTrajectories } = await import('./trajectories/trajectory-dataset.ts');
      return openTrajectories(source, options);
    }
    default:
      throw new ExchangeError('unsupported-format', `The format ${format.name} is not read.`, {
        params: { format: format.name, file: format.evidence },
      });
  }
}

/** The recordings of a folder and their reader; null when it holds none. Throws as {@link openDataset} does. */
export async function findRecordings(
  root: string,
): Promise<{ recordings: DatasetFile[]; read: RecordingReader } | null> {
  const { name } = await recogniseFormat(root);
  if (name !== 'mcap' && name !== 'rosbag1' && name !== 'rosbag2-sqlite') return null;
  const { kinds, read } = RECORDINGS[name];
  const files = await listFiles(root, new FindingCollector());
  return { recordings: await filesOfKind(root, files, kinds), read };
}

/** The files of a folder that hold whole episodes, their reader, and the rate that they tell; null when it holds none. Throws as {@link openDataset} does. */
export async function findTrajectories(
  root: string,
): Promise<(Pick<TrajectorySource, 'holders' | 'read'> & { rate: () => Promise<number | null> }) | null> {
  const { name } = await recogniseFormat(root);
  if (name !== 'rlds' && name !== 'hdf5' && name !== 'video-folder') return null;
  const opened = await openHolders(root, name, { collector: new FindingCollector(), complete: true });
  const videos = name === 'video-folder' ? opened.holders.map(({ path }) => join(root, path)) : [];
  return { ...opened, rate: () => rateOf(videos) };
}

async function rateOf(videos: readonly string[]): Promise<number | null> {
  if (videos.length === 0) return null;
  const { folderRate } = await import('./video/read-video-file.ts');
  return folderRate(videos);
}

/** What opening a folder of whole episodes gives. */
type HolderFiles = Pick<TrajectorySource, 'files' | 'holders' | 'read' | 'annotations'>;

/** The files of whole episodes, how they are read, and, for videos, what stands beside them. */
async function openHolders(
  root: string,
  name: keyof typeof TRAJECTORIES,
  { collector, complete, skip, onFile }: OpenOptions & { collector: FindingCollector; complete: boolean },
): Promise<HolderFiles> {
  const { kinds, read } = TRAJECTORIES[name];
  const files = await listFiles(root, collector);
  const holders = await filesOfKind(root, files, kinds);
  if (read !== null) return { files, holders, read };
  const [{ readAnnotations }, { videoReader }] = await Promise.all([
    import('./annotations/read-annotations.ts'),
    import('./video/read-video-file.ts'),
  ]);
  const annotations = await readAnnotations({ root, files, videos: holders, collector, skip, onFile });
  return { files, holders, read: videoReader({ annotations, complete }), annotations };
}

async function filesOfKind(
  root: string,
  files: readonly DatasetFile[],
  kinds: readonly FileKind[],
): Promise<DatasetFile[]> {
  const found: DatasetFile[] = [];
  for (const file of files) {
    if (kinds.includes(kindOfBytes(await readHead(join(root, file.path), 32)))) found.push(file);
  }
  return found;
}
