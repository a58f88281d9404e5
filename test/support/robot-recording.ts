/** Small recordings of the demo world's robots, for tests that publish real datasets. */

import { join } from 'node:path';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { Joint, KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import type { Column } from '#node/dataset/dataset-reader.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { readFile } from 'node:fs/promises';
import { numbers } from './lerobot-fixture.ts';

/** Frames of an episode and frames per second. */
const FRAMES = 40;
export const FPS = 30;
/** Episodes: enough that three of them share a cell of the histogram. */
export const RECORDED_EPISODES = 8;
/** The action leads the state by this many frames. */
const LEAD = 2;
const ROBOTS = join(import.meta.dirname, '..', '..', 'demo', 'robots');

/** Path of a demo robot's description, such as `larkspur-arm7`. */
export function robotFile(name: string): string {
  return join(ROBOTS, `${name}.urdf`);
}

/** What is recorded. */
export interface RobotRecording {
  readonly robot: string;
  readonly tasks: readonly string[];
  /** LeRobot version; v3.0 when left out. */
  readonly version?: 'v2.1' | 'v3.0';
  /** Shifts the motion, so that two recordings of one robot differ. */
  readonly phase?: number;
  /** Frames of an episode; 40 when left out. */
  readonly frames?: number;
  /** How far joints swing to either side at most (rad, m), within an eighth of their range: slower motion, where ranges are wide. */
  readonly swing?: number;
  /** Joints with such names stand still, in another way in each episode. */
  readonly still?: RegExp;
}

/** Writes a LeRobot folder in which the robot swings within the middle of its joint ranges. */
export async function writeRobotRecording(dir: string, recording: RobotRecording): Promise<void> {
  const { robot, tasks, phase = 0, version = 'v3.0', frames = FRAMES } = recording;
  const tree = readRobotDescription(await readFile(robotFile(robot), 'utf8'));
  const joints = tree.joints.filter(({ type, mimic }) => type !== 'fixed' && mimic === null);
  const names = joints.map((joint) => `${joint.name}.pos`);
  const shape = [joints.length];
  const most = recording.swing ?? Number.POSITIVE_INFINITY;
  const writer = await createLerobotWriter(dir, {
    version,
    fps: FPS,
    robotType: robot.replaceAll('-', '_'),
    features: [
      { name: 'observation.state', dtype: 'float32', shape, names },
      { name: 'action', dtype: 'float32', shape, names },
    ],
  });
  for (let episode = 0; episode < RECORDED_EPISODES; episode++) {
    const column = (lead: number): Column =>
      numbers(
        'float32',
        joints.length,
        Float32Array.from({ length: frames * joints.length }, (_, i) => {
          const index = i % joints.length;
          const frame = Math.floor(i / joints.length) + lead;
          const joint = joints[index] as Joint;
          const rests = recording.still?.test(joint.name) === true;
          return swing(joint, rests ? 0 : frame / FPS, { phase: phase + index + episode / 20, most });
        }),
      );
    await writer.addEpisode({
      columns: new Map([
        ['observation.state', column(0)],
        ['action', column(LEAD)],
      ]),
      task: tasks[episode % tasks.length] ?? '',
    });
  }
  await writer.finish();
}

/** Positions by joint name at a frame of an episode of such a recording, as far as it swings, and its frames a second. */
export function recordedPositions(
  tree: KinematicTree,
  at: { readonly episode: number; readonly frame: number; readonly swing: number },
): Record<string, number> {
  const joints = tree.joints.filter(({ type, mimic }) => type !== 'fixed' && mimic === null);
  const wave = (index: number) => ({ phase: index + at.episode / 20, most: at.swing });
  return Object.fromEntries(
    joints.map((joint, index) => [joint.name, swing(joint, at.frame / FPS, wave(index))]),
  );
}

/** Angle (rad) or travel (m) of a joint at a time (s): a slow wave about the middle of its range. */
function swing(joint: Joint, time: number, wave: { readonly phase: number; readonly most: number }): number {
  const lower = joint.lower ?? -1;
  const upper = joint.upper ?? 1;
  const width = Math.min(wave.most, (upper - lower) / 8);
  return (lower + upper) / 2 + width * Math.sin(1.5 * time + wave.phase);
}
