import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { listFiles, readHead, type DatasetFile } from './dataset-files.ts';
import { FindingCollector } from './findings.ts';
import { openLerobot } from './lerobot/lerobot-reader.ts';
import { readMcap } from './mcap/read-mcap.ts';
import { kindOfBytes, recogniseFormat, type FileKind } from './recognise-format.ts';
import { readRosbag1 } from './rosbag1/read-rosbag1.ts';
import { readRosbag2 } from './rosbag2/read-rosbag2.ts';
import type { RecordingReader } from './recordings/recording.ts';
import { openRecordings } from './recordings/recording-dataset.ts';
import type { OpenOptions, ScannableReader } from './scan/scannable-reader.ts';

/** Formats that are folders of recordings: which files, and how they are read. */
const RECORDINGS = {
  mcap: { kind: 'mcap', read: readMcap },
  rosbag1: { kind: 'rosbag1', read: readRosbag1 },
  'rosbag2-sqlite': { kind: 'sqlite', read: readRosbag2 },
} as const satisfies Record<string, { kind: FileKind; read: RecordingReader }>;

/**
 * Recognises and opens a dataset folder. The caller disposes the reader.
 *
 * Bytes are parsed in the calling process: call it from a confined child unless this node wrote the dataset itself.
 * Throws `unsupported-format` for formats that are not read, `bad-dataset` when its description cannot be read.
 */
export async function openDataset(root: string, options: OpenOptions = {}): Promise<ScannableReader> {
  const format = await recogniseFormat(root);
  switch (format.name) {
    case 'lerobot':
      return openLerobot(root, options);
    case 'mcap':
    case 'rosbag1':
    case 'rosbag2-sqlite': {
      const { kind, read } = RECORDINGS[format.name];
      const collector = new FindingCollector();
      const files = await listFiles(root, collector);
      const recordings = await filesOfKind(root, files, kind);
      const source = {
        root,
        format: { name: format.name, version: null },
        files,
        recordings,
        read,
        collector,
      };
      return openRecordings(source, options);
    }
    default:
      throw new ExchangeError('unsupported-format', `The format ${format.name} is not read.`, {
        params: { format: format.name, file: format.evidence },
      });
  }
}

async function filesOfKind(
  root: string,
  files: readonly DatasetFile[],
  kind: FileKind,
): Promise<DatasetFile[]> {
  const found: DatasetFile[] = [];
  for (const file of files) {
    if (kindOfBytes(await readHead(join(root, file.path), 32)) === kind) found.push(file);
  }
  return found;
}
