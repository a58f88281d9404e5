/** Reads every text of the raw folder once: to count what is there before, and to know what must not be there afterwards. */

import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadataAsync } from 'hyparquet';
import { DETECTOR_CLASSES, type DetectorClass } from '#contracts/desensitize/report.ts';
import type { Detectors } from './detectors.ts';
import type { RawItem } from './inventory.ts';
import { textsOf } from './json-texts.ts';
import { MIN_NEEDLE_BYTES } from './needles.ts';
import type { SourceEpisode, SourceFeature } from './ports.ts';

/** Longest part of one file that is read as text, bytes. Longer files are left out of the derivative whole, so this bounds counts only. */
const MAX_TEXT_FILE_BYTES = 16 * 1024 * 1024;
/** Most texts that are kept to search the output for. */
const MAX_NEEDLES = 100_000;
/** Most distinct texts of one dataset that are remembered as already scanned. */
const MAX_REMEMBERED = 100_000;

const BINARY = /\.(?:parquet|mp4|mkv|avi|mov|png|jpe?g|tiff?|npy|npz|bin|hdf5|h5|mcap|bag)$/i;

const NUMBERS_ONLY = /^[\s\d.,eE+\-[\]{}]*$/;

/** Collects detections and needles while the source is read. */
export class SourceTexts {
  readonly #detectors: Detectors;
  readonly #scanned = new Set<string>();
  readonly #needles = new Set<string>();
  readonly counts = new Map<DetectorClass, number>(DETECTOR_CLASSES.map((name) => [name, 0]));

  constructor(detectors: Detectors) {
    this.#detectors = detectors;
  }

  /** Texts that must not occur in the output: every hit, and every value of a column that names people. */
  get needles(): ReadonlySet<string> {
    return this.#needles;
  }

  /** Scans one text; a repeated text counts once. */
  add(text: string): void {
    if (text === '' || this.#scanned.has(text)) return;
    if (this.#scanned.size < MAX_REMEMBERED) this.#scanned.add(text);
    for (const hit of this.#detectors.scan(text)) {
      this.counts.set(hit.class, (this.counts.get(hit.class) ?? 0) + 1);
      this.#keep(hit.text);
    }
  }

  /** Remembers a text that names a person, whatever the detectors think of it. */
  addIdentity(text: string): void {
    this.add(text);
    this.#keep(text);
  }

  /** Names of files, the content of files that can be text, and the footers of tables. */
  async addFiles(dir: string, items: readonly RawItem[]): Promise<void> {
    for (const item of items) {
      this.add(item.path);
      if (item.plain && item.path.endsWith('.parquet'))
        await this.#addFooter(join(dir, item.path), item.size);
      if (!item.plain || BINARY.test(item.path)) continue;
      const file = await open(join(dir, item.path), 'r');
      try {
        const bytes = Buffer.alloc(Math.min(item.size, MAX_TEXT_FILE_BYTES));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
        this.#addContent(item.path, bytes.toString('utf8', 0, bytesRead));
      } finally {
        await file.close();
      }
    }
  }

  /** Names and texts of what the dataset declares. */
  addDeclared(robotType: string | null, features: readonly SourceFeature[], tasks: Iterable<string>): void {
    if (robotType !== null) this.add(robotType);
    for (const task of tasks) this.add(task);
    for (const feature of features) {
      this.add(feature.name);
      for (const name of feature.names ?? []) this.add(name);
    }
  }

  /** Text columns of an episode. */
  addEpisode(episode: SourceEpisode, identities: ReadonlySet<string>): void {
    for (const [name, column] of episode.columns) {
      if (column.kind !== 'text') continue;
      for (const value of new Set(column.values)) {
        if (value === null) continue;
        if (identities.has(name)) this.addIdentity(value);
        else this.add(value);
      }
    }
  }

  /** What writers leave behind a table: program, user, paths. */
  async #addFooter(path: string, size: number): Promise<void> {
    const file = await open(path, 'r');
    try {
      const metadata = await parquetMetadataAsync({
        byteLength: size,
        slice: async (start, end = size) => {
          const bytes = Buffer.alloc(end - start);
          await file.read(bytes, 0, bytes.length, start);
          return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
        },
      });
      if (metadata.created_by !== undefined) this.add(metadata.created_by);
      for (const { key, value } of metadata.key_value_metadata ?? []) {
        if (value !== undefined && key !== 'ARROW:schema') this.#addContent('', value);
      }
    } catch {
      // A table that cannot be read is left out; the accounting of files says so.
    } finally {
      await file.close();
    }
  }

  /** JSON is scanned text by text: its numbers are joint angles, not coordinates. Anything else line by line. */
  #addContent(path: string, content: string): void {
    if (path.endsWith('.json') && this.#addJson(content)) return;
    for (const line of content.split('\n')) {
      if (path.endsWith('.json') && NUMBERS_ONLY.test(line)) continue;
      if (!/^\s*[[{"]/.test(line) || !this.#addJson(line)) this.add(line);
    }
  }

  #addJson(content: string): boolean {
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch {
      return false;
    }
    for (const text of textsOf(value)) this.add(text);
    return true;
  }

  #keep(text: string): void {
    if (Buffer.byteLength(text) >= MIN_NEEDLE_BYTES && this.#needles.size < MAX_NEEDLES)
      this.#needles.add(text);
  }
}
