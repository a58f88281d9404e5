/** Bodies as they are shown: legs stand on the floor, arms hang or reach ahead, within limits, the same for every file of a machine. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bodyClassOf } from '#contracts/embodiment/body/body-class.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { humanTree } from '#contracts/embodiment/body/human-body.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { KinematicTree, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { distance } from '#contracts/embodiment/spatial.ts';
import { positionWords } from '../../server/portal/body/joint-words.ts';
import { postureAt, restOf } from '../../server/portal/body/posture.ts';
import { SIZE, skeletonLines } from '../../server/portal/body/skeleton-lines.ts';
import { stanceOf } from '../../server/portal/body/stance.ts';
import { randomHumanoid, randomQuadruped, type RobotModel } from '../support/procedural-robots.ts';
import { TREE_REPACKS } from '../support/repack-tree.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '../support/shared-robots.ts';
import { toUrdf } from '../support/write-descriptions.ts';

const DEMO = join(import.meta.dirname, '../../demo/robots');

function bodyOf(tree: KinematicTree): Embodiment {
  return canonicalForm(tree).embodiment;
}

function modelBody(model: RobotModel): Embodiment {
  return bodyOf(readRobotDescription(toUrdf(model)));
}

/** Ends of feet, the tools and the height of the body as it is drawn. */
function drawn(body: Embodiment) {
  const posture = postureAt(body, restOf(body));
  const count = body.joints.length + body.endEffectors.length;
  const points = posture.segments.flatMap(({ from, to }) => [from, to]);
  const heights = points.map(([, , z]) => z);
  return {
    posture,
    links: posture.segments.slice(0, count),
    low: Math.min(...heights),
    high: Math.max(...heights),
  };
}

function assertWithinLimits(body: Embodiment, name: string): void {
  const q = restOf(body);
  assert.equal(q.length, body.joints.length, name);
  body.joints.forEach(({ lower, upper, follows }, i) => {
    const at = q[i]!;
    assert.ok(Number.isFinite(at), name);
    if (follows !== null) {
      const wanted = follows.multiplier * q[follows.joint]! + follows.offset;
      assert.ok(Math.abs(at - wanted) < 1e-9, `${name}: joint ${i} follows`);
    } else if (lower !== null && upper !== null) {
      assert.ok(
        at >= lower - 1e-9 && at <= upper + 1e-9,
        `${name}: joint ${i} at ${at} of [${lower}, ${upper}]`,
      );
    }
  });
}

/** What has legs stands on the floor with all of them, nothing below it. */
function assertStands(body: Embodiment, name: string): void {
  const { low, high, posture } = drawn(body);
  const height = high - low;
  assert.ok(Math.abs(low) < 0.02 * height, `${name}: lowest point at ${low} of ${height} m`);
  const { feet } = stanceOf(body);
  const ends = posture.segments.slice(-feet.reduce((sum, { lines }) => sum + lines.length, 0));
  let at = 0;
  for (const { lines } of feet) {
    const own = ends.slice(at, at + lines.length);
    at += lines.length;
    const lowest = Math.min(...own.flatMap(({ from, to }) => [from[2], to[2]]));
    assert.ok(Math.abs(lowest) < 0.05 * height, `${name}: a foot ends ${lowest} m above the floor`);
  }
}

function walks({ mounting }: Embodiment): boolean {
  return mounting === 'legged';
}

test('two-legged machines stand on level soles with knees a little bent, hands below the shoulders and ahead', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const body = modelBody(randomHumanoid(seed));
    const name = `humanoid ${seed}`;
    assertWithinLimits(body, name);
    if (walks(body)) assertStands(body, name);
    const { posture, high } = drawn(body);
    for (const [i, tool] of posture.tools.entries()) {
      const arm = body.limbs[body.endEffectors[i]!.limb]!;
      const shoulder = posture.joints[arm.joints[0]!]!;
      assert.ok(tool[2] < shoulder[2], `${name}: a hand at ${tool[2]} over a shoulder at ${shoulder[2]}`);
      assert.ok(tool[2] > 0.15 * high, `${name}: a hand on the floor`);
    }
  }
});

test('four-legged machines stand on all four, trunk level', () => {
  for (const seed of [1, 2, 3, 4]) {
    const body = modelBody(randomQuadruped(seed));
    assertWithinLimits(body, `quadruped ${seed}`);
    assertStands(body, `quadruped ${seed}`);
  }
});

