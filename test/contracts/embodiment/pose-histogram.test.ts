import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Quaternion } from '#contracts/embodiment/kinematic-tree.ts';
import { CLOUD_SIZE, histogramCloud, POSE_STRIDE } from '#contracts/embodiment/reach/pose-cloud.ts';
import {
  COARSE_CELL,
  FINE_CELL,
  histogramCells,
  MAX_CELLS,
  PoseHistogramBuilder,
  poseHistogramSchema,
} from '#contracts/embodiment/reach/pose-histogram.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';

const STRAIGHT: Quaternion = [1, 0, 0, 0];

test('a cell that three episodes visit is published, with its share', () => {
  const builder = new PoseHistogramBuilder(0);
  for (const episode of [1, 2, 3])
    for (let k = 0; k < 10; k++) builder.addPose(episode, [0.5, 0.1, 0.3], STRAIGHT);
  const histogram = builder.build();
  assert.equal(histogram.fallback, 'none');
  const [cell, ...others] = histogramCells(histogram);
  assert.equal(others.length, 0);
  assert.equal(cell?.share, 1);
  assert.equal(cell.size, FINE_CELL);
  [0.52, 0.12, 0.28].forEach((middle, axis) => assert.ok(Math.abs(cell.center[axis]! - middle) < 1e-12));
});

test('cells that too few episodes visit are joined, and withheld when that does not help', () => {
  const builder = new PoseHistogramBuilder(1);
  // Three neighbours inside one coarse cell, one episode each; and a lonely place.
  builder.addPose(1, [0.01, 0.01, 0.01], STRAIGHT);
  builder.addPose(2, [0.09, 0.01, 0.01], STRAIGHT);
  builder.addPose(3, [0.01, 0.09, 0.01], STRAIGHT);
  builder.addPose(4, [1.01, 0.01, 0.01], STRAIGHT);
  builder.addPose(4, [Number.NaN, 0, 0], STRAIGHT);
  const histogram = builder.build();
  assert.equal(histogram.fine.count, 0);
  assert.equal(histogram.coarse.count, 1);
  assert.deepEqual(histogram.withheld, { poses: 1, cells: 1, outside: 1 });
  assert.equal(histogramCells(histogram)[0]?.size, COARSE_CELL);
  assert.equal(histogram.fallback, 'none');
});

test('one or two episodes publish nothing and fall back to the workspace', () => {
  const builder = new PoseHistogramBuilder(0);
  for (let k = 0; k < 500; k++) builder.addPose(k % 2, [0.001 * k, 0, 0.2], STRAIGHT);
  const histogram = builder.build();
  assert.deepEqual(histogramCells(histogram), []);
  assert.equal(histogram.fallback, 'workspace');
});

test('no published cell has fewer than three episodes, whatever the motion', () => {
  const pose = fc.record({
    episode: fc.integer({ min: 0, max: 6 }),
    x: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    y: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(pose, { maxLength: 200 }), (poses) => {
      const builder = new PoseHistogramBuilder(0);
      for (const { episode, x, y } of poses) builder.addPose(episode, [x, y, 0.04], STRAIGHT);
      const histogram = builder.build();
      poseHistogramSchema.parse(histogram);
      for (const cell of histogramCells(histogram)) {
        const inside = poses.filter(
          ({ x, y }) =>
            Math.abs(x - cell.center[0]) <= cell.size / 2 && Math.abs(y - cell.center[1]) <= cell.size / 2,
        );
        assert.ok(new Set(inside.map(({ episode }) => episode)).size >= 3);
      }
    }),
    { numRuns: 100 },
  );
});

test('a motion all over the place stays small and within the cell limit', () => {
  const random = seededRandom(5);
  const builder = new PoseHistogramBuilder(0);
  for (let k = 0; k < 60_000; k++) {
    const place = [random.unit() * 2, random.unit() * 2 - 1, random.unit()] as const;
    builder.addPose(k % 20, place, [random.unit(), random.unit(), random.unit(), random.unit()]);
  }
  const histogram = builder.build();
  assert.ok(histogram.fine.count <= MAX_CELLS && histogram.coarse.count <= MAX_CELLS);
  assert.ok(canonicalBytes(histogram).length < 64 * 1024);
});

test('a broken encoding is refused', () => {
  const builder = new PoseHistogramBuilder(0);
  for (const episode of [1, 2, 3]) builder.addPose(episode, [0.5, 0.1, 0.3], STRAIGHT);
  const good = builder.build();
  const broken = [
    { ...good, fine: { ...good.fine, count: 2 } },
    { ...good, fine: { ...good.fine, keys: 'gICAgICAgICAgIA=' } },
    { ...good, fine: { ...good.fine, keys: '/////38=' } },
  ];
  for (const histogram of broken) assert.throws(() => histogramCells(histogram), { code: 'schema-mismatch' });
});

test('a cloud gives every cell its share', () => {
  const builder = new PoseHistogramBuilder(0);
  for (let k = 0; k < 400; k++) builder.addPose(k % 4, [k % 4 === 0 ? 1 : 0.2, 0.01, 0.01], STRAIGHT);
  const cloud = histogramCloud(histogramCells(builder.build()), [0, 0, 0], CLOUD_SIZE);
  let far = 0;
  for (let k = 0; k < cloud.count; k++) if (cloud.poses[POSE_STRIDE * k]! * cloud.scale.position > 0.6) far++;
  assert.equal(cloud.count, CLOUD_SIZE);
  // Three episodes never visit the far place, so it is withheld.
  assert.equal(far, 0);
});
