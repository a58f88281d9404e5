import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as check, constant, float, integer, oneof, property } from 'fast-check';
import { reduceSeries } from '#contracts/sample/reduce-series.ts';

const value = oneof(float({ noNaN: true, noDefaultInfinity: true }), constant(Number.NaN));

test('reducing keeps the extremes of every stretch, in their order', () => {
  check(
    property(array(value, { minLength: 1, maxLength: 200 }), integer({ min: 2, max: 60 }), (list, points) => {
      const time = Float32Array.from(list, (_, i) => i / 10);
      const channel = Float32Array.from(list);
      const reduced = reduceSeries(time, [channel], points);
      assert.ok(reduced.time.length <= Math.max(points, list.length <= points ? list.length : points));
      assert.equal(reduced.values[0]?.length, reduced.time.length);
      assert.deepEqual(
        reduced.time,
        [...reduced.time].sort((a, b) => a - b),
      );
      const finite = [...channel].filter((x) => !Number.isNaN(x)).map((x) => Number(x.toPrecision(7)));
      const shown = (reduced.values[0] ?? []).filter((x) => x !== null);
      if (finite.length === 0) assert.deepEqual(shown, []);
      else {
        assert.equal(Math.min(...shown), Math.min(...finite));
        assert.equal(Math.max(...shown), Math.max(...finite));
        for (const x of shown) assert.ok(finite.includes(x), `${x} was never measured`);
      }
    }),
    { seed: 20261128, numRuns: 300 },
  );
});

test('a peak of one frame is not lost, and rises before it falls', () => {
  const frames = 1000;
  const channel = new Float32Array(frames);
  channel[503] = 9;
  channel[504] = -9;
  const time = Float32Array.from({ length: frames }, (_, i) => i / 30);
  const { values } = reduceSeries(time, [channel], 20);
  const peak = values[0]?.indexOf(9) ?? -1;
  assert.ok(peak >= 0);
  assert.equal(values[0]?.[peak + 1], -9);
});

test('short series come as they are', () => {
  const time = Float32Array.of(0, 0.5);
  assert.deepEqual(reduceSeries(time, [Float32Array.of(1, Number.NaN)], 2), {
    time: [0, 0.5],
    values: [[1, null]],
  });
});
