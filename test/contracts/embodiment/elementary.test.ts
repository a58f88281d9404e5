import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import * as own from '#contracts/embodiment/elementary.ts';

/** Distance of two doubles in units of the last place of the larger. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const magnitude = Math.max(Math.abs(a), Math.abs(b), Number.MIN_VALUE);
  const exponent = Math.floor(Math.log2(magnitude));
  const ulp = Math.max(2 ** (exponent - 52), Number.MIN_VALUE);
  return Math.abs(a - b) / ulp;
}

// The engine's own functions are within 1 ulp themselves, so the bound of two functions is the sum of both.
type Real = (x: number) => number;
function stays(bound: number, [f, g]: [Real, Real], range: [number, number]) {
  let worst = 0;
  const steps = 40_000;
  for (let i = 0; i <= steps; i++) {
    const x = range[0] + ((range[1] - range[0]) * i) / steps;
    worst = Math.max(worst, ulps(f(x), g(x)));
  }
  assert.ok(worst <= bound, `worst error ${worst} ulp over [${range.join(', ')}]`);
}

test('sine, cosine and exponential stay within two units of the last place of the engine', () => {
  stays(2, [own.sin, Math.sin], [-10, 10]);
  stays(2, [own.cos, Math.cos], [-10, 10]);
  stays(2, [own.sin, Math.sin], [-1e6, 1e6]);
  stays(2, [own.cos, Math.cos], [-1e6, 1e6]);
  stays(2, [own.sin, Math.sin], [-1e18, 1e18]);
  stays(2, [own.cos, Math.cos], [-1e9, 1e9]);
  stays(2, [own.exp, Math.exp], [-700, 700]);
  stays(2, [own.log, Math.log], [1e-6, 20]);
  stays(2, [own.log, Math.log], [0.9, 1.1]);
  stays(2, [own.atan, Math.atan], [-20, 20]);
});

test('the derived functions stay within four units of the last place of the engine', () => {
  stays(4, [own.tan, Math.tan], [-1.5, 1.5]);
  stays(3, [own.acos, Math.acos], [-1, 1]);
  stays(3, [own.asin, Math.asin], [-1, 1]);
  stays(2, [own.cbrt, Math.cbrt], [-100, 100]);
  stays(4, [(x) => own.pow(x, 0.37), (x) => x ** 0.37], [0.01, 1]);
});

test('atan2 agrees with the engine in all quadrants and on the axes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      (y, x) => {
        fc.pre(Math.abs(x) + Math.abs(y) > 1e-290);
        assert.ok(
          ulps(own.atan2(y, x), y === 0 && x < 0 ? Math.PI : Math.atan2(y, x)) <= 2,
          `atan2(${y}, ${x})`,
        );
      },
    ),
    { numRuns: 2000 },
  );
});

test('special arguments give the values that IEEE 754 gives, or NaN where a robot has no use for them', () => {
  assert.equal(own.exp(0), 1);
  assert.equal(own.exp(1000), Infinity);
  assert.equal(own.exp(-1000), 0);
  assert.equal(own.log(0), -Infinity);
  assert.equal(own.log(1), 0);
  assert.ok(Number.isNaN(own.log(-1)));
  assert.ok(Number.isNaN(own.sin(Infinity)));
  assert.ok(Number.isNaN(own.acos(1.1)));
  assert.equal(own.acos(1), 0);
  assert.equal(own.atan2(0, 0), 0);
  assert.ok(Math.abs(own.log(Number.MIN_VALUE) - Math.log(Number.MIN_VALUE)) < 1e-10);
  assert.equal(own.pow(0, 0.5), 0);
  assert.equal(own.pow(2, 10), 1024);
  assert.equal(own.cbrt(0), 0);
});

test('the bits of a fixed grid of values never change', () => {
  // A rolling sum in which every last bit counts: another engine or another order of operations would show here.
  const words = new Uint32Array(2);
  const double = new Float64Array(words.buffer);
  let sum = 0;
  for (let i = -2000; i <= 2000; i++) {
    const x = i / 64;
    for (const value of [
      own.sin(x),
      own.cos(x),
      own.exp(x),
      own.log(x * x + 0.5),
      own.atan2(x, 1.5),
      own.cbrt(x),
    ]) {
      double[0] = value;
      sum = (Math.imul(sum, 31) + words[0]! + Math.imul(words[1]!, 7)) >>> 0;
    }
  }
  assert.equal(sum, 471451432);
});