test('people stand, arms at their sides', () => {
  for (const stature of [1.5, 1.75, 1.9]) {
    const { embodiment } = canonicalForm(humanTree(stature), { kind: 'human' });
    assertWithinLimits(embodiment, `person ${stature}`);
    assertStands(embodiment, `person ${stature}`);
    const { high, low, posture } = drawn(embodiment);
    assert.ok(
      high - low > 0.75 * stature && high - low < 1.02 * stature,
      `person ${stature} of ${high - low}`,
    );
    for (const tool of posture.tools) assert.ok(tool[2] < 0.65 * stature);
  }
});

test('the robots of the demo: arms reach ahead above the bench, walkers stand', () => {
  for (const file of readdirSync(DEMO).filter((name) => name.endsWith('.urdf'))) {
    const body = bodyOf(readRobotDescription(readFileSync(join(DEMO, file), 'utf8')));
    assertWithinLimits(body, file);
    if (walks(body)) assertStands(body, file);
    if (bodyClassOf(body) !== 'arm') continue;
    const [tool] = drawn(body).posture.tools;
    assert.ok(tool![0] > 0.1, `${file}: the tool is ${tool![0]} m ahead`);
    assert.ok(tool![2] > 0, `${file}: the tool is ${tool![2]} m above the bench`);
  }
});

test('a machine stands alike, whatever its file', () => {
  const random = seededRandom(7);
  for (const file of ['brightmoor-small.urdf', 'larkspur-arm7.urdf', 'pebblehaven-arm6.urdf']) {
    const tree = readRobotDescription(readFileSync(join(DEMO, file), 'utf8'));
    const own = drawn(bodyOf(tree)).links;
    for (const [way, repack] of Object.entries(TREE_REPACKS)) {
      const other = drawn(bodyOf(repack(tree, random))).links;
      const apart = Math.max(
        ...own.map(({ to }, i) => distance(to, other[i]?.to ?? [Number.POSITIVE_INFINITY, 0, 0])),
      );
      assert.ok(apart < 1e-3, `${file} by ${way}: ${apart} m apart`);
    }
  }
});

test('a body that has no joints, and one that is a hand, are drawn within the square', () => {
  const hand = bodyOf(readRobotDescription(readFileSync(join(DEMO, 'walnut-hand5.urdf'), 'utf8')));
  for (const body of [hand, { ...hand, joints: [], limbs: [], endEffectors: [] }]) {
    const { links, joints, tools, ground } = skeletonLines(body);
    const numbers = [...links.matchAll(/-?[\d.]+/g)].map(([value]) => Number(value));
    for (const value of [...numbers, ...joints.flat(), ...tools.flat(), ground]) {
      assert.ok(value >= 0 && value <= SIZE, String(value));
    }
  }
});

test('the robots of the folder: limits, feet, and no limb through another', needsSharedRobots, () => {
  const crossing: string[] = [];
  for (const robot of listSharedRobots()) {
    const body = bodyOf(readRobotDescription(readSharedRobot(robot)));
    assertWithinLimits(body, robot.name);
    if (walks(body)) assertStands(body, robot.name);
    if (walks(body) && crosses(body)) crossing.push(robot.name);
  }
  assert.deepEqual(crossing, []);
});

/** Whether hands or feet of one side lie on the other side's: arms and legs are told by where they begin. */
function crosses(body: Embodiment): boolean {
  const { posture } = drawn(body);
  const ends = body.limbs.flatMap(({ kind, joints }): { root: Vec3; end: Vec3 }[] =>
    kind === 'arm' || kind === 'leg'
      ? [{ root: posture.joints[joints[0]!]!, end: posture.joints[joints.at(-1)!]! }]
      : [],
  );
  return ends.some(
    ({ root, end }) => Math.abs(root[1]) > 0.02 && root[1] * end[1] < -1e-3 * Math.abs(root[1]),
  );
}

test('positions have a true minus and no minus zero', () => {
  assert.equal(positionWords('revolute', -1e-4), '0°');
  assert.equal(positionWords('revolute', -Math.PI / 2), '−90°');
  assert.equal(positionWords('prismatic', 0.0204), '20\u00a0mm');
});
