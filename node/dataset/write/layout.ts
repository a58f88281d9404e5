/** Where files of a LeRobotDataset lie, and how large they grow (huggingface/lerobot, defaults of v3.0). */

/** Files (v3.0) or episodes (v2.1) per chunk folder. */
export const CHUNKS_SIZE = 1000;
/** A data file of v3.0 is closed when it has this many MB. */
export const DATA_FILES_MB = 100;
/** A video file of v3.0 takes no further episode when it has this many MB. */
export const VIDEO_FILES_MB = 200;

const three = (value: number): string => String(value).padStart(3, '0');

/** `data/chunk-000/file-000.parquet` and its likes. */
export function shardPath(kind: 'data' | 'meta/episodes', shard: Shard): string {
  return `${kind}/chunk-${three(shard.chunk)}/file-${three(shard.file)}.parquet`;
}

/** Path of a v3.0 video shard. */
export function videoShardPath(camera: string, shard: Shard): string {
  return `videos/${camera}/chunk-${three(shard.chunk)}/file-${three(shard.file)}.mp4`;
}

/** Paths of a v2.1 episode. */
export function episodePath(episode: number): string {
  return `data/chunk-${three(Math.floor(episode / CHUNKS_SIZE))}/episode_${String(episode).padStart(6, '0')}.parquet`;
}

/** Path of a v2.1 video. */
export function episodeVideoPath(camera: string, episode: number): string {
  return `videos/chunk-${three(Math.floor(episode / CHUNKS_SIZE))}/${camera}/episode_${String(episode).padStart(6, '0')}.mp4`;
}

/** Number of a file in its chunk folder. */
export interface Shard {
  readonly chunk: number;
  readonly file: number;
}

/** The n-th file of a kind. */
export function shardAt(n: number): Shard {
  return { chunk: Math.floor(n / CHUNKS_SIZE), file: n % CHUNKS_SIZE };
}
