/** A small recording of a person, as a motion capture suit gives it: joint angles by the names of the joints, in radians. */

import { humanTree } from '#contracts/embodiment/body/human-body.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { numbers } from './lerobot-fixture.ts';

/** Frames a second, and frames of an episode. */
export const PERSON_FPS = 30;
export const PERSON_FRAMES = 90;

/** Writes a LeRobot folder in which a person of this stature (m) reaches ahead with both arms. */
export async function writePersonRecording(root: string, stature: number, episodes = 3): Promise<void> {
  const { joints } = humanTree(stature);
  const names = joints.filter(({ type }) => type !== 'fixed').map(({ name }) => name);
  const features = [
    {
      name: 'observation.state',
      dtype: 'float32',
      shape: [names.length],
      names: names.map((name) => `${name}.pos`),
    },
  ] as const;
  const writer = await createLerobotWriter(root, {
    version: 'v3.0',
    fps: PERSON_FPS,
    robotType: null,
    features,
  });
  for (let episode = 0; episode < episodes; episode++) {
    const values = new Float32Array(names.length * PERSON_FRAMES);
    for (let frame = 0; frame < PERSON_FRAMES; frame++) {
      names.forEach((name, j) => {
        values[names.length * frame + j] = angle(name, Math.sin(frame / 20 + episode));
      });
    }
    const columns = new Map([['observation.state', numbers('float32', names.length, values)]]);
    await writer.addEpisode({ columns, task: 'reach for the cup' });
  }
  await writer.finish();
}

function angle(joint: string, wave: number): number {
  if (joint.endsWith('shoulder_flexion')) return 0.6 + 0.25 * wave;
  return joint.endsWith('elbow_flexion') ? 1.2 - 0.3 * wave : 0;
}
