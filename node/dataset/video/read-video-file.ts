import { ExchangeError } from '#contracts/errors.ts';
import { frameColumns, frameSentences } from '../annotations/annotated-video.ts';
import type { FolderAnnotations } from '../annotations/read-annotations.ts';
import type { Column, DeclaredFeature } from '../dataset-reader.ts';
import type { Trajectory, TrajectoryReader, TrajectorySink } from '../trajectories/trajectory-dataset.ts';
import { probeVideo } from './probe-video.ts';

/** Name of the one camera that a folder of videos has. */
export const FOLDER_CAMERA = 'video';

/** How videos are read. */
export interface VideoReading {
  readonly annotations: FolderAnnotations;
  /** True: every video has a column for every table of the folder. */
  readonly complete: boolean;
}

/** Reads video files as episodes of their own: frames by their container times, with what the annotations beside them say. */
export function videoReader(reading: VideoReading): TrajectoryReader {
  return (path, sink) => readVideoFile(path, sink, reading);
}

async function* readVideoFile(
  path: string,
  sink: TrajectorySink,
  { annotations, complete }: VideoReading,
): AsyncGenerator<Trajectory> {
  const { times, width, height, codec, cut } = await probeVideo(path);
  // A scan tells of it and judges what is there; a conversion must not take a part for the whole.
  if (cut !== null && complete)
    throw new ExchangeError('bad-dataset', `The video ends ${cut.missing} pictures early.`, {
      params: { offset: cut.end },
    });
  const { file, collector } = sink;
  const own = annotations.of(file);
  const start = times[0] ?? 0;
  const video = { file, times: times.map((time) => time - start), annotations: own, collector, complete };
  const tables = frameColumns(video);
  const columns = new Map<string, Column>(tables.map(({ feature, column }) => [feature.name, column]));
  const camera: DeclaredFeature = {
    name: FOLDER_CAMERA,
    dtype: 'video',
    shape: [height, width, 3],
    names: ['height', 'width', 'channel'],
    fps: null,
    info: { codec },
  };
  yield {
    rows: times.length,
    task: own.task,
    rowTasks: frameSentences(video),
    features: [camera, ...tables.map(({ feature }) => feature)],
    columns,
    times: new Map([FOLDER_CAMERA, ...columns.keys()].map((name) => [name, times])),
    videos: [{ camera: FOLDER_CAMERA, path: file, from: start, to: null }],
  };
}

/** Pictures a second of the first video that can be read; whole where it is within a thousandth of it. Null when none tells. */
export async function folderRate(paths: readonly string[]): Promise<number | null> {
  for (const path of paths) {
    const fps = (await probeVideo(path).catch(() => null))?.fps ?? null;
    if (fps === null) continue;
    const whole = Math.round(fps);
    return whole > 0 && Math.abs(fps / whole - 1) < 1e-3 ? whole : fps;
  }
  return null;
}
