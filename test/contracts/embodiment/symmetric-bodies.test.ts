import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { TREE_REPACKS } from '#test/support/repack-tree.ts';
import { SYMMETRIC_ROBOTS } from '#test/support/symmetric-robots.ts';
import { worstDifference } from '#test/support/worst-difference.ts';

const SEEDS = 10;

for (const [kind, make] of Object.entries(SYMMETRIC_ROBOTS)) {
  test(`${kind} keep their canonical form and id through every re-pack`, () => {
    const changed: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const tree = readRobotDescription(make(seed));
      const plain = canonicalForm(tree).embodiment;
      for (const [name, repack] of Object.entries(TREE_REPACKS)) {
        const other = canonicalForm(repack(tree, seededRandom(seed + 500))).embodiment;
        const worst = worstDifference(plain, other);
        const same = embodimentId(nodeCrypto, other) === embodimentId(nodeCrypto, plain);
        if (worst >= 1e-6 || !same) changed.push(`${seed}, ${name}: ${worst}`);
      }
    }
    assert.deepEqual(changed, []);
  });

  test(`different ${kind} have different ids`, () => {
    const ids = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed++)
      ids.add(embodimentId(nodeCrypto, canonicalForm(readRobotDescription(make(seed))).embodiment));
    assert.equal(ids.size, SEEDS);
  });
}
