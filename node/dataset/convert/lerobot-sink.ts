/** Writes episodes as a LeRobotDataset, and says what that changes. */

import { ExchangeError } from '#contracts/errors.ts';
import type { LerobotVersion } from '../lerobot/info.ts';
import { createLerobotWriter } from '../write/create-lerobot-writer.ts';
import type { LerobotSpec, LerobotWriter, WriterFeature } from '../write/lerobot-spec.ts';
import type { ConversionRecord } from './conversion-record.ts';
import type { FrameEpisode, FrameSink } from './frame-episode.ts';

/** The dataset to write; features follow from its first episode. */
export interface LerobotTarget {
  readonly version: LerobotVersion;
  readonly fps: number;
  readonly robotType: string | null;
  readonly extension?: NonNullable<LerobotSpec['extension']>;
}

/** Opens a sink on an empty folder. Later episodes must have the features of the first. */
export function lerobotSink(root: string, target: LerobotTarget, record: ConversionRecord): FrameSink {
  let open: { writer: LerobotWriter; features: readonly WriterFeature[] } | null = null;
  return {
    add: async (episode) => {
      if (open === null) {
        const spec: LerobotSpec = { ...target, features: episode.features, remuxVideos: true };
        open = { writer: await createLerobotWriter(root, spec), features: episode.features };
      }
      requireFeatures(open.features, episode);
      await open.writer.addEpisode({
        rows: episode.rows,
        columns: episode.columns,
        task: episode.task,
        videos: episode.videos,
        pictures: episode.pictures,
      });
      for (const camera of episode.videos.keys()) {
        record.step(target.version === 'v3.0' ? 'video-joined' : 'video-cut', { feature: camera });
      }
    },
    finish: async (splits) => {
      if (open === null) throw new ExchangeError('bad-dataset', 'No episode can be written.');
      await open.writer.finish(splits);
      for (const code of ['statistics-recomputed', 'tasks-renumbered', 'splits-recomputed'] as const)
        record.step(code);
    },
  };
}

/** Throws `bad-dataset` when an episode has other features than the first, naming them. */
function requireFeatures(features: readonly WriterFeature[], episode: FrameEpisode): void {
  const key = ({ name, dtype, shape }: WriterFeature): string =>
    dtype === 'video' || dtype === 'image' ? `${name} ${dtype}` : `${name} ${dtype} ${shape.join('×')}`;
  const first = new Set(features.map(key));
  const here = new Set(episode.features.map(key));
  const differing = [...first]
    .filter((one) => !here.has(one))
    .concat([...here].filter((one) => !first.has(one)));
  if (differing.length === 0) return;
  throw new ExchangeError(
    'bad-dataset',
    `Its features are not those of the first episode: ${differing.slice(0, 6).join(', ')}.`,
    { params: { episode: episode.index } },
  );
}
