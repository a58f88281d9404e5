import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { readUrdf } from '#contracts/embodiment/description/read-urdf.ts';
import { rotate } from '#contracts/embodiment/spatial.ts';
import { isExchangeError } from '#contracts/errors.ts';

const GRIPPER = `<?xml version="1.0"?>
<robot name="gripper">
  <link name="base">
    <inertial><mass value="1.5"/></inertial>
    <visual><geometry><mesh filename="package://gripper/meshes/base.stl"/></geometry></visual>
    <collision><origin xyz="0 0 0.1"/><geometry><cylinder radius="0.05" length="0.2"/></geometry></collision>
  </link>
  <link name="left"/><link name="right"/><link name="tip"/><link name="wrist_camera_link"/>
  <joint name="close" type="prismatic">
    <parent link="base"/><child link="left"/><axis xyz="0 2 0"/>
    <limit lower="0" upper="0.04" effort="20" velocity="0.2"/>
  </joint>
  <joint name="follow" type="prismatic">
    <parent link="base"/><child link="right"/><axis xyz="0 1 0"/>
    <limit lower="-0.04" upper="0" effort="20" velocity="0.2"/>
    <mimic joint="close" multiplier="-1"/>
  </joint>
  <joint name="curl" type="revolute">
    <parent link="right"/><child link="tip"/><origin xyz="0 0 0.05" rpy="0 0 1.5707963267948966"/>
    <limit lower="1" upper="-1" effort="0" velocity="0"/>
    <mimic joint="follow" multiplier="10" offset="0.1"/>
  </joint>
  <joint name="mount" type="fixed"><parent link="base"/><child link="wrist_camera_link"/></joint>
  <gazebo reference="left">
    <sensor type="camera" name="eye"><pose>0.1 0 0 0 0 0</pose><update_rate>30</update_rate></sensor>
  </gazebo>
  <gazebo reference="close"><sensor type="force_torque" name="load"/></gazebo>
  <gazebo reference="nowhere"><sensor type="imu" name="lost"/></gazebo>
</robot>`;

function joint(tree: KinematicTree, name: string): KinematicTree['joints'][number] {
  const found = tree.joints.find((candidate) => candidate.name === name);
  assert.ok(found !== undefined);
  return found;
}

test('links, shapes and masses are read; meshes are only counted', () => {
  const { links } = readUrdf(GRIPPER);
  const base = links[0]!;
  assert.equal(base.mass, 1.5);
  assert.deepEqual(
    base.geometries.map(({ kind, size }) => [kind, size]),
    [
      ['mesh', []],
      ['cylinder', [0.05, 0.2]],
    ],
  );
  assert.equal(links[1]!.mass, null);
});

test('axes are unit vectors, limits are in order, and zero velocity or effort means unknown', () => {
  const tree = readUrdf(GRIPPER);
  assert.deepEqual(joint(tree, 'close').axis, [0, 1, 0]);
  const curl = joint(tree, 'curl');
  assert.deepEqual([curl.lower, curl.upper, curl.velocity, curl.effort], [-1, 1, null, null]);
  assert.deepEqual(curl.axis, [1, 0, 0]);
  const at = GRIPPER.split('\n').findIndex((line) => line.includes('"curl"')) + 1;
  assert.ok(tree.warnings.some(({ code, line }) => code === 'limits-swapped' && line === at));
});

test('a mimic of a mimic leads to the joint that drives both', () => {
  const { mimic, actuated } = joint(readUrdf(GRIPPER), 'curl');
  assert.deepEqual(mimic, { joint: 'close', multiplier: -10, offset: 0.1 });
  assert.equal(actuated, false);
});

test('joints that are left out follow their mimic; given positions win', () => {
  const tree = readUrdf(GRIPPER);
  const right = tree.links.findIndex(({ name }) => name === 'right');
  assert.deepEqual(forwardKinematics(tree, { close: 0.03 })[right]!.position, [0, -0.03, 0]);
  assert.deepEqual(forwardKinematics(tree, { close: 0.03, follow: 0.01 })[right]!.position, [0, 0.01, 0]);
});

test('positions of the wrong shape are refused', () => {
  const tree = readUrdf(GRIPPER);
  for (const close of [Number.NaN, [1, 0, 0, 0] as const]) {
    assert.throws(
      () => forwardKinematics(tree, { close }),
      (error) => isExchangeError(error, 'bad-robot-description'),
    );
  }
});

test('stated sensors are found where they are, in the optical frame; names alone give a warning', () => {
  const { sensors, warnings, links } = readUrdf(GRIPPER);
  assert.deepEqual(
    sensors.map(({ kind, rateHz, link }) => [kind, rateHz, links[link]!.name]),
    [
      ['camera', 30, 'left'],
      ['force-torque', null, 'left'],
    ],
  );
  assert.deepEqual(
    rotate(sensors[0]!.pose.rotation, [0, 0, 1]).map((x) => Math.round(x * 1e9) / 1e9 + 0),
    [1, 0, 0],
  );
  assert.ok(warnings.some(({ code }) => code === 'sensor-by-name-only'));
});

