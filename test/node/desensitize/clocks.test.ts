import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import { clockUnit, looksLikeClock, shiftClock } from '#node/desensitize/clocks.ts';
import type { NumberArray, NumberColumn, NumberType } from '#node/desensitize/ports.ts';
import { clockShiftSeconds, pseudonymOf } from '#node/desensitize/pseudonyms.ts';
import { isClock } from '#node/desensitize/rebuild-episode.ts';

function column(values: NumberArray, type: NumberType): NumberColumn {
  return { kind: 'numbers', type, width: 1, rows: values.length, values, missing: null };
}

const START = 1_741_065_967;

test('recognises absolute times in seconds, milliseconds, microseconds and nanoseconds', () => {
  for (const unit of [1, 1e3, 1e6, 1e9]) assert.equal(clockUnit(START * unit), unit);
  for (const value of [0, -1, 3.14, 30, 86_400, Number.NaN, Infinity])
    assert.equal(clockUnit(value), undefined);
});

test('shifting keeps every interval to the bit, in float64 and in int64', () => {
  const step = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(step, fc.integer({ min: 2_592_000, max: 317_952_000 }), (steps, seconds) => {
      let at = START;
      const times = Float64Array.from(steps, (each) => (at += each));
      const moved = shiftClock(column(times, 'float64'), seconds).values as Float64Array;
      const nanos = BigInt64Array.from(times, (time) => BigInt(Math.round(time * 1e6)) * 1000n);
      const movedNanos = shiftClock(column(nanos, 'int64'), seconds).values as BigInt64Array;
      for (let i = 1; i < times.length; i++) {
        assert.equal((moved[i] ?? 0) - (moved[i - 1] ?? 0), (times[i] ?? 0) - (times[i - 1] ?? 0));
        assert.equal(
          (movedNanos[i] ?? 0n) - (movedNanos[i - 1] ?? 0n),
          (nanos[i] ?? 0n) - (nanos[i - 1] ?? 0n),
        );
      }
      assert.equal((times[0] ?? 0) - (moved[0] ?? 0), seconds);
    }),
  );
});

test('a clock is known by its name and size, or by its values alone', () => {
  const absolute = column(Float64Array.of(START, START + 1), 'float64');
  const relative = column(Float64Array.of(0, 1 / 30), 'float64');
  assert.ok(isClock('observation.host_time', absolute));
  assert.ok(!isClock('observation.host_time', relative));
  assert.ok(isClock('observation.header', absolute), 'values that can be nothing else');
  assert.ok(!isClock('action', relative));
  assert.ok(
    !looksLikeClock(column(Float64Array.of(START + 1, START), 'float64')),
    'a clock never runs backwards',
  );
});

test('the shift belongs to the dataset and the key, and is whole seconds of at least a month', () => {
  const key = Buffer.alloc(32, 1);
  const shift = clockShiftSeconds(key, 'a');
  assert.equal(shift, clockShiftSeconds(key, 'a'));
  assert.notEqual(shift, clockShiftSeconds(key, 'b'));
  assert.notEqual(shift, clockShiftSeconds(Buffer.alloc(32, 2), 'a'));
  assert.ok(Number.isInteger(shift) && shift >= 2_592_000);
});

test('pseudonyms are stable in their scope and cannot be joined across scopes', () => {
  const key = Buffer.alloc(32, 1);
  const base = { key, domain: 'person', recipient: 'a' };
  const name = pseudonymOf(base, 'Ingrid Halvorsen');
  assert.match(name, /^p_[a-z2-7]{16}$/);
  assert.equal(pseudonymOf(base, ' Ingrid\u200b Halvorsen '), name, 'spelling variants are one person');
  const others = [
    { ...base, key: Buffer.alloc(32, 2) },
    { ...base, domain: 'feature' },
    { ...base, recipient: 'b' },
  ].map((scope) => pseudonymOf(scope, 'Ingrid Halvorsen'));
  assert.equal(new Set([name, ...others, pseudonymOf(base, 'Olaf Berg')]).size, 5);
  assert.throws(
    () => pseudonymOf({ ...base, key: Buffer.alloc(16) }, 'x'),
    (error: unknown) => isExchangeError(error, 'bad-key'),
  );
});
