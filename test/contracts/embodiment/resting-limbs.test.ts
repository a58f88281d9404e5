import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MotionExtent, restingLimbs } from '#contracts/embodiment/reach/resting-limbs.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';

const DOWN: Vec3 = [0, 0, -1];

/** A limb that swings by `reach` metres about another place in each of three episodes. */
function limb(reach: number, approach: (k: number) => Vec3 = () => DOWN): MotionExtent {
  const extent = new MotionExtent();
  for (let episode = 0; episode < 3; episode++)
    for (let k = 0; k <= 10; k++)
      extent.add(episode, [0.3 * episode + (reach * k) / 10, 0, 0.2], approach(k / 10));
  return extent;
}

test('a limb that hangs beside one that works rests, wherever it hangs in each episode', () => {
  assert.deepEqual(restingLimbs([limb(0.4), limb(0.02)]), [false, true]);
  assert.ok(Math.abs(limb(0.02).span - 0.02) < 1e-12);
});

test('what turns in place works, and so does what moves little beside what moves little', () => {
  const turning = limb(0.01, (k) => [Math.sin(k), 0, -Math.cos(k)]);
  assert.deepEqual(restingLimbs([limb(0.4), turning]), [false, false]);
  assert.deepEqual(restingLimbs([limb(0.06), limb(0.03)]), [false, false]);
  assert.deepEqual(restingLimbs([limb(0), limb(0)]), [false, false]);
});

test('poses that are missing say nothing', () => {
  const gaps = limb(0.02);
  gaps.add(2, [Number.NaN, 0, 9], DOWN);
  assert.deepEqual(restingLimbs([limb(0.4), gaps, new MotionExtent()]), [false, true, false]);
});
