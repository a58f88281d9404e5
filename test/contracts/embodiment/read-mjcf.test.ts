import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { readMjcf } from '#contracts/embodiment/description/read-mjcf.ts';
import { distance, rotate } from '#contracts/embodiment/spatial.ts';

const HAND = `<mujoco model="hand">
  <compiler angle="degree"/>
  <default>
    <joint range="0 90"/>
    <position ctrlrange="0 1" forcerange="-3 3"/>
    <default class="finger">
      <joint axis="1 0 0" range="-10 100"/>
      <geom type="capsule" size="0.01 0.02"/>
      <default class="tip"><geom type="sphere" size="0.008"/></default>
    </default>
  </default>
  <worldbody>
    <light pos="0 0 1"/>
    <camera name="spectator" pos="0 0 2"/>
    <body name="palm" pos="0 0 0.1" childclass="finger">
      <inertial pos="0 0 0" mass="0.4" diaginertia="1 1 1"/>
      <camera name="eye" pos="0 0.1 0"/>
      <camera name="follow" mode="trackcom"/>
      <site name="grasp" pos="0 0 0.2"/>
      <body name="a1"><joint name="A1"/><geom mass="0.1"/>
        <body name="a2" pos="0 0 0.04"><joint name="A2"/><geom class="tip" mass="0.1"/></body>
      </body>
      <body name="b1"><joint name="B1"/><geom fromto="0 0 0 0 0 0.1"/>
        <body name="b2" pos="0 0 0.04"><joint name="B2" axis="0 1 0" range="0 45"/><geom type="mesh" mesh="m"/></body>
      </body>
      <body name="c1"><joint name="C1" actuatorfrcrange="-7 7"/><joint name="C2" class="tip" type="slide" range="0 0.1"/></body>
    </body>
  </worldbody>
  <asset><mesh name="m" file="tip.stl"/></asset>
  <tendon><fixed name="curl"><joint joint="B1" coef="1"/><joint joint="B2" coef="1"/></fixed></tendon>
  <equality>
    <joint joint1="A2" joint2="A1" polycoef="0.1 0.5 0 0 0"/>
    <joint joint1="A1" joint2="C1" polycoef="0 1 0.5 0 0"/>
    <joint joint1="B2" joint2="C1" active="false"/>
  </equality>
  <actuator>
    <position joint="A2"/>
    <position tendon="curl"/>
    <motor joint="C1" gear="2" ctrllimited="true" ctrlrange="-4 4"/>
  </actuator>
  <sensor><gyro site="grasp"/><accelerometer site="grasp"/><force site="grasp"/><torque site="grasp"/><jointpos joint="A1"/></sensor>
</mujoco>`;

function joint(tree: KinematicTree, name: string): KinematicTree['joints'][number] {
  const found = tree.joints.find((candidate) => candidate.name === name);
  assert.ok(found !== undefined);
  return found;
}

const degrees = (value: number | null): number | null =>
  value === null ? null : Math.round((value * 180) / Math.PI);

test('default classes nest, and an element wins over its class', () => {
  const tree = readMjcf(HAND);
  const ranges = ['A1', 'B2'].map((name) => [joint(tree, name).lower, joint(tree, name).upper].map(degrees));
  assert.deepEqual(ranges, [
    [-10, 100],
    [0, 45],
  ]);
  assert.deepEqual(joint(tree, 'A1').axis, [1, 0, 0]);
  assert.deepEqual([joint(tree, 'C2').type, joint(tree, 'C2').upper], ['prismatic', 0.1]);
});

test('shapes come in full sizes, by size or by their two ends', () => {
  const { links } = readMjcf(HAND);
  const shape = (name: string): unknown => {
    const geometry = links.find((link) => link.name === name)!.geometries[0]!;
    return [geometry.kind, geometry.size];
  };
  assert.deepEqual(shape('a1'), ['capsule', [0.01, 0.04]]);
  assert.deepEqual(shape('a2'), ['sphere', [0.008]]);
  assert.deepEqual(shape('b1'), ['capsule', [0.01, 0.1]]);
  assert.deepEqual(shape('b2'), ['mesh', []]);
  assert.equal(links.find((link) => link.name === 'palm')!.mass, 0.4);
  assert.equal(links.find((link) => link.name === 'a1')!.mass, 0.1);
});

test('a linear equality is a mimic; the motor on the follower drives the leader', () => {
  const tree = readMjcf(HAND);
  assert.deepEqual(joint(tree, 'A2').mimic, { joint: 'A1', multiplier: 0.5, offset: 0.1 });
  assert.deepEqual([joint(tree, 'A1').actuated, joint(tree, 'A2').actuated], [true, false]);
});

test('curved equalities and driven tendons tie joints together', () => {
  const tree = readMjcf(HAND);
  assert.deepEqual(tree.couplings, [
    ['B1', 'B2'],
    ['A1', 'C1'],
  ]);
  assert.ok(tree.warnings.some(({ code }) => code === 'coupling-not-linear'));
  assert.equal(joint(tree, 'B2').mimic, null);
  assert.equal(joint(tree, 'C2').actuated, false);
});

test('efforts come from force ranges, control ranges and gears', () => {
  const tree = readMjcf(HAND);
  assert.equal(joint(tree, 'C1').effort, 7);
  const geared = readMjcf(HAND.replace(' actuatorfrcrange="-7 7"', ''));
  // All kinds of actuators share one set of defaults: the force range of <position> holds for the motor, too.
  assert.equal(joint(geared, 'C1').effort, 6);
  const bare = readMjcf(HAND.replace(' actuatorfrcrange="-7 7"', '').replace(' forcerange="-3 3"', ''));
  assert.equal(joint(bare, 'C1').effort, 8);
});

test('cameras of the robot and sensors on sites are found, those of the scene are not', () => {
  const { sensors, frames } = readMjcf(HAND);
  assert.deepEqual(
    sensors.map(({ kind }) => kind),
    ['camera', 'imu', 'force-torque'],
  );
  assert.deepEqual(rotate(sensors[0]!.pose.rotation, [0, 0, 1]).map(Math.round), [0, 0, -1]);
  assert.deepEqual(
    frames.map(({ name }) => name),
    ['grasp'],
  );
});

test('a free body starts where the file puts it', () => {
  const tree = readMjcf(
    '<mujoco><worldbody><body name="b" pos="1 2 3"><freejoint/><geom size="1"/></body></worldbody></mujoco>',
  );
  const [world, body] = forwardKinematics(tree, {});
  assert.ok(distance(body!.position, [1, 2, 3]) < 1e-12);
  assert.deepEqual(world!.position, [0, 0, 0]);
  assert.equal(tree.joints[0]!.type, 'floating');
});

test('without actuators every joint that follows no other counts as driven, and a warning says so', () => {
  const tree = readMjcf(HAND.replace(/<actuator>[\s\S]*<\/actuator>/, ''));
  assert.ok(tree.warnings.some(({ code }) => code === 'no-actuators'));
  assert.equal(joint(tree, 'C2').actuated, true);
  assert.equal(joint(tree, 'A2').actuated, false);
});

test('bodies without names get names of their own', () => {
  const tree = readMjcf('<mujoco><worldbody><body><joint/><body><joint/></body></body></worldbody></mujoco>');
  assert.equal(new Set(tree.links.map((link) => link.name)).size, 3);
  assert.equal(new Set(tree.joints.map(({ name }) => name)).size, 2);
});
