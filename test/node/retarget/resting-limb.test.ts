import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { retargetSchema } from '#contracts/retarget/retarget-schema.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { buildHistograms, claimedHistograms } from '#node/publish/build-histograms.ts';
import { buildJointMap } from '#node/publish/build-joint-map.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { kin } from '#test/support/run-kin.ts';
import { tempFolder, type Cleanup } from '#test/support/temp-folder.ts';

const ROBOT = 'brightmoor-tall';

/** Two arms, of which the left one hangs still, in another way in each episode. */
async function oneArmWorks(t: Cleanup): Promise<string> {
  const root = join(await tempFolder(t), 'recorded');
  await writeRobotRecording(root, { robot: ROBOT, tasks: ['wipe'], still: /^(left|waist)_/, frames: 30 });
  return root;
}

test('an arm that rests beside one that works is published by no histogram, and claiming it still holds', async (t) => {
  const root = await oneArmWorks(t);
  const { tree, form, id } = await readRobot(robotFile(ROBOT));
  const facts = await inspectDataset(root, { robot: tree });
  const jointMap = buildJointMap(facts, form, id);
  assert.ok(jointMap !== null);
  const request = { root, jointMap, form };
  const side = (effector: number): number => form.embodiment.endEffectors[effector]!.tcp.position[1]!;
  const own = await buildHistograms(request);
  assert.deepEqual(
    own.map(({ effector }) => side(effector) < 0),
    [true],
  );
  const right = own[0]!.effector;
  const left = form.embodiment.endEffectors.findIndex((_, e) => side(e) > 0);
  assert.deepEqual(await claimedHistograms(request, new Set([right])), own);
  assert.equal((await claimedHistograms(request, new Set([left, right])))?.length, 2);
  assert.equal(await claimedHistograms(request, new Set([left])), null);
});

test('the one arm of another robot follows the arm that works, and the command says so', async (t) => {
  const root = await oneArmWorks(t);
  const out = join(await tempFolder(t), 'mine');
  const args = ['retarget', root, '--source-robot', robotFile(ROBOT), '--robot', robotFile('larkspur-arm7')];
  const said = await kin([...args, '-o', out]);
  assert.equal(said.code, 0, said.stderr);
  assert.match(said.stdout, /^arm +follows the recorded right arm$/m);
  assert.match(said.stdout, /^not followed +the recorded left arm: it stands still/m);
  const paper = retargetSchema.parse(JSON.parse(await readFile(join(out, 'exchange/retarget.json'), 'utf8')));
  assert.deepEqual(
    paper.tracks.map(({ side }) => side),
    ['right'],
  );
  assert.deepEqual(paper.unfollowed, [{ side: 'left', reason: 'rests' }]);
  assert.ok(paper.replay.blockers.every(({ code }) => code !== 'no-limb'));
});
