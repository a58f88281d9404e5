import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import { readMjcf } from '#contracts/embodiment/description/read-mjcf.ts';
import { readUrdf } from '#contracts/embodiment/description/read-urdf.ts';
import {
  type GoldenPoses,
  listSharedRobots,
  needsSharedRobots,
  readGoldenPoses,
  readSharedRobot,
  type SharedRobot,
} from '#test/support/shared-robots.ts';

const TOLERANCE = 1e-4;

/** Largest difference over all links and joint vectors; quaternions up to sign. */
function worstDifference(tree: KinematicTree, golden: GoldenPoses): { worst: number; missing: string[] } {
  const missing = new Set<string>();
  let worst = 0;
  for (const { q, links } of golden.configs) {
    const positions = Object.fromEntries(golden.joints.map(({ name }, i) => [name, q[i]!]));
    const poses = forwardKinematics(tree, positions);
    for (const [name, expected] of Object.entries(links)) {
      const index = tree.links.findIndex((link) => link.name === name);
      const pose = poses[index];
      if (pose === undefined) {
        missing.add(name);
        continue;
      }
      const sign = pose.rotation.reduce((sum, value, i) => sum + value * expected[3 + i]!, 0) < 0 ? -1 : 1;
      const actual = [...pose.position, ...pose.rotation.map((value) => value * sign)];
      actual.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - expected[i]!))));
    }
  }
  return { worst, missing: [...missing] };
}

function agreesWithReference(format: SharedRobot['format'], read: (text: string) => KinematicTree): void {
  const golden = new Map(readGoldenPoses().map((entry) => [entry.robot, entry]));
  const robots = listSharedRobots().filter((robot) => robot.format === format);
  assert.ok(robots.length > 0);
  const bad: string[] = [];
  for (const robot of robots) {
    try {
      const { worst, missing } = worstDifference(read(readSharedRobot(robot)), golden.get(robot.name)!);
      if (!(worst <= TOLERANCE) || missing.length > 0)
        bad.push(`${robot.file}: ${worst} ${missing.join(' ')}`);
    } catch (error) {
      bad.push(`${robot.file}: ${String(error)}`);
    }
  }
  assert.deepEqual(bad, []);
}

test('link poses of every URDF agree with the reference poses to 1e-4', needsSharedRobots, () => {
  agreesWithReference('urdf', readUrdf);
});

test('link poses of every MJCF agree with the reference poses to 1e-4', needsSharedRobots, () => {
  agreesWithReference('mjcf', readMjcf);
});
