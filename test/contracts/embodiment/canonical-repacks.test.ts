import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId, sameBody } from '#contracts/embodiment/body/embodiment-id.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { TREE_REPACKS } from '#test/support/repack-tree.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';

for (const [name, repack] of Object.entries(TREE_REPACKS)) {
  test(`${name}: every robot of the shared folder keeps its id`, needsSharedRobots, () => {
    const changed: string[] = [];
    listSharedRobots().forEach((robot, i) => {
      const tree = readRobotDescription(readSharedRobot(robot));
      const plain = canonicalForm(tree).embodiment;
      const other = canonicalForm(repack(tree, seededRandom(i))).embodiment;
      const same = embodimentId(nodeCrypto, plain) === embodimentId(nodeCrypto, other);
      if (!same) changed.push(`${robot.name}${sameBody(plain, other) ? ' (an alias)' : ''}`);
    });
    assert.deepEqual(changed, []);
  });
}
