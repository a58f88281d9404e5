import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { HUMAN, humanTree } from '#contracts/embodiment/body/human-body.ts';
import { REPLAY_TOLERANCE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { run as plan } from '#node/retarget/confined-plan.ts';
import { columnsOf } from '#node/retarget/motion-source.ts';
import { readMotionSource } from '#node/retarget/read-motion-source.ts';
import type { EpisodeOutcome, TargetRobot } from '#node/retarget/retarget-job.ts';
import { EpisodeSolver } from '#node/retarget/solve-episode.ts';
import { PERSON_FPS, PERSON_FRAMES, writePersonRecording } from '#test/support/person-recording.ts';
import { robotFile } from '#test/support/robot-recording.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const signal = new AbortController().signal;
const STATURE = 1.75;

async function retargetTo(
  root: string,
  robot: string,
): Promise<{ labels: string[]; outcomes: EpisodeOutcome[] }> {
  const options = { sourceHuman: STATURE, up: 'z', signal, onProgress: () => undefined } as const;
  const { source, embodiment } = await readMotionSource(root, options);
  assert.ok(embodiment !== null);
  assert.equal(source.recorded.kind, canonicalForm(humanTree(STATURE), HUMAN).embodiment.kind);
  const { form } = await readRobot(robotFile(robot), { signal });
  const target: TargetRobot = { embodiment: form.embodiment, joints: form.joints };
  const planned = await plan({ root, source, target, fps: PERSON_FPS }, () => undefined);
  assert.ok(planned.ok);
  const solver = new EpisodeSolver({ source, target, fps: PERSON_FPS, plan: planned.value });
  await using dataset = await openDataset(root);
  const outcomes: EpisodeOutcome[] = [];
  for (const { index } of planned.value.episodes) {
    const episode = await dataset.readEpisode(index, { columns: columnsOf(source) });
    outcomes.push(solver.solve(episode).outcome);
  }
  return { labels: planned.value.tracks.map(({ label }) => label).sort(), outcomes };
}

test('the skeleton of a person moves both arms of a humanoid, and one arm on a bench', async (t) => {
  const root = join(await tempFolder(t), 'person');
  await writePersonRecording(root, STATURE);
  for (const [robot, labels] of [
    ['brightmoor-tall', ['left_arm', 'right_arm']],
    ['larkspur-arm7', ['arm']],
  ] as const) {
    const found = await retargetTo(root, robot);
    assert.deepEqual(found.labels, labels);
    const arms = found.outcomes.flatMap(({ elements }) =>
      elements.filter(({ label }) => label.endsWith('arm')),
    );
    const given = arms.reduce((sum, arm) => sum + arm.given, 0);
    const followed = arms.reduce((sum, arm) => sum + arm.followed, 0);
    t.diagnostic(`${robot}: ${followed} of ${given} frames followed`);
    assert.equal(given, 3 * PERSON_FRAMES * labels.length);
    assert.ok(followed > 0.8 * given, `${robot}: ${followed} of ${given}`);
    for (const { position, orientation } of arms) {
      assert.ok(position <= REPLAY_TOLERANCE.positionTolerance);
      assert.ok(orientation <= REPLAY_TOLERANCE.angleTolerance);
    }
  }
});
