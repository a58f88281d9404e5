import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import {
  alignLimbs,
  type JointFeatures,
  type LimbFeatures,
} from '#contracts/matching/factors/kinematic-features.ts';

/** A limb of joints with features drawn at random, numbered from `first`. */
function limbOf(count: number, first: number, unit: () => number): LimbFeatures {
  const joints = Array.from(
    { length: count },
    (_, i): JointFeatures => ({
      joint: first + i,
      prismatic: unit() < 0.2,
      parallel: unit(),
      offset: unit(),
      reach: unit(),
      range: unit(),
    }),
  );
  return { kind: 'arm', joints, length: 1 };
}

test('limbs of any two lengths are aligned: every joint once, in order, none for a limb without joints', () => {
  const random = seededRandom(20261128);
  for (let own = 0; own <= 24; own++) {
    for (let other = 0; other <= 24; other++) {
      const [a, b] = [limbOf(own, 100, () => random.unit()), limbOf(other, 500, () => random.unit())];
      const aligned = alignLimbs(a, b);
      const from = aligned.flatMap((pair) => pair.from ?? []);
      const to = aligned.flatMap((pair) => pair.to ?? []);
      assert.deepEqual(
        from,
        a.joints.map(({ joint }) => joint),
        `${own} and ${other} joints`,
      );
      assert.deepEqual(
        to,
        b.joints.map(({ joint }) => joint),
        `${own} and ${other} joints`,
      );
    }
  }
});
