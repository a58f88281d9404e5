/** Writes a dataset of the demo world as a real LeRobot folder. */

import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import type { EpisodeVideo, WrittenExtent } from '#node/dataset/write/lerobot-spec.ts';
import { recordArm } from './arm-recorder.ts';
import type { DatasetSpec } from './dataset-specs.ts';
import { loadDemoBody } from './demo-body.ts';
import type { Recorder, Recording } from './episode-parts.ts';
import { shootFilm } from './film.ts';
import { damage, recordedInstead } from './flaws.ts';
import { recordHead } from './head-camera-recorder.ts';

/** Joint readings of good encoders scatter by this much, rad. */
const ENCODER_NOISE = 0.0004;

/**
 * Writes the dataset into `folder`, which appears only when it is complete. The same spec gives the same bytes. Throws
 * `bad-dataset` when the recording does not fit its features, `bad-robot-description`.
 */
export async function writeDataset(spec: DatasetSpec, folder: string): Promise<WrittenExtent> {
  await mkdir(dirname(folder), { recursive: true });
  const work = await mkdtemp(join(dirname(folder), '.making-'));
  try {
    const made = join(work, 'dataset');
    const extent = await writeInto(spec, made, work);
    await rename(made, folder);
    return extent;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function writeInto(spec: DatasetSpec, made: string, work: string): Promise<WrittenExtent> {
  const recorder = await recorderFor(spec);
  const writer = await createLerobotWriter(made, {
    version: spec.version,
    fps: spec.fps,
    robotType: spec.robot === null ? null : spec.robot.replaceAll('-', '_'),
    features: recorder.features,
    extension: { kinship: { demo: true, collection: spec.method } },
  });
  for (let episode = 0; episode < spec.episodes; episode++) {
    const recording = recorder.record(spec.flawed ? recordedInstead(episode) : episode);
    if (spec.flawed) damage(recording.columns, episode, spec.fps);
    await writer.addEpisode({
      columns: recording.columns,
      task: spec.tasks[episode % spec.tasks.length] ?? '',
      videos: await shoot(recording, work, spec.fps),
    });
  }
  return writer.finish();
}

async function shoot(recording: Recording, work: string, fps: number): Promise<Map<string, EpisodeVideo>> {
  const videos = new Map<string, EpisodeVideo>();
  for (const [camera, scenes] of recording.films) {
    const path = join(work, `${camera}.mp4`);
    videos.set(camera, { path, stats: await shootFilm(path, scenes, fps) });
  }
  return videos;
}

async function recorderFor(spec: DatasetSpec): Promise<Recorder> {
  const { slug, recording, fps } = spec;
  const frames = Math.round(spec.seconds * fps);
  if (recording.kind === 'head' || spec.robot === null) {
    const part =
      recording.kind === 'head' ? recording : { camera: 'observation.images.head', scene: 'shelf' as const };
    return recordHead({ slug, fps, frames, camera: part.camera, scene: part.scene });
  }
  return recordArm({
    ...recording,
    slug,
    fps,
    frames,
    body: await loadDemoBody(spec.robot),
    sensorNoise: recording.sensorNoise ?? ENCODER_NOISE,
    degrees: recording.degrees ?? false,
    operators: spec.operators,
  });
}
