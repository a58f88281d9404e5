/**
 * Reads the annotations beside the videos of a folder: subtitles, tables, JSON and JSON lines, told apart by their content. Every other file there is
 * named as not read.
 */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ANNOTATION_GRANULARITIES } from '#contracts/dataset/vocabulary.ts';
import { readHead, readSmallFile, type DatasetFile } from '../dataset-files.ts';
import type { FindingCollector } from '../findings.ts';
import { DECLARATION_FILES } from '../statements/read-declarations.ts';
import type { AnnotationRow, IsVideo } from './annotation-row.ts';
import { jsonRows } from './json-rows.ts';
import { stemOf, VideoNames } from './name-videos.ts';
import { looksLikeSubtitles, subtitleRows, tableRows } from './text-rows.ts';

/** Largest annotation file that is read, bytes. */
export const MAX_ANNOTATION_BYTES = 16 * 1024 * 1024;
/** Rows of one folder that are held; ten numbers count as one. */
const MAX_ROWS = 400_000;
/** Files beside the videos that are looked at. */
const MAX_LOOKED_AT = 20_000;
const HEAD_BYTES = 4096;

/** How finely a folder is annotated. */
type Granularity = (typeof ANNOTATION_GRANULARITIES)[number];

/** Numbers that a file gives for single frames. */
export interface FrameTable {
  /** Name of the feature that they make. */
  readonly name: string;
  /** Names of its numbers: those of the first row of the folder that has any. */
  readonly names: readonly string[];
  readonly rows: readonly AnnotationRow[];
}

/** What is said of one video. */
export interface VideoAnnotations {
  /** What the whole video is about; null where nothing says so. */
  readonly task: string | null;
  /** Sentences with their spans, in the order of the files. */
  readonly sentences: readonly AnnotationRow[];
  /** Every table of the folder; without rows where it says nothing of this video. */
  readonly tables: readonly FrameTable[];
}

/** The annotations of a folder. */
export interface FolderAnnotations {
  readonly granularity: Granularity;
  of(video: string): VideoAnnotations;
  /** Tells whether what is said of a video is what it was before. */
  digestOf(video: string): string;
}

/** What is looked through. */
export interface AnnotatedFolder {
  readonly root: string;
  readonly files: readonly DatasetFile[];
  readonly videos: readonly DatasetFile[];
  readonly collector: FindingCollector;
  /** Files that are left alone because they ended an earlier attempt. */
  readonly skip?: ReadonlyMap<string, string> | undefined;
  /** Called for every file. */
  readonly onFile?: ((path: string, done: number, total: number) => void) | undefined;
}

/** Reads them. What cannot be read, or belongs to no video, is a finding. */
export async function readAnnotations(folder: AnnotatedFolder): Promise<FolderAnnotations> {
  const { root, files, videos, collector } = folder;
  const names = new VideoNames(videos.map(({ path }) => path));
  const found = new Gathering(names, collector);
  const own = new Set(videos.map(({ path }) => path));
  const statements: ReadonlySet<string> = new Set(DECLARATION_FILES);
  const beside = files.filter(
    ({ path }) => !own.has(path) && !statements.has(path) && folder.skip?.has(path) !== true,
  );
  for (const [at, file] of beside.slice(0, MAX_LOOKED_AT).entries()) {
    folder.onFile?.(file.path, at, beside.length);
    try {
      const read = await readFile(root, file, (name) => names.named(name).length > 0);
      if (read === null) {
        const reason = 'it is in no form that annotations are read in';
        collector.add('info', 'annotations-not-read', { file: file.path, params: { reason } });
      } else found.add(file.path, read.kind, read.rows);
    } catch (error) {
      collector.addError('annotations-unreadable', error, { file: file.path });
    }
  }
  if (beside.length > MAX_LOOKED_AT) {
    const reason = `only ${MAX_LOOKED_AT} files beside the videos are looked at`;
    collector.add('warn', 'annotations-not-read', {
      params: { reason, files: beside.length - MAX_LOOKED_AT },
    });
  }
  return found;
}

type Kind = 'subtitles' | 'table' | 'json';

/** Rows of a file; null when it is nothing that annotations are written in. */
async function readFile(
  root: string,
  { path, size }: DatasetFile,
  isVideo: IsVideo,
): Promise<{ kind: Kind; rows: Iterable<AnnotationRow> } | null> {
  const full = join(root, path);
  const head = await readHead(full, HEAD_BYTES);
  if (head.length === 0 || head.includes(0)) return null;
  const start = new TextDecoder().decode(head);
  const isJson = /^\s*[[{]/.test(start);
  const isTable = /^[^\n]*[,;\t][^\n]*\n/.test(start);
  const isSubtitles = looksLikeSubtitles(start);
  if (!isJson && !isTable && !isSubtitles) return null;
  if (size > MAX_ANNOTATION_BYTES)
    throw new ExchangeError(
      'limit-exceeded',
      `The file has ${size} bytes; ${MAX_ANNOTATION_BYTES} are read.`,
    );
  const bytes = await readSmallFile(full, MAX_ANNOTATION_BYTES);
  if (isSubtitles) return { kind: 'subtitles', rows: subtitleRows(new TextDecoder().decode(bytes)) };
  if (!isJson) return { kind: 'table', rows: tableRows(new TextDecoder().decode(bytes), isVideo) };
  return { kind: 'json', rows: jsonRows(documentOf(bytes), isVideo) };
}

/** A JSON document, or a list of one a line. Throws `bad-dataset` with the offset of the line that is none. */
function documentOf(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes, MAX_ANNOTATION_BYTES);
  } catch (error) {
    const end = bytes.indexOf(0x0a);
    if (end < 0) throw error;
    try {
      parseJson(bytes.subarray(0, end), MAX_ANNOTATION_BYTES);
    } catch {
      throw error; // the first line is no document of its own: the whole is meant to be one
    }
  }
  const documents: unknown[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end);
    try {
      if (line.some((byte) => byte > 0x20)) documents.push(parseJson(line, MAX_ANNOTATION_BYTES));
    } catch (cause) {
      throw new ExchangeError('bad-dataset', 'A line is no JSON.', { params: { offset: at }, cause });
    }
    at += line.length + 1;
  }
  return documents;
}

