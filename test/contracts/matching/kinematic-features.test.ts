import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import { IDENTITY, unit } from '#contracts/embodiment/spatial.ts';
import {
  alignLimbs,
  limbFeatures,
  limbLikeness,
  type LimbFeatures,
} from '#contracts/matching/factors/kinematic-features.ts';

/** A chain of joints drawn at random, numbered from `first`. */
function chainOf(count: number, first: number, random: SeededRandom): KinematicChain {
  const number = (): number => 2 * random.unit() - 1;
  const joints = Array.from({ length: count }, (_, i) => ({
    type: random.unit() < 0.2 ? ('prismatic' as const) : ('revolute' as const),
    axis: unit([number(), number(), number()]),
    point: [number(), number(), number()] as const,
    lower: -random.unit(),
    upper: random.unit(),
    unlimited: false,
    velocity: null,
    follows: null,
    shared: false,
    joint: first + i,
  }));
  return { joints, tcp: IDENTITY };
}

function limbOf(count: number, first: number, random: SeededRandom): LimbFeatures {
  return limbFeatures('arm', chainOf(count, first, random));
}

test('limbs of any two lengths are aligned: every joint once, in order, none for a limb without joints', () => {
  const random = seededRandom(20261128);
  for (let own = 0; own <= 24; own++) {
    for (let other = 0; other <= 24; other++) {
      const [a, b] = [limbOf(own, 100, random), limbOf(other, 500, random)];
      const aligned = alignLimbs(a, b);
      const from = aligned.flatMap((pair) => pair.from ?? []);
      const to = aligned.flatMap((pair) => pair.to ?? []);
      assert.deepEqual(from, a.joints, `${own} and ${other} joints`);
      assert.deepEqual(to, b.joints, `${own} and ${other} joints`);
    }
  }
});
