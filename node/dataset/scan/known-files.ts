/**
 * Growth: data files that an earlier scan has read need not be read again.
 *
 * A file is known by its size and the times and inode that the file system keeps of it, together with those of the videos that belong to it, and by
 * everything else that its figures depend on (robot, statements, declared features and lengths, what was learnt from the files before). The
 * change time cannot be set by programs, so a file that was written to is read again whatever its modification time says. A file
 * that changed moments before it was read is never kept: it may change again within the same tick of the clock.
 */

import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '#contracts/dataset/facts.ts';
import { QUALITY_METRIC_IDS } from '#contracts/dataset/quality.ts';
import type { KnownFile } from '../dataset-reader.ts';
import type { JointUnit } from '../features/infer-unit.ts';
import type { VideoSummary } from './camera-scan.ts';
import { takeIn, type EpisodeRecord } from './episode-record.ts';
import type { ScanState } from './scan-dataset.ts';

/** Raise it when what a record means changes. */
const RECORD_VERSION = 2;
/** A file younger than this may still be being written, milliseconds. */
const RACY_MS = 2000;

/** Everything that reading one data file gave. */
export interface FileRecord {
  readonly known: KnownFile;
  readonly records: readonly EpisodeRecord[];
  readonly findings: readonly Finding[];
  readonly units: ReadonlyMap<string, JointUnit>;
  readonly videos: ReadonlyMap<string, VideoSummary | null>;
}

/** File records by key. */
export type FileRecords = Map<string, FileRecord>;

interface Reading {
  readonly key: string | null;
  readonly records: EpisodeRecord[];
  readonly findings: number;
  readonly features: number;
  readonly tasks: number;
}

/** Files of one scan: those that are known already, and those that are read now. */
export class KnownFiles {
  readonly #state: ScanState;
  readonly #before: FileRecords;
  readonly #circumstances: unknown;
  /** Records of all files of this scan, for the next one. */
  readonly after: FileRecords = new Map();
  readonly #episodes = new Set<number>();
  #file: string | null = null;
  #reading: Reading | null = null;
  /** Data files that were read now, and that were not. */
  readonly counts = { read: 0, known: 0 };

  constructor(state: ScanState, before: FileRecords, circumstances: unknown) {
    this.#state = state;
    this.#before = before;
    this.#circumstances = [RECORD_VERSION, QUALITY_METRIC_IDS, circumstances];
  }

  /** Asked by the reader before it opens a data file: takes in what is known of it, or begins to note what is read. */
  begin(file: string): KnownFile | null {
    this.end();
    const key = this.#keyOf(file);
    const found = key === null ? undefined : this.#before.get(key);
    if (key === null || found === undefined) {
      this.counts.read++;
      const { reader, findings } = this.#state;
      this.#file = file;
      this.#reading = {
        key,
        records: [],
        findings: findings.list.length,
        features: reader.features.length,
        tasks: reader.tasks.size,
      };
      return null;
    }
    this.counts.known++;
    this.after.set(key, found);
    this.#recall(found);
    return found.known;
  }

  /** Numbers of the episodes of this scan, read now or known. */
  get episodes(): ReadonlySet<number> {
    return this.#episodes;
  }

  /** Notes an episode of the file that is being read. */
  add(record: EpisodeRecord): void {
    this.#episodes.add(record.meta.index);
    if (record.meta.file === this.#file) this.#reading?.records.push(record);
  }

  /** Closes the file that is being read. */
  end(): void {
    const reading = this.#reading;
    this.#reading = null;
    if (reading === null || reading.key === null || this.#state.findings.omitted > 0) return;
    const { reader, findings, features, cameras } = this.#state;
    const paths = reading.records.flatMap(({ meta }) => meta.videos.map(({ path }) => path));
    this.after.set(reading.key, {
      known: {
        episodes: reading.records.length,
        features: reader.features.slice(reading.features),
        tasks: [...reader.tasks.values()].slice(reading.tasks),
        pictures: reader.picturesSince?.(reading.features) ?? new Map(),
      },
      records: reading.records,
      findings: findings.list.slice(reading.findings),
      units: new Map(
        features.flatMap(({ declared, unit }) => (unit === undefined ? [] : [[declared.name, unit]])),
      ),
      videos: new Map(paths.map((path) => [path, cameras.summaryOf(path)])),
    });
  }

  #recall({ records, findings, units, videos }: FileRecord): void {
    const state = this.#state;
    for (const { severity, code, ...place } of findings) state.findings.add(severity, code, place);
    for (const { meta } of records) {
      for (const { camera, path } of meta.videos)
        state.cameras.recall(camera, path, videos.get(path) ?? null);
    }
    for (const [name, unit] of units) if (!state.units.has(name)) state.units.set(name, unit);
    for (const record of records) {
      takeIn(state, record);
      this.#episodes.add(record.meta.index);
    }
  }

  #keyOf(file: string): string | null {
    const { reader } = this.#state;
    const metas = reader.metasOf?.(file) ?? null;
    const videos = new Set((metas ?? []).flatMap((meta) => meta.videos.map(({ path }) => path)));
    const identities = [file, ...videos].map((path) => identityOf(join(reader.root, path)));
    if (identities.includes(null)) return null;
    const learnt = metas ?? [this.#state.episodes, [...reader.tasks]];
    const beside = reader.besideOf?.(file) ?? null;
    const text = JSON.stringify([this.#circumstances, identities, reader.features, learnt, beside]);
    return createHash('sha256').update(text).digest('base64');
  }
}

/** What the file system knows of a file; null when it is no file, or too young to be relied on. */
function identityOf(path: string): string | null {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || Date.now() - stat.ctimeMs < RACY_MS) return null;
  return [path, stat.dev, stat.ino, stat.size, stat.mtimeMs, stat.ctimeMs].join(' ');
}
