import type { DeclaredFeature } from '../dataset-reader.ts';
import type { Trajectory, TrajectorySink } from '../trajectories/trajectory-dataset.ts';
import { probeVideo } from './probe-video.ts';

/** Name of the one camera that a folder of videos has. */
export const FOLDER_CAMERA = 'video';

/** A video file as an episode of its own: frames by their container times. */
export async function* readVideoFile(path: string, sink: TrajectorySink): AsyncGenerator<Trajectory> {
  const { times, width, height, codec } = await probeVideo(path);
  const feature: DeclaredFeature = {
    name: FOLDER_CAMERA,
    dtype: 'video',
    shape: [height, width, 3],
    names: ['height', 'width', 'channel'],
    fps: null,
    info: { codec },
  };
  yield {
    rows: times.length,
    task: null,
    features: [feature],
    columns: new Map(),
    times: new Map([[FOLDER_CAMERA, times]]),
    videos: [{ camera: FOLDER_CAMERA, path: sink.file, from: times[0] ?? 0, to: null }],
  };
}
