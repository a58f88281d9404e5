import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { drivesOf } from '#contracts/embodiment/body/drives.ts';
import { isJointless, requireMoving } from '#contracts/embodiment/body/moving-robot.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';

const bodyOf = (text: string): Embodiment => canonicalForm(readRobotDescription(text)).embodiment;

const link = (name: string, joint: string, inner = ''): string =>
  `<body name="${name}" pos="0.1 0 0"><joint name="${joint}" axis="0 1 0" range="0 60"/><geom size="0.01"/>${inner}</body>`;

/** Two fingers of two joints each, with what ties and drives them. */
const gripper = (rest: string): string =>
  `<mujoco><worldbody><body name="palm">
     <body pos="0 0.05 0">${link('a', 'a1', link('b', 'a2'))}</body>
     <body pos="0 -0.05 0">${link('c', 'c1', link('d', 'c2'))}</body>
   </body></worldbody>${rest}</mujoco>`;

test('joints that one tendon pulls have one motor, and those of a closed loop the motors they have', () => {
  const tendon = gripper(
    `<tendon><fixed name="t"><joint joint="a1" coef="1"/><joint joint="a2" coef="1"/></fixed></tendon>
     <actuator><position tendon="t"/><position joint="c1"/></actuator>`,
  );
  assert.deepEqual(drivesOf(bodyOf(tendon)), { free: 4, motors: 2 });
  const loop = gripper(
    '<equality><connect body1="b" body2="d" anchor="0 0 0"/></equality><actuator><position joint="a1"/></actuator>',
  );
  assert.deepEqual(drivesOf(bodyOf(loop)), { free: 4, motors: 1 });
  const five = gripper(
    `<equality><connect body1="b" body2="d" anchor="0 0 0"/></equality>
     <actuator><position joint="a1"/><position joint="c1"/></actuator>`,
  );
  assert.deepEqual(drivesOf(bodyOf(five)), { free: 4, motors: 2 });
});

test('a joint that follows another is neither free nor driven, and joints may be asked for by index', () => {
  const body = bodyOf(
    gripper(
      `<equality><joint joint1="a2" joint2="a1"/><joint joint1="c1" joint2="a1"/><joint joint1="c2" joint2="a1"/></equality>
       <actuator><position joint="a1"/></actuator>`,
    ),
  );
  assert.deepEqual(drivesOf(body), { free: 1, motors: 1 });
  const driver = body.joints.findIndex(({ follows }) => follows === null);
  assert.deepEqual(drivesOf(body, [driver]), { free: 1, motors: 1 });
  assert.deepEqual(
    drivesOf(
      body,
      body.joints.flatMap((_, i) => (i === driver ? [] : [i])),
    ),
    { free: 0, motors: 0 },
  );
});

test('motors that pull tendons along a path are said not to be counted', () => {
  const tree = readRobotDescription(
    gripper(
      `<tendon><spatial name="s"><site site="x"/></spatial></tendon>
       <actuator><position tendon="s"/><position joint="a1"/></actuator>`,
    ),
  );
  assert.match(tree.warnings.find(({ code }) => code === 'tendon-path')!.message, /^1 of the motors/);
});

test('a table is no robot, in either format', () => {
  const table = '<worldbody><body name="table"><geom type="box" size="1 1 0.1"/></body></worldbody>';
  const cup = '<worldbody><body name="cup"><freejoint/><geom type="box" size="1 1 0.1"/></body></worldbody>';
  for (const text of [
    `<mujoco>${table}</mujoco>`,
    `<mujoco>${cup}</mujoco>`,
    '<robot name="t"><link name="top"/></robot>',
  ]) {
    const body = bodyOf(text);
    assert.ok(isJointless(body));
    assert.throws(() => requireMoving(body), {
      code: 'bad-robot-description',
      message: 'This file describes no robot: it has no joint that moves.',
    });
    assert.equal(requireMoving({ ...body, kind: 'camera' }).joints.length, 0);
  }
});
