/**
 * The second pass: reads the finished derivative from its bytes, with its own code, and fails closed. Every file must be one that the
 * format has, every text must be clean, no needle may be found in any byte, no container may carry more than pictures.
 *
 * A receiver may repeat it; it then knows no needles and no roster, the rest is the same.
 */

import { constants } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { comparePaths, EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import { DETECTOR_CLASSES, type DetectorClass } from '#contracts/desensitize/report.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Detectors } from './detectors.ts';
import { inspectTable, type TableRules } from './inspect-table.ts';
import { inspectVideo } from './inspect-video.ts';
import { textsOf } from './json-texts.ts';
import { NeedleScanner } from './needles.ts';

/** Largest JSON document that a derivative may have, bytes. */
const MAX_JSON_BYTES = 64 * 1024 * 1024;
/** Bytes that are searched for needles at once. */
const WINDOW_BYTES = 1_048_576;
/** Most findings in a report; more of the same are counted. */
const MAX_FINDINGS = 256;

/** What the second pass is told. It learns nothing from the first one but what must not be found. */
export interface InspectionInput {
  readonly dir: string;
  readonly policy: DesensitizationPolicy;
  readonly detectors: Detectors;
  /** Texts that must not occur in any byte: people, serials and whatever else was found in the input. */
  readonly needles?: Iterable<string>;
  /** Time that every file must bear, milliseconds since the epoch; not checked when left out (a receiver's copy has its own times). */
  readonly fileTime?: number;
  /** Leaves out the folder with the papers of a delivery, which is no part of the derivative. */
  readonly skipExchange?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number) => void;
}

/** A broken rule, with the path for the person at the node; reports carry the number of the file only. */
export interface InspectionDetail {
  readonly rule: string;
  readonly path: string;
  readonly file: number;
  readonly items: number;
}

/** What the second pass saw. `details` is empty exactly when it passed. */
export interface Inspection {
  readonly result: 'passed' | 'failed';
  readonly files: number;
  readonly bytes: number;
  readonly texts: number;
  readonly detections: ReadonlyMap<DetectorClass, number>;
  readonly details: readonly InspectionDetail[];
}

type FileKind =
  | 'info'
  | 'json'
  | 'json-lines'
  | 'tasks-table'
  | 'episodes-table'
  | 'data-table'
  | 'video'
  | 'card';

// The files of LeRobot v2.1 and v3.0 folders. No other file may be there.
const KINDS: readonly (readonly [RegExp, FileKind])[] = [
  [/^meta\/info\.json$/, 'info'],
  [/^meta\/stats\.json$/, 'json'],
  [/^meta\/(?:tasks|episodes|episodes_stats)\.jsonl$/, 'json-lines'],
  [/^meta\/tasks\.parquet$/, 'tasks-table'],
  [/^meta\/episodes\/chunk-\d{3,6}\/file-\d{3,6}\.parquet$/, 'episodes-table'],
  [/^data\/chunk-\d{3,6}\/(?:episode_\d{6,9}|file-\d{3,6})\.parquet$/, 'data-table'],
  [/^videos\/chunk-\d{3,6}\/[A-Za-z0-9_.-]{1,128}\/episode_\d{6,9}\.mp4$/, 'video'],
  [/^videos\/[A-Za-z0-9_.-]{1,128}\/chunk-\d{3,6}\/file-\d{3,6}\.mp4$/, 'video'],
  [/^README\.md$/, 'card'],
];

const INFO_KEYS = new Set([
  'codebase_version',
  'robot_type',
  'total_episodes',
  'total_frames',
  'total_tasks',
  'total_videos',
  'total_chunks',
  'chunks_size',
  'data_files_size_in_mb',
  'video_files_size_in_mb',
  'fps',
  'splits',
  'data_path',
  'video_path',
  'features',
]);
const FEATURE_KEYS = new Set(['dtype', 'shape', 'names', 'fps', 'info', 'video_info']);
const CORE = ['timestamp', 'frame_index', 'episode_index', 'index', 'task_index'];
const TASK_COLUMNS = new Set(['task', '__index_level_0__']);
const NONE: ReadonlySet<string> = new Set();

/** Inspects a derivative folder. Throws `interrupted`, and `storage-failed` when the folder cannot be read; content never makes it throw. */
export async function inspectDerivative(input: InspectionInput): Promise<Inspection> {
  const inspector = new Inspector(input);
  try {
    const paths = await inspector.list();
    await inspector.readInfo(paths);
    for (const [number, path] of paths.entries()) await inspector.inspectFile(number, path);
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError('storage-failed', 'The derivative cannot be read.', { cause });
  }
  return inspector.outcome();
}

class Inspector {
  readonly #input: InspectionInput;
  readonly #needles: NeedleScanner;
  readonly #findings = new Map<string, InspectionDetail>();
  readonly #detections = new Map<DetectorClass, number>(DETECTOR_CLASSES.map((name) => [name, 0]));
  #rules: TableRules = { columns: new Set(CORE), texts: NONE, pseudonyms: NONE, images: NONE };
  #at: { file: number; path: string } = { file: 0, path: '' };
  #files = 0;
  #bytes = 0;
  #texts = 0;

  constructor(input: InspectionInput) {
    this.#input = input;
    this.#needles = new NeedleScanner([...(input.needles ?? []), ...input.detectors.roster.terms]);
  }

