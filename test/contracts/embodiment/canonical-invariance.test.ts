import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId, sameBody } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import {
  randomArm,
  randomHumanoid,
  randomQuadruped,
  REPACKS,
  type RobotModel,
} from '#test/support/procedural-robots.ts';
import { worstDifference } from '#test/support/worst-difference.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

const ROBOTS: readonly [string, (seed: number) => RobotModel, number][] = [
  ['arms', randomArm, 40],
  ['humanoids', randomHumanoid, 6],
  ['quadrupeds', randomQuadruped, 10],
];

function embody(description: string): Embodiment {
  return canonicalForm(readRobotDescription(description)).embodiment;
}

for (const [kind, make, count] of ROBOTS) {
  for (const [name, repack] of Object.entries(REPACKS)) {
    test(`${name}: ${kind} keep their canonical form and id`, () => {
      for (let seed = 1; seed <= count; seed++) {
        const model = make(seed);
        const plain = embody(toUrdf(model));
        const other = embody(toUrdf(repack(model, seededRandom(seed + 1000))));
        const worst = worstDifference(plain, other);
        assert.ok(worst < 1e-6, `${kind} ${seed}: ${worst}`);
        assert.ok(sameBody(plain, other));
        assert.equal(embodimentId(nodeCrypto, other), embodimentId(nodeCrypto, plain), `${kind} ${seed}`);
      }
    });
  }

  test(`URDF and MJCF of the same tree: ${kind} keep their canonical form and id`, () => {
    for (let seed = 1; seed <= count; seed++) {
      const model = make(seed);
      const [urdf, mjcf] = [embody(toUrdf(model)), embody(toMjcf(model))];
      const worst = worstDifference(urdf, mjcf);
      assert.ok(worst < 1e-6, `${kind} ${seed}: ${worst}`);
      assert.equal(embodimentId(nodeCrypto, mjcf), embodimentId(nodeCrypto, urdf));
    }
  });

  test(`different ${kind} have different ids`, () => {
    const ids = new Set<string>();
    for (let seed = 1; seed <= count; seed++) ids.add(embodimentId(nodeCrypto, embody(toUrdf(make(seed)))));
    assert.equal(ids.size, count);
  });
}

test('a lone arm keeps its id when its base is turned in any direction', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const urdf = toUrdf(randomArm(seed));
    const turned = urdf
      .replace('<link', '<link name="wall"/>\n<link')
      .replace(
        '</robot>',
        '<joint name="bolts" type="fixed"><parent link="wall"/><child link="body0"/><origin xyz="1 2 3" rpy="1 0.7 -2"/></joint></robot>',
      );
    assert.equal(
      embodimentId(nodeCrypto, embody(turned)),
      embodimentId(nodeCrypto, embody(urdf)),
      `seed ${seed}`,
    );
  }
});

test('one changed limit, length or missing joint changes the id', () => {
  const model = randomArm(3);
  const plain = embodimentId(nodeCrypto, embody(toUrdf(model)));
  const limited = structuredClone(model);
  limited.bodies[2]!.joint.upper -= 0.01;
  const longer = structuredClone(model);
  const step = longer.bodies[3]!.origin;
  longer.bodies[3]!.origin = {
    ...step,
    position: [step.position[0], step.position[1], step.position[2] + 0.01],
  };
  const locked = structuredClone(model);
  locked.bodies[3]!.joint.type = 'fixed';
  const ids = [limited, longer, locked].map((robot) => embodimentId(nodeCrypto, embody(toUrdf(robot))));
  assert.equal(new Set([plain, ...ids]).size, 4);
});
