/** Recordings of the demo world's robots that hold the pose of a link instead of joint positions, in the conventions that such data has. */

import { readFile } from 'node:fs/promises';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import type { Column } from '#node/dataset/dataset-reader.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { numbers } from './lerobot-fixture.ts';
import { FPS, RECORDED_EPISODES, recordedPositions, robotFile } from './robot-recording.ts';

/** A feature that holds something of a pose. */
export interface PoseColumn {
  readonly name: string;
  readonly names: readonly string[] | null;
  readonly shape?: readonly number[];
  /** Numbers of a frame. */
  readonly values: (pose: Pose, frame: number) => readonly number[];
  /** Frames by which it is ahead, as commands are; 0 when left out. */
  readonly lead?: number;
}

/** What is recorded. */
export interface PoseRecording {
  readonly robot: string;
  readonly link: string;
  readonly columns: readonly PoseColumn[];
  readonly version?: 'v2.1' | 'v3.0';
  /** Frames of an episode; 40 when left out. */
  readonly frames?: number;
  /** How far joints swing (rad, m), within an eighth of their range; as far as that when left out. */
  readonly swing?: number;
  readonly task?: string;
}

/** Poses of a link in the root frame, episode by episode and frame by frame: the motion that `writeRobotRecording` writes as joints. */
export async function linkPoses(recording: PoseRecording): Promise<Pose[][]> {
  const { robot, link, frames = 40, swing = Number.POSITIVE_INFINITY } = recording;
  const tree = readRobotDescription(await readFile(robotFile(robot), 'utf8'));
  const index = tree.links.findIndex(({ name }) => name === link);
  return Array.from({ length: RECORDED_EPISODES }, (_, episode) =>
    Array.from(
      { length: frames },
      (_row, frame) => forwardKinematics(tree, recordedPositions(tree, { episode, frame, swing }))[index]!,
    ),
  );
}

/** Writes a LeRobot folder with poses of a link, and no joints. */
export async function writePoseRecording(dir: string, recording: PoseRecording): Promise<void> {
  const { columns, version = 'v3.0', task = 'Put the cup on the shelf.' } = recording;
  const episodes = await linkPoses(recording);
  const widths = columns.map(({ values }) => values(episodes[0]![0]!, 0).length);
  const writer = await createLerobotWriter(dir, {
    version,
    fps: FPS,
    robotType: 'arm',
    features: columns.map(({ name, names, shape }, i) => ({
      name,
      dtype: 'float32',
      shape: [...(shape ?? [widths[i]!])],
      names: names === null ? null : [...names],
    })),
  });
  for (const poses of episodes) {
    const filled = columns.map(({ name, values, lead = 0 }, i): [string, Column] => {
      const at = (frame: number): Pose => poses[Math.min(frame + lead, poses.length - 1)]!;
      const rows = Float32Array.from(poses.flatMap((_, frame) => values(at(frame), frame)));
      return [name, numbers('float32', widths[i]!, rows)];
    });
    await writer.addEpisode({ columns: new Map(filled), task });
  }
  await writer.finish();
}
