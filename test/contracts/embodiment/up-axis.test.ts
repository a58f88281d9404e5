import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { withUp } from '#contracts/embodiment/description/gravity.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { Joint, KinematicTree, Link, Quaternion } from '#contracts/embodiment/kinematic-tree.ts';
import { fromAxisAngle, multiply, NO_ROTATION, UNIT_X, UNIT_Z, ZERO } from '#contracts/embodiment/spatial.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { randomArm, randomHumanoid, randomQuadruped } from '#test/support/procedural-robots.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

const QUARTER = Math.PI / 2;
/** Turns what stands along z so that it stands along y: looking along x, and along z. */
const Y_UP: readonly Quaternion[] = [
  fromAxisAngle(UNIT_X, -QUARTER),
  multiply(fromAxisAngle(UNIT_X, -QUARTER), fromAxisAngle(UNIT_Z, -QUARTER)),
];

/** The same machine in a file whose root frame is turned. */
function turned(tree: KinematicTree, rotation: Quaternion): KinematicTree {
  const station: Link = { name: 'station', mass: null, geometries: [] };
  const root = tree.links.length;
  const bolts: Joint = {
    name: 'bolts',
    type: 'fixed',
    parent: root,
    child: tree.root,
    origin: { position: ZERO, rotation },
    axis: UNIT_Z,
    lower: null,
    upper: null,
    velocity: null,
    effort: null,
    mimic: null,
    actuated: false,
  };
  return { ...tree, root, links: [...tree.links, station], joints: [...tree.joints, bolts] };
}

function idOf(tree: KinematicTree): string {
  return embodimentId(nodeCrypto, canonicalForm(tree).embodiment);
}

const upWarnings = (tree: KinematicTree): string[] =>
  canonicalForm(tree).warnings.flatMap(({ code }) => (code.startsWith('up-axis') ? [code] : []));

test('a description that says which way is up is read that way', () => {
  for (const model of [randomHumanoid(3), randomQuadruped(4), randomHumanoid(5)]) {
    const tree = readRobotDescription(toUrdf(model));
    const id = idOf(tree);
    assert.deepEqual(upWarnings(tree), []);
    for (const rotation of Y_UP) {
      assert.equal(idOf({ ...turned(tree, rotation), up: [0, 1, 0] }), id);
      assert.deepEqual(upWarnings({ ...turned(tree, rotation), up: [0, 1, 0] }), []);
    }
  }
});

test('gravity of MJCF, the element for URDF, and what a person says of a file', () => {
  const urdf = toUrdf(randomHumanoid(3));
  const mjcf = toMjcf(randomHumanoid(3));
  for (const text of [urdf, mjcf]) {
    assert.equal(readRobotDescription(text).up, undefined);
    assert.deepEqual(readRobotDescription(withUp(text, 'y')).up, [0, 1, 0]);
    assert.deepEqual(readRobotDescription(withUp(withUp(text, 'x'), 'z')).up, [1, 0, 0]);
  }
  const said = mjcf.replace('</mujoco>', '<option gravity="0 9.81 0"/></mujoco>');
  // What the file says itself counts, and no gravity says nothing.
  assert.deepEqual(readRobotDescription(withUp(said, 'z')).up, [0, -1, 0]);
  const floats = mjcf.replace('</mujoco>', '<option gravity="0 0 0"/></mujoco>');
  assert.equal(readRobotDescription(floats).up, undefined);
  assert.throws(() => readRobotDescription(mjcf.replace('</mujoco>', '<option gravity="0 1"/></mujoco>')), {
    code: 'bad-robot-description',
  });
});

test('a statement goes into the first element, whatever stands before it', () => {
  const body = '<link name="a"/></robot>';
  const hard = `<?xml version="1.0"?><!-- <robot name="no"> --> <!-- > -->\n<robot name='a>b' x="'">${body}`;
  assert.deepEqual(readRobotDescription(withUp(hard, 'y')).up, [0, 1, 0]);
  for (const none of ['', 'x', '<', '<!-- <robot>', '<robot', '<robot name="', '<robot/>', '<sdf>', '<?xml'])
    assert.equal(withUp(none, 'y'), none);
  const many = `${'<!-- -->'.repeat(50_000)}<robot name="a">${body}`;
  const started = performance.now();
  assert.ok(withUp(many, 'y').includes('gravity'));
  assert.ok(performance.now() - started < 1000);
});

test('a lone arm and a machine that stands along z are left alone', () => {
  for (let seed = 1; seed < 6; seed++) {
    const arm = readRobotDescription(toUrdf(randomArm(seed)));
    for (const rotation of [NO_ROTATION, ...Y_UP]) assert.deepEqual(upWarnings(turned(arm, rotation)), []);
    for (const model of [randomHumanoid(seed), randomQuadruped(seed)]) {
      const tree = readRobotDescription(toUrdf(model));
      for (const yaw of [0, 0.4, QUARTER])
        assert.deepEqual(upWarnings(turned(tree, fromAxisAngle(UNIT_Z, yaw))), []);
    }
  }
});

test(
  'robots as they are made: none is turned over, and most humanoids with y up are seen',
  needsSharedRobots,
  (t) => {
    const standing = listSharedRobots().filter(({ kind }) => !['arm', 'hand', 'gripper'].includes(kind));
    let [shown, asked] = [0, 0];
    for (const robot of standing) {
      const tree = readRobotDescription(readSharedRobot(robot));
      assert.ok(!upWarnings(tree).includes('up-axis-y'), robot.file);
      assert.ok(!upWarnings(turned(tree, fromAxisAngle(UNIT_Z, QUARTER))).includes('up-axis-y'), robot.file);
      if (robot.kind !== 'humanoid') continue;
      const { up: _up, ...silent } = tree;
      for (const rotation of Y_UP) {
        asked++;
        const other = turned(silent, rotation);
        if (!upWarnings(other).includes('up-axis-y')) continue;
        shown++;
        assert.equal(idOf(other), idOf(silent), robot.file);
      }
    }
    t.diagnostic(`${shown} of ${asked} humanoids with y up were seen to stand along y`);
    assert.ok(shown > 0.8 * asked);
  },
);