test('the format is recognised by content, whatever stands before the root element', () => {
  const commented = `\uFEFF<!-- <mujoco/> -->\n<?tool hint?>\n${GRIPPER.split('\n').slice(1).join('\n')}`;
  assert.equal(readRobotDescription(commented).format, 'urdf');
  assert.equal(readRobotDescription('<mujoco><worldbody/></mujoco>').format, 'mjcf');
});

test('meshes in a sibling folder or under an absolute name are accepted; climbs, addresses and other files are not', () => {
  const withMesh = (file: string): string =>
    `<robot><link name="a"><visual><geometry><mesh filename="${file}"/></geometry></visual></link></robot>`;
  for (const file of [
    '../../arms/meshes/base.obj',
    '../../../../shared/robots/arm/assets/base.stl',
    'file:///opt/robot/b.stl',
    '/opt/robot/b.STL',
    'package:///robot/b.dae',
    'meshes/a.stl',
    'package://r/a.dae',
    './b.obj',
    'model://r/c.dae',
  ]) {
    readUrdf(withMesh(file));
  }
  for (const file of [
    '../../../../../x.stl',
    '../../../../etc/passwd',
    '/etc/passwd',
    'C:\\boot.ini',
    'https://example.org/x.stl',
    'package://../x.stl',
    'a/../../x.stl',
    '~/.ssh/id',
    '..\\..\\..\\..\\..\\x.stl',
  ]) {
    assert.throws(
      () => readUrdf(withMesh(file)),
      (error) => isExchangeError(error, 'bad-robot-description'),
      file,
    );
  }
});

/** A base that carries one arm, with what a test says of the joint. */
function oneJoint(joint: string, before = ''): string {
  return `${before}<robot name="r"><link name="base"/><link name="arm">
    <visual><geometry><mesh filename="a.stl" scale="0.001"/></geometry></visual></link>
  <joint name="j" ${joint}><child link="arm"/><axis xyz="0 0 1"/></joint></robot>`;
}

test('an XML declaration may stand late or name any version; lines are counted all the same', () => {
  const joint = 'type="continuous"><parent link="base"/';
  const late = '\uFEFF\n<!-- licence -->\n<?xml version="0.0"\n?>';
  for (const before of ['<?xml version="0.0"?>', '\n\n <?xml version="1.0"?>', late]) {
    assert.equal(readRobotDescription(oneJoint(joint, before)).joints.length, 1);
  }
  assert.throws(
    () => readRobotDescription(oneJoint('type="odd"><parent link="base"/', late)),
    (error) => isExchangeError(error) && error.params['line'] === 6,
  );
});

test('joints with three axes are ball joints, by either name', () => {
  for (const type of ['spherical', 'ball']) {
    assert.equal(readUrdf(oneJoint(`type="${type}"><parent link="base"/`)).joints[0]!.type, 'ball');
  }
});

test('a joint may hang on a world that no link names', () => {
  const text = oneJoint('type="continuous"><parent link="base"/').replace(
    '</robot>',
    '<joint name="bolts" type="fixed"><parent link="world"/><child link="base"/></joint></robot>',
  );
  const tree = readUrdf(text);
  assert.equal(tree.links[tree.root]!.name, 'world');
  assert.deepEqual(
    tree.warnings.map(({ code }) => code),
    ['world-implied'],
  );
});

test('what xacro would have replaced is refused as xacro, wherever it stands', () => {
  const refused = [
    oneJoint('type="continuous"><parent link="${prefix}base"/'),
    oneJoint('type="continuous"><origin xyz="0 0 $(arg height)"/><parent link="base"/'),
    oneJoint('type="continuous"><xacro:insert_block name="origin"/><parent link="base"/'),
  ];
  for (const text of refused) {
    assert.throws(
      () => readUrdf(text),
      (error) => isExchangeError(error, 'unsupported-format') && /xacro/.test(error.message),
    );
  }
  const colour = '<visual><material name="grey"><xacro:grey/></material></visual></link>';
  const text = oneJoint('type="continuous"><parent link="base"/').replace('</link>', colour);
  assert.equal(readUrdf(text).links.length, 2, 'a colour that was forgotten moves nothing');
  assert.equal(readUrdf(text.replace(/<material.*<\/material>/, '<xacro:grey/>')).links.length, 2);
});

test('a limit without a range leaves the joint free, and says so; a range of zero locks it', () => {
  const limited = (limit: string): KinematicTree =>
    readUrdf(oneJoint(`type="revolute"><parent link="base"/><limit ${limit} effort="1" velocity="2"/`));
  const free = limited('');
  assert.deepEqual([free.joints[0]!.lower, free.joints[0]!.upper, free.joints[0]!.velocity], [null, null, 2]);
  assert.ok(free.warnings.some(({ code }) => code === 'limits-missing'));
  assert.deepEqual(
    [limited('lower="0" upper="0"').joints[0]!.upper, limited('upper="1"').joints[0]!.lower],
    [0, 0],
  );
});
