/** Pictures of a scan: which are decoded, and what they say per camera and episode. */

import type { PictureQuality } from '#contracts/dataset/quality.ts';
import type { Episode } from '../dataset-reader.ts';
import type { DatasetFile } from '../dataset-files.ts';
import type { FindingCollector } from '../findings.ts';
import type { PictureAnswer, PictureJob } from '../pictures/confined-pictures.ts';
import type { PictureTrack } from '../pictures/picture-track.ts';
import { pictureQuality } from '../quality/picture-quality.ts';
import type { EpisodeSignals } from '../quality/signals.ts';
import { representable } from './round.ts';

/** Who decodes pictures, and how many of them. */
export interface PicturePort {
  readonly sampling: 'sampled' | 'all';
  measure(job: PictureJob): Promise<PictureAnswer>;
}

/** Frames of all videos together that are judged when they are sampled. */
const MAX_SAMPLED_FRAMES = 3000;
/** Frames of one video at least: fewer say nothing about it. */
const MIN_FRAMES = 6;
/** Files beyond this are judged by every second, third … one. */
const MAX_JUDGED_FILES = 500;
/** Frames of one file in any case. */
const MAX_FRAMES_PER_FILE = 1_000_000;
/** Tracks kept: episodes come in file order. */
const MAX_HELD_TRACKS = 64;

/** Still pictures of one camera in one episode: sampled, and where all are to be judged. */
const STILLS_PER_EPISODE = 8;
const ALL_STILLS_PER_EPISODE = 1000;
/** Episodes of which all have their still pictures sampled; up to four times as many every fourth has, and so on. */
const FIRST_EPISODES = 100;

/**
 * Still pictures of each camera that are judged of an episode: its number alone decides, so that a grown dataset is judged as if it were read anew.
 */
export function sampledStills(episode: number): number {
  let step = 1;
  for (let bound = FIRST_EPISODES; episode >= bound; bound *= 4) step *= 4;
  return episode % step === 0 ? STILLS_PER_EPISODE : 0;
}

/** Judges the pictures of episodes. */
export class PictureScan {
  readonly #port: PicturePort | null;
  readonly #findings: FindingCollector;
  readonly #bytes: number;
  readonly #sizes: ReadonlyMap<string, number>;
  readonly #tracks = new Map<string, PictureTrack | null>();
  #files = 0;

  constructor(port: PicturePort | null, files: readonly DatasetFile[], findings: FindingCollector) {
    this.#port = port;
    this.#findings = findings;
    this.#sizes = new Map(port === null ? [] : files.map(({ path, size }) => [path, size]));
    this.#bytes = files.reduce((sum, { size }) => sum + size, 0);
  }

  /** Which pictures are decoded; null when none are. */
  get sampling(): PicturePort['sampling'] | null {
    return this.#port?.sampling ?? null;
  }

  /** Still pictures of each camera that are wanted of an episode. */
  stillsOf(episode: number): number {
    if (this.#port === null) return 0;
    return this.#port.sampling === 'all' ? ALL_STILLS_PER_EPISODE : sampledStills(episode);
  }

  /** Quality per camera of one episode; cameras of which nothing was decoded are left out. */
  async judge(episode: Episode, signals: EpisodeSignals): Promise<PictureQuality[]> {
    const rows: PictureQuality[] = [];
    if (this.#port === null) return rows;
    const { meta } = episode;
    const add = (
      camera: string,
      track: PictureTrack | null,
      part: { from: number; to: number | null },
    ): void => {
      if (track === null) return;
      const quality = pictureQuality(track, part, { episode: meta.index, camera, signals });
      rows.push(rounded(quality));
    };
    for (const { camera, path, from, to } of meta.videos)
      add(camera, await this.#trackOf(path), { from, to });
    for (const [camera, stills] of episode.stills ?? []) {
      const job: PictureJob = { kind: 'stills', stills };
      const track = stills.length === 0 ? null : await this.#measure(job, meta.file);
      add(camera, track, { from: 0, to: null });
    }
    return rows;
  }

  async #trackOf(path: string): Promise<PictureTrack | null> {
    const held = this.#tracks.get(path);
    if (held !== undefined) return held;
    const track = this.#isChosen()
      ? await this.#measure({ kind: 'video', path, plan: this.#planOf(path) }, path)
      : null;
    if (this.#tracks.size >= MAX_HELD_TRACKS) this.#tracks.delete(this.#tracks.keys().next().value ?? '');
    this.#tracks.set(path, track);
    return track;
  }

  #isChosen(): boolean {
    const step = Math.ceil(this.#sizes.size / MAX_JUDGED_FILES);
    return this.#port?.sampling === 'all' || this.#files++ % Math.max(1, step) === 0;
  }

  #planOf(path: string): { every: boolean; limit: number } {
    if (this.#port?.sampling === 'all') return { every: true, limit: MAX_FRAMES_PER_FILE };
    const share = (this.#sizes.get(path) ?? 0) / Math.max(1, this.#bytes);
    return { every: false, limit: Math.max(MIN_FRAMES, Math.round(MAX_SAMPLED_FRAMES * share)) };
  }

  async #measure(job: PictureJob, file: string): Promise<PictureTrack | null> {
    const answer = await this.#port?.measure(job);
    if (answer?.ok === true) return answer.track;
    this.#findings.add('warn', 'pictures-not-decoded', { file, params: { reason: answer?.reason ?? '' } });
    return null;
  }
}

function rounded(row: PictureQuality): PictureQuality {
  const short = (value: number | null): number | null => (value === null ? null : representable(value));
  return {
    ...row,
    black: short(row.black),
    frozenLongest: short(row.frozenLongest),
    sharpness: short(row.sharpness),
    dark: short(row.dark),
    bright: short(row.bright),
  };
}
