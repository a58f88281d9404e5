/**
 * Files and records of a dataset in Croissant's terms. LeRobot datasets get record sets for frames and tasks; of other formats
 * Croissant can only say which files there are.
 *
 * Beside the data (`base` empty) files of a kind are one FileSet and all frames one RecordSet. From another folder readers can
 * only follow single files, so every data file is a FileObject with its checksum and a RecordSet of its own.
 */

import type { FeatureFacts } from '../dataset/facts.ts';
import type { DescribedDataset, DescribedFile } from './described-dataset.ts';
import type { JsonLd } from './json-ld.ts';

/** Most files that are listed one by one. */
export const MAX_LISTED_FILES = 1000;
/** Most data files that get a record set of their own. */
export const MAX_FRAME_SETS = 64;

const PARQUET = 'application/x-parquet';
const MEDIA_TYPES: readonly (readonly [RegExp, string])[] = [
  [/\.parquet$/, PARQUET],
  [/\.mp4$/, 'video/mp4'],
  [/\.jsonl$/, 'application/jsonlines'],
  [/\.json$/, 'application/json'],
  [/\.(?:hdf5|h5)$/, 'application/x-hdf5'],
  [/\.mcap$/, 'application/x-mcap'],
  [/\.png$/, 'image/png'],
  [/\.jpe?g$/, 'image/jpeg'],
  [/\.(?:txt|md)$/, 'text/plain'],
];

/** Media type of a file by its name. */
export function mediaType(path: string): string {
  return MEDIA_TYPES.find(([pattern]) => pattern.test(path))?.[1] ?? 'application/octet-stream';
}

/** Where a document stands: `base` leads from its folder to the dataset's root (empty, or with a slash at the end). */
export interface CroissantPlace {
  readonly base: string;
}

/** `distribution` and `recordSet` of a dataset. */
export function croissantLayout(
  dataset: DescribedDataset,
  place: CroissantPlace,
): { readonly distribution: JsonLd[]; readonly recordSet: JsonLd[] } {
  if (dataset.layout.format !== 'lerobot') {
    return { distribution: otherFiles(dataset, place), recordSet: [] };
  }
  const single = dataset.files.filter(isDataFile);
  const separate = place.base !== '' && single.length > 0;
  return {
    distribution: [
      ...(separate
        ? []
        : [fileSet('data', 'data/*/*.parquet', { encodingFormat: PARQUET, description: 'One row a frame' })]),
      ...(place.base === '' ? videoSets(dataset) : []),
      ...listed(dataset.files, place),
    ],
    recordSet: [
      ...(separate ? single.slice(0, MAX_FRAME_SETS).map((file, i) => frameSet(dataset, { file, i })) : []),
      ...(separate ? [] : [frameSet(dataset, null)]),
      ...taskSets(dataset),
    ],
  };
}

function isDataFile({ path }: DescribedFile): boolean {
  return path.startsWith('data/') && path.endsWith('.parquet');
}

function otherFiles({ files, layout }: DescribedDataset, place: CroissantPlace): JsonLd[] {
  if (files.length > 0) return listed(files, place);
  return [
    fileSet('files', '**', {
      encodingFormat: 'application/octet-stream',
      description: `Files of ${layout.format}`,
    }),
  ];
}

/** Files with a checksum, as objects; readers refuse those without one. */
function listed(files: readonly DescribedFile[], { base }: CroissantPlace): JsonLd[] {
  return files.slice(0, MAX_LISTED_FILES).flatMap(({ path, bytes, sha256 }) =>
    sha256 === null
      ? []
      : [
          {
            '@type': 'cr:FileObject',
            '@id': path,
            name: path.split('/').at(-1) ?? path,
            contentUrl: `${base}${path}`,
            contentSize: `${bytes} B`,
            encodingFormat: mediaType(path),
            sha256,
          },
        ],
  );
}

