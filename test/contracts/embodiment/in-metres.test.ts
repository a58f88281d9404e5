import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { inMetres } from '#contracts/embodiment/description/in-metres.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { KinematicTree, Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { scale } from '#contracts/embodiment/spatial.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import {
  randomArm,
  randomHumanoid,
  randomQuadruped,
  type RobotModel,
} from '#test/support/procedural-robots.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

/** The same machine as a program writes it that takes millimetres for metres. */
function inMillimetres(tree: KinematicTree): KinematicTree {
  const longer = (pose: Pose): Pose => ({ ...pose, position: scale(pose.position, 1000) });
  const slides = (name: string): boolean =>
    tree.joints.some((joint) => joint.name === name && joint.type === 'prismatic');
  return {
    ...tree,
    joints: tree.joints.map((joint) => {
      const own = joint.type === 'prismatic' ? 1000 : 1;
      const { mimic } = joint;
      const driver = mimic !== null && slides(mimic.joint) ? 1000 : 1;
      return {
        ...joint,
        origin: longer(joint.origin),
        lower: joint.lower === null ? null : joint.lower * own,
        upper: joint.upper === null ? null : joint.upper * own,
        velocity: joint.velocity === null ? null : joint.velocity * own,
        mimic:
          mimic === null
            ? null
            : { ...mimic, multiplier: (mimic.multiplier * own) / driver, offset: mimic.offset * own },
      };
    }),
    links: tree.links.map((link) => ({
      ...link,
      geometries: link.geometries.map((geometry) => ({
        ...geometry,
        origin: longer(geometry.origin),
        size: geometry.size.map((size) => size * 1000),
      })),
    })),
    frames: tree.frames.map((frame) => ({ ...frame, pose: longer(frame.pose) })),
    sensors: tree.sensors.map((sensor) => ({ ...sensor, pose: longer(sensor.pose) })),
  };
}

function modelInMillimetres(model: RobotModel): RobotModel {
  return {
    ...model,
    bodies: model.bodies.map((body) => {
      const own = body.joint.type === 'prismatic' ? 1000 : 1;
      return {
        ...body,
        origin: { ...body.origin, position: scale(body.origin.position, 1000) },
        joint: { ...body.joint, lower: body.joint.lower * own, upper: body.joint.upper * own },
        boxes: body.boxes.map(({ at, size }) => ({ at: scale(at, 1000), size: scale(size, 1000) })),
      };
    }),
  };
}

const idOf = (tree: KinematicTree): string => embodimentId(nodeCrypto, canonicalForm(tree).embodiment);

test('a robot written in millimetres is the robot, in either format, and the person is told', () => {
  for (let seed = 1; seed <= 6; seed++) {
    for (const robot of [randomArm(seed), randomHumanoid(seed), randomQuadruped(seed)]) {
      for (const write of [toUrdf, toMjcf]) {
        const plain = readRobotDescription(write(robot));
        assert.deepEqual(plain, inMetres(plain));
        const large = readRobotDescription(write(modelInMillimetres(robot)));
        assert.equal(large.warnings[0]?.code, 'millimetres');
        assert.equal(idOf(large), idOf(plain));
      }
    }
  }
});

test('where a base stands and how far it may drive says nothing of units', () => {
  const urdf = `<robot name="cart"><link name="world"/><link name="base"/><link name="a"/><link name="b"/>
    <joint name="x" type="prismatic"><parent link="world"/><child link="base"/><origin xyz="500 0 0"/><axis xyz="1 0 0"/>
      <limit lower="-1000" upper="1000" velocity="2" effort="1"/></joint>
    <joint name="j" type="revolute"><parent link="base"/><child link="a"/><origin xyz="0 0 0.5"/><axis xyz="0 0 1"/>
      <limit lower="-1" upper="1" velocity="2" effort="1"/></joint>
    <joint name="k" type="revolute"><parent link="a"/><child link="b"/><origin xyz="24 0 0"/><axis xyz="0 1 0"/>
      <limit lower="-1" upper="1" velocity="2" effort="1"/></joint></robot>`;
  assert.deepEqual(readRobotDescription(urdf).warnings, []);
});

test('the robots of the shared folder are told from themselves in millimetres', needsSharedRobots, () => {
  for (const robot of listSharedRobots()) {
    const tree = readRobotDescription(readSharedRobot(robot));
    assert.ok(!tree.warnings.some(({ code }) => code === 'millimetres'), robot.name);
    const again = inMetres(inMillimetres(tree));
    assert.equal(again.warnings[0]?.code, 'millimetres', robot.name);
    assert.equal(idOf(again), idOf(tree), robot.name);
  }
});
