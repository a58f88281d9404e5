import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';

test('a seed gives the same numbers on every machine', () => {
  const random = seededRandom(1);
  assert.deepEqual(
    Array.from({ length: 4 }, () => random.uint32()),
    [2442144158, 3238099751, 3819917871, 2104621829],
  );
});

test('numbers fill the unit interval evenly', () => {
  const random = seededRandom(7);
  const bins = Array.from({ length: 16 }, () => 0);
  for (let k = 0; k < 16_000; k++) bins[Math.floor(random.unit() * 16)]!++;
  for (const count of bins) assert.ok(Math.abs(count - 1000) < 150);
});

test('neighbouring seeds give unrelated sequences', () => {
  const heads = new Set(Array.from({ length: 1000 }, (_, seed) => seededRandom(seed).uint32()));
  assert.equal(heads.size, 1000);
});
