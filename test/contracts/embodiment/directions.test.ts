import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  COARSE_DIRECTIONS,
  COARSE_OF_FINE,
  coarseDirectionBin,
  DIRECTIONS,
  FINE_DIRECTIONS,
  fineDirectionBin,
  unitDirectionBin,
} from '#contracts/embodiment/reach/directions.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';

test('a direction falls into the nearest of 42 and of 12 bins', () => {
  const random = seededRandom(3);
  const around = (): number => random.unit() * 2 - 1;
  for (let k = 0; k < 5000; k++) {
    const [x, y, z] = [around(), around(), around()];
    const products = DIRECTIONS.map((d) => d[0] * x + d[1] * y + d[2] * z);
    const nearest = (bins: number): number => products.indexOf(Math.max(...products.slice(0, bins)));
    assert.equal(fineDirectionBin(x, y, z), nearest(FINE_DIRECTIONS));
    assert.equal(coarseDirectionBin(x, y, z), nearest(COARSE_DIRECTIONS));
  }
});

test('the bins are unit vectors and fine ones know their coarse bin', () => {
  assert.equal(DIRECTIONS.length, FINE_DIRECTIONS);
  DIRECTIONS.forEach((d, bin) => {
    assert.ok(Math.abs(Math.sqrt(d[0] ** 2 + d[1] ** 2 + d[2] ** 2) - 1) < 1e-12);
    assert.equal(fineDirectionBin(d[0], d[1], d[2]), bin);
    assert.ok(COARSE_OF_FINE[bin]! < COARSE_DIRECTIONS);
  });
});

test('the table of directions tells the same bin as the scalar products, near borders too', () => {
  const random = seededRandom(3301);
  for (let k = 0; k < 60_000; k++) {
    const a = DIRECTIONS[random.below(FINE_DIRECTIONS)]!;
    const b = DIRECTIONS[random.below(FINE_DIRECTIONS)]!;
    // Half of them close to the border between two members.
    const near = k % 2 === 0 ? 1e-3 : 1;
    const v = ([0, 1, 2] as const).map((i) => (near < 1 ? a[i] + b[i] : 0) + near * (random.unit() - 0.5));
    const length = Math.sqrt(v.reduce((sum, part) => sum + part * part, 0));
    if (length < 0.01) continue;
    const [x, y, z] = v.map((part) => (part / length) * (1 + 1e-4 * (random.unit() - 0.5))) as [
      number,
      number,
      number,
    ];
    assert.equal(unitDirectionBin(x, y, z), fineDirectionBin(x, y, z));
  }
});
