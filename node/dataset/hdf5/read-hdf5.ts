/**
 * Reads episodes from HDF5 in two layouts: ALOHA/ACT (tonyzhaozh/act: one file an episode, `action`, `observations/…`) and robomimic
 * (robomimic.github.io, "Dataset structure": `data/demo_N` with `actions`, `obs/…`). External links are not followed.
 */

import { stat } from 'node:fs/promises';
import { Dataset, File as H5File, Group, ready } from 'h5wasm/node';
import type { CollectionFacts } from '#contracts/dataset/facts.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column, DeclaredFeature, NumberArray, NumberType } from '../dataset-reader.ts';
import { statedEnd } from './superblock.ts';
import type { LazyPictures, Trajectory, TrajectorySink } from '../trajectories/trajectory-dataset.ts';

/** Values of one dataset that are read; longer ones are cut, with a finding. */
const MAX_VALUES = 8 * 1024 * 1024;
/** Datasets of one episode. */
const MAX_DATASETS = 512;
/** Groups inside one another. */
const MAX_DEPTH = 8;
/** Demonstrations of one file. */
const MAX_DEMOS = 200_000;

/** The layouts that are told apart. */
export type Hdf5Layout = 'hdf5-aloha' | 'hdf5-robomimic';

const TYPES: Readonly<Record<string, NumberType>> = {
  f: 'float32',
  d: 'float64',
  b: 'int8',
  B: 'uint8',
  h: 'int16',
  H: 'uint16',
  i: 'int32',
  I: 'uint32',
  l: 'int32',
  L: 'uint32',
  q: 'int64',
  Q: 'uint64',
};

/** What the first file of a dataset says about all of them. */
export interface Hdf5Description {
  readonly layout: Hdf5Layout;
  readonly collection: Partial<CollectionFacts>;
}

