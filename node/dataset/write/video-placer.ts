/** Brings the videos of episodes to their places: copied whole, or cut and joined packet by packet. */

import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AppendedVideo, VideoFileWriter } from '../video/video-file-writer.ts';
import { episodeVideoPath, shardAt, VIDEO_FILES_MB, videoShardPath, type Shard } from './layout.ts';
import type { EpisodeVideo, LerobotSpec } from './lerobot-spec.ts';
import { openEpisodeVideo, videoRate, type OpenVideo } from './open-video.ts';

/** Where a camera's pictures of an episode are: the file (v3.0 counts by shard), and the second at which they begin. */
export interface PlacedVideo {
  readonly camera: string;
  readonly shard: Shard;
  readonly from: number;
}

interface OpenShard {
  readonly writer: VideoFileWriter;
  readonly shard: Shard;
}

/** Places videos for one dataset. Call {@link VideoPlacer.finish} at the end: the last files are closed there. */
export class VideoPlacer {
  readonly #root: string;
  readonly #spec: LerobotSpec;
  readonly #open = new Map<string, OpenShard>();
  /** Files begun, by camera. */
  readonly #begun = new Map<string, number>();

  constructor(root: string, spec: LerobotSpec) {
    this.#root = root;
    this.#spec = spec;
  }

  /** Places an episode's videos, in the order of the map. Throws `bad-dataset` or `unsupported-format` for what cannot be cut. */
  async place(
    videos: ReadonlyMap<string, EpisodeVideo>,
    episode: { readonly index: number; readonly rows: number },
  ): Promise<PlacedVideo[]> {
    const placed: PlacedVideo[] = [];
    for (const [camera, video] of videos) {
      if (this.#spec.remuxVideos !== true) placed.push(await this.#copy(camera, video, episode.index));
      else if (this.#spec.version === 'v2.1') placed.push(await this.#cut(camera, video, episode));
      else placed.push(await this.#join(camera, video, episode));
    }
    return placed;
  }

  /** Closes the files that are still open. */
  async finish(): Promise<void> {
    for (const { writer } of this.#open.values()) await writer.finish();
    this.#open.clear();
  }

  async #copy(camera: string, { path }: EpisodeVideo, episode: number): Promise<PlacedVideo> {
    const shard = shardAt(episode);
    const v21 = this.#spec.version === 'v2.1';
    const to = join(this.#root, v21 ? episodeVideoPath(camera, episode) : videoShardPath(camera, shard));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(path, to);
    return { camera, shard, from: 0 };
  }

  async #cut(
    camera: string,
    video: EpisodeVideo,
    episode: { readonly index: number; readonly rows: number },
  ): Promise<PlacedVideo> {
    const path = join(this.#root, episodeVideoPath(camera, episode.index));
    using reader = await this.#read(camera, video, { preroll: false });
    const writer = await this.#create(path, camera);
    try {
      const from = await writer.append(reader, this.#slots(camera, episode.rows));
      await writer.finish();
      return { camera, shard: shardAt(episode.index), from };
    } catch (error) {
      await writer.cancel();
      await rm(path, { force: true });
      throw error;
    }
  }

  async #join(camera: string, video: EpisodeVideo, episode: { readonly rows: number }): Promise<PlacedVideo> {
    using reader = await this.#read(camera, video, { preroll: true });
    const { writer, shard } = await this.#shardFor(camera, reader.stream);
    return { camera, shard, from: await writer.append(reader, this.#slots(camera, episode.rows)) };
  }

  #read(camera: string, video: EpisodeVideo, { preroll }: { preroll: boolean }): Promise<OpenVideo> {
    return openEpisodeVideo(video, { rate: this.#rateOf(camera), preroll });
  }

  /** The open file of a camera, or a new one where the next episode is of another kind or the file has grown to its size. */
  async #shardFor(camera: string, stream: AppendedVideo['stream']): Promise<OpenShard> {
    const open = this.#open.get(camera);
    if (open !== undefined) {
      if (open.writer.takes(stream) && open.writer.bytes < VIDEO_FILES_MB * 1e6) return open;
      await open.writer.finish();
      this.#open.delete(camera);
    }
    const number = this.#begun.get(camera) ?? 0;
    this.#begun.set(camera, number + 1);
    const shard = shardAt(number);
    const path = join(this.#root, videoShardPath(camera, shard));
    const begun = { writer: await this.#create(path, camera), shard };
    this.#open.set(camera, begun);
    return begun;
  }

  /** Only datasets with video load the code for it. */
  async #create(path: string, camera: string): Promise<VideoFileWriter> {
    const video = await import('../video/video-file-writer.ts');
    return video.VideoFileWriter.create(path, this.#rateOf(camera));
  }

  #rateOf(camera: string): number {
    return videoRate(camera, this.#spec);
  }

  #slots(camera: string, rows: number): number {
    return Math.ceil((rows * this.#rateOf(camera)) / this.#spec.fps);
  }
}
