/** What a scan keeps of one episode: everything that the facts are put together from, small, and the same whether it was read now or before. */

import type { QualityMetricId } from '#contracts/dataset/quality.ts';
import type { Episode, EpisodeMeta } from '../dataset-reader.ts';
import { episodeShape } from '../quality/episode-shapes.ts';
import { measureEpisode } from '../quality/judge-episode.ts';
import { labelCoverage } from '../quality/label-coverage.ts';
import { signalsOf, type UnderstoodFeature } from './episode-signals.ts';
import { sensedKinds, streamsOf } from './episode-streams.ts';
import { observeColumns, type FeatureSample } from './feature-tally.ts';
import { contentDigest, type EpisodeCircumstances } from './quality-tally.ts';
import type { ScanState } from './scan-dataset.ts';
import { countTasks } from './task-tally.ts';

/** One measured episode. */
export interface EpisodeRecord {
  readonly meta: EpisodeMeta;
  readonly values: Readonly<Record<QualityMetricId, number | null>>;
  readonly circumstances: EpisodeCircumstances;
  readonly syntheticClock: boolean;
  /** Frames per second that the timestamps show; null where they show none. */
  readonly observedRate: number | null;
  readonly samples: readonly FeatureSample[];
  /** Frames per task index. */
  readonly tasks: ReadonlyMap<number, number>;
}

/** Features whose columns are read: those that hold numbers. */
export function numericColumns(features: readonly UnderstoodFeature[]): string[] {
  const numeric = ['state', 'action', 'index', 'label', 'other'];
  return features
    .filter(({ meaning }) => numeric.includes(meaning.role))
    .map(({ declared }) => declared.name);
}

/** Measures an episode. */
export async function measureRecord(state: ScanState, episode: Episode): Promise<EpisodeRecord> {
  const { meta, columns } = episode;
  const { features, reader } = state;
  const signals = signalsOf(episode, features, reader.declared.fps);
  const frames = await state.cameras.framesOf(meta.videos);
  const pictures = await state.pictures.judge(episode, signals);
  const numeric = numericColumns(features);
  const { expected, present } = featureCounts(episode, features, numeric);
  const verdict = measureEpisode({
    signals,
    cameras: frames,
    streams: streamsOf(episode, { features, frames, rows: signals.timestamps }),
    pictures,
    labelCoverage: labelCoverage({
      frames: meta.frames,
      taskIndex: columns.get('task_index'),
      tasks: reader.tasks,
      sentences: meta.tasks,
    }),
    featuresDeclared: expected,
    featuresPresent: present - (meta.videos.length - frames.length),
  });
  return {
    meta,
    values: verdict.values,
    syntheticClock: verdict.syntheticClock,
    observedRate: rateOf(signals.timestamps),
    samples: observeColumns(columns, episode.times),
    tasks: countTasks(columns.get('task_index')),
    circumstances: {
      content: signals.signals.length === 0 ? null : contentDigest(signals),
      unreadable: columns.size === 0 && meta.frames > 0 && numeric.length > 0,
      pictures,
      shape: episodeShape(meta.index, signals),
      sensed: sensedKinds(episode, features, frames.length > 0),
    },
  };
}

/** Features that an episode should have, and those of them that it has. */
function featureCounts(
  { meta, columns }: Episode,
  features: readonly UnderstoodFeature[],
  numeric: readonly string[],
): { expected: number; present: number } {
  const expected = features.filter(
    ({ declared }) => declared.dtype !== 'image' && declared.isOptional !== true,
  );
  const videos = new Set(meta.videos.map(({ camera }) => camera));
  const present = expected.filter(({ declared }) =>
    declared.dtype === 'video'
      ? videos.has(declared.name)
      : columns.has(declared.name) || !numeric.includes(declared.name),
  );
  return { expected: expected.length, present: present.length };
}

function rateOf(times: Float64Array | null): number | null {
  if (times === null || times.length < 2) return null;
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return span > 0 ? (times.length - 1) / span : null;
}

/** Adds an episode to what was gathered. */
export function takeIn(state: ScanState, record: EpisodeRecord): void {
  const { meta } = record;
  state.episodes++;
  state.frames += meta.frames;
  if (record.syntheticClock) state.syntheticClocks++;
  if (record.observedRate !== null) state.observedRates.push(record.observedRate);
  state.tally.merge(record.samples);
  state.tasks.merge(record.tasks);
  state.quality.add(meta.index, record.values, record.circumstances);
}