interface Growing {
  task: string | null;
  readonly sentences: AnnotationRow[];
  readonly tables: Map<string, AnnotationRow[]>;
}

class Gathering implements FolderAnnotations {
  readonly #names: VideoNames;
  readonly #collector: FindingCollector;
  readonly #videos = new Map<string, Growing>();
  readonly #tables = new Map<string, readonly string[]>();
  #ofAll: string | null = null;
  #rows = 0;

  constructor(names: VideoNames, collector: FindingCollector) {
    this.#names = names;
    this.#collector = collector;
  }

  get granularity(): Granularity {
    const all = [...this.#videos.values()];
    if (this.#tables.size > 0) return 'frame';
    if (all.some(({ sentences }) => sentences.length > 0)) return 'sub-task';
    if (all.some(({ task }) => task !== null)) return 'episode';
    return this.#ofAll === null ? 'none' : 'dataset';
  }

  of(video: string): VideoAnnotations {
    const own = this.#videos.get(video);
    const tables = [...this.#tables].map(([name, names]) => ({
      name,
      names,
      rows: own?.tables.get(name) ?? [],
    }));
    return { task: own?.task ?? this.#ofAll, sentences: own?.sentences ?? [], tables };
  }

  digestOf(video: string): string {
    const { task, sentences, tables } = this.of(video);
    const hash = createHash('sha256').update(JSON.stringify([task, sentences]));
    for (const { name, names, rows } of tables) {
      hash.update(JSON.stringify([name, names]));
      for (const { span, numbers } of rows) hash.update(JSON.stringify([span, [...numbers]]));
    }
    return hash.digest('base64');
  }

  /** Takes in the rows of a file, each at the videos that it names or that the file lies beside. */
  add(file: string, kind: Kind, rows: Iterable<AnnotationRow>): void {
    const beside = this.#names.beside(file);
    const reached = new Set<string>();
    const counts = { read: 0, elsewhere: 0 };
    for (const row of rows) {
      this.#rows += 1 + row.numbers.size / 10;
      if (this.#rows > MAX_ROWS)
        throw new ExchangeError('limit-exceeded', `The folder has more than ${MAX_ROWS} annotations.`);
      const videos = row.video === null ? beside : this.#names.named(row.video);
      if (videos.length === 0 && !this.#isOfAll(file, row)) counts.elsewhere++;
      else counts.read++;
      for (const video of videos) {
        reached.add(video);
        this.#place(video, { file, row });
      }
    }
    const params = { kind, rows: counts.read, videos: reached.size };
    if (counts.read > 0) this.#collector.add('info', 'annotations-read', { file, params });
    else if (counts.elsewhere === 0) {
      const reason = 'nothing in it names a time, a frame or a task of a video';
      this.#collector.add('info', 'annotations-not-read', { file, params: { reason, kind } });
    }
    if (counts.elsewhere > 0) {
      const unplaced = { rows: counts.elsewhere };
      this.#collector.add('warn', 'annotations-without-video', { file, params: unplaced });
    }
  }

  /** A task that a file at the top states without naming a video is that of all of them. */
  #isOfAll(file: string, row: AnnotationRow): boolean {
    if (row.video !== null || row.span !== null || !row.isTask || file.includes('/')) return false;
    this.#ofAll ??= row.text;
    return true;
  }

  #place(video: string, { file, row }: { file: string; row: AnnotationRow }): void {
    const own: Growing = this.#videos.get(video) ?? { task: null, sentences: [], tables: new Map() };
    this.#videos.set(video, own);
    if (row.text === null) {
      const name = tableName(file, video);
      const table = own.tables.get(name) ?? [];
      own.tables.set(name, table);
      if (!this.#tables.has(name)) this.#tables.set(name, [...row.numbers.keys()]);
      table.push(row);
    } else if (row.span === null) own.task ??= row.text;
    else own.sentences.push(row);
  }
}

/** A table is called after what sets its name off from the video's, else after its folder. */
function tableName(file: string, video: string): string {
  const folders = file.split('/');
  const stem = stemOf(folders.pop() ?? '');
  const shown = stemOf(video.split('/').at(-1) ?? '');
  const rest = stem.startsWith(shown) ? stem.slice(shown.length) : stem;
  const plain = rest.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '');
  const folder = folders.at(-1)?.replaceAll(/[^A-Za-z0-9_]+/g, '_') ?? '';
  return (plain === '' ? (folder === '' ? 'frames' : folder) : plain).slice(0, 64);
}
