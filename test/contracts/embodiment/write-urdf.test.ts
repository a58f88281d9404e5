import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { bodyMotionsOf, poseOf, vectorOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { forwardKinematics } from '#contracts/embodiment/kinematics/forward-kinematics.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { angleBetween, compose, distance, transformPoint } from '#contracts/embodiment/spatial.ts';
import { kinematicUrdf } from '#contracts/embodiment/body/write-urdf.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';

const DEMO = join(import.meta.dirname, '../../../demo/robots');
const POSTURES = 5;

/** Greatest distance (m) and angle (rad) between links of the written URDF and the embodiment, in random postures. */
function deviation(embodiment: Embodiment): { metres: number; radians: number } {
  const tree = readRobotDescription(kinematicUrdf(embodiment, 'written & <read> "again"'));
  const linkAt = new Map(tree.links.map(({ name }, i) => [name, i]));
  const random = seededRandom(20260601);
  let [metres, radians] = [0, 0];
  for (let k = 0; k < POSTURES; k++) {
    const q = embodiment.joints.map(({ lower, upper }) => {
      const [from, to] = [lower ?? -1, upper ?? 1];
      return from + (to - from) * random.unit();
    });
    const driven = Object.fromEntries(
      embodiment.joints.flatMap(({ follows }, i) => (follows === null ? [[`joint_${i}`, q[i]!]] : [])),
    );
    const poses = forwardKinematics(tree, driven);
    const motions = bodyMotionsOf(embodiment, q);
    embodiment.joints.forEach(({ point }, i) => {
      const pose = poses[linkAt.get(`link_${i}`)!]!;
      metres = Math.max(metres, distance(pose.position, transformPoint(motions[i]!, vectorOf(point))));
      radians = Math.max(radians, angleBetween(pose.rotation, motions[i]!.rotation));
    });
    embodiment.endEffectors.forEach(({ joint, tcp }, i) => {
      if (joint < 0) return;
      const tool = compose(motions[joint]!, poseOf(tcp));
      metres = Math.max(metres, distance(poses[linkAt.get(`tool_${i}`)!]!.position, tool.position));
      radians = Math.max(radians, angleBetween(poses[linkAt.get(`tool_${i}`)!]!.rotation, tool.rotation));
    });
  }
  return { metres, radians };
}

function requireSame(embodiment: Embodiment, name: string): void {
  const { metres, radians } = deviation(embodiment);
  assert.ok(metres < 1e-7 && radians < 1e-6, `${name}: ${metres} m, ${radians} rad`);
}

test('the written URDF moves every link and tool as the embodiment does', () => {
  for (const file of readdirSync(DEMO)) {
    const { embodiment } = canonicalForm(readRobotDescription(readFileSync(join(DEMO, file), 'utf8')));
    requireSame(embodiment, file);
  }
});

test('so it does for real robots', needsSharedRobots, () => {
  for (const robot of listSharedRobots()) {
    requireSame(canonicalForm(readRobotDescription(readSharedRobot(robot))).embodiment, robot.name);
  }
});