/** Says which layout a file has, and whether it calls itself simulated. Throws `unsupported-format` when no layout fits, `bad-dataset` when it cannot be opened. */
export async function describeHdf5(path: string): Promise<Hdf5Description> {
  const file = await openFile(path);
  try {
    const top = new Set(file.keys());
    if (top.has('action') && top.has('observations')) {
      const sim = file.attrs['sim']?.value;
      return { layout: 'hdf5-aloha', collection: sim === 1 || sim === true ? simulated(null) : {} };
    }
    const data = top.has('data') ? file.get('data') : null;
    if (data instanceof Group) return { layout: 'hdf5-robomimic', collection: robomimicCollection(data) };
  } catch (cause) {
    throw new ExchangeError('bad-dataset', `The HDF5 file cannot be read: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  } finally {
    file.close();
  }
  throw new ExchangeError(
    'unsupported-format',
    'The HDF5 file has neither the ALOHA nor the robomimic layout.',
    {
      params: { format: 'hdf5' },
    },
  );
}

/** Simulators by robomimic's environment type (`robomimic/envs/env_base.py`); 4 is a real robot. */
const ROBOMIMIC_SIMULATORS: Readonly<Record<number, string>> = { 1: 'robosuite', 2: 'gym', 3: 'iGibson' };

function robomimicCollection(data: Group): Partial<CollectionFacts> {
  const text = data.attrs['env_args']?.value;
  const type = typeof text === 'string' ? Number(/"type"\s*:\s*(\d)/.exec(text)?.[1]) : Number.NaN;
  const simulator = ROBOMIMIC_SIMULATORS[type];
  return simulator === undefined ? {} : simulated(simulator);
}

function simulated(simulator: string | null): Partial<CollectionFacts> {
  return { method: 'simulation', methodBasis: 'declared', simulator };
}

async function openFile(path: string): Promise<H5File> {
  // Errors of the library become exceptions; otherwise it prints them and goes on with invalid handles.
  (await ready).activate_throwing_error_handler();
  try {
    return new H5File(path, 'r');
  } catch (cause) {
    const [{ size }, end] = [await stat(path), await statedEnd(path)];
    const short = end !== null && size < end;
    const why = short
      ? `it ends at byte ${size} of the ${end} that it says it has`
      : cause instanceof Error && cause.message !== ''
        ? cause.message
        : 'the library refuses it';
    throw new ExchangeError('bad-dataset', `The HDF5 file cannot be opened: ${why}`.slice(0, 200), {
      params: short ? { offset: size } : {},
      cause,
    });
  }
}

/** Yields the episodes of one file. */
export async function* readHdf5(path: string, sink: TrajectorySink): AsyncGenerator<Trajectory> {
  const file = await openFile(path);
  try {
    noteAttributes(file, '/', sink);
    for (const group of episodeGroups(file)) {
      sink.onProgress();
      yield readGroup(group, sink);
    }
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('bad-dataset', `The HDF5 file cannot be read: ${String(cause)}`.slice(0, 200), {
      cause,
    });
  } finally {
    file.close();
  }
}

function* episodeGroups(file: H5File): Generator<Group> {
  const data = file.get('data');
  if (!(data instanceof Group) || file.keys().includes('action')) {
    yield file;
    return;
  }
  const number = (key: string): number => Number(/(\d+)$/.exec(key)?.[1] ?? 0);
  const demos = data
    .keys()
    .slice(0, MAX_DEMOS)
    .sort((a, b) => number(a) - number(b));
  for (const key of demos) {
    const demo = data.get(key);
    if (demo instanceof Group) yield demo;
  }
}

function readGroup(group: Group, sink: TrajectorySink): Trajectory {
  const found = new Map<string, Dataset>();
  collect(group, '', { found, depth: 0 });
  const rows = rowsOf(found);
  const features: DeclaredFeature[] = [];
  const columns = new Map<string, Column>();
  const pictures = new Map<string, Uint8Array>();
  const lazy = new Map<string, LazyPictures>();
  const unread = new Map<string, string>();
  for (const [name, dataset] of found) {
    const shape = dataset.shape ?? [];
    if (shape[0] !== rows) {
      unread.set(name, `it has ${shape[0] ?? 0} rows, the actions have ${rows}`);
      continue;
    }
    try {
      if (isPictures(name, shape)) {
        features.push(pictureFeature(name, shape));
        const rowsOfPictures = lazyPictures(dataset, shape);
        if (rowsOfPictures === null) unread.set(name, 'its pictures are in a form that is not read');
        else lazy.set(name, rowsOfPictures);
        const first = firstPicture(dataset, shape);
        if (first !== null) pictures.set(name, first);
      } else {
        const column = numbersOf(dataset, { name, shape, rows }, sink);
        if (column === null) {
          unread.set(name, 'its values are no numbers that are read');
          continue;
        }
        features.push(featureOf(name, column));
        columns.set(name, column);
      }
    } catch (error) {
      sink.collector.addError('column-unreadable', error, { file: sink.file, params: { column: name } });
      unread.set(name, 'it is damaged');
    }
  }
  const extras = { pictures: lazy, texts: new Map<string, string[]>(), tasks: null, unread };
  return { rows, task: null, features, columns, pictures, extras };
}

/** Datasets by dotted path below the episode's group. robomimic's `next_obs` repeats `obs` one step later and is passed over. */
function collect(group: Group, prefix: string, state: { found: Map<string, Dataset>; depth: number }): void {
  if (state.depth > MAX_DEPTH) return;
  for (const key of group.keys()) {
    if (state.found.size >= MAX_DATASETS || key === 'next_obs') continue;
    const entity = group.get(key);
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (entity instanceof Dataset) state.found.set(path.slice(0, 160).toWellFormed(), entity);
    else if (entity instanceof Group) collect(entity, path, { ...state, depth: state.depth + 1 });
  }
}

/** Steps of the episode: as many as there are actions. */
function rowsOf(found: ReadonlyMap<string, Dataset>): number {
  const actions = found.get('action') ?? found.get('actions');
  const rows = actions?.shape?.[0] ?? 0;
  if (!Number.isSafeInteger(rows) || rows <= 0)
    throw new ExchangeError('bad-dataset', 'An episode has no actions.');
  return rows;
}

function isPictures(name: string, shape: readonly number[]): boolean {
  return (
    /(^|\.)images?(\.|$)|_image$/.test(name) || (shape.length === 4 && (shape[3] === 3 || shape[3] === 1))
  );
}

function pictureFeature(name: string, shape: readonly number[]): DeclaredFeature {
  const raw = shape.length === 4;
  return {
    name,
    dtype: 'image',
    shape: raw ? shape.slice(1) : [],
    names: raw ? ['height', 'width', 'channel'] : null,
    fps: null,
    role: 'image',
    info: raw ? { codec: 'raw', height: shape[1] ?? 0, width: shape[2] ?? 0 } : {},
  };
}

/** Reads pictures row by row: raw pixels, or encoded bytes whose padding with zeros is cut off. Null for what is neither. */
function lazyPictures(dataset: Dataset, shape: readonly number[]): LazyPictures | null {
  const type = typeof dataset.dtype === 'string' ? TYPES[dataset.dtype.replace(/^[<>|]/, '')] : undefined;
  if (type !== 'uint8' && type !== 'uint16') return null;
  const inner = shape.slice(1);
  const size = inner.reduce((product, extent) => product * extent, 1);
  if (size === 0 || size > MAX_VALUES || (inner.length === 1 && type !== 'uint8')) return null;
  const isEncoded = inner.length === 1;
  const bytes = size * (type === 'uint16' ? 2 : 1);
  const pixels = {
    shape: inner.length === 2 ? [...inner, 1] : inner,
    bits: type === 'uint16' ? 16 : 8,
  } as const;
  return {
    pixels: isEncoded ? null : pixels,
    read: (from, to) => {
      const values = dataset.slice([[from, to], ...inner.map((): [] => [])]) as Uint8Array | Uint16Array;
      const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      if (raw.length !== bytes * (to - from))
        throw new ExchangeError('bad-dataset', 'A picture is cut short.');
      return Array.from({ length: to - from }, (_, row) => {
        const own = raw.subarray(row * bytes, (row + 1) * bytes);
        return isEncoded ? own.subarray(0, own.findLastIndex((byte) => byte !== 0) + 1) : own;
      });
    },
  };
}

/** First encoded picture of a padded array of JPEG bytes; raw pixels need no head. */
function firstPicture(dataset: Dataset, shape: readonly number[]): Uint8Array | null {
  if (shape.length !== 2 || (shape[1] ?? 0) > MAX_VALUES) return null;
  const bytes = dataset.slice([[0, 1], []]);
  return bytes instanceof Uint8Array ? bytes : null;
}

function numbersOf(
  dataset: Dataset,
  { name, shape, rows }: { name: string; shape: readonly number[]; rows: number },
  sink: TrajectorySink,
): Column | null {
  const { dtype } = dataset;
  const type = typeof dtype === 'string' ? TYPES[dtype.replace(/^[<>|]/, '')] : undefined;
  const width = shape.slice(1).reduce((product, extent) => product * extent, 1);
  if (type === undefined || width === 0 || width > MAX_VALUES) return null;
  const kept = Math.min(rows, Math.floor(MAX_VALUES / width));
  if (kept < rows)
    sink.collector.add('warn', 'episode-too-long', {
      file: sink.file,
      params: { column: name, rows, read: kept },
    });
  const values = dataset.slice([[0, kept], ...shape.slice(1).map((): [] => [])]);
  if (!ArrayBuffer.isView(values) || (values as NumberArray).length !== kept * width) return null;
  return { kind: 'numbers', type, width, rows: kept, values: values as NumberArray, missing: null };
}

function featureOf(name: string, column: Column): DeclaredFeature {
  const numbers = column.kind === 'numbers' ? column : null;
  const role = /^actions?$/.test(name) ? 'action' : /^(observations|obs)\./.test(name) ? 'state' : undefined;
  return {
    name,
    dtype: numbers?.type ?? 'unknown',
    shape: [numbers?.width ?? 0],
    names: null,
    fps: null,
    info: {},
    ...(role === undefined ? {} : { role }),
  };
}

/** Attributes are free text of whoever recorded: named here, never copied. */
function noteAttributes(file: H5File, at: string, sink: TrajectorySink): void {
  for (const name of Object.keys(file.attrs).slice(0, 64)) {
    sink.collector.add('info', 'carries-metadata', { file: sink.file, params: { name: `${at}@${name}` } });
  }
}
