import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { declarationsSchema } from '#contracts/dataset/lifecycle.ts';
import { qualificationProfileSchema } from '#contracts/dataset/qualification-profile.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { inspectDataset, inspectWithVerdicts } from '#node/dataset/inspect-dataset.ts';
import { readStatement } from '#node/dataset/statements/read-declarations.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { CAMERA, fixtureRobot, writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { writeAlohaFixture } from '#test/support/trajectory-fixture.ts';

const STATED = `
schema: declarations/1
collection: { method: teleoperation, device: leader-arm, site: laboratory, operators: trained-operator, from: 2026-03-01, to: 2026-03-04 }
sensing: { force: { presence: present, rateHz: 500 } }
episodes: 50
success: { labeller: operator, share: 0.9 }
clock: { source: ptp, syncToleranceMs: 2 }
cameras:
  - { camera: ${CAMERA}, model: pinhole, width: 640, height: 480, fx: 500, fy: 500, cx: 320, cy: 240, distortion: [], errorPixels: 0.3, pose: null }
  - { camera: wrist, model: unknown, width: 640, height: 480, fx: 500, fy: 500, cx: 320, cy: 240, distortion: [], errorPixels: null, pose: null }
grippers:
  - { feature: action, dimension: joint_6.pos, convention: larger-is-open, unit: rad, open: 0.1, closed: 0 }
pairings:
  - { kind: task-instance, group: cup-shelf, dataset: null, episodes: null }
`;

test('takes what a lister states, and lists where the bytes disagree', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true });
  await writeFile(join(dir, 'kinship.yaml'), STATED);
  const facts = await scanDataset(dir);
  assert.deepEqual(
    [facts.collection.method, facts.collection.methodBasis, facts.collection.siteClass, facts.collection.to],
    ['teleoperation', 'declared', 'laboratory', '2026-03-04'],
  );
  assert.deepEqual([facts.cameras[0]?.intrinsics, facts.cameras[0]?.extrinsics], ['present', 'unknown']);
  assert.deepEqual(facts.lifecycle?.pairings[0]?.group, 'cup-shelf');
  assert.equal(facts.lifecycle?.contactEvents.presence, 'unknown');
  assert.equal(facts.annotation.successLabels, 'present');
  const stated = facts.discrepancies.filter(({ subject }) => subject.startsWith('statement:'));
  assert.deepEqual(
    stated.map(({ subject, declared, observed }) => [subject.slice(10), declared, observed]),
    [
      ['episodes', 50, 3],
      ['clock:source', 'ptp', 'synthetic'],
      ['sensing:force', 'present', 'absent'],
      [`camera:${CAMERA}:size`, '640 x 480', '64 x 48'],
      ['camera:wrist', 'calibrated', 'absent'],
      ['gripper:action.joint_6.pos:range', '0 closed, 0.1 open', stated.at(-1)?.observed],
    ],
  );
});

test('gives names, units and joints to a format that has none', async (t) => {
  const dir = await tempFolder(t);
  await writeAlohaFixture(join(dir, 'episode_0.hdf5'));
  const robot = fixtureRobot(7);
  const joints = robot.joints.map(({ name }) => name);
  const features = {
    'observations.qpos': { unit: 'rad', joints, names: joints },
    action: { joints: ['no_such_joint', ...joints.slice(1)] },
    'observations.gone': { unit: 'rad' },
  };
  const path = join(await tempFolder(t), 'stated.json');
  await writeFile(path, JSON.stringify({ schema: 'declarations/1', features }));
  const facts = await inspectDataset(dir, { robot, declarations: path, pictures: 'none' });
  const state = facts.features.find(({ name }) => name === 'observations.qpos');
  assert.deepEqual(
    [state?.names?.[0], state?.joints?.[6], state?.modality],
    ['joint_1', 'joint_7', 'joint-position'],
  );
  assert.equal(facts.quality.metrics.find(({ id }) => id === 'limit-violations')?.episodes, 1);
  const subjects = facts.discrepancies.map(({ subject, declared }) => [subject, declared]);
  assert.deepEqual(subjects, [
    ['statement:feature:action:joints', 'no_such_joint'],
    ['statement:feature:observations.gone', 'present'],
  ]);
});

test('finds a broken file in the folder, and refuses one that a person points at', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir);
  await writeFile(join(dir, 'kinship.json'), '{"schema": "declarations/1", "episodes": -1}');
  const facts = await scanDataset(dir);
  assert.deepEqual(
    facts.findings.map(({ code, file }) => [code, file]),
    [['declarations-unreadable', 'kinship.json']],
  );
  await assert.rejects(scanDataset(dir, { declarations: join(dir, 'kinship.json') }), (error) => {
    return isExchangeError(error, 'bad-config') && /episodes/.test(error.message);
  });
  const bomb = join(dir, 'bomb.yaml');
  await writeFile(bomb, `a: &a [x, x]\n${'b: [*a, *a]\n'.repeat(1)}c: [${'*a, '.repeat(300)}*a]\n`);
  await assert.rejects(readStatement(bomb, declarationsSchema), (error) =>
    isExchangeError(error, 'bad-config'),
  );
});

test('judges by the rules of a company, and names every episode that fails', async (t) => {
  const folder = await tempFolder(t);
  await writeLerobotFixture(join(folder, 'set'), { episodes: 4 });
  const path = join(folder, 'rules.yaml');
  await writeFile(
    path,
    'schema: qualification-profile/1\nname: strict@3\nrefuseDuplicates: true\nrules:\n  - { metric: duration, min: 60 }\n',
  );
  const profile = await readStatement(path, qualificationProfileSchema);
  const { facts, failed } = await inspectWithVerdicts(join(folder, 'set'), { profile, pictures: 'none' });
  assert.deepEqual(failed, [0, 1, 2, 3]);
  const { qualification } = facts.quality;
  assert.deepEqual([qualification.profile, qualification.rate], ['strict@3', 0]);
  assert.deepEqual(qualification.reasons, [{ reason: 'duration', episodes: 4 }]);
  await writeFile(
    path,
    'schema: qualification-profile/1\nname: strict@3\nrefuseDuplicates: true\nrules:\n  - { metric: beauty, min: 1 }\n',
  );
  await assert.rejects(readStatement(path, qualificationProfileSchema), (error) =>
    isExchangeError(error, 'bad-config'),
  );
});
