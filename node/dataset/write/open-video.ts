/** Opens the video of an episode, whatever it comes from. */

import type { AppendedVideo } from '../video/video-file-writer.ts';
import type { EpisodeVideo, WriterFeature } from './lerobot-spec.ts';

/** An open video. Dispose it to close what it reads from. */
export type OpenVideo = AppendedVideo & Disposable;

/** Opens it on a grid of `rate` pictures a second. Throws as `VideoPartReader.open` does. */
export async function openEpisodeVideo(
  video: EpisodeVideo,
  options: { rate: number; preroll: boolean },
): Promise<OpenVideo> {
  if (video.open !== undefined) return video.open();
  const { VideoPartReader } = await import('../video/video-part.ts');
  return VideoPartReader.open({ path: video.path, from: video.from ?? 0, to: video.to ?? null }, options);
}

/** Pictures a second of a camera: its own where its feature states them, else the dataset's frame rate. */
export function videoRate(
  camera: string,
  { fps, features }: { fps: number; features: readonly WriterFeature[] },
): number {
  const stated = features.find(({ name }) => name === camera)?.info?.['fps'];
  return typeof stated === 'number' && stated > 0 ? stated : fps;
}
