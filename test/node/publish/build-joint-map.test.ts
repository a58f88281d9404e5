import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import {
  canonicalValue,
  jointMapSchema,
  positionSources,
  requireJointMap,
  storedValue,
  type JointMap,
} from '#contracts/dataset/joint-map.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { buildJointMap } from '#node/publish/build-joint-map.ts';
import { robotFile, writeRobotRecording } from '#test/support/robot-recording.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

function withState(facts: DatasetFacts, change: Partial<DatasetFacts['features'][number]>): DatasetFacts {
  const features = facts.features.map((feature) =>
    feature.name === 'observation.state' ? { ...feature, ...change } : feature,
  );
  return { ...facts, features };
}

test('the joint map of a recording says which element moves which joint, and how', async (t) => {
  const folder = join(await tempFolder(t), 'set');
  await writeRobotRecording(folder, { robot: 'larkspur-arm7', tasks: ['Put the cup on the shelf.'] });
  const robot = await readRobot(robotFile('larkspur-arm7'));
  const facts = await inspectDataset(folder, { robot: robot.tree });
  const map = buildJointMap(facts, robot.form, robot.id);
  const recorded = { id: robot.id, body: robot.form.embodiment };

  await t.test('states and actions are mapped, and the map fits schema and body', () => {
    assert.deepEqual(jointMapSchema.parse(map), map);
    requireJointMap(map, recorded, facts.features);
    assert.deepEqual(
      map.columns.map(({ feature, role, quantity }) => [feature, role, quantity]),
      [
        ['observation.state', 'state', 'position'],
        ['action', 'action', 'position'],
      ],
    );
    const driven = recorded.body.joints.flatMap((joint, i) => (joint.follows === null ? [i] : []));
    const mapped = positionSources(map)
      .map(({ joint }) => joint)
      .sort((a, b) => a - b);
    assert.deepEqual(mapped, driven);
  });

  await t.test('sign and offset carry the limits of the file to the limits of the body, and back', () => {
    for (const element of map.columns[0]!.elements) {
      const inFile = robot.tree.joints.find(({ name }) => name === element.label)!;
      const joint = recorded.body.joints[element.joint]!;
      const ends = [inFile.lower!, inFile.upper!].map((value) => canonicalValue(element, value));
      assert.ok(Math.abs(Math.min(...ends) - joint.lower!) < 1e-7, element.label);
      assert.ok(Math.abs(Math.max(...ends) - joint.upper!) < 1e-7, element.label);
      assert.ok(Math.abs(storedValue(element, canonicalValue(element, 0.3)) - 0.3) < 1e-12);
    }
  });

  await t.test('degrees, radians beside metres, and values without a unit are told apart', () => {
    const unitsOf = (change: Parameters<typeof withState>[1]): (string | undefined)[] => {
      const column = buildJointMap(withState(facts, change), robot.form, robot.id).columns[0];
      return [column?.elements[0]?.unit, column?.elements.at(-1)?.unit, column?.unmapped[0]?.reason];
    };
    const prismatic = recorded.body.joints[map.columns[0]!.elements.at(-1)!.joint]!.type === 'prismatic';
    assert.deepEqual(unitsOf({ unit: 'mixed' }), ['rad', prismatic ? 'm' : 'rad', undefined]);
    assert.deepEqual(unitsOf({ unit: 'deg' }), ['deg', 'deg', undefined]);
    const blind = buildJointMap(withState(facts, { unit: 'normalised' }), robot.form, robot.id);
    assert.equal(blind.columns[0]?.feature, 'action');
  });

  await t.test('commands that are differences have no zero and give no position', () => {
    const control = { ...facts.control, reference: 'delta' as const };
    const delta = buildJointMap({ ...facts, control }, robot.form, robot.id);
    const action = delta.columns.find(({ role }) => role === 'action')!;
    assert.equal(action.reference, 'delta');
    assert.ok(action.elements.every(({ offset }) => offset === 0));
    assert.ok(positionSources(delta).every(({ feature }) => feature === 'observation.state'));
  });

  await t.test('a map of another body, column or joint is refused', () => {
    const broken = (change: (copy: JointMap) => void): void => {
      const copy = structuredClone(map);
      change(copy);
      assert.throws(() => requireJointMap(copy, recorded, facts.features), { code: 'content-mismatch' });
    };
    broken((copy) => (copy.embodiment = `sha256:${'0'.repeat(64)}` as never));
    broken((copy) => (copy.columns[0]!.feature = 'elsewhere'));
    broken((copy) => (copy.columns[0]!.elements[0]!.joint = 199));
    broken((copy) => (copy.columns[0]!.elements[0]!.dimension = 255));
    broken((copy) => (copy.columns[0]!.elements[1]!.joint = copy.columns[0]!.elements[0]!.joint));
    assert.throws(() => requireJointMap(map, null, facts.features), { code: 'content-mismatch' });
  });
});
