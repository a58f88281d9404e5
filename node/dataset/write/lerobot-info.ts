/** `meta/info.json` and the paths of both versions. */

import { DATA_FILES_MB, VIDEO_FILES_MB, CHUNKS_SIZE } from './layout.ts';
import { BOOKKEEPING, isBookkeeping } from './episode-check.ts';
import type { LerobotSpec, WriterFeature, WrittenExtent } from './lerobot-spec.ts';

/** Content of `info.json` for a finished dataset. */
export function infoJson(
  spec: LerobotSpec,
  extent: WrittenExtent & { videos: number; splits: Readonly<Record<string, string>> },
): Record<string, unknown> {
  const features = [...spec.features.filter(({ name }) => !isBookkeeping(name)), ...BOOKKEEPING];
  const hasVideo = features.some(({ dtype }) => dtype === 'video');
  const v21 = spec.version === 'v2.1';
  return {
    codebase_version: spec.version,
    robot_type: spec.robotType,
    total_episodes: extent.episodes,
    total_frames: extent.frames,
    total_tasks: extent.tasks,
    ...(v21 ? { total_videos: extent.videos, total_chunks: Math.ceil(extent.episodes / CHUNKS_SIZE) } : {}),
    chunks_size: CHUNKS_SIZE,
    ...(v21 ? {} : { data_files_size_in_mb: DATA_FILES_MB, video_files_size_in_mb: VIDEO_FILES_MB }),
    fps: spec.fps,
    splits: extent.splits,
    data_path: v21
      ? 'data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet'
      : 'data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet',
    video_path: hasVideo ? videoPath(v21) : null,
    features: Object.fromEntries(features.map((feature) => [feature.name, featureJson(feature, spec)])),
    ...spec.extension,
  };
}

function videoPath(v21: boolean): string {
  return v21
    ? 'videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4'
    : 'videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4';
}

function featureJson(feature: WriterFeature, spec: LerobotSpec): Record<string, unknown> {
  const { dtype, shape, names, info } = feature;
  const stream =
    info === undefined || Object.keys(info).length === 0
      ? {}
      : { info: Object.fromEntries(Object.entries(info).map(([key, value]) => [infoKey(key), value])) };
  return {
    dtype,
    shape,
    names,
    ...stream,
    ...(spec.version === 'v3.0' && dtype !== 'video' ? { fps: spec.fps } : {}),
  };
}

/** LeRobot prefixes what concerns the picture with `video.`, and leaves audio and depth keys as they are. */
function infoKey(key: string): string {
  return key.includes('.') || key === 'has_audio' || key === 'is_depth_map' ? key : `video.${key}`;
}
