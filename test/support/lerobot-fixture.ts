/** Small LeRobot datasets with known content, written by the project's own writer. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Joint, KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import type { Column, NumberArray, NumberColumn, NumberType } from '#node/dataset/dataset-reader.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import type { LerobotSpec, WriterFeature } from '#node/dataset/write/lerobot-spec.ts';
import { plainVideo, type Painter } from './seeded-video.ts';

/** What the fixture is made of; everything has a default. */
export interface FixtureOptions {
  readonly version?: 'v2.1' | 'v3.0';
  readonly episodes?: number;
  readonly frames?: number;
  readonly joints?: number;
  readonly fps?: number;
  readonly withVideo?: boolean;
  /** What the camera shows. */
  readonly paint?: Painter;
  readonly extraFeatures?: readonly WriterFeature[];
  /** Columns of an episode beyond state and action. */
  readonly extraColumns?: (episode: number, frames: number) => ReadonlyMap<string, Column>;
  /** State of a joint, radians, at a frame of an episode. */
  readonly motion?: (episode: number, frame: number, joint: number) => number;
}

/** Name of the fixture's camera. */
export const CAMERA = 'observation.images.top';

/** Builds a numeric column from values in rows. */
export function numbers(type: NumberType, width: number, values: NumberArray): NumberColumn {
  return { kind: 'numbers', type, width, rows: values.length / width, values, missing: null };
}

/** Names of the fixture's joints, as its features list them. */
export function jointNames(joints: number): string[] {
  return Array.from({ length: joints }, (_, i) => `joint_${i + 1}.pos`);
}

/** A smooth reach that begins and ends at rest, different for each episode. */
export function reach(episode: number, frame: number, joint: number): number {
  return Math.sin(frame / (10 + episode) + joint) * (0.5 + 0.1 * joint);
}

/** Writes the dataset into an empty folder. State follows the action by three frames. */
export async function writeLerobotFixture(dir: string, options: FixtureOptions = {}): Promise<void> {
  const { version = 'v3.0', episodes = 3, frames = 40, joints = 6, fps = 30, motion = reach } = options;
  const names = jointNames(joints);
  const features: WriterFeature[] = [
    { name: 'observation.state', dtype: 'float32', shape: [joints], names },
    { name: 'action', dtype: 'float32', shape: [joints], names },
    ...(options.extraFeatures ?? []),
  ];
  if (options.withVideo === true) {
    const info = { height: 48, width: 64, codec: 'h264', pix_fmt: 'yuv420p', fps, has_audio: false };
    features.push({
      name: CAMERA,
      dtype: 'video',
      shape: [48, 64, 3],
      names: ['height', 'width', 'channel'],
      info,
    });
  }
  const spec: LerobotSpec = { version, fps, robotType: 'six-axis arm', features };
  const writer = await createLerobotWriter(dir, spec);
  const video = `${dir}.mp4`;
  if (options.withVideo === true)
    await writeFile(video, await plainVideo(frames, { fps, paint: options.paint }));
  for (let episode = 0; episode < episodes; episode++) {
    const at = (lead: number) =>
      Float32Array.from({ length: frames * joints }, (_, i) =>
        motion(episode, Math.floor(i / joints) + lead, i % joints),
      );
    await writer.addEpisode({
      columns: new Map<string, Column>([
        ['observation.state', numbers('float32', joints, at(0))],
        ['action', numbers('float32', joints, at(3))],
        ...(options.extraColumns?.(episode, frames) ?? []),
      ]),
      task: episode % 2 === 0 ? 'Put the cup on the shelf.' : 'Open the drawer.',
      videos: options.withVideo === true ? new Map([[CAMERA, { path: video }]]) : new Map(),
    });
  }
  await writer.finish();
}

/** A serial arm whose joints are called like the fixture's, with limits of ±2 rad and 4 rad/s. */
export function fixtureRobot(joints = 6): KinematicTree {
  const still = { position: [0, 0, 0.1], rotation: [1, 0, 0, 0] } as const;
  return {
    name: 'arm',
    format: 'urdf',
    links: Array.from({ length: joints + 1 }, (_, i) => ({ name: `link_${i}`, mass: 1, geometries: [] })),
    joints: Array.from(
      { length: joints },
      (_, i): Joint => ({
        name: `joint_${i + 1}`,
        type: 'revolute',
        parent: i,
        child: i + 1,
        origin: still,
        axis: [0, 0, 1],
        lower: -2,
        upper: 2,
        velocity: 4,
        effort: null,
        mimic: null,
        actuated: true,
      }),
    ),
    root: 0,
    frames: [],
    sensors: [],
    couplings: [],
    warnings: [],
  };
}

/** Path of the fixture's only v3.0 data file. */
export function dataFile(dir: string): string {
  return join(dir, 'data/chunk-000/file-000.parquet');
}
