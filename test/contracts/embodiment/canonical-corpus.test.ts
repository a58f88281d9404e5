import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId, sameBody } from '#contracts/embodiment/body/embodiment-id.ts';
import { type Embodiment, MAX_EMBODIMENT_BYTES } from '#contracts/embodiment/embodiment-schema.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import {
  listSharedRobots,
  needsSharedRobots,
  readSharedRobot,
  type SharedRobot,
} from '#test/support/shared-robots.ts';

function embodimentOf(robot: SharedRobot): Embodiment {
  return canonicalForm(readRobotDescription(readSharedRobot(robot))).embodiment;
}

function count(embodiment: Embodiment, kind: Embodiment['limbs'][number]['kind']): number {
  return embodiment.limbs.filter((limb) => limb.kind === kind).length;
}

test('every robot of the shared folder has a canonical form within the limits', needsSharedRobots, () => {
  const robots = listSharedRobots();
  assert.ok(robots.length >= 121);
  for (const robot of robots) {
    const embodiment = embodimentOf(robot);
    assert.ok(canonicalBytes(embodiment).length <= MAX_EMBODIMENT_BYTES, robot.name);
    assert.ok(embodiment.joints.length > 0, robot.name);
  }
});

test('bodies of the shared folder have the limbs that their class has', needsSharedRobots, () => {
  const wrong: string[] = [];
  for (const robot of listSharedRobots()) {
    const body = embodimentOf(robot);
    const [arms, legs, fingers] = [count(body, 'arm'), count(body, 'leg'), count(body, 'finger')];
    const right =
      robot.kind === 'arm'
        ? arms === 1 && legs === 0 && body.mounting === 'bench'
        : robot.kind === 'dual-arm'
          ? arms === 2 && legs === 0
          : robot.kind === 'quadruped'
            ? legs === 4
            : robot.kind === 'hexapod'
              ? legs === 6
              : robot.kind === 'biped' || robot.kind === 'humanoid'
                ? legs === 2 && body.mounting === 'legged'
                : robot.kind === 'hand' || robot.kind === 'gripper'
                  ? fingers >= 2 && body.mounting === 'flange'
                  : arms >= 1 && legs <= 1;
    if (!right)
      wrong.push(`${robot.name}: ${body.mounting} ${body.limbs.map((limb) => limb.kind).join(' ')}`);
  }
  assert.deepEqual(wrong, []);
});

test('bodies that share an id are one family and agree within tolerance', needsSharedRobots, () => {
  const byId = new Map<string, { robot: SharedRobot; embodiment: Embodiment }>();
  let shared = 0;
  for (const robot of listSharedRobots()) {
    const embodiment = embodimentOf(robot);
    const id = embodimentId(nodeCrypto, embodiment);
    const other = byId.get(id);
    if (other !== undefined) {
      shared += 1;
      assert.equal(other.robot.family, robot.family, `${other.robot.name} and ${robot.name} share an id`);
      assert.ok(sameBody(other.embodiment, embodiment), `${other.robot.name} and ${robot.name}`);
    }
    byId.set(id, { robot, embodiment });
  }
  assert.ok(shared <= 2, `${shared} bodies share ids`);
});

test('bodies of different families never agree within tolerance', needsSharedRobots, () => {
  const all = listSharedRobots().map((robot) => ({ robot, embodiment: embodimentOf(robot) }));
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (a.robot.family === b.robot.family) continue;
      assert.ok(!sameBody(a.embodiment, b.embodiment), `${a.robot.name} and ${b.robot.name}`);
    }
  }
});

test('shoulders of humanoids stand where the machines have them', needsSharedRobots, () => {
  const robots = new Map(listSharedRobots().map((robot) => [robot.name, robot]));
  // Figures to ten centimetres, from the machines' published heights.
  const expected: [string, number][] = [
    ['unitree_g1_29dof_urdf', 1.1],
    ['unitree_h1_urdf', 1.5],
    ['op3_mjcf', 0.4],
    ['nao_v5_urma', 0.45],
    ['atlas_drake', 1.7],
  ];
  for (const [name, height] of expected) {
    const robot = robots.get(name);
    assert.ok(robot !== undefined);
    const found = embodimentOf(robot).shoulderHeight;
    assert.ok(found !== null && Math.abs(found - height) < 0.1, `${name}: ${found}`);
  }
});