  outcome(): Inspection {
    const details = [...this.#findings.values()];
    return {
      result: details.length === 0 ? 'passed' : 'failed',
      files: this.#files,
      bytes: this.#bytes,
      texts: this.#texts,
      detections: this.#detections,
      details,
    };
  }

  /** All names below the folder, links and special files included, in path order. */
  async list(): Promise<string[]> {
    const entries = await readdir(this.#input.dir, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.#input.dir.length + 1))
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => this.#input.skipExchange !== true || !path.startsWith(`${EXCHANGE_FOLDER}/`))
      .sort(comparePaths);
  }

  /** Reads what `meta/info.json` says about columns, to judge the tables by it. */
  async readInfo(paths: readonly string[]): Promise<void> {
    if (!paths.includes('meta/info.json')) {
      this.#add('missing-info');
      return;
    }
    const info = await this.#readJson(join(this.#input.dir, 'meta/info.json'));
    const features = ((info as { features?: unknown } | null)?.features ?? {}) as Record<
      string,
      { dtype?: unknown }
    >;
    const named = (dtype: string): Set<string> =>
      new Set(Object.keys(features).filter((name) => features[name]?.dtype === dtype));
    this.#rules = {
      columns: new Set([...CORE, ...Object.keys(features)]),
      texts: NONE,
      pseudonyms: this.#input.policy.identities === 'drop' ? NONE : named('string'),
      images: this.#input.policy.images === 'drop' ? NONE : named('image'),
    };
  }

  async inspectFile(number: number, path: string): Promise<void> {
    this.#at = { file: number, path };
    if (this.#input.signal?.aborted === true)
      throw new ExchangeError('interrupted', 'The inspection was stopped.');
    this.#text(path);
    const full = join(this.#input.dir, path);
    const found = await lstat(full);
    if (!found.isFile()) return this.#add('not-a-file');
    this.#files++;
    this.#bytes += found.size;
    if (this.#input.fileTime !== undefined && found.mtimeMs !== this.#input.fileTime) this.#add('file-date');
    const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1];
    const file = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      await this.#searchNeedles(file, found.size);
      if (kind === undefined) this.#add('unexpected-file');
      else await this.#inspectKind(kind, { file, size: found.size, full });
    } finally {
      await file.close();
    }
    this.#input.onProgress?.(this.#bytes);
  }

  async #inspectKind(kind: FileKind, at: { file: FileHandle; size: number; full: string }): Promise<void> {
    if (kind === 'video') {
      if (this.#input.policy.video === 'drop') this.#add('video-not-allowed');
      for (const [rule, items] of await inspectVideo(at.file, at.size)) this.#add(rule, items);
    } else if (kind.endsWith('table')) {
      const sink = { add: (rule: string) => this.#add(rule), text: (text: string) => this.#text(text) };
      await inspectTable(at.file, at.size, { rules: this.#tableRules(kind), sink });
    } else if (at.size > MAX_JSON_BYTES) this.#add('text-too-long');
    else if (kind === 'card') this.#text(await at.file.readFile('utf8'));
    else if (kind === 'json-lines') {
      for (const line of (await at.file.readFile('utf8')).split('\n')) if (line !== '') this.#json(line);
    } else {
      this.#json(await at.file.readFile('utf8'));
      if (kind === 'info') this.#inspectInfo(await this.#readJson(at.full));
    }
  }

  #tableRules(kind: FileKind): TableRules {
    if (kind === 'data-table') return this.#rules;
    const texts = kind === 'tasks-table' ? TASK_COLUMNS : new Set(['tasks']);
    return { columns: null, texts, pseudonyms: NONE, images: NONE };
  }

  #inspectInfo(info: unknown): void {
    if (info === null || typeof info !== 'object') return this.#add('json-malformed');
    for (const key of Object.keys(info)) if (!INFO_KEYS.has(key)) this.#add('info-member');
    const { features } = info as { features?: Record<string, Record<string, unknown>> };
    for (const feature of Object.values(features ?? {})) {
      for (const key of Object.keys(feature)) if (!FEATURE_KEYS.has(key)) this.#add('info-member');
      if (feature['dtype'] === 'video' && this.#input.policy.video === 'drop') this.#add('video-not-allowed');
      if (feature['dtype'] === 'image' && this.#input.policy.images === 'drop')
        this.#add('image-not-allowed');
    }
  }

  async #readJson(path: string): Promise<unknown> {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return (await file.stat()).size > MAX_JSON_BYTES ? null : JSON.parse(await file.readFile('utf8'));
    } catch {
      return null;
    } finally {
      await file.close();
    }
  }

  #json(text: string): void {
    try {
      for (const each of textsOf(JSON.parse(text))) this.#text(each);
    } catch {
      this.#add('json-malformed');
    }
  }

  #text(text: string): void {
    this.#texts++;
    for (const hit of this.#input.detectors.scan(text)) {
      this.#detections.set(hit.class, (this.#detections.get(hit.class) ?? 0) + 1);
      this.#add(hit.class);
    }
  }

  async #searchNeedles(file: FileHandle, size: number): Promise<void> {
    if (this.#needles.count === 0) return;
    const overlap = Math.max(4, this.#needles.longest);
    const window = Buffer.allocUnsafe(WINDOW_BYTES + overlap);
    for (let at = 0; at < size; at += WINDOW_BYTES) {
      const { bytesRead } = await file.read(window, 0, window.length, at);
      const found = this.#needles.countIn(window.subarray(0, bytesRead), WINDOW_BYTES);
      if (found > 0) this.#add('known-text', found);
    }
  }

  #add(rule: string, items = 1): void {
    const { file, path } = this.#at;
    const key = `${rule} ${file}`;
    const known = this.#findings.get(key);
    if (known === undefined && this.#findings.size >= MAX_FINDINGS) return;
    this.#findings.set(key, { rule, path, file, items: (known?.items ?? 0) + items });
  }
}
