/** What both LeRobot writers share: numbering, checks, statistics, videos, and the small files in `meta`. */

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import type { Column } from '../dataset-reader.ts';
import { completeEpisode, TaskList, type CompleteEpisode } from './episode-check.ts';
import { columnStats, statsJson, StatsAggregate } from './episode-stats.ts';
import { VideoPlacer, type PlacedVideo } from './video-placer.ts';
import { infoJson } from './lerobot-info.ts';
import type { EpisodeInput, FeatureStats, LerobotSpec, WrittenExtent } from './lerobot-spec.ts';

/** A dataset being written. */
export class WriteSession {
  readonly root: string;
  readonly spec: LerobotSpec;
  readonly tasks = new TaskList();
  readonly #aggregates = new Map<string, StatsAggregate>();
  readonly #placer: VideoPlacer;
  #episodes = 0;
  #frames = 0;
  #videos = 0;

  /** Throws `conflict` when the folder is there and not empty. */
  static async begin(root: string, spec: LerobotSpec): Promise<WriteSession> {
    await mkdir(root, { recursive: true });
    if ((await readdir(root)).length > 0) throw new ExchangeError('conflict', `${root} is not empty.`);
    return new WriteSession(root, spec);
  }

  private constructor(root: string, spec: LerobotSpec) {
    this.root = root;
    this.spec = spec;
    this.#placer = new VideoPlacer(root, spec);
  }

  /**
   * Checks an episode and brings its videos to their places; where each begins. Nothing counts yet: when this throws, the next episode takes
   * the same number.
   */
  async prepare(input: EpisodeInput): Promise<PlacedVideo[]> {
    const place = { index: this.#episodes, firstIndex: this.#frames, tasks: new TaskList() };
    return this.#placer.place(input.videos ?? new Map(), completeEpisode(this.spec, input, place));
  }

  /** Numbers an episode that was prepared. */
  next(input: EpisodeInput): CompleteEpisode {
    const place = { index: this.#episodes, firstIndex: this.#frames, tasks: this.tasks };
    const episode = completeEpisode(this.spec, input, place);
    this.#episodes++;
    this.#frames += episode.rows;
    this.#videos += input.videos?.size ?? 0;
    return episode;
  }

  /** Statistics of all numeric columns, and of videos and pictures where their maker gave them; also adds them to the aggregate. */
  stats(columns: ReadonlyMap<string, Column>, input: EpisodeInput): Map<string, FeatureStats> {
    const stats = new Map<string, FeatureStats>();
    for (const [name, column] of columns) if (column.kind === 'numbers') stats.set(name, columnStats(column));
    for (const [name, video] of input.videos ?? [])
      if (video.stats !== undefined) stats.set(name, video.stats);
    for (const [name, pictures] of input.pictures ?? []) {
      const known = pictures.stats();
      if (known !== null) stats.set(name, known);
    }
    for (const [name, value] of stats) {
      const aggregate = this.#aggregates.get(name) ?? new StatsAggregate();
      aggregate.add(value);
      this.#aggregates.set(name, aggregate);
    }
    return stats;
  }

  /** True for features whose statistics have shape (channels, 1, 1). */
  isImage(name: string): boolean {
    return this.spec.features.some(
      (feature) => feature.name === name && ['video', 'image'].includes(feature.dtype),
    );
  }

  /** Writes a small text file below the root. */
  async writeText(path: string, text: string): Promise<void> {
    const to = join(this.root, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, text);
  }

  /** `meta/stats.json` over all episodes. */
  async writeStats(): Promise<void> {
    const stats: Record<string, unknown> = {};
    for (const [name, { value }] of this.#aggregates) {
      if (value !== null) stats[name] = statsJson(value, this.isImage(name));
    }
    await this.writeText('meta/stats.json', JSON.stringify(stats, finiteOrNull, 4));
  }

  /** Writes `meta/info.json`, last of all: without it the folder is no dataset. */
  async writeInfo(splits?: Readonly<Record<string, string>>): Promise<WrittenExtent> {
    await this.#placer.finish();
    const extent = { episodes: this.#episodes, frames: this.#frames, tasks: this.tasks.sentences.length };
    const info = infoJson(this.spec, {
      ...extent,
      videos: this.#videos,
      splits: splits ?? { train: `0:${extent.episodes}` },
    });
    await this.writeText('meta/info.json', JSON.stringify(info, null, 4));
    return extent;
  }
}

/** JSON has no NaN: statistics of a column that holds one become null. */
function finiteOrNull(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
