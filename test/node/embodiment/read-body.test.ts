import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import { labelOfBody, parseBody, readBody } from '#node/embodiment/read-body.ts';
import { readRobots } from '#node/embodiment/read-robots.ts';
import { robotFile } from '#test/support/robot-recording.ts';

test('bodies are written as files, people and cameras', () => {
  assert.deepEqual(parseBody('arm.urdf'), { stated: { kind: 'robot' }, file: 'arm.urdf' });
  assert.deepEqual(parseBody('./human'), { stated: { kind: 'robot' }, file: './human' });
  assert.deepEqual(parseBody('human'), { stated: { kind: 'human' }, file: null });
  assert.deepEqual(parseBody('human:1.8'), { stated: { kind: 'human', stature: 1.8 }, file: null });
  assert.deepEqual(parseBody('human:a/b.xml'), { stated: { kind: 'human' }, file: 'a/b.xml' });
  assert.deepEqual(parseBody('camera'), { stated: { kind: 'camera' }, file: null });
  assert.deepEqual(parseBody('camera:1.5'), { stated: { kind: 'camera', height: 1.5 }, file: null });
  for (const wrong of ['human:9', 'human:0.1', 'camera:high', 'camera:9'])
    assert.throws(
      () => parseBody(wrong),
      (error) => isExchangeError(error, 'schema-mismatch'),
      wrong,
    );
});

test('a skeleton is a person when it is said to be one, and never under the name that its file has', async () => {
  const file = robotFile('cedar-human');
  const [person, robot] = await Promise.all([
    readBody(parseBody(`human:${file}`)),
    readBody(parseBody(file)),
  ]);
  assert.deepEqual(
    [person, robot].map(({ form }) => form.embodiment.kind),
    ['human', 'robot'],
  );
  assert.notEqual(person.id, robot.id);
  assert.deepEqual([labelOfBody(person), labelOfBody(robot)], ['human:skeleton', 'cedar_human']);
  assert.equal(labelOfBody(await readBody(parseBody('human:1.8'))), 'human:1.80');
});

test('people, cameras and files are read in one call, in their order', async () => {
  const file = robotFile('larkspur-arm7');
  const readings = await readRobots([
    'camera',
    file,
    'human:1.6',
    'human:7',
    `human:${robotFile('cedar-human')}`,
  ]);
  assert.deepEqual(
    readings.map((reading) => (reading.ok ? reading.robot.form.embodiment.kind : reading.error.code)),
    ['camera', 'robot', 'human', 'schema-mismatch', 'human'],
  );
});