function fileSet(
  id: string,
  includes: string,
  kind: { readonly encodingFormat: string; readonly description: string },
): JsonLd {
  return { '@type': 'cr:FileSet', '@id': id, name: id, includes, ...kind };
}

function videoSets({ facts, layout }: DescribedDataset): JsonLd[] {
  return facts.features
    .filter(({ dtype }) => dtype === 'video')
    .map(({ name }) => {
      const includes = layout.version === 'v2.1' ? `videos/*/${name}/*.mp4` : `videos/${name}/*/*.mp4`;
      return fileSet(`videos/${name}`, includes, {
        encodingFormat: 'video/mp4',
        description: `Pictures of ${name}`,
      });
    });
}

/** Records of all frames, or of one data file. */
function frameSet(
  { facts }: DescribedDataset,
  one: { readonly file: DescribedFile; readonly i: number } | null,
): JsonLd {
  const id = one === null || one.i === 0 ? 'frames' : `frames-${one.i}`;
  const source = one === null ? { fileSet: { '@id': 'data' } } : { fileObject: { '@id': one.file.path } };
  const columns = facts.features.filter(({ dtype }) => dtype !== 'video');
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: id,
    description: one === null ? 'One record a frame.' : `One record a frame, from ${one.file.path}.`,
    field: columns.map((feature) => fieldOf(id, feature, source)),
  };
}

function fieldOf(set: string, feature: FeatureFacts, source: { readonly [key: string]: JsonLd }): JsonLd {
  const { name, shape, dtype } = feature;
  const isScalar = shape.length === 0 || (shape.length === 1 && shape[0] === 1);
  const image = dtype === 'image';
  return {
    '@type': 'cr:Field',
    '@id': `${set}/${name}`,
    name: `${set}/${name}`,
    description: describe(feature),
    dataType: image ? 'sc:ImageObject' : dataType(dtype),
    ...(isScalar || image ? {} : { isArray: true, arrayShape: shape.join(',') }),
    source: { ...source, extract: { column: name }, ...(image ? { transform: { jsonPath: 'bytes' } } : {}) },
  };
}

function describe({ role, modality, unit, names, rateHz }: FeatureFacts): string {
  const parts = [
    `Role: ${role}. Modality: ${modality}.`,
    unit === 'unknown' ? '' : `Unit: ${unit}.`,
    rateHz === null ? '' : `Rate: ${rateHz} Hz.`,
    names === null ? '' : `Elements: ${names.join(', ')}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const DATA_TYPES: Readonly<Record<string, string>> = {
  float16: 'cr:Float16',
  float32: 'cr:Float32',
  float64: 'cr:Float64',
  int8: 'cr:Int8',
  int16: 'cr:Int16',
  int32: 'cr:Int32',
  int64: 'cr:Int64',
  uint8: 'cr:UInt8',
  uint16: 'cr:UInt16',
  uint32: 'cr:UInt32',
  uint64: 'cr:UInt64',
  bool: 'sc:Boolean',
  string: 'sc:Text',
};

function dataType(dtype: string): string {
  return DATA_TYPES[dtype] ?? 'sc:Text';
}

/** Task sentences are few: they stand in the document itself. */
function taskSets({ facts }: DescribedDataset): JsonLd[] {
  if (facts.tasks.length === 0) return [];
  const field = (name: string, type: string, description: string): JsonLd => ({
    '@type': 'cr:Field',
    '@id': `tasks/${name}`,
    name: `tasks/${name}`,
    description,
    dataType: type,
  });
  return [
    {
      '@type': 'cr:RecordSet',
      '@id': 'tasks',
      name: 'tasks',
      description: 'Task sentences by the number that frames carry as task_index.',
      key: { '@id': 'tasks/task_index' },
      field: [
        field('task_index', 'sc:Integer', 'Number of the task'),
        field('task', 'sc:Text', 'What the robot was to do'),
      ],
      data: facts.tasks.map(({ index, text }) => ({ 'tasks/task_index': index, 'tasks/task': text })),
    },
  ];
}
